"""Where one lands: tiles that count what their lists show, and the page of leadership."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaign.models import CaseFileReturn, Innovation, Report, ReportState, Task, TaskState
from office_culture.admin.bricks.waiting import PARAMETER
from office_culture.models import Finding, Inspection, InspectionRound, InspectionState, PaperFileKind
from office_culture.models.papers import PaperState, Signing
from office_culture.papers import screen_charts
from office_culture.project import dashboard, glance, leadership, recent, roles
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.papers import IssuedPaperFactory, PaperFileFactory, PaperSignatureFactory

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
    found = dashboard.tiles(officer)
    assert {tile.kind for tile in found} == {"waiting", "overdue", "due", "drafts"}
    for tile in found:
        assert browser.get(tile.url).context["cl"].result_count == tile.count, tile.label
    groups = {group.slug: group for group in browser.get(reverse("admin:index")).context["groups"]}
    assert list(groups) == ["waiting", "due", "drafts"]
    assert sum(len(group.tiles) for group in groups.values()) == len(found)


def test_what_waits_for_others_is_no_choice_of_a_list(contact_a, unit_a, signed_in):
    """An address with a choice that the account does not have shows the list as it is."""
    contact_a.user_permissions.set(Permission.objects.filter(codename="view_task"))
    FACTORIES[Task](lead_unit=unit_a, state=TaskState.IN_PROGRESS)
    page = signed_in(contact_a).get(reverse("admin:campaign_task_changelist"), {PARAMETER: "begin"})
    assert page.context["cl"].result_count == 1
    assert {tile.kind for tile in dashboard.tiles(contact_a)} <= {"overdue", "due"}


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
    assert one <= 12


def test_leadership_reads_the_newest_issued_report_first_and_drafts_as_drafts(leader, office, signed_in):
    draft = report_of(office, period_start=datetime.date(2024, 1, 1), period_end=datetime.date(2024, 12, 31))
    browser = signed_in(leader)
    html = browser.get(reverse("leadership")).content.decode()
    pdf, preview = (reverse(name, args=[draft.pk]) for name in ("report_pdf", "report_preview"))
    assert f'href="{pdf}"' not in html
    assert f'href="{preview}"' in html
    assert "it is no paper yet" in html
    issued = report_of(office, period_start=datetime.date(2023, 1, 1), period_end=datetime.date(2023, 12, 31))
    paper = IssuedPaperFactory(
        unit=office, signers="Lê Văn Mẫu\nĐỗ Thị Mẫu", state=PaperState.IN_FORCE, sha256="0" * 64, size=1
    )
    Report.objects.filter(pk=issued.pk).update(state=ReportState.ISSUED, paper=paper)
    page = browser.get(reverse("leadership"))
    assert page.context["newest"] == issued
    assert page.context["under_way"] == [draft]
    html = page.content.decode()
    assert f'href="{reverse("report_pdf", args=[issued.pk])}"' in html
    assert "waiting for the signature of Lê Văn Mẫu, Đỗ Thị Mẫu" in html
    PaperSignatureFactory(file__paper=paper, for_whom="Lê Văn Mẫu")
    html = browser.get(reverse("leadership")).content.decode()
    assert "waiting for the signature of Đỗ Thị Mẫu" in html, "one of two has signed"
    paper.signing = Signing.COMPLETE
    paper.save()
    assert "waiting for the signature" not in browser.get(reverse("leadership")).content.decode()


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
    for told in (decision.symbol, decision.get_state_display(), decision.signers):
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
    user = UserFactory(username="without", unit=office)
    user.user_permissions.add(Permission.objects.get(codename="view_report"))
    page = signed_in(user).get(reverse("leadership"))
    assert page.status_code == 200
    assert decision.subject not in page.content.decode(), "who may not read papers sees none here"
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
    assert leadership.open_reports(contact_a) == []
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


def test_the_figures_at_a_glance_open_exactly_their_rows(officer, office, unit_a, signed_in):
    for state in (TaskState.ACCEPTED, TaskState.ACCEPTED, TaskState.IN_PROGRESS):
        done_on = datetime.date(2022, 6, 1) if state == TaskState.ACCEPTED else None
        FACTORIES[Task](lead_unit=office, state=state, done_on=done_on)
    FACTORIES[CaseFileReturn](unit=office)
    FACTORIES[Innovation](unit=unit_a)
    browser = signed_in(officer)
    cards = {card.slug: card for card in glance.cards(officer)}
    tasks = cards["tasks"]
    assert tasks.main.value == "2"
    assert [figure.value for figure in tasks.others] == ["1"]
    for figure, rows in ((tasks.main, 2), (tasks.others[0], 1), (cards["case-files"].main, 1)):
        assert browser.get(figure.url).context["cl"].result_count == rows
    assert "innovations" not in cards, "none is recognised yet"
    nobody = UserFactory(username="nobody")
    assert glance.cards(nobody) == []


def test_inspections_at_a_glance_stand_by_year_and_unit(officer, unit_a, unit_b, signed_in):
    held = [FACTORIES[InspectionRound](year=year) for year in (2021, 2022)]
    visits = ((held[0], unit_a), (held[1], unit_a), (held[1], unit_b))
    for inspection_round, unit in visits:
        FACTORIES[Inspection](inspection_round=inspection_round, unit=unit, state=InspectionState.CLOSED)
    (card,) = [card for card in glance.cards(officer) if card.slug == "inspections"]
    browser = signed_in(officer)
    assert card.main.value == "2"
    assert browser.get(card.main.url).context["cl"].result_count == 2
    assert sum(int(f.value) for unit in card.units for f in unit.figures if f) == len(visits)
    for unit in card.units:
        for figure in unit.figures:
            assert figure is None or browser.get(figure.url).context["cl"].result_count == int(figure.value)


def test_what_one_worked_on_last_stands_on_the_start_page(officer, contact_a, office, signed_in):
    first, second = report_of(office), FACTORIES[Task](lead_unit=office)
    for row, text in ((first, "một"), (second, "hai"), (first, "ba")):
        setattr(row, "subject" if row is first else "content", text)
        row.save(by=officer)
    shown = recent.recent_records(officer)
    assert [row.name for row in shown] == [str(first), str(second)]
    html = signed_in(officer).get(reverse("admin:index")).content.decode()
    assert f'href="{shown[0].url}"' in html
    assert recent.recent_records(contact_a) == []
    officer.user_permissions.clear()
    assert recent.recent_records(type(officer).objects.get(pk=officer.pk)) == []
