"""Communication: channels that go out of use, and what papers count."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaign.models import CommunicationActivity
from campaign.sections.communication import communication_blocks
from campaign.selectors.communication import communication
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.campaign.reading import day, errors, fact_texts, row_forms, scope_of, tables, words
from tests.factories.campaign import (
    ActivityDocumentFactory,
    CommunicationActivityFactory,
    CommunicationChannelFactory,
)
from tests.factories.documents import DocumentFactory

pytestmark = pytest.mark.django_db

ADD = "admin:campaign_communicationactivity_add"


def form(unit, channel, *documents: dict, **changes) -> dict[str, object]:
    return {
        "what": "Quán triệt kế hoạch",
        "channel": channel.pk,
        "held_on": "02/03/2020",
        "unit": unit.pk,
        "audiences": "đảng viên\r\ncông chức",
        "reached": "70",
        **changes,
        **row_forms("document_rows", *documents),
        **row_forms("files"),
    }


def blocks_of(unit, **scope):
    facts = communication(scope_of(unit, **scope))
    return communication_blocks(facts, At("II.2", Citations()))


def test_keeps_an_activity_with_its_documents(screen, office):
    document = DocumentFactory()
    answer = screen.post(reverse(ADD), form(office, CommunicationChannelFactory(), {"document": document.pk}))
    assert answer.status_code == 302
    assert list(CommunicationActivity.objects.get().documents.all()) == [document]


def test_refuses_a_negative_number_of_people(screen, office):
    response = screen.post(reverse(ADD), form(office, CommunicationChannelFactory(), reached="-1"))
    assert "negative" in errors(response, "reached")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        CommunicationActivityFactory(reached=-1)


def test_a_channel_out_of_use_is_not_offered_but_stays_where_it_is(screen, office):
    old = CommunicationChannelFactory(name="loa truyền thanh", enabled=False)
    used = CommunicationChannelFactory(name="giao ban")
    offered = screen.get(
        reverse("admin:autocomplete"),
        {"app_label": "campaign", "model_name": "communicationactivity", "field_name": "channel"},
    ).json()
    assert [entry["text"] for entry in offered["results"]] == ["giao ban"]
    assert "out of use" in errors(screen.post(reverse(ADD), form(office, old)), "channel")[0]
    kept = CommunicationActivityFactory(unit=office, channel=old)
    page = reverse("admin:campaign_communicationactivity_change", args=[kept.pk])
    assert screen.post(page, form(office, old, opened_version=kept.version)).status_code == 302
    listed = screen.get(reverse("admin:campaign_communicationchannel_changelist")).content.decode()
    assert old.name in listed
    assert used.name in listed


def test_warns_of_what_lies_ahead(screen, office):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    response = screen.post(
        reverse(ADD), form(office, CommunicationChannelFactory(), held_on=f"{tomorrow:%d/%m/%Y}")
    )
    assert response.status_code == 302
    assert any("lies ahead" in str(message) for message in get_messages(response.wsgi_request))


def test_owes_communication_where_none_is_recorded(office):
    CommunicationActivityFactory()
    assert words(blocks_of(office)) == (
        "[II.2] Chưa ghi nhận hoạt động tuyên truyền, phổ biến trong kỳ báo cáo."
    )


def test_words_of_one_occasion(office):
    channel = CommunicationChannelFactory(name="giao ban Văn phòng")
    CommunicationActivityFactory(unit=office, channel=channel)
    blocks = blocks_of(office)
    assert words(blocks) == "Cơ quan đã tổ chức 01 lượt tuyên truyền, phổ biến thông qua giao ban Văn phòng."
    assert tables(blocks) == []


def test_words_and_table_of_many_occasions(office, unit_a):
    first = CommunicationChannelFactory(name="hội nghị", position=1)
    second = CommunicationChannelFactory(name="trang thông tin", position=2)
    document = DocumentFactory(symbol="29/KH-VPTN", subject="thi đua")
    held = CommunicationActivityFactory(
        unit=office, channel=first, reached=70, audiences="Đảng viên\ncông chức"
    )
    ActivityDocumentFactory(activity=held, document=document)
    CommunicationActivityFactory(unit=unit_a, channel=first, reached=12, audiences="đảng viên\nviên chức")
    CommunicationActivityFactory(unit=office, channel=second)
    CommunicationActivityFactory(unit=office, channel=second, held_on=day("01/01/2018"))
    blocks = blocks_of(office)
    assert words(blocks) == (
        "Cơ quan đã tổ chức 03 lượt tuyên truyền, phổ biến bằng 02 hình thức: hội nghị và trang thông tin. "
        "Đối tượng được tuyên truyền là Đảng viên, công chức, viên chức. "
        "Đã có 82 lượt người được tuyên truyền (thống kê tại 2/3 lượt tổ chức).\n"
        "Văn bản đã được phổ biến, quán triệt: Kế hoạch số 29/KH-VPTN ngày 17 tháng 5 năm 2022 của "
        "Văn phòng Thử nghiệm về thi đua."
    )
    assert tables(blocks) == [
        [["Hội nghị", "2", "82"], ["Trang thông tin", "1", "–"], ["Tổng số", "3", "82"]]
    ]
    found = fact_texts("communication", scope_of(office))
    assert (found["count"], found["reached"], found["documents_count"]) == ("03", "82", "01")
    assert found[f"channel.{first.pk}"] == "02"


def test_what_follows_the_day_of_the_report_does_not_count(office):
    CommunicationActivityFactory(unit=office, held_on=day("20/05/2022"))
    assert communication(scope_of(office, as_of="19/05/2022")).occasions == 0
    assert communication(scope_of(office)).occasions == 1
