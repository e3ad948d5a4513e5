"""Nominees of a round that straddles a change of law are judged by both texts, and have the more favourable one."""

import datetime

import pytest
from django.utils import timezone
from django.utils.translation import override

from awards.actions.appraisals import store_verdicts
from awards.actions.nominees import JudgeForm
from awards.models import Nominee, Occasion
from awards.selectors.appraisals import judged
from awards.selectors.eligibility import assessments
from tests.awards.pages import change
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
    RuleConditionFactory,
    YearlyRatingFactory,
)
from tests.factories.office import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW_LAW = datetime.date(2026, 10, 1)
BEFORE, AFTER = datetime.date(2026, 9, 30), NEW_LAW
SAID = "Hồ sơ tiếp nhận trước 01/10/2026 theo quy định cũ; quy định mới có lợi hơn thì áp dụng"


@pytest.fixture
def nominee(office, unit_a):
    """Rated “completed well” in 2025, in a round opened on 15/9/2026."""
    award = AwardFactory(name="Giấy khen")
    held = NominationRoundFactory(
        unit=office,
        opened_on=datetime.date(2026, 9, 15),
        closed_on=datetime.date(2026, 10, 20),
        period_start=datetime.date(2025, 1, 1),
        period_end=datetime.date(2025, 12, 31),
    )
    held.awards.add(award)
    person = PersonFactory(unit=unit_a)
    YearlyRatingFactory(person=person, unit=unit_a, year=2025, rating="good")
    return NomineeFactory(
        dossier=DossierFactory(round=held, unit=unit_a), award=award, person=person, unit=unit_a
    )


def texts(nominee, old: str, new: str, *, transition: str = SAID, sure: str = "text"):
    """The old text asks for the rating `old`, the new one for `new`."""
    for start, end, rating in ((None, BEFORE, old), (NEW_LAW, None, new)):
        rule = AwardRuleFactory(
            award=nominee.award,
            valid_from=start,
            valid_to=end,
            source=f"Luật {'mới' if start else 'cũ'}",
            transition=transition if start else "",
            sure=sure,
        )
        RuleConditionFactory(rule=rule, rating=rating)


def received(nominee, day):
    nominee.dossier.submitted_on = day
    nominee.dossier.save()


def found(nominee):
    return assessments([Nominee.objects.select_related("unit", "nomination_round").get(pk=nominee.pk)])[
        nominee.pk
    ]


@pytest.mark.parametrize(
    ("old", "new", "day", "verdict", "source"),
    [
        ("excellent", "good", BEFORE, "met", "Luật mới"),
        ("good", "excellent", BEFORE, "met", "Luật cũ"),
        ("excellent", "excellent", BEFORE, "not_met", "Luật cũ"),
        ("good", "completed", BEFORE, "met", "Luật cũ"),
        ("excellent", "good", AFTER, "met", "Luật mới"),
        ("good", "excellent", AFTER, "review", "Luật cũ"),
        ("good", "excellent", None, "review", "Luật cũ"),
    ],
)
def test_the_more_favourable_counts_by_the_day_of_the_dossier(nominee, old, new, day, verdict, source):
    texts(nominee, old, new)
    received(nominee, day)
    result = found(nominee)
    assert (result.verdict.value, result.source) == (verdict, source)
    (other,) = result.others
    assert {result.source, other.source} == {"Luật cũ", "Luật mới"}


def test_the_page_says_both_verdicts_with_their_sources(nominee, officer, english):
    texts(nominee, "excellent", "good")
    received(nominee, BEFORE)
    page = english(officer).get(change(nominee)).content.decode()
    assert "By the rules of 15/09/2026: does not meet the conditions" in page
    assert "by the rules in force from 01/10/2026: meets the conditions." in page
    assert "The more favourable counts: the rules in force from 01/10/2026." in page
    assert SAID in page
    assert "Luật cũ" in page
    assert "Luật mới" in page


@pytest.mark.parametrize("closed", [BEFORE, datetime.date(2026, 10, 20)])
def test_only_a_round_that_reaches_the_day_and_a_text_that_says_so(nominee, closed):
    texts(nominee, "excellent", "good", transition=SAID if closed == BEFORE else "")
    received(nominee, BEFORE)
    held = nominee.nomination_round
    held.closed_on = closed
    held.state = "decided"
    held.save()
    result = found(nominee)
    assert (result.verdict.value, result.comparison, result.others) == ("not_met", "", ())


def test_a_text_that_is_not_the_next_one_has_no_say(nominee):
    texts(nominee, "excellent", "good")
    held = nominee.nomination_round
    held.rules_of = datetime.date(2020, 1, 1)
    held.save()
    between = nominee.award.rules.get(valid_from=None)
    between.valid_to = datetime.date(2023, 12, 31)
    between.save()
    RuleConditionFactory(
        rule=AwardRuleFactory(
            award=nominee.award, valid_from=datetime.date(2024, 1, 1), valid_to=BEFORE, source="Giữa"
        ),
        rating="excellent",
    )
    assert found(nominee).others == ()


def test_what_a_person_judges_is_asked_for_by_both_texts(nominee):
    texts(nominee, "excellent", "good")
    for rule in nominee.award.rules.all():
        RuleConditionFactory(rule=rule, kind="judged", rating="", text=f"Theo {rule.source}")
    form = JudgeForm(record=nominee, user=UserFactory())
    shown = {label for _value, label in form.fields["condition"].choices}
    assert shown == {"Theo Luật cũ (Luật cũ)", "Theo Luật mới (Luật mới)"}


def test_what_is_stored_holds_both(nominee):
    texts(nominee, "excellent", "good", sure="single")
    received(nominee, BEFORE)
    with override("vi"):
        before = found(nominee)
    (kept,) = store_verdicts([nominee], occasion=Occasion.PASSED, by=UserFactory())
    assert kept.judged_on == timezone.localdate()
    Nominee.objects.filter(pk=nominee.pk).update(state="passed")
    nominee.award.rules.all().update(source="đổi")
    shown = judged([Nominee.objects.get(pk=nominee.pk)])[nominee.pk].assessment
    assert (shown.comparison, shown.others) == (before.comparison, before.others)
    assert shown.others[0].source == "Luật cũ"
