"""Movements that a unit takes part in beside the campaign."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Movement, MovementLevel
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rows_of, words
from office_culture.selectors.documents import citation_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.citations import Citation
from office_culture.text.names import spelling


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement; `launched_by` is the document of the register, else its description, or ""."""

    row: int
    name: str
    level: str
    launched_by: Citation | str
    actions: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Movements:
    """The movements of a period, and their number; further facts are the numbers by level and the names."""

    rows: tuple[MovementRow, ...]
    count: Fact
    further: tuple[Fact, ...]


def _movement_rows(scope: FactScope) -> QuerySet[Movement]:
    movements_below = Movement.objects.filter(scope.once(UnitPlaces).within_on(scope.unit_path, scope.end))
    rows: QuerySet[Movement] = movements_below.during(scope.start, scope.end)
    return rows.select_related("launched_by", "unit")


@reads(_movement_rows)
def movements(_scope: FactScope, rows: list[Movement]) -> Movements:
    """Movements that ran on at least one day of the period, in the order of the office.

    Where several units recorded the same one, the row of the highest unit is taken.
    """
    highest = {spelling(row.name): row.pk for row in sorted(rows, key=lambda row: -len(row.unit.path))}
    listed = tuple(
        MovementRow(
            row=movement.pk,
            name=movement.name,
            level=movement.level,
            launched_by=citation_of(movement.launched_by)
            if movement.launched_by
            else movement.launched_by_text,
            actions=_lines(movement.actions),
            results=_lines(movement.results),
        )
        for movement in rows
        if highest[spelling(movement.name)] == movement.pk
    )
    return Movements(listed, _count("count", gettext("other movements"), listed), tuple(_further(listed)))


def _further(listed: tuple[MovementRow, ...]) -> Iterable[Fact]:
    for level in MovementLevel:
        label = gettext("other movements, level: %(level)s") % {"level": level.label}
        yield _count(level.value, label, [row for row in listed if row.level == level])
    names = "; ".join(f"“{row.name}”" for row in listed)
    rows = rows_of("campaign.movement", (row.row for row in listed))
    yield words("movements.names", gettext("names of the other movements"), names, rows)


def _count(name: str, label: str, rows: Iterable[MovementRow]) -> Fact:
    return many(f"movements.{name}", label, "campaign.movement", (row.row for row in rows))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _listed(found: Movements) -> Iterable[Fact]:
    return (found.count, *found.further)


registry.register(
    FactSource(
        "movements",
        _("Other movements"),
        movements,
        _listed,
        nouns={
            "count": (
                "phong trào thi đua khác",
                "phong trào khác",
            ),
            "national": ("phong trào | toàn quốc",),
            "sector": ("phong trào | cấp ngành",),
            "provincial": ("phong trào | cấp tỉnh",),
            "local": ("phong trào | cấp xã",),
            "office": ("phong trào | nội bộ cơ quan",),
        },
    )
)
