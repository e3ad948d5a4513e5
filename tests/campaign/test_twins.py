"""Titles that differ in typing habit only are asked about, on the page and in a sheet."""

import re

import pytest
from django.urls import reverse

from campaign.models import Innovation
from tests import sheets
from tests.campaign.test_innovations import ADD, form
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db


def test_a_twin_of_an_innovation_is_asked_about_on_the_page_and_in_a_sheet(
    signed_in, officer, unit_a, settings, tmp_path
):
    settings.WAITING_IMPORTS_DIR = tmp_path
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    InnovationFactory(title="Số hoá hồ sơ", unit=unit_a, year=2021)
    twin = form(unit_a, title="Số  hóa hồ sơ")
    page = desk.post(reverse(ADD), twin)
    (asked,) = page.context["adminform"].form.errors["title"]
    assert "“Số hoá hồ sơ” is recorded already" in asked
    answer = re.search(r'name="(answer-title)" value="(keep:[0-9a-f]+)"', asked)
    assert desk.post(reverse(ADD), twin | {answer[1]: answer[2]}).status_code == 302
    assert Innovation.objects.count() == 2

    rows = (
        ("Tên sáng kiến", "Đơn vị", "Năm"),
        ("SỐ HOÁ HỒ SƠ", "Phòng A", "Năm 2021"),
        ("Khác", "Phòng A", 2035),
    )
    report = sheets.preview(desk, Innovation, sheets.workbook(*rows)).context["report"]
    assert [str(row.outcome) for row in report.rows] == ["asked", "new"]
    assert "The year 2035 has not begun" in " ".join(report.rows[1].warnings)
