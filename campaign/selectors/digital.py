"""Digital work of a unit: shares of a period and the systems in use."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from campaign.models import DigitalShare, DigitalSystem
from office_culture.rules.facts import FactScope
from office_culture.text.search import fold


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something is done digitally; `excludes` is what the share leaves out."""

    row: int
    code: str
    what: str
    percent: Decimal
    excludes: str
    start: datetime.date
    end: datetime.date
    target: Decimal | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class DigitalWork:
    """Shares, each code once with its latest period, and systems in use on the last day of the scope."""

    shares: tuple[Share, ...]
    systems: tuple[str, ...]
    system_rows: tuple[int, ...]


def digital_work(scope: FactScope) -> DigitalWork:
    """Shares belong to the scope's own unit, for percentages cannot be added up; systems to all below it, too."""
    latest: dict[str, Share] = {}
    rows = DigitalShare.objects.filter(unit=scope.unit_id).overlapping(scope.start, scope.end)
    for row in rows.order_by("period_end", "period_start", "pk"):
        latest[row.code] = Share(
            row=row.pk,
            code=row.code,
            what=row.what,
            percent=row.percent,
            excludes=row.excludes,
            start=row.period_start,
            end=row.period_end,
            target=row.target,
            confirmed=row.confirmed,
        )
    systems = _systems(scope)
    return DigitalWork(
        shares=tuple(latest.values()),
        systems=tuple(system.name for system in systems),
        system_rows=tuple(system.pk for system in systems),
    )


def _systems(scope: FactScope) -> list[DigitalSystem]:
    """Each system once; where several units name it, the row of the highest one counts."""
    rows = DigitalSystem.objects.filter(unit__path__startswith=scope.unit_path).on(scope.end)
    known = list(rows.select_related("unit"))
    highest = {fold(row.name): row.pk for row in sorted(known, key=lambda row: -len(row.unit.path))}
    return [row for row in known if highest[fold(row.name)] == row.pk]
