"""Awards received, counted by year, award, level and unit, with the share of direct labour among those recorded.

Each line carries the lookups that select exactly its rows in the list of awards received.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from awards.models import Award, AwardLevel, Conferral, Labour
from office_culture.models import Unit

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
    """Rows of one kind: how many awards of this year, award, unit and so on."""

    year: int
    award: int
    unit: int
    collective: bool
    labour: str
    number: int


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """One line of a table. `lookups` select its rows together with those of a column."""

    name: str
    lookups: Mapping[str, Any]
    collectives: int = 0
    direct: int = 0
    leading: int = 0
    unrecorded: int = 0

    @property
    def individuals(self) -> int:
        return self.direct + self.leading + self.unrecorded

    @property
    def total(self) -> int:
        return self.collectives + self.individuals

    @property
    def direct_share(self) -> Decimal | None:
        """Percent of direct labour among those whose work is recorded; None where nobody's is."""
        return Decimal(100 * self.direct) / self.recorded if self.recorded else None

    @property
    def recorded(self) -> int:
        """Individuals of whom the records say what they did."""
        return self.direct + self.leading

    def lookups_of(self, column: str) -> dict[str, Any]:
        """The lookups that select exactly the rows counted in `column`."""
        return {**self.lookups, "revoked_on__isnull": True, **COLUMNS[column]}


@dataclass(frozen=True, slots=True)
class Statistics:
    """The tables, and how many revoked awards they leave out."""

    all: StatisticsLine
    by_year: tuple[StatisticsLine, ...] = ()
    by_award: tuple[StatisticsLine, ...] = ()
    by_level: tuple[StatisticsLine, ...] = ()
    by_unit: tuple[StatisticsLine, ...] = ()
    revoked: int = 0
    revoked_lookups: Mapping[str, Any] = field(default_factory=dict)


def years_of(user: "User") -> list[int]:
    """The years for which awards are recorded, the latest first."""
    rows: Any = Conferral.objects.visible_to(user)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def statistics_of(user: "User", asked: StatisticsQuery) -> Statistics:
    """What `user` may see of what is asked for; a fixed number of questions."""
    counted, revoked = _counted(user, asked)
    awards = {
        one.pk: one
        for one in Award.objects.filter(pk__in={row.award for row in counted}).order_by("position", "pk")
    }
    units = {one.pk: one for one in Unit.objects.filter(pk__in={row.unit for row in counted})}
    base = asked.lookups
    # A year without awards is a result, too; nothing is shown where no year has any.
    years = range(asked.last, asked.first - 1, -1) if counted else ()
    levels = [level for level in reversed(AwardLevel) if level in {one.level for one in awards.values()}]

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
            ((one.pk, one.name, {"award__id__exact": one.pk}) for one in awards.values()),
            lambda row: row.award,
        ),
        by_level=lines(
            ((level, str(level.label), {"award__level__exact": level.value}) for level in levels),
            lambda row: awards[row.award].level,
        ),
        by_unit=lines(
            ((one.pk, one.name, {"unit__id__exact": one.pk}) for one in units.values()), lambda row: row.unit
        ),
        revoked=revoked,
        revoked_lookups={**base, "revoked_on__isnull": False},
    )


def _line(name: str, lookups: Mapping[str, Any], rows: Iterable[Counted]) -> StatisticsLine:
    rows = list(rows)

    def number(labour: str) -> int:
        return sum(row.number for row in rows if not row.collective and row.labour == labour)

    return StatisticsLine(
        name=name,
        lookups=lookups,
        collectives=sum(row.number for row in rows if row.collective),
        direct=number(Labour.DIRECT),
        leading=number(Labour.LEADING),
        unrecorded=number(""),
    )


def _counted(user: "User", asked: StatisticsQuery) -> tuple[list[Counted], int]:
    """The standing awards by all that the tables tell apart, and the number of revoked ones."""
    rows: Any = Conferral.objects.visible_to(user).filter(**asked.lookups)
    told = (
        rows.order_by()
        .annotate(
            collective=ExpressionWrapper(Q(person__isnull=True), output_field=BooleanField()),
            revoked=ExpressionWrapper(Q(revoked_on__isnull=False), output_field=BooleanField()),
        )
        .values_list("revoked", "year", "award", "unit", "collective", "labour")
        .annotate(number=Count("pk"))
    )
    counted: list[Counted] = []
    revoked = 0
    for gone, year, award, unit, collective, labour, number in told:
        if gone:
            revoked += number
        else:
            counted.append(Counted(year, award, unit, collective, labour, number))
    return counted, revoked


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the workbook: a year, an award and a unit, told apart."""

    year: int
    award: Award
    unit: Unit
    line: StatisticsLine


def sheet_rows(user: "User", asked: StatisticsQuery) -> list[SheetRow]:
    """The same figures at their finest: one row for each year, award and unit."""
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
