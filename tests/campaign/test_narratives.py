"""Narratives: placeholders filled, cited, missing or refused."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from campaign.actions.outlines import load_outlines
from campaign.models import ReportState
from campaign.rules.narratives import typed_figures
from campaign.sections.narratives import narrative
from office_culture.papers.blocks import BulletList, Paragraph, origins, plain
from office_culture.rules.facts import Fact, placeholders
from office_culture.selectors.events import events_of
from office_culture.text.citations import Citation, Citations
from tests.answers import assert_saved
from tests.factories.reports import NarrativeFactory, ReportFactory


def facts(*made: Fact) -> dict[str, Fact]:
    return {fact.key: fact for fact in made}


RECEIVED = Fact("case_files.received", "received", 4218, "4.218")


def test_a_key_becomes_its_figure_and_keeps_its_origin():
    (block,) = narrative("Đã nhận {case_files.received} hồ sơ.", facts(RECEIVED), Citations())
    assert isinstance(block, Paragraph)
    assert plain(block.text) == "Đã nhận 4.218 hồ sơ."
    assert origins(block.text) == ("case_files.received",)


def test_lines_are_paragraphs_and_dashes_are_points():
    blocks = narrative("Một.\n\n- Hai\n- Ba\nBốn.", {}, Citations())
    assert [type(block) for block in blocks] == [Paragraph, BulletList, Paragraph]
    assert [plain(item) for item in blocks[1].items] == ["Hai", "Ba"]


def test_a_document_is_cited_in_full_once():
    citation = Citation(
        key="1",
        type_name="Kế hoạch",
        symbol="29/KH-VPTN",
        day=datetime.date(2019, 8, 14),
        issuer="Văn phòng",
        subject="tổ chức thực hiện phong trào",
    )
    fact = Fact("cite.29/KH-VPTN", "plan", "29/KH-VPTN", "", citation=citation)
    (block,) = narrative("{cite.29/KH-VPTN} và {cite.29/KH-VPTN}.", facts(fact), Citations())
    words = plain(block.text)
    assert words.count("ngày 14 tháng 8 năm 2019") == 1
    assert words.count("29/KH-VPTN") == 2


def test_a_fact_without_value_and_a_vanished_one_are_visible():
    empty = Fact("case_files.overdue", "overdue", None, "số hồ sơ quá hạn")
    (block,) = narrative("{case_files.overdue} {gone.key}", facts(empty), Citations())
    assert plain(block.text) == "[còn thiếu: số hồ sơ quá hạn] [chưa rõ: {gone.key}]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Có 4.218 hồ sơ, đạt 95,5 %.", ["4.218", "95,5 %"]),
        ("Kế hoạch số 29/KH-VPUB năm 2019, khóa XII", []),
        ("{case_files.received} hồ sơ", []),
        ("Covid-19 và 5S", []),
    ],
)
def test_typed_figures_are_noticed(text, found):
    assert typed_figures(text) == found


def test_keys_are_read_in_their_order():
    assert placeholders("{a.b} x { c.d }") == ["a.b", "c.d"]


@pytest.mark.django_db
class TestThePage:
    """What the writer of a report meets."""

    def post(self, browser, report, text, **more):
        address = reverse("report_section", args=[report.pk, "proposals"])
        opened = browser.get(address).context["form"]["opened_version"].value()
        return browser.post(address, {"text": text, "opened_version": opened, "_save": "1", **more})

    def test_an_unknown_key_is_refused_with_the_nearest_and_nothing_is_lost(self, superuser, signed_in):
        report = NarrativeFactory(section="proposals", text="Không.").report
        answer = self.post(signed_in(superuser), report, "Đã nhận {case_files.recieved} hồ sơ.")
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "{case_files.received}" in str(answer.context["form"].errors["text"])
        assert "Đã nhận {case_files.recieved} hồ sơ." in page
        assert report.narratives.get(section="proposals").text == "Không."

    def test_a_known_key_is_saved_and_the_page_opens_anew(self, superuser, signed_in):
        report = NarrativeFactory(section="proposals").report
        answer = self.post(signed_in(superuser), report, "Có {case_files.received} hồ sơ.")
        assert answer.status_code == 302
        text = report.narratives.get(section="proposals")
        assert text.text == "Có {case_files.received} hồ sơ."
        assert events_of(text).first().actor == superuser

    def test_a_lost_update_is_refused_and_both_texts_stay(self, superuser, signed_in):
        text = NarrativeFactory(section="proposals")
        opened = text.version
        text.text = "Câu của đồng nghiệp."
        text.save()
        browser = signed_in(superuser)
        answer = self.post(browser, text.report, "Câu của tôi.", opened_version=opened)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert answer.context["form"].theirs == "Câu của đồng nghiệp."
        assert "Câu của đồng nghiệp." in page
        assert "Câu của tôi." in page
        text.refresh_from_db()
        assert text.text == "Câu của đồng nghiệp."
        again = answer.context["form"]["opened_version"].value()
        assert self.post(browser, text.report, "Câu của tôi.", opened_version=again).status_code == 302
        text.refresh_from_db()
        assert text.text == "Câu của tôi."

    def test_two_who_begin_the_same_text_meet_each_other(self, superuser, signed_in):
        report = ReportFactory()
        browser = signed_in(superuser)
        answers = [self.post(browser, report, text, opened_version=0) for text in ("Một.", "Hai.")]
        assert [answer.status_code for answer in answers] == [302, 200]
        assert report.narratives.get(section="proposals").text == "Một."

    def test_the_frame_of_the_report_does_not_stand_in_the_way(self, superuser, signed_in):
        text = NarrativeFactory(section="proposals")
        opened = text.version
        text.report.subject = "Tên do đồng nghiệp đặt"
        text.report.save()
        answer = self.post(signed_in(superuser), text.report, "Câu của tôi.", opened_version=opened)
        assert_saved(answer)

    def test_a_new_report_gets_the_texts_of_its_outline(self, superuser, signed_in):
        made = ReportFactory.build()
        base = ReportFactory()
        load_outlines(kinds={"yearly"})
        data = {
            "campaign": base.campaign_id,
            "kind": "yearly",
            "unit": base.unit_id,
            "drafting_unit": base.drafting_unit_id,
            "subject": made.subject,
            "period_start": "01/01/2021",
            "period_end": "31/12/2021",
            "as_of": "31/12/2021",
        }
        answer = signed_in(superuser).post("/admin/campaign/report/add/", data)
        assert answer.status_code == 302
        report = type(base).objects.get(kind="yearly")
        assert report.narratives.count() == len(report.outline.written())
        assert report.state == ReportState.DRAFT


@pytest.mark.django_db
def test_a_lone_brace_is_refused():
    report = ReportFactory()
    narrative_row = NarrativeFactory.build(report=report, text="Một {dấu ngoặc")
    with pytest.raises(ValidationError):
        narrative_row.full_clean()
