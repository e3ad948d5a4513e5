"""The prizes of lines of decisions: the amount by the rules of the day, and what of it is due."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext

from awards.models import AwardRule, BaseSalary, DecisionLine, GeneralRule, GeneralTopic, RuleTopic
from awards.rules.prizes import Prize, due, prize
from office_culture.models import OutgoingState
from office_culture.text.dates import numeric
from office_culture.text.numbers import money


@dataclass(frozen=True, slots=True)
class LinePrize:
    """The prize of one line on a day. `missing` says why the computed amount is unknown; "" where it is known.

    `amount` is computed; `decided` is what the decision itself states, where it does, and then that is due.
    """

    rule: AwardRule | None
    multiple: Decimal | None
    base_salary: int | None
    amount: int | None
    due: int | None = None
    missing: str = ""
    absorbed: bool = False
    decided: int | None = None

    @property
    def differs(self) -> bool:
        """Whether the decision states another amount than the rules give."""
        return self.decided is not None and self.decided != self.amount


def prizes_on(day: datetime.date, lines: Iterable[DecisionLine]) -> dict[int, LinePrize]:
    """The prize of each line if its decision is of `day`, by the key of the line; five queries at most.

    Lines come with their award.
    """
    rows = list(lines)
    rules = list(
        AwardRule.objects.on(day).filter(topic=RuleTopic.PRIZE, award__in={r.award_id for r in rows})
    )
    salary = BaseSalary.objects.in_force(day)
    whole = GeneralRule.objects.value(GeneralTopic.ROUNDING, day)
    found = {row.pk: _line_prize(row, rules, salary, whole, day) for row in rows}
    amounts = {pk: item.amount if item.decided is None else item.decided for pk, item in found.items()}
    payable = due([*_earlier_titles(rows), *(_as_prize(row, amounts[row.pk], turn=1) for row in rows)])
    return {pk: _with_due(entry, payable[pk]) for pk, entry in found.items()}


def _line_prize(
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
    elif multiple is None:
        missing = gettext("The rule on the prize of “%(award)s” does not say how much; confirm it first.")
    elif base is None:
        missing = gettext("No base salary is recorded for %(day)s.")
    elif whole is None:
        missing = gettext("No rule on the rounding of prizes is in force on %(day)s.")
    problem = missing % {"award": row.award, "day": numeric(day)} if missing else ""
    amount = prize(multiple, base, whole)
    return LinePrize(rule, multiple, base, amount, missing=problem, decided=row.decided_amount)


def _fitting(rules: list[AwardRule], row: DecisionLine) -> AwardRule | None:
    """The rule for the award and kind of recipient of `row`, or None; one for its very ground has precedence."""
    fitting = [
        rule
        for rule in rules
        if rule.award_id == row.award_id
        and rule.recipient == row.recipient_kind
        and rule.ground in {"", row.ground}
    ]
    return max(fitting, key=lambda rule: rule.ground, default=None)


def _earlier_titles(rows: list[DecisionLine]) -> list[Prize]:
    """Titles that own decisions gave the same recipients for the same periods; revoked ones aside."""
    titles = [row for row in rows if row.is_title]
    if not titles:
        return []
    others = (
        DecisionLine.objects.filter(
            decision__state=OutgoingState.ISSUED,
            decision__outside=False,
            conferral__revoked_because="",
            award__kind=titles[0].award.kind,
            period_end__in={row.period_end for row in titles if row.period_end},
        )
        .filter(
            Q(person__in={row.person_id for row in titles if row.person_id})
            | Q(person__isnull=True, unit__in={row.unit_id for row in titles if not row.person_id})
        )
        .exclude(decision__in={row.decision_id for row in rows})
        .select_related("award")
    )
    return [_as_prize(row, row.amount, turn=0) for row in others]


def _as_prize(row: DecisionLine, amount: int | None, *, turn: int) -> Prize:
    return Prize(
        line=row.pk,
        recipient=("person", row.person_id) if row.person_id else ("unit", row.unit_id),
        period=(row.period_start, row.period_end) if row.period_start and row.period_end else None,
        is_title=row.is_title,
        amount=amount,
        turn=turn,
    )


def _with_due(line_prize: LinePrize, payable: int | None) -> LinePrize:
    if line_prize.decided is not None:
        return replace(line_prize, due=line_prize.decided)
    return replace(line_prize, due=payable, absorbed=payable == 0 and bool(line_prize.amount))


def changed_prizes(shown: Mapping[int, LinePrize], then: Mapping[int, LinePrize], day: datetime.date) -> str:
    """Sentences on the prizes that a page shows where they differ from those of the day of issue, or ""."""
    different = [pk for pk, item in then.items() if item.due is not None and item.due != shown[pk].due]
    if not different:
        return ""
    salaries = {shown[pk].base_salary for pk in different}, {then[pk].base_salary for pk in different}
    sentences = [
        gettext(
            "On %(day)s the prizes are %(then)s together, not %(shown)s as the page of the decision shows today."
        )
        % {"day": numeric(day), "then": _together(then), "shown": _together(shown)}
    ]
    if salaries[0] != salaries[1] and all(len(element) == 1 for element in salaries):
        before, after = (money(entry.pop() or 0) for entry in salaries)
        sentences.append(
            gettext("The base salary is %(then)s, not %(shown)s.") % {"then": after, "shown": before}
        )
    return " ".join([*sentences, gettext("Tick to issue it so.")])


def _together(prizes: Mapping[int, LinePrize]) -> str:
    return money(sum(prize.due or 0 for prize in prizes.values()))
