"""Prizes that go with awards: how much one is, and what of several is paid (Decree 152/2025, Article 49; text read).

Amounts are whole đồng. None is an unknown amount: a rule or the base salary of the day is missing. It is never taken
for zero.
"""

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal


def prize(multiple: Decimal | None, base_salary: int | None, whole: int | None) -> int | None:
    """The multiple of the base salary, rounded up to `whole` đồng; None while one of the three is unknown."""
    if multiple is None or base_salary is None or whole is None:
        return None
    steps = (multiple * base_salary / whole).to_integral_value(rounding=ROUND_CEILING)
    return int(steps) * whole


@dataclass(frozen=True, slots=True)
class Prize:
    """The prize of one line. `recipient` and `period` tell whose titles are compared.

    Titles whose period nobody knows are compared with each other.

    `turn` is 0 where it was decided before, 1 where it is decided now.
    """

    line: int
    recipient: Hashable
    period: tuple[datetime.date, datetime.date] | None
    is_title: bool
    amount: int | None
    turn: int


def due(prizes: Iterable[Prize]) -> dict[int, int | None]:
    """What is paid for each line: of the titles of a recipient for one period only the highest, and every form.

    What an earlier decision gave for a lower title of the period counts towards a higher one that follows, so the sum
    is the highest prize. Titles next to one of unknown amount, or after it, are unknown themselves.
    """
    found: dict[int, int | None] = {}
    given: dict[tuple[Hashable, tuple[datetime.date, datetime.date] | None], int | None] = {}
    for prize in sorted(prizes, key=_unknown_first_then_the_highest):
        if not prize.is_title:
            found[prize.line] = prize.amount
            continue
        key = (prize.recipient, prize.period)
        before = given.get(key, 0)
        if before is None or prize.amount is None:
            found[prize.line] = given[key] = None
        else:
            found[prize.line] = max(prize.amount - before, 0)
            given[key] = max(prize.amount, before)
    return found


def _unknown_first_then_the_highest(prize: Prize) -> tuple[int, bool, int, int]:
    return (prize.turn, prize.amount is not None, -(prize.amount or 0), prize.line)
