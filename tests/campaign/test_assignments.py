"""Sections handed to units: who may write what, and the way back into the report."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from campaign.actions import assignments, reports
from campaign.actions.assignments import WORKFLOW, hand_out, may_write
from campaign.models import AssignmentState, Report, ReportState, SectionAssignment
from campaign.selectors.assignments import free_sections, handed_out, undelivered
from office_culture.actions.workflow import Refused
from office_culture.models import Event, User
from office_culture.project.dashboard import tiles
from tests.factories.office import PostingFactory, UserFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

LATER = datetime.date(2099, 1, 31)


@pytest.fixture
def report(office, unit_a) -> Report:
    signer = PostingFactory(post="Chánh Văn phòng", person__unit=office).person
    made = ReportFactory(unit=office, signer=signer, signer_post="Chánh Văn phòng")
    reports.lay_out(report=made, by=None)
    return made


@pytest.fixture
def contact(unit_a) -> User:
    """The contact of unit A with the rights of such an account, which cannot change reports."""
    user = UserFactory(username="lien-he-a", unit=unit_a)
    wanted = ("view_sectionassignment", "deliver_section")
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def handed(report, unit_a, officer) -> SectionAssignment:
    (made,) = hand_out(report=report, sections=["proposals"], unit=unit_a, due=LATER, by=officer)
    return made


def written(report: Report, key: str, text: str = "Không.") -> None:
    row = report.narratives.get(section=key)
    row.text = text
    row.save()


def test_who_keeps_the_report_writes_every_section(report, officer):
    assert {may_write(report, section.key, officer) for section in report.outline.written()} == {""}


def test_a_contact_writes_what_its_unit_was_handed_and_nothing_else(report, handed, contact, unit_b):
    assert may_write(report, "proposals", contact) == ""
    assert "not handed" in may_write(report, "assessment.limits", contact)
    stranger = UserFactory(username="lien-he-b", unit=unit_b)
    stranger.user_permissions.set(contact.user_permissions.all())
    assert "not handed" in may_write(report, "proposals", User.objects.get(pk=stranger.pk))


def test_a_contact_with_every_right_still_keeps_to_its_unit(report, handed, contact_a):
    assert may_write(report, "proposals", contact_a) == ""
    assert "not handed" in may_write(report, "assessment.limits", contact_a)


def test_without_the_right_to_deliver_nothing_is_written(report, handed, plain_staff):
    assert may_write(report, "proposals", plain_staff)


def test_a_section_without_text_and_an_unknown_one_are_refused(report, officer):
    assert may_write(report, "situation", officer)
    assert may_write(report, "nowhere", officer)


def test_nobody_writes_on_a_report_in_review(report, handed, officer, contact):
    reports.WORKFLOW.perform("submit", obj=report, by=officer)
    report.refresh_from_db()
    assert "in review" in may_write(report, "proposals", officer)
    assert "in review" in may_write(report, "proposals", contact)


def test_the_whole_way_there_and_back(report, handed, contact, officer):
    with pytest.raises(Refused, match="Write the text first"):
        WORKFLOW.perform("deliver", obj=handed, by=contact)
    written(report, "proposals")
    delivered = WORKFLOW.perform("deliver", obj=handed, by=contact)
    assert delivered.delivered_on == timezone.localdate()
    assert "delivered" in may_write(report, "proposals", contact)
    with pytest.raises(Refused, match="those who write the report"):
        WORKFLOW.perform("accept", obj=delivered, by=contact)
    returned = WORKFLOW.perform("return", obj=delivered, by=officer, reason="Thiếu số liệu")
    assert (returned.state, returned.delivered_on) == (AssignmentState.RETURNED, None)
    assert returned.warnings() == ["Returned: Thiếu số liệu"]
    assert may_write(report, "proposals", contact) == ""
    again = WORKFLOW.perform("deliver", obj=returned, by=contact)
    assert WORKFLOW.perform("accept", obj=again, by=officer).state == AssignmentState.ACCEPTED
    steps = Event.objects.filter(object_id=str(handed.pk)).values_list("detail__step", flat=True)
    assert sorted(filter(None, steps)) == ["accept", "deliver", "deliver", "hand_out", "return"]


def test_what_is_taken_back_can_be_handed_to_another_unit(report, handed, officer, contact, unit_b):
    with pytest.raises(ValidationError, match="already"):
        hand_out(report=report, sections=["proposals"], unit=unit_b, due=LATER, by=officer)
    WORKFLOW.perform("take_back", obj=handed, by=officer)
    assert may_write(report, "proposals", contact)
    hand_out(report=report, sections=["proposals"], unit=unit_b, due=LATER, by=officer)


def test_several_sections_are_handed_out_together_or_not_at_all(report, handed, officer, unit_b):
    with pytest.raises(ValidationError):
        hand_out(
            report=report, sections=["assessment.limits", "proposals"], unit=unit_b, due=LATER, by=officer
        )
    assert SectionAssignment.objects.count() == 1


def test_bad_input_is_refused_where_it_can_be_mended(report, officer, contact, unit_a):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with pytest.raises(ValidationError) as late:
        hand_out(report=report, sections=["proposals"], unit=unit_a, due=yesterday, by=officer)
    assert set(late.value.error_dict) == {"due"}
    with pytest.raises(ValidationError) as unknown:
        hand_out(report=report, sections=["situation"], unit=unit_a, due=LATER, by=officer)
    assert set(unknown.value.error_dict) == {"sections"}
    with pytest.raises(Refused):
        hand_out(report=report, sections=["proposals"], unit=unit_a, due=LATER, by=contact)
    stranger = ReportFactory().unit
    with pytest.raises(ValidationError) as foreign:
        hand_out(report=report, sections=["proposals"], unit=stranger, due=LATER, by=officer)
    assert set(foreign.value.error_dict) == {"unit"}


def test_a_section_is_late_only_after_its_last_day(handed):
    assert not handed.is_overdue(handed.due)
    assert handed.is_overdue(handed.due + datetime.timedelta(days=1))
    late = SectionAssignment.objects.overdue(handed.due + datetime.timedelta(days=1))
    assert list(late) == [handed]
    assert not SectionAssignment.objects.overdue(handed.due)


def test_nothing_is_handed_out_of_a_report_in_review(report, officer, unit_a):
    reports.WORKFLOW.perform("submit", obj=report, by=officer)
    report.refresh_from_db()
    assert report.state == ReportState.IN_REVIEW
    assert assignments.handing_out_refused(report, officer)


class TestThePages:
    """What the officer and the contact meet."""

    def hand_out_address(self, report: Report) -> str:
        return f"/admin/campaign/report/{report.pk}/handout/"

    def test_an_officer_hands_out_several_sections_and_sees_who_has_delivered(
        self, report, unit_a, officer, signed_in
    ):
        browser = signed_in(officer)
        data = {
            "sections": ["proposals", "assessment.limits"],
            "unit": unit_a.pk,
            "due": "31/01/2099",
            "note": "Ngắn gọn",
        }
        answer = browser.post(self.hand_out_address(report), data, follow=True)
        page = " ".join(answer.content.decode().split())
        assert SectionAssignment.objects.filter(report=report, unit=unit_a, note="Ngắn gọn").count() == 2
        assert "31/01/2099" in page
        assert "/admin/campaign/sectionassignment/" in page
        assert [row.unit for row in answer.context["handed_out"]] == ["Phòng A", "Phòng A"]
        again = browser.get(self.hand_out_address(report))
        assert "proposals" not in dict(again.context["form"].offered)

    def test_faults_of_the_form_are_shown_and_nothing_is_handed_out(self, report, unit_a, officer, signed_in):
        browser = signed_in(officer)
        answer = browser.post(
            self.hand_out_address(report), {"sections": ["nowhere"], "unit": unit_a.pk, "due": "31/02/2099"}
        )
        assert set(answer.context["form"].errors) == {"sections", "due"}
        past = {"sections": ["proposals"], "unit": unit_a.pk, "due": "01/01/2020"}
        assert set(browser.post(self.hand_out_address(report), past).context["form"].errors) == {"due"}
        assert not SectionAssignment.objects.exists()

    def test_a_report_in_review_says_why_nothing_is_handed_out(self, report, unit_a, officer, signed_in):
        reports.WORKFLOW.perform("submit", obj=report, by=officer)
        browser = signed_in(officer)
        data = {"sections": ["proposals"], "unit": unit_a.pk, "due": "31/01/2099"}
        answer = browser.post(self.hand_out_address(report), data)
        assert answer.context["refusal"]
        assert not SectionAssignment.objects.exists()

    def test_the_contact_writes_delivers_and_sees_nothing_else(self, report, handed, contact, signed_in):
        written(report, "assessment.limits", "Điều không ai khác được đọc.")
        browser = signed_in(contact)
        assert browser.get("/admin/campaign/sectionassignment/").status_code == 200
        page = browser.get(f"/admin/campaign/sectionassignment/{handed.pk}/write/")
        assert page.status_code == 200
        assert "Điều không ai khác được đọc." not in page.content.decode()
        form = page.context["form"]
        data = {"text": "Không có kiến nghị.", "opened_version": form["opened_version"].value()}
        browser.post(f"/admin/campaign/sectionassignment/{handed.pk}/write/", {**data, "_deliver": "1"})
        handed.refresh_from_db()
        assert handed.state == AssignmentState.DELIVERED
        assert report.narratives.get(section="proposals").text == "Không có kiến nghị."
        for name in ("change", "handout"):
            assert browser.get(f"/admin/campaign/report/{report.pk}/{name}/").status_code in {302, 403, 404}
        for address in (f"/reports/{report.pk}/", f"/reports/{report.pk}/preview.pdf"):
            assert browser.get(address).status_code in {403, 404}

    def test_the_contact_sees_the_text_as_it_will_print_and_no_figure_of_the_office(
        self, report, handed, contact, signed_in
    ):
        address = f"/admin/campaign/sectionassignment/{handed.pk}/write/"
        typed = "- **đậm** {case_files.received}\n<script>alert(1)</script>"
        browser = signed_in(contact)
        body = browser.post(f"{address}preview/", {"text": typed}).content.decode()
        assert "<strong>đậm</strong>" in body
        assert "{case_files.received}" in body
        assert "&lt;script&gt;" in body
        assert "<script" not in body
        # Without a script the page itself shows it, and saves nothing.
        page = browser.post(address, {"text": typed, "show": "1"}).content.decode()
        assert "<strong>đậm</strong>" in page
        assert not report.narratives.get(section=handed.section).text
        assert browser.get(f"{address}preview/").status_code == 405
        WORKFLOW.perform("take_back", obj=handed, by=User.objects.get(username="officer"))
        assert browser.post(f"{address}preview/", {"text": typed}).status_code == 403

    def test_a_delivered_section_is_closed_to_the_contact(self, report, handed, contact, signed_in):
        written(report, "proposals")
        WORKFLOW.perform("deliver", obj=handed, by=contact)
        browser = signed_in(contact)
        address = f"/admin/campaign/sectionassignment/{handed.pk}/write/"
        assert browser.get(address).status_code == 403
        assert browser.post(address, {"text": "Khác"}).status_code == 403
        assert report.narratives.get(section="proposals").text == "Không."

    def test_an_unknown_key_is_refused_and_what_was_typed_stays(self, report, handed, contact, signed_in):
        address = f"/admin/campaign/sectionassignment/{handed.pk}/write/"
        answer = signed_in(contact).post(address, {"text": "Đã nhận {case_files.recieved} hồ sơ."})
        page = answer.content.decode()
        assert "{case_files.received}" in page
        assert "Đã nhận {case_files.recieved} hồ sơ." in page
        assert report.narratives.get(section="proposals").text == ""

    def test_two_who_write_do_not_overwrite_each_other(self, report, handed, contact, signed_in):
        address = f"/admin/campaign/sectionassignment/{handed.pk}/write/"
        browser = signed_in(contact)
        opened = browser.get(address).context["form"]["opened_version"].value()
        written(report, "proposals", "Của đồng nghiệp.")
        answer = browser.post(address, {"text": "Của tôi.", "opened_version": opened})
        assert "Của tôi." in answer.content.decode()
        assert report.narratives.get(section="proposals").text == "Của đồng nghiệp."

    def test_the_contact_of_another_unit_finds_nothing(self, report, handed, contact, unit_b, signed_in):
        contact.unit = unit_b
        contact.save()
        browser = signed_in(contact)
        for page in ("change", "write"):
            address = f"/admin/campaign/sectionassignment/{handed.pk}/{page}/"
            answer = browser.get(address)
            assert answer.status_code in {302, 404}
            assert handed.title not in answer.content.decode()

    def test_a_section_not_delivered_is_told_before_the_report_goes_on(
        self, report, handed, officer, signed_in
    ):
        page = signed_in(officer).get(f"/admin/campaign/report/{report.pk}/change/")
        assert [row.pk for row in page.context["handed_out"]] == [handed.pk]
        assert any(handed.title in warning for warning in page.context["record_warnings"])
        assert list(undelivered(report.scope())) == [handed]

    def test_the_start_page_counts_what_is_to_be_written(self, report, handed, contact):
        counts = {str(tile.url): tile.count for tile in tiles(contact)}
        assert counts["/admin/campaign/sectionassignment/?waits=deliver"] == 1


def test_sections_bear_the_numbers_under_which_they_print(report, unit_a, officer):
    """An optional section is left out until somebody writes it, so those behind it move."""
    offered = dict(free_sections(report))
    assert offered["next"] == "Phương hướng, nhiệm vụ thời gian tới"
    assert offered["proposals"] == "V. Đề xuất, kiến nghị"
    hand_out(report=report, sections=["proposals"], unit=unit_a, due=LATER, by=officer)
    written(report, "next", "Tiếp tục thực hiện.")
    assert dict(free_sections(report))["next"] == "V. Phương hướng, nhiệm vụ thời gian tới"
    (row,) = handed_out(report, officer, LATER)
    assert (row.place, row.title) == ("VI", "Đề xuất, kiến nghị")
