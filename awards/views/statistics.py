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
    UNNAMED,
    Statistics,
    StatisticsLine,
    StatisticsQuery,
    sheet_rows,
    statistics_of,
    without_year,
    years_of,
)
from office_culture.actions import events
from office_culture.models import Unit
from office_culture.models.events import Verb
from office_culture.papers import screen_charts
from office_culture.papers.screen_charts import Panel
from office_culture.resources.formats import WorkbookFormat
from office_culture.rules.requests import number_in, user_of
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
    "unnamed_collectives": _("Collectives without names"),
    "unnamed_individuals": _("Individuals without names"),
    "total": _("Total"),
}


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One figure with the address of the list of its rows, "" where there is none."""

    label: Any
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a table as the page shows it."""

    name: str
    cells: tuple[FigureCell, ...]
    share: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class StatisticsTable:
    """One table; `first` heads the column of names."""

    slug: str
    title: Any
    first: Any
    lines: tuple[TableLine, ...]


def statistics_page(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The page of awards received within the account's scope; `page` is the context around it.

    `format=xlsx` gives the workbook.
    """
    user = user_of(request)
    years = years_of(user)
    units = list(Unit.objects.visible_to(user).order_by("path"))
    asked = _read_query(request, years, units)
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
        "head": [HEAD[column] for column in _columns(found)],
        "tables": _tables(found),
        "revoked_address": _list_of(found.revoked_lookups),
        "revoked_note": _revoked_note(found.revoked),
        "without_year": without_year(user),
        "recipients_note": _recipients_note(found),
        "panels": _panels(found),
        "workbook": f"?{urlencode({**request.GET.dict(), 'format': 'xlsx'})}",
    }
    return TemplateResponse(request, "awards/statistics.html", context)


def _read_query(request: HttpRequest, years: list[int], units: list[Unit]) -> StatisticsQuery:
    """The query in the address; values that cannot be read count as not given, years in the wrong order are swapped.

    Years are limited to those from the first recorded one to this year, or to the last recorded one if it is later.
    """
    this_year = timezone.localdate().year
    latest = years[0] if years else this_year
    earliest = years[-1] if years else latest
    typed = (number_in(request, "first") or earliest, number_in(request, "last") or latest)
    first, last = (min(max(year, earliest), max(latest, this_year)) for year in typed)
    chosen = number_in(request, "unit")
    unit = next((item for item in units if item.pk == chosen), None)
    return StatisticsQuery(min(first, last), max(first, last), unit)


def _tables(found: Statistics) -> list[StatisticsTable]:
    tables = (
        ("by-year", _("By year"), _("Year"), found.by_year),
        ("by-award", _("By award"), _("Award"), found.by_award),
        ("by-level", _("By level"), LEVEL, found.by_level),
        ("by-unit", _("By unit"), _("Unit"), found.by_unit),
    )
    columns = _columns(found)
    total = _line(found.all, gettext("All"), columns)
    return [
        StatisticsTable(slug, title, first, (*(_line(line, line.name, columns) for line in lines), total))
        for slug, title, first, lines in tables
        if lines
    ]


def _columns(found: Statistics) -> list[str]:
    """The columns in their order; those of totals without names only where there are any."""
    return [column for column in HEAD if column not in UNNAMED or found.all.unnamed]


def _line(line: StatisticsLine, name: str, columns: list[str]) -> TableLine:
    cells = tuple(
        FigureCell(HEAD[column], whole(getattr(line, column)), _rows_behind(line, column))
        for column in columns
    )
    return TableLine(name, cells, _share(line), empty=not line.total)


def _rows_behind(line: StatisticsLine, column: str) -> str:
    """The address of the list with the rows of a figure, "" for 0.

    A sum of named and unnamed awards has "", too: its rows are in two lists, those of its parts.
    """
    if not getattr(line, column) or (column == "total" and line.unnamed):
        return ""
    if column in UNNAMED:
        return _list_of(line.totals_of(column), "awardtotal")
    return _list_of(line.lookups_of(column))


def _share(line: StatisticsLine) -> str:
    """The share of direct labour, with the number it is taken of where the work of some is not recorded."""
    if not line.all_individuals:
        return NONE
    if line.direct_share is None:
        return gettext("not recorded")
    share = percent(round(line.direct_share, 1))
    if line.recorded == line.all_individuals:
        return share
    return gettext("%(share)s (of %(known)s of %(all)s recorded)") % {
        "share": share,
        "known": whole(line.recorded),
        "all": whole(line.all_individuals),
    }


def _list_of(lookups: Any, kind: str = "conferral") -> str:
    return f"{reverse(f'admin:awards_{kind}_changelist')}?{urlencode(lookups)}"


def _recipients_note(found: Statistics) -> str:
    """A sentence on the awards recorded by name and on how many different recipients they have; "" without any."""
    if not found.people and not found.collectives:
        return ""
    return gettext(
        "Recorded by name: %(individuals)s awards to %(people)s people, %(times)s awards to %(collectives)s "
        "collectives."
    ) % {
        "individuals": whole(found.all.individuals),
        "people": whole(found.people),
        "times": whole(found.all.collectives),
        "collectives": whole(found.collectives),
    }


def _revoked_note(number: int) -> str:
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
        (
            line.name,
            whole(line.collectives + line.unnamed_collectives),
            whole(line.all_individuals),
            _share(line),
        )
        if line.total
        else (line.name, *[gettext("none recorded")] * 2, NONE)
        for line in oldest_first
    )
    span = {"first": oldest_first[0].name, "last": oldest_first[-1].name}
    return [
        Panel(
            slug="chart-years",
            title=gettext("Awards by year"),
            summary=gettext("Awards received from %(first)s to %(last)s, revoked ones left out.") % span,
            head=head,
            rows=rows,
            bars=screen_charts.bars(
                (line.name, line.total, whole(line.total) if line.total else gettext("none recorded"))
                for line in oldest_first
            ),
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
            *(str(title) for title in HEAD.values()),
        ]
    )
    for row in rows:
        numbers = (getattr(row.line, column) for column in HEAD)
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
