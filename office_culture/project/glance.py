"""The campaign at a glance: figures of the start page, each of which opens exactly its rows."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, IntegerField, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from awards.models import STANDING, Conferral
from campaign.models import CaseFileReturn, Innovation, InnovationState, ReformRank, Task, TaskState
from campaign.selectors.case_file_counts import tally
from campaign.selectors.case_file_days import divide
from office_culture.models import Inspection, InspectionState, Unit
from office_culture.selectors.links import may_view
from office_culture.text.numbers import whole, whole_or_unknown

if TYPE_CHECKING:
    from office_culture.models import User

YEARS_SHOWN = 4
RECOGNISED = {"state__exact": InnovationState.RECOGNISED.value}
CLOSED = {"state__exact": InspectionState.CLOSED.value}


@dataclass(frozen=True, slots=True)
class GlanceFigure:
    """A figure, what it counts, and the list of exactly the rows behind it."""

    value: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """One unit in a table by years; None in a year without rows."""

    name: str
    figures: tuple[GlanceFigure | None, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The figures of one kind of record: the main one, the others below it, and those of each unit by year."""

    slug: str
    title: str
    main: GlanceFigure
    others: tuple[GlanceFigure, ...] = ()
    years: tuple[int, ...] = ()
    units: tuple[UnitFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class CountedRows:
    """How many rows have this state, year and unit; "" and 0 where the rows are not divided by it."""

    state: str
    year: int
    unit: int
    rows: int


def cards(user: "User") -> list[Card]:
    """The cards of what this account may view: five statements at most, however many rows there are."""
    counted = _counted(user)
    makers: tuple[tuple[Any, Callable[[], Card | None]], ...] = (
        (Task, lambda: _tasks(counted["tasks"])),
        (Inspection, lambda: _inspections(counted["inspections"])),
        (CaseFileReturn, lambda: _case_files(user)),
        (ReformRank, lambda: _rank(user)),
        (Innovation, lambda: _innovations(counted["innovations"])),
        (Conferral, lambda: _awards(counted["awards"])),
    )
    made = (make() for model, make in makers if may_view(user, model))
    return [card for card in made if card is not None]


def _counted(user: "User") -> dict[str, list[CountedRows]]:
    """The rows of all kinds by state, year and unit, in one statement."""
    queries: dict[str, tuple[Any, dict[str, Any], str | None, str | None, str | None]] = {
        "tasks": (Task, {}, "state", None, None),
        "inspections": (Inspection, CLOSED, None, "inspection_round__year", "unit_id"),
        "innovations": (Innovation, RECOGNISED, None, "year", None),
        "awards": (Conferral, STANDING, None, "year", None),
    }
    parts = [
        _part(name, model.objects.visible_to(user).filter(**only), state, year, unit)
        for name, (model, only, state, year, unit) in queries.items()
        if may_view(user, model)
    ]
    found: dict[str, list[CountedRows]] = defaultdict(list)
    if parts:
        first, *others = parts
        columns = ("of_card", "of_state", "of_year", "of_unit", "rows_there")
        for name, state, year, unit, rows in first.union(*others, all=True).values_list(*columns):
            found[name].append(CountedRows(state, year, unit, rows))
    return found


def _part(name: str, rows: Any, state: str | None, year: str | None, unit: str | None) -> Any:
    def column(path: str | None, empty: Any, kind: Any) -> Any:
        return Cast(F(path), kind) if path else Value(empty, output_field=kind)

    return (
        rows.order_by()
        .annotate(
            of_card=Value(name, output_field=CharField()),
            of_state=column(state, "", CharField(max_length=20)),
            of_year=column(year, 0, IntegerField()),
            of_unit=column(unit, 0, IntegerField()),
        )
        .values("of_card", "of_state", "of_year", "of_unit")
        .annotate(rows_there=Count("pk", distinct=True))
        .values_list("of_card", "of_state", "of_year", "of_unit", "rows_there")
    )


def _tasks(counted: list[CountedRows]) -> Card | None:
    by_state = {row.state: row.rows for row in counted if row.state != TaskState.CANCELLED}
    if not by_state:
        return None
    others = (TaskState.IN_PROGRESS, TaskState.PLANNED, TaskState.REPORTED, TaskState.RETURNED)
    accepted = by_state.get(TaskState.ACCEPTED, 0)
    return Card(
        slug="tasks",
        title=_title(Task),
        main=_figure(
            Task,
            accepted,
            _("accepted of %(total)s") % {"total": whole(sum(by_state.values()))},
            {"state__exact": TaskState.ACCEPTED.value},
        ),
        others=tuple(
            _figure(Task, by_state[state], str(state.label), {"state__exact": state.value})
            for state in others
            if state in by_state
        ),
    )


def _inspections(counted: list[CountedRows]) -> Card | None:
    by_year = _by_year(counted)
    if not by_year:
        return None
    years = sorted(by_year, reverse=True)[:YEARS_SHOWN]
    of_unit: dict[int, dict[int, int]] = defaultdict(dict)
    for row in counted:
        if row.year in years:
            of_unit[row.unit][row.year] = row.rows
    names = (
        Unit.objects.filter(pk__in=of_unit).order_by("position", "sort_key", "pk").values_list("pk", "name")
    )

    def figure(rows: int, label: str, year: int, unit: int = 0) -> GlanceFigure:
        query = {**CLOSED, "inspection_round__year": year, **({"unit__id__exact": unit} if unit else {})}
        return _figure(Inspection, rows, label, query)

    label = _("closed in %(year)s")
    return Card(
        slug="inspections",
        title=_title(Inspection),
        main=figure(by_year[years[0]], label % {"year": years[0]}, years[0]),
        others=tuple(figure(by_year[year], str(year), year) for year in years[1:]),
        years=tuple(years),
        units=tuple(
            UnitFigures(
                name,
                tuple(
                    figure(of_unit[pk][year], label % {"year": year}, year, pk)
                    if year in of_unit[pk]
                    else None
                    for year in years
                ),
            )
            for pk, name in names
        ),
    )


def _innovations(counted: list[CountedRows]) -> Card | None:
    return _of_years(
        Innovation, "innovations", _by_year(counted), _("recognised, first applied in %(year)s"), RECOGNISED
    )


def _awards(counted: list[CountedRows]) -> Card | None:
    return _of_years(Conferral, "awards", _by_year(counted), _("received in %(year)s"), STANDING)


def _of_years(
    model: Any, slug: str, by_year: dict[int, int], label: str, query: dict[str, str]
) -> Card | None:
    """The rows of the last year, and those of the years before; of rows without a year nobody knows which."""
    known = sorted(filter(None, by_year), reverse=True)
    if not known:
        return None
    newest, *before = known[:YEARS_SHOWN]
    return Card(
        slug=slug,
        title=_title(model),
        main=_figure(model, by_year[newest], label % {"year": newest}, {**query, "year": newest}),
        others=tuple(_figure(model, by_year[year], str(year), {**query, "year": year}) for year in before),
    )


def _case_files(user: "User") -> Card | None:
    """The last year of returns, counted as the report counts them; the list has the returns that were added up."""
    visible = CaseFileReturn.objects.visible_to(user)
    newest = visible.order_by("-period_end").values("period_end__year")[:1]
    returns = list(visible.filter(period_end__year=Subquery(newest)).select_related("unit"))
    if not returns:
        return None
    year = returns[0].period_end.year
    start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    counted = divide(returns, start, end).counted
    if not counted:
        return None
    counts = tally(counted)
    rows = {"id__in": ",".join(str(row.pk) for row in counted)}
    named = (
        (counts.in_time, _("in time")),
        (counts.overdue, _("late")),
        (counts.received, _("received")),
    )
    return Card(
        slug="case-files",
        title=_title(CaseFileReturn),
        main=_figure(
            CaseFileReturn, counts.resolved, _("case files resolved in %(year)s") % {"year": year}, rows
        ),
        others=tuple(_figure(CaseFileReturn, value, label, rows) for value, label in named),
    )


def _rank(user: "User") -> Card | None:
    """The places of the unit that was ranked last, in the main index."""
    ranks = ReformRank.objects.visible_to(user).filter(indicator__main=True).select_related("indicator")
    rows = list(ranks.order_by("-year", "pk")[: YEARS_SHOWN * 4])
    own = [row for row in rows if row.unit_id == rows[0].unit_id][:YEARS_SHOWN]
    if not own:
        return None

    def figure(row: ReformRank, label: str) -> GlanceFigure:
        return GlanceFigure(row.place, label, reverse("admin:campaign_reformrank_change", args=[row.pk]))

    newest, *before = own
    return Card(
        slug="rank",
        title=str(newest.indicator),
        main=figure(newest, _("place in %(year)s") % {"year": newest.year}),
        others=tuple(figure(row, str(row.year)) for row in before),
    )


def _by_year(counted: Iterable[CountedRows]) -> dict[int, int]:
    years: dict[int, int] = defaultdict(int)
    for row in counted:
        years[row.year] += row.rows
    return years


def _title(model: Any) -> str:
    return str(capfirst(model._meta.verbose_name_plural))


def _figure(model: Any, value: int | None, label: str, query: dict[str, Any]) -> GlanceFigure:
    opts = model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return GlanceFigure(whole_or_unknown(value), label, f"{address}?{urlencode(query)}")
