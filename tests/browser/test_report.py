"""From signing in to the file in the leader's hands."""

import datetime
import re
from pathlib import Path

import pytest
from django.db.models import QuerySet

from campaign.models import OutlineSection, Report
from office_culture.models import User
from tests.factories.reports import NarrativeFactory, ReportFactory
from tests.project.reading import words_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sample(sample_office):
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
    assert "DỰ THẢO" in words
    assert watched.problems == []


def test_the_writer_puts_a_fact_where_the_cursor_is_and_the_preview_follows(open_pages, sample):
    watched = open_pages(user=User.objects.get(username="canbo"))
    page = watched.page
    watched.visit(f"/admin/campaign/report/{sample.pk}/change/")
    page.locator("#sections a[href$='/sections/proposals/']").click()
    watched.look()
    text = page.locator("textarea.narrative")
    text.fill("Đã nhận hồ sơ")
    text.evaluate("field => field.setSelectionRange(8, 8)")
    # Without diacritics and in any case, as people type into a search box.
    page.fill("#fact-search", "VAN PHONG ubnd")
    page.locator("button[data-key='organisation.name']").wait_for()
    page.fill("#fact-search", "case_files.received")
    assert not page.locator("button[data-key='organisation.name']").is_visible()
    page.locator("button[data-key='case_files.received']").click()
    assert text.input_value() == "Đã nhận {case_files.received}hồ sơ"
    value = sample.facts().find("case_files.received").text
    page.locator(f"#section-preview a.figure:has-text('{value}')").wait_for()
    watched.look()
    page.locator("input[name=_save]").click()
    watched.look()
    assert sample.narratives.get(section="proposals").text == "Đã nhận {case_files.received}hồ sơ"
    assert watched.problems == []


def test_marks_are_put_around_what_is_chosen(open_pages, sample):
    watched = open_pages(user=User.objects.get(username="canbo"))
    page = watched.page
    watched.visit(f"/reports/{sample.pk}/sections/proposals/")
    text = page.locator("textarea.narrative")
    text.fill("một hai\nba")
    text.evaluate("field => field.setSelectionRange(4, 7)")
    page.locator("button[data-wrap='**']").click()
    text.evaluate("field => field.setSelectionRange(14, 14)")
    page.locator("button[data-lines]").click()
    assert text.input_value() == "một **hai**\n- ba"
    page.locator("button[name=show]").click()
    page.locator("#section-preview li:has-text('ba')").wait_for()
    assert page.locator("#section-preview strong").inner_text() == "hai"
    with page.expect_navigation():
        text.press("Control+s")
    watched.look()
    assert sample.narratives.get(section="proposals").text == "một **hai**\n- ba"
    assert watched.problems == []


def test_what_was_typed_survives_a_refusal(open_pages, sample):
    watched = open_pages(user=User.objects.get(username="canbo"), width=390)
    page = watched.page
    watched.visit(f"/reports/{sample.pk}/sections/proposals/")
    page.locator("textarea.narrative").fill("Đã nhận {case_files.recieved} hồ sơ")
    page.locator("input[name=_save]").click()
    watched.look()
    assert page.locator("textarea.narrative").input_value() == "Đã nhận {case_files.recieved} hồ sơ"
    assert "{case_files.received}" in page.locator(".errorlist").inner_text()
    assert sample.narratives.get(section="proposals").text == "Không."
    assert watched.problems == []


@pytest.mark.parametrize("width", [1440, 390])
def test_section_take_over_and_comparison_are_for_everybody(open_pages, sample, width):
    watched = open_pages(user=User.objects.get(username="canbo"), width=width, also=[(width, "dark")])
    earlier = ReportFactory(
        campaign=sample.campaign,
        unit=sample.unit,
        drafting_unit=sample.drafting_unit,
        period_start=sample.period_start,
        period_end=sample.period_end - datetime.timedelta(days=400),
        as_of=sample.as_of,
    )
    NarrativeFactory(report=earlier, text="Đã nhận {case_files.received}, {mat.roi} và 4.100 hồ sơ.")
    watched.visit(f"/reports/{sample.pk}/sections/proposals/")
    watched.page.locator(".facts details summary").first.click()
    watched.look()
    watched.visit(f"/reports/{sample.pk}/take-over/")
    watched.visit(f"/reports/comparison/?newer={sample.pk}")
    watched.page.locator(".one-sided summary").first.click()
    watched.look()
    assert watched.problems == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_report_on_the_screen_is_for_everybody(open_pages, sample, width):
    # The shipped outlines print no charts; this one does, so that their tables are looked at, too.
    QuerySet(OutlineSection).update(charts="body")
    watched = open_pages(user=User.objects.get(username="lanhdao"), width=width, also=[(width, "dark")])
    watched.visit(f"/reports/{sample.pk}/")
    watched.page.locator("#content details summary").first.click()
    watched.look()
    address = watched.page.locator("a.figure").first.get_attribute("href")
    watched.visit(address)
    assert watched.problems == []
