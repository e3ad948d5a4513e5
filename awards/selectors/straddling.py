"""Rounds that straddle the first day of new rules: which texts meet in them, and what holds for dossiers before."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from awards.models import AwardRule, NominationRound, RuleTopic
from awards.rules.wording import rule_in_words
from awards.selectors.eligibility import last_day_of

# What dossiers are judged by; prizes follow the day of the decision, whatever round it is of.
TOPICS = (RuleTopic.STANDARD, RuleTopic.RATIO, RuleTopic.VOTE, RuleTopic.PAPERS, RuleTopic.POSTING)


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """One rule that begins while the round runs, beside the one by which the round judges; None where there was none.

    `same` is true where both say the same: then only the source changes.
    """

    new: AwardRule
    new_text: str
    old: AwardRule | None
    old_text: str

    @property
    def same(self) -> bool:
        return self.new_text == self.old_text


@dataclass(frozen=True, slots=True)
class Straddled:
    """A day on which rules of the round's awards begin. `transitions` is what they say of dossiers received before."""

    day: datetime.date
    rules: tuple[ChangedRule, ...]
    transitions: tuple[str, ...]
    before: int
    after: int


def straddled_by(nomination_round: NominationRound) -> list[Straddled]:
    """The days after that of the round's rules on which others begin, up to its last day, the first one first.

    `before` and `after` count its dossiers by the day on which they were submitted.
    """
    last = last_day_of(nomination_round)
    rules = list(
        AwardRule.objects.during(nomination_round.rules_day, last)
        .filter(award__rounds=nomination_round, topic__in=TOPICS, ground__in={"", nomination_round.ground})
        .select_related("award", "ratio_of")
        .prefetch_related("conditions__award", "papers__kind")
        .order_by("award__position", "award", "recipient", "topic", "pk")
    )
    beginning = [
        rule for rule in rules if rule.valid_from and nomination_round.rules_day < rule.valid_from <= last
    ]
    if not beginning:
        return []
    submitted = list(
        nomination_round.dossiers.filter(submitted_on__isnull=False).values_list("submitted_on", flat=True)
    )
    days = sorted({rule.valid_from for rule in beginning if rule.valid_from})
    return [
        Straddled(
            day=day,
            rules=tuple(
                _changed(rule, rules, nomination_round) for rule in beginning if rule.valid_from == day
            ),
            transitions=tuple(
                dict.fromkeys(
                    rule.transition for rule in beginning if rule.valid_from == day and rule.transition
                )
            ),
            before=sum(1 for item in submitted if item < day),
            after=sum(1 for entry in submitted if entry >= day),
        )
        for day in days
    ]


def _changed(rule: AwardRule, rules: Iterable[AwardRule], nomination_round: NominationRound) -> ChangedRule:
    """`rule` beside the one on the same topic in force on the rules day of the round, None where there was none."""
    day = nomination_round.rules_day
    old = next(
        (
            item
            for item in rules
            if (item.award_id, item.recipient, item.topic, item.ground)
            == (rule.award_id, rule.recipient, rule.topic, rule.ground)
            and (item.valid_from is None or item.valid_from <= day)
            and (item.valid_to is None or item.valid_to >= day)
        ),
        None,
    )
    return ChangedRule(rule, rule_in_words(rule), old, rule_in_words(old) if old else "")
