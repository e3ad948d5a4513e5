"""Where one lands: tiles that count what their lists show, and the page of leadership."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaign.models import CaseFileReturn, Report, ReportState, Task
from office_culture.models import Finding, PaperFileKind
from office_culture.papers import screen_charts
from office_culture.project import dashboard, leadership, roles
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.papers import IssuedPaperFactory, PaperFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(office):
    user = UserFactory(username="leader", unit=office)
    user.groups.add(Group.objects.get(name=roles.LEADER.name))
    return user


def report_of(unit, **fields) -> Report:
    return FACTORIES[Report](unit=unit, **fields)


def test_leaders_land_on_their_page_and_others_among_the_records(leader, officer, signed_in):
    assert signed_in(leader).get(reverse("start")).headers["Location"] == reverse("leadership")
    assert signed_in(officer).get(reverse("start")).headers["Location"] == reverse("admin:index")


def test_each_tile_counts_the_rows_of_its_list(officer, office, signed_in):
    report_of(office)
    today = timezone.localdate()
    FACTORIES[Task](
        lead_unit=office, start=today - datetime.timedelta(days=9), due=today - datetime.timedelta(days=1)
    )
    FACTORIES[Task](lead_unit=office, start=today, due=today + datetime.timedelta(days=3))
    FACTORIES[Finding](
        unit=office, found_on=today - datetime.timedelta(days=9), due_on=today - datetime.timedelta(days=1)
    )
    browser = signed_in(officer)
    found = {str(tile.label): tile for tile in dashboard.tiles(officer)}
    assert {tile.kind for tile in found.values()} == {"waiting", "overdue", "due", "drafts"}
    for tile in found.values():
        assert browser.get(tile.url).context["cl"].result_count == tile.count == 1


@pytest.mark.parametrize("source", dashboard.SOURCES, ids=lambda source: str(source.label))
def test_every_tile_leads_to_a_list_of_the_rows_that_it_counts(source, officer, office, signed_in):
    root = UserFactory(username="root", is_superuser=True, unit=office)
    FACTORIES[source.model]()
    answer = signed_in(root).get(dashboard._list_url(source, timezone.localdate()))
    assert answer.status_code == 200, "the list does not know this filter"
    counted = next((tile.count for tile in dashboard.tiles(root) if tile.label == source.label), 0)
    assert answer.context["cl"].result_count == counted


def test_what_waits_for_approval_waits_for_leaders_only(leader, contact_a, office):
    report = report_of(office)
    Report.objects.filter(pk=report.pk).update(state=ReportState.IN_REVIEW)
    assert [(tile.kind, tile.count) for tile in dashboard.tiles(leader)] == [("waiting", 1)]
    assert dashboard.tiles(contact_a) == []


def test_the_start_page_costs_the_same_however_many_rows(officer, office, signed_in):
    browser = signed_in(officer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse("admin:index")).status_code == 200
        return len(captured)

    report_of(office)
    browser.get(reverse("admin:index"))
    one = statements()
    for month in range(1, 6):
        report_of(office, period_start=datetime.date(2020, month, 1))
        FACTORIES[Task](lead_unit=office)
    assert statements() == one
    # One statement for each tile, and what every page of the admin asks.
    assert one <= len(dashboard.SOURCES) + 8


def test_the_newest_report_is_one_click_away(leader, office, signed_in):
    report = report_of(office)
    for page in ("leadership", "admin:index"):
        html = signed_in(leader).get(reverse(page)).content.decode()
        assert f'href="{reverse("report_pdf", args=[report.pk])}"' in html
        assert f'href="{reverse("report_preview", args=[report.pk])}"' in html


def test_leadership_sees_the_newest_papers_with_their_state_and_who_has_signed(leader, office, signed_in):
    decision = IssuedPaperFactory(
        unit=office, type_code="QĐ", type_name="Quyết định", subject="Về việc khen thưởng"
    )
    browser = signed_in(leader)

    def opened() -> tuple[str, int]:
        with CaptureQueriesContext(connection) as captured:
            html = browser.get(reverse("leadership")).content.decode()
        return html, len(captured)

    opened()
    html, one = opened()
    assert decision.subject in html
    for told in (decision.symbol, decision.get_state_display(), decision.get_signing_display()):
        assert str(told) in html
    # It has no file yet; with one the newest is a click away.
    assert "/files/" not in html
    kept = [
        PaperFileFactory(paper=decision, kind=kind) for kind in (PaperFileKind.ISSUED, PaperFileKind.SIGNED)
    ]
    html, _count = opened()
    assert kept[1].file.get_absolute_url() in html
    assert kept[0].file.get_absolute_url() not in html
    for _paper in range(5):
        PaperFileFactory(paper=IssuedPaperFactory(unit=office))
    assert opened()[1] == one
    elsewhere = UnitFactory(name="Sở Khác", code="SK", letterhead_name="SỞ KHÁC", place="Thử", kind="agency")
    hidden = IssuedPaperFactory(unit=elsewhere, subject="Của nơi khác")
    assert hidden.subject not in opened()[0]


def test_leadership_sees_the_figures_of_the_period_as_chart_and_table(leader, office, signed_in):
    report = report_of(office)
    FACTORIES[CaseFileReturn](
        unit=office,
        period_start=report.period_start,
        period_end=report.period_start + datetime.timedelta(days=30),
    )
    panel = next(p for p in leadership.panels(leader, report) if p.slug == "case-files")
    assert len(panel.rows) == len(panel.bars.bars) == 4
    html = signed_in(leader).get(reverse("leadership")).content.decode()
    assert "<svg" in html
    assert " style=" not in html


def test_leadership_sees_nothing_of_other_offices(leader, contact_a, unit_b, signed_in):
    report_of(unit_b)
    assert leadership.newest_reports(contact_a) == []
    assert leadership.panels(contact_a, None) == []


def test_accounts_without_the_right_are_refused(plain_staff, signed_in, client):
    assert_refused(signed_in(plain_staff).get(reverse("leadership")))
    assert_sent_to_sign_in(client.get(reverse("leadership")))


def test_bars_fill_the_width_and_long_names_take_two_lines():
    made = screen_charts.bars(
        [("Tên rất dài của một việc được làm trên môi trường điện tử", 50, "50"), ("b", 25, "25")]
    )
    assert [bar.length for bar in made.bars] == ["100.0%", "50.0%"]
    assert len(made.bars[0].lines) == 2
    assert screen_charts.bars([]).height == 0


def test_the_best_rank_stands_on_top():
    line = screen_charts.ranks([("2021", 3, "3/20"), ("2022", 1, "1/20")])
    assert line.points[1].y == line.top < line.points[0].y == line.bottom
    assert len(screen_charts.ranks([("2022", 5, "5/20")]).joints) == 0
