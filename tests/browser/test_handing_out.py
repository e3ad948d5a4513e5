"""A section handed to a unit, written by its contact, delivered and accepted, all of it in the browser."""

import datetime

import pytest
from django.utils import timezone

from campaign.models import AssignmentState, Report, SectionAssignment
from office_culture.models import User
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Việc phối hợp giữa các phòng được duy trì; đã nhận {case_files.received} hồ sơ."


@pytest.fixture
def report(sample_office) -> Report:
    return Report.objects.get(kind="interim")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_unit_writes_a_section_of_the_report(open_pages, report, width, scheme):
    clerk, contact = (
        open_pages(user=User.objects.get(username=name), width=width, scheme=scheme)
        for name in ("canbo", "donvi")
    )
    address = f"/admin/campaign/report/{report.pk}/change/"
    due = timezone.localdate() + datetime.timedelta(days=5)

    clerk.visit(address)
    clerk.page.locator("a[href$='/handout/']").click()
    clerk.look()
    clerk.page.locator("input[name=sections][value='assessment.lessons']").check()
    clerk.page.select_option("select[name=unit]", label="Trung tâm Thông tin")
    clerk.page.fill("input[name=due]", f"{due:%d/%m/%Y}")
    clerk.page.locator(".submit-row input[type=submit]").click()
    clerk.page.wait_for_url(f"**{address}")
    clerk.look()
    handed = clerk.page.locator("#sections-handed-out tr", has_text="Bài học kinh nghiệm")
    assert f"{due:%d/%m/%Y}" in handed.inner_text()

    contact.visit("/admin/")
    contact.page.locator("a.tile[href*='sectionassignment/?waits=deliver']").click()
    contact.look()
    contact.page.get_by_role("link", name="Bài học kinh nghiệm").first.click()
    contact.look()
    contact.page.locator("a[href$='/write/']").click()
    contact.look()
    contact.page.locator("textarea[name=text]").fill("Đã nhận {ho_so.khong_co} hồ sơ.")
    contact.page.locator("[name=_deliver]").click()
    contact.look()
    assert contact.page.locator(".errorlist").is_visible()
    contact.page.fill("#fact-search", "KE HOACH")
    contact.page.locator("textarea[name=text]").fill(f"{TEXT}\n- **điểm đậm**")
    contact.page.locator("#section-preview li:has-text('điểm đậm')").wait_for()
    assert "{case_files.received}" in contact.page.locator("#section-preview").inner_text()
    contact.page.locator("textarea[name=text]").fill(TEXT)
    contact.page.locator("[name=_deliver]").click()
    contact.look()
    row = SectionAssignment.objects.get(report=report, section="assessment.lessons")
    assert (row.state, row.delivered_on) == (AssignmentState.DELIVERED, timezone.localdate())
    assert report.narratives.get(section="assessment.lessons").text == TEXT

    clerk.visit(address)
    handed = clerk.page.locator("#sections-handed-out tr", has_text="Bài học kinh nghiệm")
    assert f"{timezone.localdate():%d/%m/%Y}" in handed.inner_text()
    handed.locator("a").click()
    clerk.look()
    steps.take(clerk.page, "accept")
    clerk.look()
    row.refresh_from_db()
    assert row.state == AssignmentState.ACCEPTED

    contact.visit(f"/admin/campaign/sectionassignment/{row.pk}/write/", status=403)
    assert [watched.problems for watched in (clerk, contact)] == [[], []]
