"""From the draft to the signed paper that a stranger checks, all of it in the browser."""

from pathlib import Path

import pytest
from django.core.cache import cache

from campaign.models import Report, ReportState
from office_culture.models import Signing, User
from office_culture.rules.signatures import IdentityKind
from office_culture.signing.key import sign
from tests.browser import steps
from tests.factories.office import UnitIdentityFactory
from tests.office_culture.issuing.keys import PASSPHRASE, Authority

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def authority(settings, tmp_path) -> Authority:
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    made = Authority.make()
    settings.SIGNING_ROOTS_DIR = str(made.written_to(tmp_path / "roots"))
    return made


@pytest.fixture
def report(authority, sample_office) -> Report:
    cache.clear()
    return Report.objects.filter(state=ReportState.DRAFT).latest("pk")


def signed_outside(content: bytes, key: bytes, field: str) -> bytes:
    return sign(content, pkcs12=key, passphrase=PASSPHRASE, field=field)


def step(page, name: str, *, reviewer: str = "") -> None:
    page.locator(f"a.step[href$='/{name}/']").click()
    if reviewer:
        steps.asked(page).get_by_label(reviewer).check()
    steps.confirm(page)


def reviewed(reviewer, clerk, report) -> None:
    """The reviewer, whose unit is another, remarks at a section; the clerk answers and the remark is settled."""
    for watched, words in ((reviewer, "Cần nêu rõ hơn."), (clerk, "Đã bổ sung.")):
        watched.visit(f"/reports/{report.pk}/review/")
        form = watched.page.locator("section[id='section-assessment.limits'] details:has(textarea)").first
        form.locator("summary").click()
        form.locator("textarea").fill(words)
        form.locator("button").click()
        watched.look()
    assert report.remarks.get().answer == "Đã bổ sung."


def downloaded(page, selector: str) -> bytes:
    with page.expect_download() as started:
        page.locator(selector).first.click()
    return Path(started.value.path()).read_bytes()


def acknowledged(watched) -> None:
    """Lets every warning of the preflight stand, one after the other."""
    watched.look()
    while watched.page.locator("form.acknowledge").count():
        form = watched.page.locator("form.acknowledge").first
        form.locator("textarea").fill("Đã đối chiếu với hồ sơ gốc.")
        form.locator("button").click()
        watched.look()
    assert watched.page.locator("#preflight-standing.notice-done").is_visible()


def test_from_the_draft_to_the_check(open_pages, report, authority, tmp_path):
    clerk = open_pages(user=User.objects.get(username="canbo"))
    leader = open_pages(user=User.objects.get(username="lanhdao"))
    reviewer = open_pages(user=User.objects.get(username="donvi"))
    address = f"/admin/campaign/report/{report.pk}/change/"
    clerk.visit(address)
    step(clerk.page, "submit", reviewer="Ngô Văn Mẫu Năm")
    reviewed(reviewer, clerk, report)
    leader.visit(address)
    step(leader.page, "approve")
    clerk.visit(address)
    clerk.page.locator("a.step[href$='/issue/']").click()
    clerk.look()
    steps.asked(clerk.page).locator("a[href$='/preflight/']").first.click()
    acknowledged(clerk)
    clerk.visit(address)
    clerk.page.locator("a.step[href$='/issue/']").click()
    steps.confirm(clerk.page)
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED

    clerk.page.locator(f"a[href*='issuedpaper/{report.paper_id}/']").first.click()
    clerk.look()
    UnitIdentityFactory(unit=report.unit, kind=IdentityKind.NAME, value=report.unit.name)
    keys = (authority.pkcs12(report.signer.full_name), authority.pkcs12(report.unit.name))
    for place, key in enumerate(keys):
        issued = downloaded(clerk.page, ".object-tools a[href^='/files/']")
        path = tmp_path / f"signed-{place}.pdf"
        path.write_bytes(signed_outside(issued, key, f"K{place}"))
        clerk.page.locator("a[href$='/signed/']").click()
        clerk.look()
        clerk.page.set_input_files("input[type=file]", path)
        clerk.page.locator(".submit-row input[type=submit]").click()
        clerk.page.wait_for_url(f"**/issuedpaper/{report.paper_id}/change/")
    report.paper.refresh_from_db()
    assert report.paper.signing == Signing.COMPLETE

    stranger = open_pages(width=390)
    stranger.visit(report.paper.check_path)
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(path.read_bytes() + b"\n")
    for file, verdict in ((path, ".notice-done"), (altered, ".notice-error")):
        stranger.page.set_input_files("input[type=file]", file)
        stranger.page.locator("input[type=submit]").click()
        stranger.look()
        assert stranger.page.locator(verdict).is_visible()
    problems = [watched.problems for watched in (clerk, leader, reviewer, stranger)]
    assert problems == [[], [], [], []]
