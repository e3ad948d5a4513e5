"""Whom a report names in its appendix: who is put up, and who was awarded."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from awards.models import AwardTotal, Conferral, Nominee
from awards.rules.names import name_on_paper
from awards.rules.totals import Remainder
from awards.selectors.award_counts import SUBJECTS_ON_PAPER
from awards.selectors.awards_given import awarded_lookups, total_rows, totals_of
from awards.selectors.rounds import opened_rounds
from office_culture.rules.facts import FactScope
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, last_day, names_in
from office_culture.text.dates import numeric
from office_culture.text.names import post_in_unit
from office_culture.text.order import name_sort_key, sort_key


@dataclass(frozen=True, slots=True)
class HonourRow:
    """One collective or person with the award; `ground` is the achievement in short, or the decision."""

    name: str
    post: str
    award: str
    ground: str


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A number of awards without names; `named` of them stand in the list of those awarded, or in that of others."""

    award: str
    recipient: str
    year: int
    unit: str
    number: int
    named: int
    ground: str


@dataclass(frozen=True, slots=True)
class Honours:
    """Both lists: collectives first, the highest award first; and the numbers of which no list is recorded."""

    nominated: tuple[HonourRow, ...]
    awarded: tuple[HonourRow, ...]
    totals: tuple[TotalRow, ...] = ()


def _nominee_rows(scope: FactScope) -> QuerySet[Nominee]:
    rounds = opened_rounds(scope).order_by().values("pk")
    rows: QuerySet[Nominee] = Nominee.objects.active().filter(nomination_round__in=rounds)
    return rows.select_related("award", "unit", "nomination_round").order_by("pk")


def _conferral_rows(scope: FactScope) -> QuerySet[Conferral]:
    rows: QuerySet[Conferral] = Conferral.objects.active().filter(**awarded_lookups(scope))
    return rows.select_related("award", "unit", "decision").order_by("pk")


@reads(_nominee_rows, _conferral_rows, total_rows)
def honours_of(
    scope: FactScope, nominees: list[Nominee], conferrals: list[Conferral], _totals_read: list[AwardTotal]
) -> Honours:
    """Nominees of the campaign's rounds, and what was decided in the period; whoever was counted is named."""
    named = names_in(scope, scope.end)
    return Honours(
        nominated=_ordered_rows(nominees, named, lambda row: " ".join(row.summary.split())),
        awarded=_ordered_rows(conferrals, named, _decision),
        totals=_totals(scope),
    )


def _totals(scope: FactScope) -> tuple[TotalRow, ...]:
    def place(total: tuple[AwardTotal, Remainder]) -> tuple[Any, ...]:
        row, _rest = total
        award = row.award
        return (row.year, award.position, award.pk, row.recipient, row.unit.path, row.pk)

    ordered = sorted(totals_of(scope), key=place)
    named = names_in(scope, scope.end)
    return tuple(
        TotalRow(
            award=row.award.name,
            recipient=SUBJECTS_ON_PAPER[row.recipient],
            year=row.year,
            unit=named.name(row.unit, row.decided_on or last_day(row.year)),
            number=row.number,
            named=remainder.contained,
            ground=_decision(row) or row.note,
        )
        for row, remainder in ordered
    )


def _ordered_rows(rows: Any, named: UnitNames, ground: Any) -> tuple[HonourRow, ...]:
    """The rows by rank of the award, then collectives before people, each in the Vietnamese order of names."""
    return tuple(
        HonourRow(name_on_paper(row.name, row.posthumous), _post(row, named), row.award.name, ground(row))
        for row in sorted(rows, key=_place)
    )


def _place(row: Any) -> tuple[Any, ...]:
    is_person = row.person_id is not None
    name = name_sort_key(row.name) if is_person else sort_key(row.name)
    decided = getattr(row, "decided_on", None) or datetime.date.max
    return (row.award.position, row.award_id, is_person, name, decided, row.pk)


def _post(row: Any, named: UnitNames) -> str:
    """Post and unit of a person, without the unit of a group of posts; "" for a collective.

    A unit that the row does not name itself is called as on the last day of the achievements.
    """
    if row.person_id is None:
        return ""
    day = row.period_end or row.nomination_round.period_end
    unit = "" if row.unit.is_group_of_posts else getattr(row, "unit_name", "") or named.name(row.unit, day)
    return post_in_unit(row.post, unit)


def _decision(row: Conferral | AwardTotal) -> str:
    if row.decision:
        decision = row.decision
        dated = (
            f"ngày {numeric(decision.date)}"
            if decision.date
            else f"năm {decision.when}"
            if decision.when
            else ""
        )
        return f"{decision.read.text} {dated}".strip()
    return f"ngày {numeric(row.decided_on)}" if row.decided_on else ""
