"""The prizes of lines of decisions: what the rules of the day make of each, and what of it is due."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext

from awards.models import AwardRule, BaseSalary, DecisionLine, GeneralRule, GeneralTopic, RuleTopic
from awards.rules.prizes import Prize, due, prize
from office_culture.models import OutgoingState
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class LinePrize:
    """The prize of one line on a day. `missing` says why an amount is unknown; "" where it is known."""

    rule: AwardRule | None
    multiple: Decimal | None
    base_salary: int | None
    amount: int | None
    due: int | None = None
    missing: str = ""
    absorbed: bool = field(default=False)


def prizes_on(day: datetime.date, lines: Iterable[DecisionLine]) -> dict[int, LinePrize]:
    """The prize of each line if its decision is of `day`, by the key of the line; five questions at most.

    Lines need their award at hand.
    """
    rows = list(lines)
    rules = list(
        AwardRule.objects.on(day).filter(topic=RuleTopic.PRIZE, award__in={r.award_id for r in rows})
    )
    salary = BaseSalary.objects.in_force(day)
    whole = GeneralRule.objects.value(GeneralTopic.ROUNDING, day)
    found = {row.pk: _one(row, rules, salary, whole, day) for row in rows}
    payable = due([*_given_before(rows), *(_as_prize(row, found[row.pk].amount, turn=1) for row in rows)])
    return {pk: _with_due(one, payable[pk]) for pk, one in found.items()}


def _one(
    row: DecisionLine,
    rules: list[AwardRule],
    salary: BaseSalary | None,
    whole: int | None,
    day: datetime.date,
) -> LinePrize:
    rule = _fitting(rules, row)
    multiple = rule.prize_multiple if rule else None
    base = salary.amount if salary else None
    missing = ""
    if rule is None:
        missing = gettext("No rule on the prize of “%(award)s” is in force on %(day)s.")
    elif base is None:
        missing = gettext("No base salary is recorded for %(day)s.")
    elif whole is None:
        missing = gettext("No rule on the rounding of prizes is in force on %(day)s.")
    told = missing % {"award": row.award, "day": numeric(day)} if missing else ""
    return LinePrize(rule, multiple, base, prize(multiple, base, whole), missing=told)


def _fitting(rules: list[AwardRule], row: DecisionLine) -> AwardRule | None:
    """One for the very ground goes before one for any ground."""
    fitting = [
        rule
        for rule in rules
        if rule.award_id == row.award_id
        and rule.recipient == row.recipient_kind
        and rule.ground in {"", row.ground}
    ]
    return max(fitting, key=lambda rule: rule.ground, default=None)


def _given_before(rows: list[DecisionLine]) -> list[Prize]:
    """Titles that own decisions gave the same recipients for the same periods; revoked ones aside."""
    titles = [row for row in rows if row.is_title]
    if not titles:
        return []
    others = (
        DecisionLine.objects.filter(
            decision__state=OutgoingState.ISSUED,
            decision__outside=False,
            conferral__revoked_on__isnull=True,
            award__kind=titles[0].award.kind,
            period_end__in={row.period_end for row in titles},
        )
        .filter(
            Q(person__in={row.person_id for row in titles if row.person_id})
            | Q(person__isnull=True, unit__in={row.unit_id for row in titles if not row.person_id})
        )
        .exclude(decision__in={row.decision_id for row in rows})
        .select_related("award")
    )
    return [_as_prize(row, row.prize_amount, turn=0) for row in others]


def _as_prize(row: DecisionLine, amount: int | None, *, turn: int) -> Prize:
    return Prize(
        line=row.pk,
        recipient=("person", row.person_id) if row.person_id else ("unit", row.unit_id),
        period=(row.period_start, row.period_end),
        is_title=row.is_title,
        amount=amount,
        turn=turn,
    )


def _with_due(one: LinePrize, payable: int | None) -> LinePrize:
    return LinePrize(
        rule=one.rule,
        multiple=one.multiple,
        base_salary=one.base_salary,
        amount=one.amount,
        due=payable,
        missing=one.missing,
        absorbed=payable == 0 and bool(one.amount),
    )
