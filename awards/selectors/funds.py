"""What the emulation and commendation fund of a year has to pay for own decisions, with the rows behind each sum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from awards.models import AwardDecision, DecisionLine
from office_culture.models import OutgoingState

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(slots=True)
class Sum:
    """Amounts in đồng over some lines. `unknown` lines have no amount: the sums are then too low, not final."""

    name: str
    decision: AwardDecision | None = None
    lines: list[DecisionLine] = field(default_factory=list)
    due: int = 0
    paid: int = 0
    returned: int = 0
    unknown: int = 0

    @property
    def unpaid(self) -> int:
        return self.due - self.paid

    def add(self, line: DecisionLine) -> None:
        self.lines.append(line)
        if line.prize_due is None:
            self.unknown += 1
            return
        self.due += line.prize_due
        self.paid += line.prize_due if line.paid_on else 0
        self.returned += _returned(line)


@dataclass(frozen=True, slots=True)
class FundYear:
    """The year once as a whole, and split by award, by kind of recipient and by decision.

    With `totals_as_decided` some decisions state a total that differs from their lines: the year and the split by
    decision have these totals, the other splits the prizes of the lines.
    """

    year: int
    total: Sum
    by_award: list[Sum]
    by_kind: list[Sum]
    by_decision: list[Sum]
    totals_as_decided: bool = False


def fund_of(year: int, user: "User") -> FundYear:
    """The fund of one year as far as the account may see it; three queries.

    Counted are lines of the office's own decisions of that year: who decides pays. A revoked award that was never paid
    is due no more; what was paid stays, and shows what of it came back.
    """
    rows = (
        DecisionLine.objects.visible_to(user)
        .filter(decision__outside=False, decision__decided_on__year=year)
        .filter(decision__state__in=(OutgoingState.ISSUED, OutgoingState.WITHDRAWN))
        .select_related("award", "decision", "conferral")
        .prefetch_related("conferral__revocations")
        .order_by("decision__decided_on", "decision", "award__position", "position", "pk")
    )
    every = list(rows)
    lines = [line for line in every if line.paid_on or not line.conferral.is_revoked]
    total = Sum("")
    for line in lines:
        total.add(line)
    by_decision = _by_decision(lines)
    revoked_lines = [line for line in every if line not in lines]
    corrections = [
        _take_total(decision_sum, [line for line in revoked_lines if line.decision == decision_sum.decision])
        for decision_sum in by_decision
    ]
    for correction in corrections:
        total.due += correction.due
        total.paid += correction.paid
        total.unknown += correction.unknown
    return FundYear(
        year=year,
        total=total,
        by_award=_grouped(lines, lambda line: str(line.award)),
        by_kind=_grouped(lines, lambda line: str(line.get_recipient_kind_display())),
        by_decision=by_decision,
        totals_as_decided=any(decision_sum.due or decision_sum.unknown for decision_sum in corrections),
    )


def _take_total(of_decision: Sum, revoked_lines: Iterable[DecisionLine]) -> Sum:
    """Puts the total that the decision states, if any, in the place of the sum of its lines; returns the difference.

    Lines revoked before they were paid take their prize off the total where it is known. It is paid once all its lines
    are.
    """
    decision = of_decision.decision
    before = (of_decision.due, of_decision.paid, of_decision.unknown)
    if decision is not None and decision.decided_total is not None:
        of_decision.due = max(decision.decided_total - sum(line.prize_due or 0 for line in revoked_lines), 0)
        settled = all(line.paid_on or line.prize_due == 0 for line in of_decision.lines)
        of_decision.paid = of_decision.due if settled else min(of_decision.paid, of_decision.due)
        of_decision.unknown = 0
    due, paid, unknown = before
    return Sum(
        "", due=of_decision.due - due, paid=of_decision.paid - paid, unknown=of_decision.unknown - unknown
    )


def years_of_funds(user: "User") -> list[int]:
    """The years with own decisions, the latest first."""
    days = (
        AwardDecision.objects.visible_to(user)
        .filter(outside=False, decided_on__isnull=False)
        .dates("decided_on", "year", order="DESC")
    )
    return [day.year for day in days]


def _grouped(lines: Iterable[DecisionLine], name_of: object) -> list[Sum]:
    sums: dict[str, Sum] = {}
    for line in lines:
        name = name_of(line)  # type: ignore[operator]
        sums.setdefault(name, Sum(name)).add(line)
    return list(sums.values())


def _by_decision(lines: Iterable[DecisionLine]) -> list[Sum]:
    sums: dict[int, Sum] = {}
    for line in lines:
        sum_of_decision = sums.setdefault(line.decision_id, Sum(str(line.decision), decision=line.decision))
        sum_of_decision.add(line)
    return list(sums.values())


def _returned(line: DecisionLine) -> int:
    return sum(row.money or 0 for row in line.conferral.revocations.all() if row.money_returned_on)
