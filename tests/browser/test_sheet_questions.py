"""Messy files go through the screen: upload, old font, questions, preview, taken in, taken back."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from office_culture.models import Document
from tests import messy

pytestmark = pytest.mark.browser

FILES = Path(__file__).parents[1] / "data" / "sheets"
UPLOAD = "admin:office_culture_document_import"


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_messy_files_from_upload_to_undo(open_pages, root, width, scheme):
    watched = open_pages(width=width, scheme=scheme, language="en", user=root)
    page = watched.page
    rows = messy.with_heading(
        ("STT", "Số, ký hiệu", "Ngày ban hành", "Cơ quan nào gửi đến đây", "Trích yếu nội dung", "Màu bìa"),
        *((*row, "đỏ") for row in messy.DOCUMENTS),
        ("Tổng cộng: 2 văn bản", *[None] * 5),
        width=6,
    )
    old = [[messy.in_tcvn3(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    data = messy.csv_of(old, ";").encode("cp1252")

    def shown(name: str) -> None:
        watched.look()
        if folder := os.environ.get("PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)

    def undo() -> None:
        watched.visit(reverse(UPLOAD))
        shown("imports")
        page.get_by_role("button", name="Undo this import").click()
        page.wait_for_url("**/document/")
        assert not Document.objects.exists()
        watched.visit(reverse(UPLOAD))
        assert page.locator(".sheet-imports").get_by_text("taken back").first.is_visible()

    watched.visit(reverse(UPLOAD))
    shown("upload")
    page.set_input_files("input[type=file]", {"name": "danh-muc.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Show the preview").click()
    shown("font")
    page.get_by_label("Yes, convert it").check()
    page.get_by_role("button", name="Continue").click()
    shown("questions")
    page.get_by_label("Cơ quan nào gửi đến đây").select_option(label="Issuer")
    page.get_by_label("Màu bìa").select_option(label="— left out —")
    page.get_by_label("Origin").select_option("own")
    page.get_by_role("button", name="Continue").click()
    shown("preview")
    assert "“Màu bìa”" in page.locator(".sheet-notes").inner_text()
    page.get_by_role("button", name="Change columns and answers").click()
    shown("changed")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Take all of this in").click()
    page.wait_for_url("**/document/")
    assert set(Document.objects.values_list("symbol", "issuer")) == {
        ("29/KH-VPTN", "Văn phòng tỉnh"),
        ("174/QĐ-VPTN", "Văn phòng tỉnh"),
    }
    undo()
    # A real file of an office, of which some rows need a correction.
    page.set_input_files("input[type=file]", FILES / "01-danh-muc-van-ban.xlsx")
    page.get_by_role("button", name="Show the preview").click()
    page.locator("[name=given-origin]").select_option("above")
    shown("questions-real")
    page.get_by_role("button", name="Continue").click()
    shown("preview-real")
    page.get_by_role("button", name="Take in only the 10 good rows").click()
    page.wait_for_url("**/document/")
    assert Document.objects.count() == 10
    undo()
    assert not watched.problems, watched.problems
