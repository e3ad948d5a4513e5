"""Preflight and review in the browser: the writer asks, a reviewer of a unit remarks, leadership sees it."""

import pytest

from campaign.models import Remark, Report
from office_culture.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(sample_office) -> Report:
    return Report.objects.get(kind="interim")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_a_report_is_reviewed(open_pages, report, width, scheme):
    writer, reviewer, leader = (
        open_pages(user=User.objects.get(username=name), width=width, scheme=scheme)
        for name in ("canbo", "donvi", "lanhdao")
    )
    writer.visit(f"/reports/{report.pk}/preflight/")
    writer.visit(f"/admin/campaign/report/{report.pk}/step/submit/")
    writer.page.get_by_label("Ngô Văn Mẫu Năm").check()
    writer.page.locator(".submit-row input[type=submit]").click()
    writer.look()
    assert "Ngô Văn Mẫu Năm" in writer.page.locator("#waiting-for").inner_text()

    reviewer.visit("/admin/")
    reviewer.page.locator("a.tile", has_text="Reports waiting for my review").click()
    reviewer.look()
    reviewer.visit(f"/reports/{report.pk}/review/")
    section = reviewer.page.locator("section[id='section-results.reform']")
    section.locator(".add-remark summary").click()
    section.locator("textarea").fill("Cần nêu số hồ sơ quá hạn.\nXem lại số liệu.")
    section.locator("button").click()
    reviewer.look()
    assert "Xem lại số liệu." in reviewer.page.locator(".remark").inner_text()

    leader.visit(f"/admin/campaign/report/{report.pk}/change/")
    assert "Cần nêu số hồ sơ quá hạn." in leader.page.locator(".open-remarks").inner_text()

    writer.visit(f"/reports/{report.pk}/review/")
    remark = writer.page.locator(".remark")
    remark.locator("summary").click()
    remark.locator("textarea").fill("Đã bổ sung.")
    remark.locator("button").click()
    writer.look()
    assert not Remark.objects.filter(settled_at=None).exists()
    assert [page.problems for page in (writer, reviewer, leader)] == [[], [], []]
