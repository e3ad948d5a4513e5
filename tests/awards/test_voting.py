"""The arithmetic of a vote against an independent count that knows fractions only."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from awards.models import VoteOutcome
from awards.rules.vote_wording import calculation_in_words
from awards.rules.voting import (
    Ballots,
    Turnout,
    Voting,
    result_of,
)
from office_culture.rules.councils import Member, conflict_of, least_that_reaches, reaches

PERCENTS = st.decimals(min_value="0.01", max_value="100", places=2)
SEATS = st.integers(min_value=1, max_value=60)


def voting(percent, base="all") -> Voting:
    return Voting(Decimal(percent), base, is_open=False, quorum_percent=None, source="Quy chế mẫu")


def member(seat: int, *, votes=True, present=True, counts=False, units=()) -> Member:
    return Member(
        seat=seat,
        person=seat,
        name=f"Ủy viên {seat}",
        post="",
        role="member",
        votes=votes,
        present=present,
        opinion="Đồng ý" if counts else "",
        opinion_counts=counts,
        units=units,
    )


# Votes in favour, base, threshold, by hand: whether the threshold is reached.
BY_HAND = [
    (8, 9, "90", False),  # 88,9%
    (9, 10, "90", True),
    (9, 9, "90", True),
    (7, 9, "70", True),  # 77,8%
    (6, 9, "70", False),  # 66,7%
    (7, 10, "70", True),
    (6, 9, "66.67", True),  # two thirds, written with two decimals
    (5, 9, "66.67", False),
    (4, 6, "66.67", True),
    (8, 10, "80", True),
    (7, 9, "80", False),  # 77,8%
    (5, 10, "50.01", False),
    (1, 1, "100", True),
    (0, 5, "0.01", False),
    (0, 0, "50", False),
]


@pytest.mark.parametrize(("part", "whole", "percent", "enough"), BY_HAND)
def test_by_hand(part, whole, percent, enough):
    assert reaches(part, whole, Decimal(percent)) is enough


@given(whole=SEATS, part=st.integers(0, 60), percent=PERCENTS)
def test_compares_at_the_two_decimals_of_the_rule(whole, part, percent):
    exact = Fraction(part * 100, whole)
    rounded = Fraction(int(exact * 100 + Fraction(1, 2)), 100)
    assert reaches(part, whole, percent) == (rounded >= Fraction(percent))


@given(whole=SEATS, part=st.integers(0, 60), percent=st.integers(1, 100))
def test_a_whole_percentage_is_compared_exactly(whole, part, percent):
    assert reaches(part, whole, Decimal(percent)) == (Fraction(part, whole) >= Fraction(percent, 100))


@given(whole=SEATS, percent=PERCENTS)
def test_the_least_number_reaches_and_one_less_does_not(whole, percent):
    least = least_that_reaches(whole, percent)
    if least:
        assert not reaches(least - 1, whole, percent)
    assert reaches(least, whole, percent)


@given(
    percent=PERCENTS,
    base_kind=st.sampled_from(["all", "present"]),
    members=st.lists(
        st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=20
    ),
    data=st.data(),
)
def test_outcome_against_a_count_seat_by_seat(percent, base_kind, members, data):
    """Each seat: has a vote, is present, wrote an opinion that counts, abstains. Then each ballot one by one."""
    seats = [
        member(place, votes=votes, present=present, counts=counts and not present)
        for place, (votes, present, counts, _out) in enumerate(members)
    ]
    abstaining = [place for place, (_v, _p, _c, out) in enumerate(members) if out]
    voters = [
        place
        for place, (votes, present, counts, out) in enumerate(members)
        if votes and (present or counts) and not out
    ]
    choices = [data.draw(st.sampled_from(["favour", "lower", "against", "blank"])) for _ in voters]

    turnout = Turnout.of(seats, abstaining)
    counted = Ballots.of(choices)
    assert turnout.possible == len(voters) == counted.handed_in
    assert counted.adds_up
    base = turnout.base(base_kind)
    assert base == (sum(votes for votes, *_ in members) if base_kind == "all" else len(voters))
    found = result_of(voting(percent, base_kind), counted, base)

    def wins(choice: str) -> bool:
        if not base:
            return False
        exact = Fraction(choices.count(choice) * 100, base)
        return Fraction(int(exact * 100 + Fraction(1, 2)), 100) >= Fraction(percent)

    expected = (
        VoteOutcome.AGREED
        if wins("favour")
        else VoteOutcome.LOWER
        if wins("lower")
        else VoteOutcome.NOT_AGREED
    )
    assert found == expected


def test_who_abstains_stays_in_the_base_of_all_and_leaves_the_base_of_those_present():
    seats = [member(1), member(2), member(3), member(4, present=False)]
    turnout = Turnout.of(seats, [3])
    assert (turnout.seats, turnout.present, turnout.possible) == (4, 3, 2)
    assert turnout.base("all") == 4
    assert turnout.base("present") == 2


def test_a_written_opinion_is_a_vote_only_where_it_counts_and_never_for_the_quorum():
    seats = [member(1), member(2, present=False, counts=True), member(3, present=False)]
    turnout = Turnout.of(seats, [])
    assert turnout.possible == 2
    assert turnout.present == 1
    assert not turnout.is_quorate(Decimal(50))
    assert turnout.is_quorate(Decimal("33.33"))


def test_whoever_has_no_vote_is_counted_nowhere():
    turnout = Turnout.of([member(1), member(2, votes=False)], [])
    assert turnout == Turnout(seats=1, present=1, possible=1)


@pytest.mark.parametrize(
    ("units", "unit", "abstains"),
    [
        (("/1/2/",), "/1/2/", True),
        (("/1/2/5/",), "/1/2/", True),  # a team of the nominee's unit
        (("/1/3/", "/1/2/"), "/1/2/", True),  # a concurrent post
        (("/1/3/",), "/1/2/", False),
        (("/1/",), "/1/2/", False),  # the office above
        (("/1/2/",), "/1/", False),  # the office itself as a collective
        (("/1/22/",), "/1/2/", False),
    ],
)
def test_members_from_the_nominees_unit(units, unit, abstains):
    ground = conflict_of(1, {2}, units, unit_path=unit, council_path="/1/")
    assert ground == ("unit" if abstains else "")


def test_the_calculation_in_words():

    with override("en"):
        told = calculation_in_words(voting(90), Ballots(9, 8, 0, 1, 0), 9, VoteOutcome.NOT_AGREED)
    assert told.replace("\u00a0", " ") == ("8 of 9 = 88,9% of all members with a vote; 90% needed (9)")
