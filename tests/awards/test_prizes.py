"""Prizes against hand calculation, and what of several is paid."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.prizes import Prize, due, prize

YEAR = (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
EARLIER = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
DAY = datetime.date(2026, 12, 20)
LATER = datetime.date(2027, 1, 15)

# Each line by hand: multiple × 2.530.000, then up to the next whole 10.000.
BY_HAND = [
    ("0.3", 760_000),  # 759.000
    ("0.6", 1_520_000),  # 1.518.000
    ("0.8", 2_030_000),  # 2.024.000
    ("1.0", 2_530_000),
    ("1.5", 3_800_000),  # 3.795.000
    ("3.0", 7_590_000),
    ("3.5", 8_860_000),  # 8.855.000
    ("4.5", 11_390_000),  # 11.385.000
    ("7.0", 17_710_000),
    ("8.0", 20_240_000),
    ("12.0", 30_360_000),
]


@pytest.mark.parametrize(("multiple", "amount"), BY_HAND)
def test_by_hand(multiple, amount):
    assert prize(Decimal(multiple), 2_530_000, 10_000) == amount


@pytest.mark.parametrize(
    ("multiple", "salary", "whole"),
    [(None, 2_530_000, 10_000), (Decimal(1), None, 10_000), (Decimal(1), 2_530_000, None)],
)
def test_what_is_missing_is_unknown_and_never_zero(multiple, salary, whole):
    assert prize(multiple, salary, whole) is None


@given(
    st.decimals(min_value="0", max_value="99", places=2),
    st.integers(min_value=1, max_value=10_000_000),
    st.sampled_from([1, 1_000, 10_000]),
)
def test_rounded_up_by_less_than_a_step(multiple, salary, whole):
    amount = prize(multiple, salary, whole)
    assert amount % whole == 0
    assert 0 <= amount - multiple * salary < whole


def one(line, amount, *, title=True, recipient="an", period=YEAR, day=DAY):
    return Prize(line, recipient, period, title, amount, day)


def test_of_several_titles_the_highest():
    assert due([one(1, 760_000), one(2, 2_530_000)]) == {1: 0, 2: 2_530_000}


def test_title_and_form_are_both_paid():
    assert due([one(1, 2_530_000), one(2, 760_000, title=False)]) == {1: 2_530_000, 2: 760_000}


def test_every_form_is_paid():
    assert due([one(1, 760_000, title=False), one(2, 3_800_000, title=False)]) == {1: 760_000, 2: 3_800_000}


def test_another_period_and_another_recipient_stand_for_themselves():
    found = due([one(1, 760_000), one(2, 2_530_000, period=EARLIER), one(3, 2_530_000, recipient="binh")])
    assert found == {1: 760_000, 2: 2_530_000, 3: 2_530_000}


def test_a_higher_title_that_follows_is_paid_up_to_the_highest():
    assert due([one(1, 760_000), one(2, 2_530_000, day=LATER)]) == {1: 760_000, 2: 1_770_000}


def test_a_lower_title_that_follows_brings_nothing_more():
    assert due([one(1, 2_530_000), one(2, 760_000, day=LATER)]) == {1: 2_530_000, 2: 0}


def test_next_to_an_unknown_title_nobody_knows():
    assert due([one(1, 760_000), one(2, None)]) == {1: None, 2: None}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["an", "binh"]),
            st.sampled_from([YEAR, EARLIER]),
            st.booleans(),
            st.integers(min_value=0, max_value=3_000).map(lambda n: n * 10_000),
            st.sampled_from([DAY, LATER]),
        ),
        max_size=12,
    )
)
def test_titles_come_to_the_highest_and_forms_to_their_sum(rows):
    prizes = [
        one(number, amount, title=title, recipient=who, period=period, day=day)
        for number, (who, period, title, amount, day) in enumerate(rows)
    ]
    found = due(prizes)
    assert set(found) == set(range(len(rows)))
    for who in ("an", "binh"):
        for period in (YEAR, EARLIER):
            mine = [row for row in prizes if (row.recipient, row.period) == (who, period)]
            titles = [row.amount for row in mine if row.is_title]
            assert sum(found[row.line] for row in mine if row.is_title) == max(titles, default=0)
            assert all(found[row.line] == row.amount for row in mine if not row.is_title)
