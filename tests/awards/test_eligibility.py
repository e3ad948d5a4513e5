"""Verdicts by the rules that come with the program, against a table worked out by hand from the law (tests/data)."""

import datetime
import tomllib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from awards.models import Award, AwardRule, ConditionKind, LeaveKind, Nominee, RuleCondition
from awards.models.terms import Verdict
from awards.rules.conditions import KINDS
from awards.rules.eligibility_facts import best, worst
from awards.selectors.eligibility import assessments
from tests.awards.histories import REGIMES, Case, day
from tests.factories.awards import AwardFactory, RuleConditionFactory, ServiceLeaveFactory
from tests.factories.office import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

FILE = Path(__file__).parents[1] / "data" / "eligibility.toml"
LDTT, CSTD = "lao-dong-tien-tien", "cstd-co-so"
GOOD_UNIT = "tap-the-tien-tien"
LETTER, DIPLOMA = "giay-khen", "bang-khen-tinh"
LAW22, DECREE152 = "from-2024", "from-july-2025"
MET, NOT, LOOK = "met", "not_met", "review"


TABLE = {case["name"]: case for case in tomllib.loads(FILE.read_text("utf-8"))["case"]}


@pytest.mark.parametrize("name", TABLE)
def test_gives_the_verdict_of_the_law(name):
    told = TABLE[name]
    case = Case(
        told["regime"],
        told["award"],
        collective=told.get("collective", False),
        ground=told.get("ground", "merit"),
    )
    if "asks_months" in told:
        case.asks_months(told["asks_months"])
    for record in told["records"]:
        case.record(record)
    with override("en"):
        found = case.decided().assessment
    findings = [(one.condition, one.verdict.value, one.data) for one in found.findings]
    assert found.verdict.value == told["verdict"], (told["because"], findings)
    assert all(one.data for one in found.findings)
    assert found.source
    assert bool(found.confirmation) == told["confirm"], (found.source, found.confirmation)


def test_the_table_is_wide_enough():
    cases = list(TABLE.values())
    assert len(cases) >= 40
    assert all(case["because"] for case in cases)
    verdicts = {(case["regime"], case["verdict"]) for case in cases}
    assert verdicts == {(regime, verdict) for regime in REGIMES for verdict in (MET, NOT, LOOK)}
    asked = {
        condition.kind
        for case in cases
        for condition in RuleCondition.objects.filter(rule__award__code=case["award"], rule__topic="standard")
    }
    assert asked | {ConditionKind.SERVICE} == set(ConditionKind.values)
    told = " ".join(record for case in cases for record in case["records"])
    assert all(kind in told for kind in ("discipline", "inspection", "complaint", "maternity", "thematic"))
    assert {case["confirm"] for case in cases} == {True, False}


def test_each_kind_is_judged_worded_and_asks_for_columns_that_exist():
    columns = {column.name for column in RuleCondition._meta.fields}
    assert set(KINDS) == set(ConditionKind.values)
    for kind, asked in KINDS.items():
        assert set(asked.needs) <= columns
        assert asked.words(RuleCondition(kind=kind, years=2, least=1)), kind


def test_an_award_without_a_rule_is_never_met_by_itself():
    case = Case(DECREE152, LETTER)
    Nominee.objects.filter(pk=case.nominee.pk).update(award=AwardFactory(code="own"))
    assert case.verdict == LOOK


def test_says_source_and_what_to_confirm():
    with override("en"):
        sure = Case(LAW22, LDTT).assessment
        unsure = Case(LAW22, LETTER).assessment
    assert "06/2022/QH15" in sure.source
    assert sure.confirmation == ""
    assert unsure.confirmation == "Confirm with your own regulation."


def test_judges_by_the_day_of_the_round_or_by_the_day_it_names():
    case = Case(LAW22, CSTD)
    case.holds(LDTT, 0).rated("excellent", 0)
    assert case.verdict == MET
    held = case.dossier.round
    held.rules_of = datetime.date(2023, 12, 31)
    held.save()
    assert case.verdict == LOOK, "the old law asks for an innovation or research"


class TestService:
    """Months of service: an office may ask for them; leave for a birth never shortens them."""

    @pytest.fixture
    def case(self):
        rule = AwardRule.objects.on(day(2025, 1, 10)).get(
            award__code=LDTT, topic="standard", recipient="individual"
        )
        RuleConditionFactory(rule=rule, kind=ConditionKind.SERVICE, rating="", least=10)
        return Case(LAW22, LDTT).rated("good", 0)

    def test_without_a_posting_nobody_knows(self, case):
        assert case.verdict == LOOK

    @pytest.mark.parametrize(
        ("since", "expected"), [(day(2020), MET), (day(2024, 2, 20), MET), (day(2024, 4, 1), NOT)]
    )
    def test_counts_from_the_posting(self, case, since, expected):
        PostingFactory(person=case.person, unit=case.unit, valid_from=since)
        assert case.verdict == expected

    @pytest.mark.parametrize(
        ("kind", "counts", "expected"),
        [(LeaveKind.MATERNITY, True, MET), (LeaveKind.UNPAID, False, NOT), (LeaveKind.STUDY, True, MET)],
    )
    def test_leave_counts_as_its_row_says(self, case, kind, counts, expected):
        PostingFactory(person=case.person, unit=case.unit, valid_from=day(2020))
        ServiceLeaveFactory(
            person=case.person,
            kind=kind,
            counts=counts,
            begun_on=day(2024, 2),
            ended_on=day(2024, 7, 31),
        )
        assert case.verdict == expected


def test_many_nominees_cost_as_many_questions_as_few():
    def statements(cases) -> int:
        pks = [case.nominee.pk for case in cases]
        rows = list(Nominee.objects.filter(pk__in=pks).select_related("unit", "award", "nomination_round"))
        with CaptureQueriesContext(connection) as captured:
            assert len(assessments(rows)) == len(cases)
        return len(captured)

    few = [Case(DECREE152, CSTD), Case(DECREE152, GOOD_UNIT, collective=True)]
    few[1].members(f"good {LDTT}")
    many = [*few, *(Case(DECREE152, CSTD) for _ in range(8)), Case(DECREE152, DIPLOMA, collective=True)]
    assert statements(many) == statements(few)


verdicts = st.lists(st.sampled_from(list(Verdict)), min_size=1)


@given(verdicts)
def test_all_conditions_are_as_good_as_the_worst(found):
    assert worst(found) == (
        Verdict.NOT_MET
        if Verdict.NOT_MET in found
        else Verdict.REVIEW
        if Verdict.REVIEW in found
        else Verdict.MET
    )
    assert best(found) == (
        Verdict.MET
        if Verdict.MET in found
        else Verdict.REVIEW
        if Verdict.REVIEW in found
        else Verdict.NOT_MET
    )


def test_an_award_with_conditions_has_them_in_every_regime():
    """Orders, medals and honorary titles of the State are rows of the catalogue without conditions."""
    days = [day(2020), day(2024, 6), day(2025, 9), day(2026, 11)]
    rules = AwardRule.objects.filter(topic="standard")
    judged = [award for award in Award.objects.exclude(code="") if rules.filter(award=award).exists()]
    assert len(judged) >= 12
    for award in judged:
        for kind in ("individual", "collective"):
            for one in days:
                if award.is_for(kind):
                    found = AwardRule.objects.on(one).filter(award=award, recipient=kind, topic="standard")
                    assert found.exists(), (award, kind, one)
    assert not RuleCondition.objects.filter(kind=ConditionKind.JUDGED, text="").exists()
