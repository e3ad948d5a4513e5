"""How often the pages around a report ask the database: at first, after a colleague's change, for few rows and many."""

from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaign.models import DigitalShare, Report, ReportState
from office_culture.models import User
from office_culture.project.menu import HUBS
from office_culture.rules.facts import FactBook
from tests.answers import asked
from tests.factories.campaign import DigitalShareFactory, MovementFactory
from tests.factories.reports import RemarkFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

# The most statements that a page makes; the pages of hubs have one ceiling.
CEILINGS = {
    "home": 12,
    "hub": 20,
    "leadership": 25,
    "report": 25,
    "change": 25,
    "preflight": 25,
    "review": 25,
    "section": 25,
}
NEW_FIGURE = "12,34"


@pytest.fixture
def report() -> Report:
    return Report.objects.filter(state=ReportState.DRAFT).latest("pk")


def addresses(report: Report) -> dict[str, str]:
    section = [section.key for section in report.outline.sections if section.written][1]
    return {
        "home": reverse("admin:index"),
        **{f"hub {hub.slug}": reverse("admin:hub", args=[hub.slug]) for hub in HUBS},
        "leadership": reverse("leadership"),
        "report": reverse("report_page", args=[report.pk]),
        "change": reverse("admin:campaign_report_change", args=[report.pk]),
        "preflight": reverse("report_preflight", args=[report.pk]),
        "review": reverse("report_review", args=[report.pk]),
        "section": reverse("report_section", args=[report.pk, section]),
    }


@pytest.mark.long
def test_pages_compose_a_report_once_whoever_changed_what_and_however_many_rows_there_are(report, signed_in):
    colleague, browser = (
        User.objects.get(username="canbo"),
        signed_in(User.objects.get(username="lanhdao")),
    )

    def opened(address: str) -> tuple[int, str]:
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(address)
        # A hub without anything for the account is not there.
        hubs = {reverse("admin:hub", args=[hub.slug]) for hub in HUBS}
        assert answer.status_code in ({200, 404} if address in hubs else {200})
        return asked(captured), answer.content.decode()

    # The figures of leadership are those of the newest issued report.
    issued = Report.objects.filter(state=ReportState.ISSUED).latest("period_end")
    period = {"period_start": issued.period_start, "period_end": issued.period_end}
    of_leadership = DigitalShareFactory(unit=report.unit, percent=50, **period)
    share = (
        DigitalShare.objects.filter(unit=report.unit)
        .overlapping(report.period_start, report.period_end)
        .latest("period_end")
    )
    few = {name: opened(address) for name, address in addresses(report).items()}
    for changed in (share, of_leadership):
        changed.percent, changed.correction_reason = Decimal("12.34"), "Đối chiếu lại"
        changed.save(by=colleague, reason=changed.correction_reason)
    for number in range(29):
        MovementFactory(unit=report.unit, name=f"Phong trào khác {number}")
        RemarkFactory(report=report, made_by=colleague, text=f"Góp ý thứ {number}.")
    many = {name: opened(address) for name, address in addresses(report).items()}
    # Who writes the report has more on these pages than who approves it.
    browser = signed_in(colleague)
    written = {name: opened(address) for name, address in addresses(report).items() if "hub" not in name}
    for found in (few, many, written):
        above = {name: count for name, (count, _html) in found.items() if count > CEILINGS[name.split()[0]]}
        assert above == {}
    for name, (count, html) in many.items():
        assert count <= few[name][0], name
        if name in {"leadership", "report", "review", "section"}:
            assert NEW_FIGURE in html, name
            assert NEW_FIGURE not in few[name][1], name


def test_selectors_of_one_book_share_what_they_read_and_a_scope_alone_reads_anew(report):
    asked = []

    def read(what: str) -> int:
        asked.append(what)
        return len(asked)

    book = FactBook(report.scope())
    shared = [
        book.ask(lambda scope, what=what: scope.once(read, what)) for what in ("units", "units", "names")
    ]
    assert shared == [1, 1, 2]
    assert asked == ["units", "names"]
    assert FactBook(report.scope()).ask(lambda scope: scope.once(read, "units")) == 3
    alone = report.scope()
    assert [alone.once(read, "units"), alone.once(read, "units")] == [4, 5]
