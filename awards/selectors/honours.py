"""Whom a report names in its appendix: who is put up, and who was awarded."""

from dataclasses import dataclass
from typing import Any

from awards.models import Conferral, NominationRound, Nominee
from awards.selectors.rounds import awarded_lookups
from office_culture.rules.facts import FactScope
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class HonourRow:
    """One collective or person with the award; `ground` is the achievement in short, or the decision."""

    name: str
    post: str
    award: str
    ground: str


@dataclass(frozen=True, slots=True)
class Honours:
    """Both lists: collectives first, the highest award first."""

    nominated: tuple[HonourRow, ...]
    awarded: tuple[HonourRow, ...]


def honours_of(scope: FactScope) -> Honours:
    """Nominees of the campaign's rounds, and what was decided in the period; whoever was counted is named."""
    return Honours(nominated=_nominated(scope), awarded=_awarded(scope))


def _nominated(scope: FactScope) -> tuple[HonourRow, ...]:
    if scope.campaign_id is None:
        return ()
    rounds = NominationRound.objects.filter(
        unit__path__startswith=scope.unit_path, campaign_id=scope.campaign_id, opened_on__lte=scope.as_of
    )
    rows = Nominee.objects.standing().filter(nomination_round__in=rounds).select_related("award", "unit")
    ordered = rows.order_by("award__position", "award", "position", "pk")
    return _told(ordered, lambda row: " ".join(row.summary.split()))


def _awarded(scope: FactScope) -> tuple[HonourRow, ...]:
    rows = Conferral.objects.standing().filter(**awarded_lookups(scope))
    ordered = rows.select_related("award", "unit", "decision").order_by(
        "award__position", "award", "decided_on", "name", "pk"
    )
    return _told(ordered, _decision)


def _told(rows: Any, ground: Any) -> tuple[HonourRow, ...]:
    """Collectives before people, otherwise in the given order."""
    found = sorted(rows, key=lambda row: row.person_id is not None)
    return tuple(HonourRow(row.name, _post(row), row.award.name, ground(row)) for row in found)


def _post(row: Any) -> str:
    """Post and unit of a person; of a collective nothing more than its name."""
    if row.person_id is None:
        return ""
    unit = getattr(row, "unit_name", "") or row.unit.name
    return ", ".join(filter(None, (row.post, unit)))


def _decision(row: Conferral) -> str:
    if row.decision:
        return f"{row.decision.read.text} ngày {numeric(row.decision.date)}"
    return f"ngày {numeric(row.decided_on)}" if row.decided_on else ""
