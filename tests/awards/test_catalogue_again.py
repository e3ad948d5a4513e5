"""A newer edition of the catalogue brings rows of an earlier one up to date, but never what the office changed."""

import datetime

import pytest
from django.urls import reverse

from awards.actions.catalogue import load_catalogue
from awards.models import AwardRule, BaseSalary, GeneralRule, RuleCondition
from awards.selectors.rules_due import rules_due
from office_culture.models import Event, LegalBasis
from tests.factories.awards import NomineeFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db

FIRST = """
papers = [{name = "Báo cáo thành tích mẫu"}]
base_salaries = [{valid_from = 2031-07-01, amount = 3000000, source = "Báo chí", sure = "single"}]
[regimes.now]
valid_from = 2031-01-01
[[awards]]
code = "mau"
name = "Giấy khen mẫu"
kind = "form"
subject = "both"
level = "base"
decided_by = "Thủ trưởng"
position = 1
[[legal_bases]]
text = "Căn cứ Nghị định mẫu"
valid_from = 2031-01-01
source = "Nghị định mẫu"
sure = "single"
[[general]]
topic = "rounding"
value = 1000
in_force = [{regime = "now", source = "Nghị định mẫu", sure = "unsure"}]
[[rules]]
award = "mau"
recipient = "individual"
topic = "standard"
in_force = [{regime = "now", source = "Luật mẫu", sure = "unsure"}]
conditions = [{kind = "rating", rating = "good"}]
[[rules]]
award = "mau"
recipient = "collective"
topic = "prize"
note = "Chưa đọc"
in_force = [{regime = "now", source = "Luật mẫu, Điều 5", sure = "unsure"}]
"""
SECOND = (
    FIRST.replace('sure = "single"', 'sure = "text"')
    .replace('sure = "unsure"', 'sure = "agreeing"')
    .replace("valid_from = 2031-01-01\n[[awards]]", "valid_from = 2031-01-01\nvalid_to = 2031-12-31\n[regimes.next]\n"
             "valid_from = 2032-01-01\n[[awards]]")
    .replace('source = "Luật mẫu", sure = "agreeing"}', 'source = "Luật mẫu", sure = "agreeing"}, '
             '{regime = "next", source = "Luật mới", sure = "single"}')
    .replace('rating = "good"}', 'rating = "good"}, {kind = "judged", text = "Nội bộ đoàn kết"}')
    .replace('note = "Chưa đọc"', "prize_multiple = 1.5")
)  # fmt: skip


@pytest.fixture
def load(tmp_path):
    def loaded(text: str):
        source = tmp_path / "catalogue.toml"
        source.write_text(text, "utf-8")
        return load_catalogue(source=source)

    loaded(FIRST)
    return loaded


def rule(topic: str, year: int = 2031) -> AwardRule:
    return AwardRule.objects.get(award__code="mau", topic=topic, valid_from=datetime.date(year, 1, 1))


def test_sureness_ends_sources_and_content_follow_the_newer_edition(load):
    done = load(SECOND)
    assert (done.added, done.updated, done.not_updated) == (1, 5, ())
    standard, prize = rule("standard"), rule("prize")
    assert (standard.sure, standard.valid_to) == ("agreeing", datetime.date(2031, 12, 31))
    assert {one.kind for one in standard.conditions.all()} == {"rating", "judged"}
    assert (prize.prize_multiple, prize.note, prize.sure) == (1.5, "", "agreeing")
    assert rule("standard", 2032).source == "Luật mới"
    assert BaseSalary.objects.get(valid_from="2031-07-01").sure == "text"
    assert LegalBasis.objects.get(text="Căn cứ Nghị định mẫu").sure == "text"
    assert GeneralRule.objects.get(source="Nghị định mẫu").valid_to == datetime.date(2031, 12, 31)
    assert load(SECOND) == type(done)(0, 0, ())


def test_the_page_shows_what_ends_and_is_unsure_afterwards(load, officer, english, monkeypatch):
    load(SECOND)
    found = rules_due(datetime.date(2031, 8, 1))
    ending = {one.row: one.followed for one in found.ending}
    assert ending[rule("standard")]
    assert not ending[rule("prize")]
    assert rule("standard", 2032) in found.unsure_rules
    basis = LegalBasis.objects.get(text="Căn cứ Nghị định mẫu")
    assert basis not in found.unsure_bases
    LegalBasis.objects.filter(pk=basis.pk).update(sure="single", valid_from=None, valid_to="2100-01-01")
    page = english(officer).get(reverse("admin:awards_awardrule_due")).content.decode()
    assert "Căn cứ Nghị định mẫu" in page


def test_what_the_office_confirmed_stays_and_the_rest_follows(load, officer):
    row = rule("standard")
    row.sure = "own"
    row.save(by=officer)
    assert load(SECOND).not_updated == ()
    row = rule("standard")
    assert (row.sure, row.valid_to) == ("own", datetime.date(2031, 12, 31))


@pytest.mark.parametrize("change", ["value", "condition", "condition gone"])
def test_a_row_whose_content_the_office_changed_stays_whole(load, officer, change):
    row = rule("prize" if change == "value" else "standard")
    if change == "value":
        row.prize_multiple = 2
        row.save(by=officer)
    elif change == "condition":
        RuleCondition(rule=row, kind="judged", text="Của cơ quan").save(by=officer)
    else:
        row.conditions.get().delete(by=officer)
    version, sure = row.version, row.sure
    assert load(SECOND).not_updated == (str(row),)
    row.refresh_from_db()
    assert (row.version, row.sure) == (version, sure)


def test_a_rule_that_the_office_wrote_itself_stays(load, officer):
    row = rule("prize")
    values = {"award": row.award, "recipient": "collective", "topic": "prize", "prize_multiple": 4}
    row.delete(by=officer)
    AwardRule(**values, valid_from="2031-01-01", source="Quy chế", sure="own").save(by=officer)
    load(SECOND)
    assert (rule("prize").prize_multiple, rule("prize").sure, rule("prize").valid_to) == (4, "own", None)


def test_an_end_that_would_meet_the_office_s_next_rule_stands_back(load, officer):
    load(
        FIRST.replace(
            "valid_from = 2031-01-01\n[[awards]]",
            "valid_from = 2031-01-01\nvalid_to = 2031-05-31\n[[awards]]",
        )
    )
    row = rule("prize")
    AwardRule(
        award=row.award,
        recipient="collective",
        topic="prize",
        prize_multiple=4,
        valid_from="2031-06-01",
        source="Quy chế",
    ).save(by=officer)
    load(SECOND)
    assert (rule("prize").valid_to, rule("prize").sure) == (datetime.date(2031, 5, 31), "agreeing")
    assert rule("standard").valid_to == datetime.date(2031, 12, 31)


def test_a_condition_on_which_somebody_judged_is_not_taken_away(load):
    row = rule("standard")
    judged = RuleCondition.objects.create(rule=row, kind="judged", text="Điểm cũ")
    Event.objects.filter(object_id=judged.pk)  # made without an account, as by an earlier edition
    NomineeFactory().judgements.create(
        condition=judged, met=True, because="Biên bản", judged_by=UserFactory(), judged_at="2031-02-02T00:00Z"
    )
    load(SECOND)
    assert list(rule("standard").conditions.values_list("text", flat=True)) == ["", "Điểm cũ"]


def test_events_tell_that_the_catalogue_wrote_it(load):
    load(SECOND)
    told = Event.objects.filter(object_id=rule("prize").pk, content_type__model="awardrule").order_by("pk")
    assert [event.detail for event in told] == [{"catalogue": True}] * 2
