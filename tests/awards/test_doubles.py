"""The same achievement is not rewarded twice: refused at one level, asked about in near cases."""

import pytest

from awards.models import Award, Conferral
from awards.selectors.dossier_checks import blocked_because
from awards.selectors.doubles import doubles
from tests.awards.histories import Case, day
from tests.factories.awards import AchievementFactory
from tests.factories.innovations import InnovationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

LETTER, DIPLOMA, LDTT, CSTD = "giay-khen", "bang-khen-tinh", "lao-dong-tien-tien", "cstd-co-so"


def received(case, code, *achievements, back=0) -> Conferral:
    case.holds(code, back)
    held = Conferral.objects.latest("pk")
    held.achievements.set(achievements)
    return held


def own(case, **fields):
    return AchievementFactory(person=case.person, unit=case.unit, **fields)


def found(case) -> list[bool]:
    return [double.blocks for double in doubles([case.nominee])[case.nominee.pk]]


@pytest.fixture
def case():
    return Case("from-july-2025", LETTER)


def test_the_same_achievement_at_the_same_level_is_refused(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    received(case, LETTER, deed, back=-1)
    assert found(case) == [True]
    assert blocked_because(case.nominee)


def test_at_another_level_it_is_asked_about(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    received(case, DIPLOMA, deed, back=-1)
    assert found(case) == [False]
    assert not blocked_because(case.nominee)


def test_a_revoked_award_stands_against_nobody(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    held = received(case, LETTER, deed, back=-1)
    held.revoked_on, held.revoked_because = day(2025, 12), "Kê khai không đúng"
    held.save()
    assert found(case) == []


def test_a_title_beside_a_form_is_allowed(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    received(case, LDTT, deed)
    assert found(case) == []


def test_titles_of_one_year_build_on_each_other():
    case = Case("from-july-2025", CSTD)
    deed = own(case)
    case.nominee.achievements.add(deed)
    received(case, LDTT, deed)
    assert found(case) == []


def test_the_same_title_for_the_same_year_is_refused():
    case = Case("from-july-2025", LDTT)
    received(case, LDTT)
    assert found(case) == [True]
    received(case, LDTT, back=-1)
    assert found(case) == [True], "the year before is another achievement"


def test_the_same_innovation_is_asked_about(case):
    solution = InnovationFactory(unit=case.unit)
    case.nominee.innovations.add(solution)
    received(case, DIPLOMA, own(case, innovation=solution), back=-2)
    assert found(case) == [False]


def test_the_same_innovation_at_the_same_level_is_refused(case):
    """Behind another achievement of the same recipient stands the same innovation."""
    solution = InnovationFactory(unit=case.unit)
    case.nominee.innovations.add(solution)
    received(case, LETTER, own(case, innovation=solution), back=-2)
    assert found(case) == [True]
    assert blocked_because(case.nominee)


@pytest.mark.parametrize("link", ["achievements", "innovations"])
def test_an_award_rests_on_what_its_nominee_named(case, link):
    """The award itself names nothing; the nominee that it came of does."""
    thing = own(case) if link == "achievements" else InnovationFactory(unit=case.unit)
    getattr(case.nominee, link).add(thing)
    before = Case("from-july-2025", LETTER)
    type(before.nominee).objects.filter(pk=before.nominee.pk).update(person=case.person, unit=case.unit)
    getattr(before.nominee, link).add(thing)
    type(before.dossier.round).objects.update(state="gathering")
    type(before.dossier.round).objects.filter(pk=before.dossier.round_id).update(state="decided")
    held = received(case, LETTER, back=-2)
    held.nominee = before.nominee
    held.save()
    assert found(case) == [True]


def test_two_achievements_with_the_same_innovation_at_another_level(case):
    solution = InnovationFactory(unit=case.unit)
    case.nominee.achievements.add(own(case, innovation=solution))
    received(case, DIPLOMA, own(case, innovation=solution), back=-2)
    assert found(case) == [False]


def test_an_overlapping_period_at_the_same_level_is_asked_about(case):
    received(case, LETTER)
    assert found(case) == [False]


def test_two_proposals_that_share_an_achievement_are_refused(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    other = Case("from-july-2025", LETTER)
    other.nominee.person, other.nominee.unit = case.person, case.unit
    type(other.nominee).objects.filter(pk=other.nominee.pk).update(person=case.person)
    other.nominee.achievements.add(deed)
    assert True in found(case)


def test_others_are_left_out(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    stranger = Case("from-july-2025", LETTER)
    received(stranger, LETTER, deed)
    assert found(case) == []


def test_the_award_that_came_of_a_nominee_is_not_its_double(case):
    deed = own(case)
    case.nominee.achievements.add(deed)
    held = received(case, LETTER, deed)
    held.nominee = case.nominee
    held.save()
    assert found(case) == []
    assert Award.objects.filter(code=LETTER).exists()
