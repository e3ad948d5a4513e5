"""The page of leadership: what waits for its word, the newest reports and papers, and the figures of their period."""

import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from campaign.models import CaseFileReturn, DigitalShare, ReformRank, Report, ReportState
from campaign.report.changes import changes, report_before
from campaign.selectors.case_file_counts import tally
from campaign.selectors.case_file_days import divide
from office_culture.models import IssuedPaper, PaperFile, User
from office_culture.papers import screen_charts
from office_culture.papers.screen_charts import Panel
from office_culture.project.dashboard import grouped, tiles
from office_culture.project.substitutes import waiting
from office_culture.rules.requests import user_of
from office_culture.text.numbers import whole_or_unknown

OPEN_STATES = (ReportState.DRAFT, ReportState.IN_REVIEW, ReportState.APPROVED)
REPORTS_SHOWN = 8
PAPERS_SHOWN = 8


def issued_reports(user: User, count: int = REPORTS_SHOWN) -> list[Report]:
    """The issued reports that `user` may read, the latest period first."""
    return _reports(user, count, (ReportState.ISSUED,))


def open_reports(user: User, count: int = REPORTS_SHOWN) -> list[Report]:
    """The reports that are no papers yet, the latest period first."""
    return _reports(user, count, OPEN_STATES)


def _reports(user: User, count: int, states: tuple[ReportState, ...]) -> list[Report]:
    if not user.has_perm("campaign.view_report"):
        return []
    rows = Report.objects.visible_to(user).filter(state__in=states)
    return list(rows.select_related("unit", "signer", "paper").prefetch_related("paper__signatures")[:count])


def newest_papers(user: User, count: int = PAPERS_SHOWN) -> list[tuple[IssuedPaper, PaperFile | None]]:
    """The papers other than reports that `user` may read, newest first, each with its newest file; three queries.

    The file is None while the paper is being rendered.
    """
    if not user.has_perm("office_culture.view_issuedpaper"):
        return []
    stored = Prefetch("files", PaperFile.objects.select_related("file").order_by("pk"), to_attr="by_age")
    papers = IssuedPaper.objects.visible_to(user).filter(report=None)
    papers = papers.prefetch_related(stored, "signatures")[:count]
    by_age = [(paper, paper.by_age) for paper in papers]  # type: ignore[attr-defined]
    return [(paper, files[-1] if files else None) for paper, files in by_age]


def panels(user: User, report: Report | None) -> list[Panel]:
    """Panels on the period of `report`, or on all periods without one; a panel without rows is left out."""
    found = []
    if user.has_perm("campaign.view_casefilereturn"):
        found.append(_case_files(user, report))
    if user.has_perm("campaign.view_reformrank"):
        found.append(_reform_ranks(user, report))
    if user.has_perm("campaign.view_digitalshare"):
        found.append(_digital_shares(user, report))
    return [panel for panel in found if panel is not None]


def _case_files(user: User, report: Report | None) -> Panel | None:
    """Counted as the report counts them: a file that both a unit and a unit above it report counts once."""
    rows = CaseFileReturn.objects.visible_to(user).select_related("unit")
    if report is not None:
        rows = rows.overlapping(report.period_start, report.period_end)
        rows = rows.filter(unit__path__startswith=report.unit.path)
    returns = list(rows)
    if report is not None:
        start, end = report.period_start, report.period_end
    elif returns:
        start, end = min(row.period_start for row in returns), max(row.period_end for row in returns)
    counted = divide(returns, start, end).counted if returns else []
    if not counted:
        return None
    counts = tally(counted)
    meta: Any = CaseFileReturn._meta
    named = [
        (str(meta.get_field(name).verbose_name).capitalize(), getattr(counts, name))
        for name in ("early", "on_time", "overdue", "returned")
    ]
    total = counts.resolved
    return Panel(
        slug="case-files",
        title=_("Case files by outcome"),
        summary=_("%(total)s case files were resolved in this period.") % {"total": whole_or_unknown(total)},
        head=(_("Outcome"), _("Case files"), _("Share of the resolved")),
        rows=tuple((name, whole_or_unknown(value), _share(value, total)) for name, value in named),
        bars=screen_charts.bars(
            (name, value, f"{whole_or_unknown(value)} · {_share(value, total)}") for name, value in named
        ),
    )


def _share(part: int | None, total: int | None) -> str:
    return "–" if part is None or not total else f"{number_format(round(100 * part / total, 1))}%"


def _reform_ranks(user: User, report: Report | None) -> Panel | None:
    rows = (
        ReformRank.objects.visible_to(user).filter(indicator__main=True).select_related("unit", "indicator")
    )
    if report is not None:
        rows = rows.filter(unit=report.unit_id)
    found = list(rows.order_by("year", "unit"))
    if report is None:
        found = [row for row in found if row.unit_id == found[0].unit_id]
    if not found:
        return None
    return Panel(
        slug="reform-ranks",
        title=_("%(index)s: places") % {"index": found[0].indicator},
        summary=_("%(unit)s, from %(first)s to %(last)s; 1 is the best place.")
        % {"unit": found[0].unit, "first": found[0].year, "last": found[-1].year},
        head=(_("Year"), _("Place"), _("Out of"), _("Among")),
        rows=tuple((str(row.year), str(row.rank), str(row.of or "–"), row.among) for row in found),
        line=screen_charts.ranks([(str(row.year), row.rank, row.place) for row in found]),
    )


def _digital_shares(user: User, report: Report | None) -> Panel | None:
    rows = DigitalShare.objects.visible_to(user)
    if report is not None:
        rows = rows.within(report.period_start, report.period_end)
    latest = {row.indicator: row for row in rows.select_related("indicator").order_by("period_end", "pk")}
    if not latest:
        return None
    found = list(latest.values())
    return Panel(
        slug="digital-shares",
        title=_("Work done digitally"),
        summary=_("Each share as last reported in this period."),
        head=(_("Work"), _("Share"), _("Leaves out"), _("Up to")),
        rows=tuple(
            (
                row.indicator.name,
                f"{number_format(row.percent.normalize(), use_l10n=True)}%",
                row.excludes or "–",
                _day(row),
            )
            for row in found
        ),
        bars=screen_charts.bars(
            (
                (row.indicator.name, float(row.percent), f"{number_format(row.percent.normalize())}%")
                for row in found
            ),
            full=100,
        ),
    )


def _day(row: DigitalShare) -> str:
    day: datetime.date = row.period_end
    return date_format(day)


@require_safe
@login_required
@permission_required("campaign.view_report", raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    """Reports and figures within the account's scope."""
    user = user_of(request)
    issued, under_way = issued_reports(user), open_reports(user)
    groups = grouped(tiles(user))
    newest = next(iter(issued), None)
    of_period = newest or next(iter(under_way), None)
    before = report_before(of_period, user) if of_period else None
    context = {
        **admin.site.each_context(request),
        "title": _("For leadership"),
        "waiting": [group for group in groups if group.slug == "waiting"],
        "for_others": waiting(user),
        "last_days": [group for group in groups if group.slug == "due"],
        "newest": newest,
        "of_period": of_period,
        "under_way": under_way,
        "reports": issued[1:],
        "papers": newest_papers(user),
        "panels": panels(user, of_period),
        "before": before,
        "changes": changes(before, of_period) if before and of_period else [],
    }
    return render(request, "project/leadership.html", context)
