"""Awards received, counted by year, award, level and unit, with the share of direct labour among those recorded.

Each line carries the lookups that select exactly its rows in the list of awards received, and in that of totals without
names: such totals are counted beside the named awards, each by what it adds to them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from awards.models import (
    REVOKED,
    STANDING,
    Award,
    AwardLevel,
    AwardTotal,
    Conferral,
    Labour,
    RecipientKind,
)
from awards.selectors.totals import remainders_of
from office_culture.models import Unit
from office_culture.selectors.unit_names import UnitNames, last_day

if TYPE_CHECKING:
    from office_culture.models import User

# The columns of every table, with what each adds to the lookups of its line.
COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "collectives": {"person__isnull": True},
    "individuals": {"person__isnull": False},
    "direct": {"person__isnull": False, "labour": Labour.DIRECT.value},
    "leading": {"person__isnull": False, "labour": Labour.LEADING.value},
    "unrecorded": {"person__isnull": False, "labour": ""},
    "total": {},
}
# The columns of totals without names, with the lookups in their list.
UNNAMED: Mapping[str, Mapping[str, Any]] = {
    "unnamed_collectives": {"recipient": RecipientKind.COLLECTIVE.value},
    "unnamed_individuals": {"recipient": RecipientKind.INDIVIDUAL.value},
}


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """The years, both included, of the achievements rewarded, and the unit with all below it; None: all that the
    account sees.
    """

    first: int
    last: int
    unit: Unit | None = None

    @property
    def lookups(self) -> dict[str, Any]:
        found: dict[str, Any] = {"year__gte": self.first, "year__lte": self.last}
        if self.unit is not None:
            found["unit__path__startswith"] = self.unit.path
        return found


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one kind: how many awards of this year, award, unit and so on; `unnamed` where no names are known."""

    year: int
    award: int
    unit: int
    collective: bool
    labour: str
    number: int
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """One line of a table. `lookups` select its rows together with those of a column.

    `collectives` and `individuals` are awards recorded by name; the unnamed ones are counted besides.
    """

    name: str
    lookups: Mapping[str, Any]
    collectives: int = 0
    direct: int = 0
    leading: int = 0
    unrecorded: int = 0
    unnamed_collectives: int = 0
    unnamed_individuals: int = 0

    @property
    def unnamed(self) -> int:
        return self.unnamed_collectives + self.unnamed_individuals

    @property
    def individuals(self) -> int:
        return self.direct + self.leading + self.unrecorded

    @property
    def total(self) -> int:
        return self.collectives + self.individuals + self.unnamed

    @property
    def all_individuals(self) -> int:
        """Awards of individuals, with those of whom no names are known."""
        return self.individuals + self.unnamed_individuals

    @property
    def direct_share(self) -> Decimal | None:
        """Percent of direct labour among those whose work is recorded; None where nobody's is."""
        return Decimal(100 * self.direct) / self.recorded if self.recorded else None

    @property
    def recorded(self) -> int:
        """Individuals whose kind of work is recorded."""
        return self.direct + self.leading

    def lookups_of(self, column: str) -> dict[str, Any]:
        """The lookups that select exactly the rows counted in `column`."""
        return {**self.lookups, **STANDING, **COLUMNS[column]}

    def totals_of(self, column: str) -> dict[str, Any]:
        """The lookups that select the totals without names behind such a column."""
        return {**self.lookups, **UNNAMED[column]}


@dataclass(frozen=True, slots=True)
class Statistics:
    """The tables, and how many revoked awards they leave out.

    `people` and `collectives` are those recorded by name, each once, however many awards they received.
    """

    all: StatisticsLine
    by_year: tuple[StatisticsLine, ...] = ()
    by_award: tuple[StatisticsLine, ...] = ()
    by_level: tuple[StatisticsLine, ...] = ()
    by_unit: tuple[StatisticsLine, ...] = ()
    revoked: int = 0
    revoked_lookups: Mapping[str, Any] = field(default_factory=dict)
    people: int = 0
    collectives: int = 0


def years_of(user: "User") -> list[int]:
    """The years for which awards are recorded, the latest first."""
    years: set[int] = set()
    for model in (Conferral, AwardTotal):
        rows: Any = model.objects.visible_to(user)
        years.update(rows.order_by().values_list("year", flat=True).distinct())
    return sorted(filter(None, years), reverse=True)


def without_year(user: "User") -> int:
    """How many standing awards count in no year, as neither period nor decision tells one."""
    rows: Any = Conferral.objects.visible_to(user)
    return int(rows.active().filter(year=0).count())


def statistics_of(user: "User", asked: StatisticsQuery) -> Statistics:
    """The statistics on what `user` may see of `asked`; a fixed number of queries."""
    counted, revoked = _counted(user, asked)
    awards = {
        item.pk: item
        for item in Award.objects.filter(pk__in={row.award for row in counted}).order_by("position", "pk")
    }
    units = {entry.pk: entry for entry in Unit.objects.filter(pk__in={row.unit for row in counted})}
    named = UnitNames(last_day(asked.last))
    base = asked.lookups
    # Years without awards are shown, too, unless no year has any.
    years = range(asked.last, asked.first - 1, -1) if counted else ()
    levels = [level for level in reversed(AwardLevel) if level in {award.level for award in awards.values()}]

    def lines(
        groups: Iterable[tuple[Any, str, dict[str, Any]]], key: Callable[[Counted], Any]
    ) -> tuple[StatisticsLine, ...]:
        return tuple(
            _line(name, {**base, **lookups}, [row for row in counted if key(row) == group])
            for group, name, lookups in groups
        )

    return Statistics(
        all=_line("", base, counted),
        by_year=lines(((year, str(year), {"year": year}) for year in years), lambda row: row.year),
        by_award=lines(
            ((element.pk, element.name, {"award__id__exact": element.pk}) for element in awards.values()),
            lambda row: row.award,
        ),
        by_level=lines(
            ((level, str(level.label), {"award__level__exact": level.value}) for level in levels),
            lambda row: awards[row.award].level,
        ),
        by_unit=lines(
            ((unit.pk, named.name(unit), {"unit__id__exact": unit.pk}) for unit in units.values()),
            lambda row: row.unit,
        ),
        revoked=revoked,
        revoked_lookups={**base, **REVOKED},
        **_recipients(user, asked),
    )


def _recipients(user: "User", asked: StatisticsQuery) -> dict[str, int]:
    rows: Any = Conferral.objects.visible_to(user).filter(**STANDING, **asked.lookups)
    found: dict[str, int] = rows.aggregate(
        people=Count("person", distinct=True),
        collectives=Count("unit", filter=Q(person__isnull=True), distinct=True),
    )
    return found


def _line(name: str, lookups: Mapping[str, Any], rows: Iterable[Counted]) -> StatisticsLine:
    rows = list(rows)

    def number(labour: str) -> int:
        return sum(row.number for row in named if not row.collective and row.labour == labour)

    named = [row for row in rows if not row.unnamed]
    return StatisticsLine(
        name=name,
        lookups=lookups,
        collectives=sum(row.number for row in named if row.collective),
        direct=number(Labour.DIRECT),
        leading=number(Labour.LEADING),
        unrecorded=number(""),
        unnamed_collectives=sum(row.number for row in rows if row.unnamed and row.collective),
        unnamed_individuals=sum(row.number for row in rows if row.unnamed and not row.collective),
    )


def _counted(user: "User", asked: StatisticsQuery) -> tuple[list[Counted], int]:
    """The standing awards by year, award, unit, kind of recipient and labour, and the number of revoked ones."""
    rows: Any = Conferral.objects.visible_to(user).filter(**asked.lookups)
    values = (
        rows.order_by()
        .annotate(
            collective=ExpressionWrapper(Q(person__isnull=True), output_field=BooleanField()),
            revoked=ExpressionWrapper(Q(**REVOKED), output_field=BooleanField()),
        )
        .values_list("revoked", "year", "award", "unit", "collective", "labour")
        .annotate(number=Count("pk"))
    )
    counted: list[Counted] = []
    revoked = 0
    for is_revoked, year, award, unit, collective, labour, number in values:
        if is_revoked:
            revoked += number
        else:
            counted.append(Counted(year, award, unit, collective, labour, number))
    return [*counted, *_unnamed(user, asked)], revoked


def _unnamed(user: "User", asked: StatisticsQuery) -> list[Counted]:
    totals = list(AwardTotal.objects.visible_to(user).filter(**asked.lookups))
    found = remainders_of(totals)
    return [
        Counted(
            row.year,
            row.award_id,
            row.unit_id,
            row.recipient == RecipientKind.COLLECTIVE,
            "",
            found[row.pk].remainder,
            unnamed=True,
        )
        for row in totals
    ]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the workbook: the figures of one year, award and unit."""

    year: int
    award: Award
    unit: Unit
    line: StatisticsLine


def sheet_rows(user: "User", asked: StatisticsQuery) -> list[SheetRow]:
    """The same figures in full detail: one row for each year, award and unit."""
    counted, _revoked = _counted(user, asked)
    awards = Award.objects.in_bulk({row.award for row in counted})
    units = Unit.objects.in_bulk({row.unit for row in counted})
    groups: dict[tuple[int, int, int], list[Counted]] = {}
    for row in counted:
        groups.setdefault((row.year, row.award, row.unit), []).append(row)
    found = [
        SheetRow(year, awards[award], units[unit], _line("", {}, rows))
        for (year, award, unit), rows in groups.items()
    ]
    return sorted(found, key=lambda row: (-row.year, row.award.position, row.award.pk, row.unit.path))
