"""What every kind of session says of itself, and what holds for shares and interests in every council."""

from decimal import Decimal

import pytest
from django.db.models import Q
from hypothesis import given
from hypothesis import strategies as st

from campaign.rules.scoring import CriterionMeasure, ReviewVerdict, Rules, Voice, calculate
from office_culture.models import ConflictGround, Council
from office_culture.models.councils import kinds_of_session
from office_culture.models.sessions import Presence, Session
from office_culture.rules.councils import conflict_of, least_that_reaches, reaches
from tests.guards.registry import name_of

KINDS = list(kinds_of_session().values())
PEOPLE = st.sets(st.integers(1, 9))
PATHS = st.lists(st.sampled_from(["/1/", "/1/2/", "/1/2/5/", "/1/22/", "/3/"]), max_size=3)
PERCENTS = st.decimals(min_value="0.01", max_value="100", places=2)


@pytest.mark.parametrize("kind", KINDS, ids=name_of)
def test_a_kind_of_session_names_its_work_and_what_it_settles(kind):
    assert issubclass(kind, Session)
    assert dict(Council._meta.get_field("work").choices)[kind.work] == kind.work_name
    assert isinstance(kind.settled, Q)
    assert isinstance(kind.sitting, Q)
    assert kind._meta.get_field("council").get_limit_choices_to() == {"work": kind.work}
    attendance = kind._meta.get_field("attendances").related_model
    assert issubclass(attendance, Presence)


def test_every_kind_is_known_by_a_work_of_its_own():
    assert set(KINDS) == set(Session.__subclasses__())


@given(person=st.integers(1, 9), concerned=PEOPLE, units=PATHS, unit=st.sampled_from(["/1/2/", "/1/", ""]))
def test_who_is_judged_always_steps_back_and_nobody_for_the_council_s_own_office(
    person, concerned, units, unit
):
    ground = conflict_of(person, concerned, units, unit_path=unit, council_path="/1/")
    if person in concerned:
        assert ground == ConflictGround.SELF
    elif unit == "/1/2/" and {"/1/2/", "/1/2/5/"} & set(units):
        assert ground == ConflictGround.UNIT
    else:
        assert ground == ""


@given(whole=st.integers(1, 60), percent=PERCENTS)
def test_the_least_number_reaches_the_share_and_one_less_does_not(whole, percent):
    least = least_that_reaches(whole, percent)
    assert reaches(least, whole, percent)
    assert not reaches(least - 1, whole, percent)


@given(members=st.integers(1, 12), ballots=st.integers(0, 12), authors=st.integers(0, 3), percent=PERCENTS)
def test_scores_ask_for_the_same_quorum_as_ballots(members, ballots, authors, percent):
    cast = min(members, ballots)
    voices = tuple(Voice(key, str(key), is_author=key >= members) for key in range(members + authors))
    found = calculate(
        Rules(Decimal(10), Decimal(0), percent),
        (CriterionMeasure(0, "tính mới", Decimal(1)),),
        voices,
        {(key, 0): Decimal(8) for key in range(cast)},
    )
    enough = cast > 0 and reaches(cast, members, percent)
    assert found.verdict == (ReviewVerdict.PASSED if enough else ReviewVerdict.INCOMPLETE)


def test_two_thirds_written_with_two_decimals_are_two_of_three():
    rules = Rules(Decimal(10), Decimal(70), Decimal("66.67"))
    found = calculate(rules, (), tuple(Voice(key, str(key)) for key in range(3)), {})
    assert found.needed == 2
