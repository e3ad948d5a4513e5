"""The page of statistics: tables whose figures lead to their rows, a chart, and the same as a workbook."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import tablib
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from awards.selectors.statistics import (
    COLUMNS,
    Statistics,
    StatisticsLine,
    StatisticsQuery,
    sheet_rows,
    statistics_of,
    years_of,
)
from office_culture.actions import events
from office_culture.models import Unit
from office_culture.models.events import Verb
from office_culture.papers import screen_charts
from office_culture.papers.screen_charts import Panel
from office_culture.resources.formats import WorkbookFormat
from office_culture.rules.requests import user_of
from office_culture.text.numbers import percent, whole

TITLE = _("Statistics of awards")
NONE = "–"
LEVEL = _("Level of the award")
HEAD = {
    "collectives": _("Collectives"),
    "individuals": _("Individuals"),
    "direct": _("of these direct labour"),
    "leading": _("of these leading or managing"),
    "unrecorded": _("of these not recorded"),
    "total": _("Total"),
}


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One figure with the list of its rows; a nought leads nowhere."""

    label: Any
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a table as the page shows it."""

    name: str
    cells: tuple[FigureCell, ...]
    share: str


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table; `first` heads the column of names."""

    slug: str
    title: Any
    first: Any
    lines: tuple[ShownLine, ...]


def statistics_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """Awards received within the account's scope. `page` is what frames it; `format=xlsx` gives the workbook."""
    user = user_of(request)
    years = years_of(user)
    units = list(Unit.objects.visible_to(user).order_by("path"))
    asked = _asked(request, years, units)
    if request.GET.get("format") == "xlsx":
        return _workbook(request, asked)
    found = statistics_of(user, asked)
    context = {
        **page,
        "title": TITLE,
        "years": range(years[0], years[-1] - 1, -1) if years else (),
        "units": units,
        "asked": asked,
        "found": found,
        "head": list(HEAD.values()),
        "tables": _tables(found),
        "revoked_address": _list_of(found.revoked_lookups),
        "revoked_told": _revoked_told(found.revoked),
        "panels": _panels(found),
        "workbook": f"?{urlencode({**request.GET.dict(), 'format': 'xlsx'})}",
    }
    return TemplateResponse(request, "awards/statistics.html", context)


def _asked(request: HttpRequest, years: list[int], units: list[Unit]) -> StatisticsQuery:
    """What the address asks for; nonsense counts as not given, and years in the wrong order are turned round.

    Years outside of those recorded, to this one, are not asked about.
    """
    this_year = timezone.localdate().year
    latest = years[0] if years else this_year
    earliest = years[-1] if years else latest
    typed = (_number(request, "first") or earliest, _number(request, "last") or latest)
    first, last = (min(max(year, earliest), max(latest, this_year)) for year in typed)
    chosen = _number(request, "unit")
    unit = next((one for one in units if one.pk == chosen), None)
    return StatisticsQuery(min(first, last), max(first, last), unit)


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def _tables(found: Statistics) -> list[ShownTable]:
    told = (
        ("by-year", _("By year"), _("Year"), found.by_year),
        ("by-award", _("By award"), _("Award"), found.by_award),
        ("by-level", _("By level"), LEVEL, found.by_level),
        ("by-unit", _("By unit"), _("Unit"), found.by_unit),
    )
    total = _shown(found.all, gettext("All"))
    return [
        ShownTable(slug, title, first, (*(_shown(line, line.name) for line in lines), total))
        for slug, title, first, lines in told
        if lines
    ]


def _shown(line: StatisticsLine, name: str) -> ShownLine:
    cells = []
    for column in COLUMNS:
        number = getattr(line, column)
        address = _list_of(line.lookups_of(column)) if number else ""
        cells.append(FigureCell(HEAD[column], whole(number), address))
    return ShownLine(name, tuple(cells), _share(line))


def _share(line: StatisticsLine) -> str:
    """The share, of how many where that is not everybody; nobody's work recorded is no nought."""
    if not line.individuals:
        return NONE
    if line.direct_share is None:
        return gettext("not recorded")
    share = percent(round(line.direct_share, 1))
    if not line.unrecorded:
        return share
    return gettext("%(share)s (of %(known)s of %(all)s recorded)") % {
        "share": share,
        "known": whole(line.recorded),
        "all": whole(line.individuals),
    }


def _list_of(lookups: Any) -> str:
    return f"{reverse('admin:awards_conferral_changelist')}?{urlencode(lookups)}"


def _revoked_told(number: int) -> str:
    if not number:
        return ""
    return ngettext(
        "%(number)s revoked award counts in none of these figures.",
        "%(number)s revoked awards count in none of these figures.",
        number,
    ) % {"number": number}


def _panels(found: Statistics) -> list[Panel]:
    if not found.by_year:
        return []
    oldest_first = found.by_year[::-1]
    head = (
        gettext("Year"),
        str(HEAD["collectives"]),
        str(HEAD["individuals"]),
        gettext("Share of direct labour"),
    )
    rows = tuple(
        (line.name, whole(line.collectives), whole(line.individuals), _share(line)) for line in oldest_first
    )
    span = {"first": oldest_first[0].name, "last": oldest_first[-1].name}
    return [
        Panel(
            slug="chart-years",
            title=gettext("Awards by year"),
            summary=gettext("Awards received from %(first)s to %(last)s, revoked ones left out.") % span,
            head=head,
            rows=rows,
            bars=screen_charts.bars((line.name, line.total, whole(line.total)) for line in oldest_first),
        ),
        Panel(
            slug="chart-labour",
            title=gettext("Share of direct labour by year"),
            summary=gettext(
                "Of the individuals awarded whose work is recorded, those without a leading or managing post."
            ),
            head=head,
            rows=rows,
            bars=screen_charts.bars(
                (
                    (line.name, None if line.direct_share is None else float(line.direct_share), _share(line))
                    for line in oldest_first
                ),
                full=100,
            ),
        ),
    ]


def _workbook(request: HttpRequest, asked: StatisticsQuery) -> HttpResponse:
    user = user_of(request)
    rows = sheet_rows(user, asked)
    dataset = tablib.Dataset(
        headers=[
            *(str(title) for title in (gettext("Year"), LEVEL, gettext("Award"), gettext("Unit"))),
            *(str(HEAD[column]) for column in COLUMNS),
        ]
    )
    for row in rows:
        numbers = (getattr(row.line, column) for column in COLUMNS)
        dataset.append(
            [row.year, str(row.award.get_level_display()), row.award.name, row.unit.name, *numbers]
        )
    events.record(
        verb=Verb.EXPORT,
        by=user,
        kind="awards.conferral",
        rows=len(rows),
        filters=request.GET.urlencode(),
        format="xlsx",
    )
    response = HttpResponse(WorkbookFormat().export_data(dataset), content_type=WorkbookFormat.CONTENT_TYPE)
    name = f"awards-{asked.first}-{asked.last}-{timezone.localdate().isoformat()}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
