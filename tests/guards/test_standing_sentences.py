"""A paper states nothing that nobody recorded: every ready-made sentence names the records it rests on."""

import pytest
from django.apps import apps

from tests.guards.standing_sentences import listed, sentences, stated_in


def test_every_sentence_that_states_a_fact_names_its_records():
    found, known = set(sentences()), set(listed())
    assert len(found) > 30
    assert found - known == set(), "say in tests/data/standing_sentences.txt on which records it rests"
    assert known - found == set(), "no paper says this any more"


def test_the_records_exist():
    for sentence, records in listed().items():
        assert records, sentence
        for record in records:
            app, model, *field = record.split(".")
            kind = apps.get_model(app, model)
            for name in field:
                kind._meta.get_field(name)


@pytest.mark.parametrize(
    "source",
    [
        "Paragraph.of('Đơn vị không có ý kiến khác.')",
        "Paragraph.of(f'Biên bản đã được thông qua vào {hour}.')",
        "NONE = 'Không phát sinh tồn tại phải khắc phục.'",
    ],
)
def test_the_guard_sees_what_it_asks_about(source):
    assert stated_in(source)


@pytest.mark.parametrize(
    "source",
    [
        "Gap('Kết luận', 'chưa ghi kết luận của Tổ kiểm tra.')",
        "def f():\n    'Không phát sinh tồn tại phải khắc phục.'",
        "Article(2, text('Quyết định này có hiệu lực kể từ ngày ký.'))",
    ],
)
def test_gaps_and_rules_state_no_fact(source):
    assert stated_in(source) == []
