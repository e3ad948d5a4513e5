"""The texts of the last report of the same kind are taken over; what is no longer so is marked."""

import datetime

import pytest
from django.urls import reverse

from campaign.actions.narratives import copy_texts
from campaign.actions.reports import WORKFLOW, lay_out
from campaign.models import CaseFileReturn, IssuedFacts, Report
from campaign.report.earlier import marked
from campaign.report.issued_facts import facts_of
from office_culture.actions import outgoing
from office_culture.actions.workflow import Refused
from office_culture.models import PaperFacts, User
from office_culture.models.events import Immutable
from office_culture.rules.facts import Fact, FactBook
from office_culture.selectors.events import events_of
from tests.factories.office import UserFactory
from tests.factories.reports import ReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

OLD = "Đã nhận {case_files.received} hồ sơ, xếp thứ {reform_rank.2020}; xử lý 4.100 hồ sơ năm 2020 {mat.roi}"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture
def clerk() -> User:
    return User.objects.get(username="canbo")


def of_year(like: Report, year: int) -> Report:
    made = ReportFactory(
        campaign=like.campaign,
        unit=like.unit,
        drafting_unit=like.drafting_unit,
        kind="thematic",
        subject=f"Kết quả năm {year}",
        period_start=datetime.date(year, 1, 1),
        period_end=datetime.date(year, 12, 31),
        as_of=like.as_of,
        signer=like.signer,
        signer_post=like.signer_post,
        addressees=like.addressees,
        recipients=like.recipients,
    )
    lay_out(report=made, by=None)
    return made


@pytest.fixture
def interim() -> Report:
    return Report.objects.filter(kind="interim", paper=None).latest("period_end")


@pytest.fixture
def older(interim) -> Report:
    made = of_year(interim, 2020)
    made.narratives.filter(section="proposals").update(text=OLD)
    made.narratives.filter(section="assessment.limits").update(text="Còn chậm.")
    return made


@pytest.fixture
def newer(interim, older) -> Report:
    return of_year(interim, 2021)


def page(browser, report, key="proposals"):
    return browser.get(reverse("report_section", args=[report.pk, key]))


def test_the_section_shows_the_last_text_with_what_changed(older, newer, clerk, signed_in):
    answer = page(signed_in(clerk), newer)
    earlier = answer.context["earlier"]
    assert earlier.report == older
    marks = {stretch.text: stretch for stretch in earlier.stretches if stretch.kind}
    before, now = (report.facts().find("case_files.received") for report in (older, newer))
    assert before.value != now.value
    received = marks["{case_files.received}"]
    assert (received.kind, received.then, received.now) == ("changed", before.text, now.text)
    assert marks["4.100"].kind == "typed"
    assert marks["{mat.roi}"].kind == "unknown"
    assert "2020" not in marks
    assert f"{before.text} → {now.text}" in answer.content.decode()
    side = next(
        fact
        for group in answer.context["groups"]
        for fact in group.facts
        if fact.key == "case_files.received"
    )
    assert side.before == before.text


def test_the_text_comes_below_what_is_typed_and_is_not_saved_yet(newer, clerk, signed_in):
    answer = signed_in(clerk).post(
        reverse("report_section", args=[newer.pk, "proposals"]),
        {"text": "Câu của tôi.", "opened_version": 1, "bring": "1"},
    )
    assert answer.context["form"]["text"].value() == f"Câu của tôi.\n{OLD}"
    assert newer.narratives.get(section="proposals").text == ""
    named = {fact.key: fact for fact in answer.context["named"]}
    assert named["mat.roi"].unknown
    assert named["case_files.received"].before


def test_all_empty_sections_are_filled_at_once_and_the_others_stay(older, newer, clerk, signed_in):
    newer.narratives.filter(section="assessment.limits").update(text="Viết rồi.")
    browser = signed_in(clerk)
    address = reverse("report_take_over", args=[newer.pk])
    asked = browser.get(address)
    assert asked.context["to_come"] == 1
    assert newer.narratives.get(section="proposals").text == ""
    answer = browser.post(address, follow=True)
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "{mat.roi}" in told
    assert "4.100" in told
    text = newer.narratives.get(section="proposals")
    assert text.text == OLD
    assert events_of(text).first().actor == clerk
    assert str(older) in events_of(text).first().reason
    assert newer.narratives.get(section="assessment.limits").text == "Viết rồi."
    assert browser.get(address).context["to_come"] == 0


def test_only_a_report_of_the_same_kind_is_a_source(interim, clerk, signed_in):
    answer = signed_in(clerk).get(reverse("report_take_over", args=[interim.pk]))
    assert answer.context["source"] is None
    assert signed_in(clerk).post(reverse("report_take_over", args=[interim.pk])).status_code == 403


def test_nothing_is_taken_into_a_report_in_review(older, newer, clerk):
    WORKFLOW.perform("submit", obj=newer, by=clerk)
    with pytest.raises(Refused):
        copy_texts(report=newer, source=older, by=clerk)
    assert newer.narratives.get(section="proposals").text == ""


def test_strangers_and_readers_take_nothing_over(newer, client, signed_in):
    address = reverse("report_take_over", args=[newer.pk])
    assert client.get(address).status_code == 302
    assert signed_in(UserFactory()).get(address).status_code == 403
    assert signed_in(User.objects.get(username="donvi")).get(address).status_code == 404
    leader = signed_in(User.objects.get(username="lanhdao"))
    assert not leader.get(address).context["allowed"]
    assert leader.post(address).status_code == 403
    assert newer.narratives.get(section="proposals").text == ""


@pytest.fixture
def issued(older, clerk, django_capture_on_commit_callbacks) -> Report:
    for text in older.narratives.filter(text=""):
        text.text = "Đã có nội dung."
        text.save()
    older.narratives.filter(section="proposals").update(
        text="Đề nghị xem lại {case_files.received} hồ sơ đã nhận."
    )
    older.narratives.filter(section="assessment.limits").update(text="Còn chậm; nguyên nhân là việc nhiều.")
    leader = User.objects.get(username="lanhdao")
    WORKFLOW.perform("submit", obj=older, by=clerk)
    older = WORKFLOW.perform("approve", obj=older, by=leader)
    with django_capture_on_commit_callbacks(execute=True):
        outgoing.issue(record=older, by=clerk)
    return Report.objects.get(pk=older.pk)


def _one_more(report: Report) -> tuple[int, int]:
    """A year's figure before and after somebody corrects a record."""
    before = report.facts().find("case_files.received").value
    row = CaseFileReturn.objects.within(report.period_start, report.period_end).first()
    CaseFileReturn.objects.filter(pk=row.pk).update(new=row.new + 1, early=row.early + 1)
    after = Report.objects.get(pk=report.pk).facts().find("case_files.received").value
    return before, after


def test_an_issued_report_is_compared_by_what_was_true_on_its_day(issued, newer):
    kept = facts_of(issued)
    before, after = _one_more(issued)
    assert before != after
    again = facts_of(Report.objects.get(pk=issued.pk))
    assert again["case_files.received"].value == before
    assert again == kept


def test_a_report_issued_before_facts_were_kept_answers_with_what_it_printed(issued):
    before, _after = _one_more(issued)
    IssuedFacts.objects.all()._raw_delete("default")
    assert PaperFacts.objects.filter(paper=issued.paper).exists()
    assert facts_of(Report.objects.get(pk=issued.pk))["case_files.received"].value == before


def test_kept_facts_are_never_changed(issued):
    kept = issued.issued_facts
    with pytest.raises(Immutable):
        kept.save()
    with pytest.raises(Immutable):
        kept.delete()


def test_marks_lose_no_character_of_the_text(older):
    book: FactBook = older.facts()
    then: dict[str, Fact] = {}
    for text in (OLD, "", "{", "12 {a} 13%", "{case_files.received}{case_files.received}"):
        assert "".join(stretch.text for stretch in marked(text, then, book)) == text
