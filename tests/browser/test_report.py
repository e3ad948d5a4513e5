"""From signing in to the file in the leader's hands."""

import re
from pathlib import Path

import pytest

from campaign.models import Report
from office_culture.models import User
from office_culture.project.sample.loader import load
from tests.project.reading import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sample(live_server):
    load()
    return Report.objects.get(kind="interim")


def test_the_leader_signs_in_previews_and_downloads(open_pages, sample):
    watched = open_pages()
    page = watched.page
    page.goto("/admin/login/")
    page.fill("#id_username", "lanhdao")
    page.fill("#id_password", "van-hoa-cong-so")
    page.click("input[type=submit]")
    watched.look()

    watched.visit(f"/admin/campaign/report/{sample.pk}/change/")
    draft = page.request.get(page.locator("a[href$='preview.pdf']").first.get_attribute("href"))
    assert draft.headers["content-disposition"].startswith("inline")
    assert "DỰ THẢO" in words_of(draft.body())

    with page.expect_download() as started:
        page.locator("a[href$='report.pdf']").first.click()
    words = words_of(Path(started.value.path()).read_bytes())
    assert re.search(r"BÁO CÁO Sơ kết 03 năm", words)
    assert "DỰ THẢO" not in words
    assert watched.problems == []


def test_the_writer_puts_a_fact_where_the_cursor_is(open_pages, sample):
    watched = open_pages(user=User.objects.get(username="canbo"))
    page = watched.page
    watched.visit(f"/admin/campaign/report/{sample.pk}/change/")
    text = page.locator("#section-proposals textarea")
    text.fill("Đã nhận ")
    text.press("End")
    page.fill("#fact-search", "case_files.received")
    page.locator("button[data-key='case_files.received']").click()
    assert text.input_value() == "Đã nhận {case_files.received}"
    page.locator("input[name=_continue]").click()
    watched.look()
    assert sample.narratives.get(section="proposals").text == "Đã nhận {case_files.received}"
    assert watched.problems == []


def test_what_was_typed_survives_a_refusal(open_pages, sample):
    watched = open_pages(user=User.objects.get(username="canbo"), width=390)
    page = watched.page
    watched.visit(f"/admin/campaign/report/{sample.pk}/change/")
    page.locator("#section-proposals textarea").fill("Đã nhận {case_files.recieved} hồ sơ")
    page.locator("input[name=_save]").click()
    watched.look()
    assert page.locator("#section-proposals textarea").input_value() == "Đã nhận {case_files.recieved} hồ sơ"
    assert "{case_files.received}" in page.locator("#section-proposals").inner_text()
    assert sample.narratives.get(section="proposals").text == "Không."
    assert watched.problems == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_on_the_screen_is_for_everybody(open_pages, sample, width, scheme):
    watched = open_pages(user=User.objects.get(username="lanhdao"), width=width, scheme=scheme)
    watched.visit(f"/reports/{sample.pk}/")
    watched.page.locator("details summary").first.click()
    watched.look()
    address = watched.page.locator("a.figure").first.get_attribute("href")
    watched.visit(address)
    assert watched.problems == []
