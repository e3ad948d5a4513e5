"""Rows of law to look at: those that end within the next months, and those in force by then that are not sure."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q

from awards.models import AwardRule, BaseSalary, GeneralRule
from awards.selectors.dossier_checks import months_before
from office_culture.models import LegalBasis
from office_culture.models.sources import UNCONFIRMED

MONTHS = 6


@dataclass(frozen=True, slots=True)
class EndingRow:
    """A row with its last day; `followed` says whether another one on the same topic begins on the day after."""

    row: Any
    ends_on: datetime.date
    followed: bool


@dataclass(frozen=True, slots=True)
class RulesDue:
    """Of each kind the rows that end from `day` to `until`, and the unsure ones in force on some day of these."""

    day: datetime.date
    until: datetime.date
    ending: tuple[EndingRow, ...]
    unsure_rules: tuple[AwardRule, ...]
    unsure_general: tuple[GeneralRule, ...]
    unsure_salaries: tuple[BaseSalary, ...]
    unsure_bases: tuple[LegalBasis, ...] = ()

    @property
    def unsure(self) -> int:
        rows = (self.unsure_rules, self.unsure_general, self.unsure_salaries, self.unsure_bases)
        return sum(map(len, rows))


def rules_due(day: datetime.date) -> RulesDue:
    """The rows of law to look at from `day` on; a fixed number of queries."""
    until = months_before(day, -MONTHS)
    unsure = Q(sure__in=UNCONFIRMED)
    rules = AwardRule.objects.select_related("award", "ratio_of").prefetch_related(
        "conditions__award", "papers__kind"
    )
    in_order = ("award__position", "award", "recipient", "topic", "valid_from")
    return RulesDue(
        day=day,
        until=until,
        ending=(
            *_ending(rules.order_by(*in_order), ("award_id", "recipient", "topic", "ground"), day, until),
            *_ending(GeneralRule.objects.order_by("topic", "valid_from"), ("topic",), day, until),
            # No column says which text follows which; another one that begins on the day after is taken for it.
            *_ending(LegalBasis.objects.order_by("valid_from", "pk"), (), day, until),
        ),
        unsure_rules=tuple(rules.during(day, until).filter(unsure).order_by(*in_order)),
        unsure_general=tuple(GeneralRule.objects.during(day, until).filter(unsure).order_by("topic")),
        unsure_salaries=_unsure_salaries(day, until),
        unsure_bases=tuple(LegalBasis.objects.during(day, until).filter(unsure).order_by("valid_from", "pk")),
    )


def _ending(
    rows: Any, same: tuple[str, ...], day: datetime.date, until: datetime.date
) -> tuple[EndingRow, ...]:
    """The rows that end from `day` to `until`; `same` are the columns that a following row on the topic shares."""
    ending = list(rows.filter(valid_to__gte=day, valid_to__lte=until))
    starts = set(rows.filter(valid_from__gt=day).order_by().values_list(*same, "valid_from"))
    return tuple(
        EndingRow(
            row,
            row.valid_to,
            (*(getattr(row, name) for name in same), row.valid_to + datetime.timedelta(days=1)) in starts,
        )
        for row in ending
    )


def _unsure_salaries(day: datetime.date, until: datetime.date) -> tuple[BaseSalary, ...]:
    """Unconfirmed base salaries in force on a day from `day` to `until`; each is in force until the next one begins."""
    rows = list(BaseSalary.objects.filter(valid_from__lte=until).order_by("valid_from"))
    followers = dict(pairwise(rows))
    return tuple(
        row for row in rows if row.unconfirmed and (row not in followers or followers[row].valid_from > day)
    )
