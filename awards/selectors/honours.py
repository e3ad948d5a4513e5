"""Whom a report names in its appendix: who is put up, and who was awarded."""

import datetime
from dataclasses import dataclass
from typing import Any

from awards.models import Conferral, NominationRound, Nominee
from awards.selectors.rounds import awarded_lookups
from office_culture.rules.facts import FactScope
from office_culture.text.dates import numeric
from office_culture.text.order import name_sort_key, sort_key


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
    return _told(rows.order_by("pk"), lambda row: " ".join(row.summary.split()))


def _awarded(scope: FactScope) -> tuple[HonourRow, ...]:
    rows = Conferral.objects.standing().filter(**awarded_lookups(scope))
    return _told(rows.select_related("award", "unit", "decision").order_by("pk"), _decision)


def _told(rows: Any, ground: Any) -> tuple[HonourRow, ...]:
    """By rank of the award; within one award collectives before people, each in the Vietnamese order of names."""
    return tuple(
        HonourRow(row.name, _post(row), row.award.name, ground(row)) for row in sorted(rows, key=_place)
    )


def _place(row: Any) -> tuple[Any, ...]:
    is_person = row.person_id is not None
    name = name_sort_key(row.name) if is_person else sort_key(row.name)
    decided = getattr(row, "decided_on", None) or datetime.date.max
    return (row.award.position, row.award_id, is_person, name, decided, row.pk)


def _post(row: Any) -> str:
    """Post and unit of a person; of a collective nothing more than its name, and of a post that says it all no unit."""
    if row.person_id is None:
        return ""
    unit = "" if row.unit.is_group_of_posts else getattr(row, "unit_name", "") or row.unit.name
    return ", ".join(filter(None, (row.post, unit)))


def _decision(row: Conferral) -> str:
    if row.decision:
        return f"{row.decision.read.text} ngày {numeric(row.decision.date)}"
    return f"ngày {numeric(row.decided_on)}" if row.decided_on else ""
