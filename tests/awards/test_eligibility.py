"""Verdicts by the rules that come with the program: a table worked out by hand from the law, not from the code."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from awards.models import Award, AwardRule, ConditionKind, LeaveKind, Nominee, RuleCondition
from awards.rules.eligibility import Verdict, best, worst
from awards.selectors.eligibility import assessments
from tests.awards.histories import Case, day
from tests.factories.awards import AwardFactory, RuleConditionFactory, ServiceLeaveFactory
from tests.factories.office import PostingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

LDTT, CSTD, PROVINCE, NATION = "lao-dong-tien-tien", "cstd-co-so", "cstd-tinh", "cstd-toan-quoc"
GOOD_UNIT, BEST_UNIT = "tap-the-tien-tien", "tap-the-xuat-sac"
LETTER, DIPLOMA, PM_DIPLOMA = "giay-khen", "bang-khen-tinh", "bang-khen-thu-tuong"
OLD, LAW22, DECREE152, AMENDED = "before-2024", "from-2024", "from-july-2025", "from-october-2026"
MET, NOT, LOOK = "met", "not_met", "review"


def of(regime, award, **options):
    return lambda: Case(regime, award, **options)


def collective(regime, award):
    return of(regime, award, collective=True)


def full_house(case: Case) -> Case:
    """A collective that has everything that Tập thể lao động xuất sắc asks of the records."""
    case.rated("excellent", 0)
    return case.members(f"excellent {LDTT} {CSTD}", f"good {LDTT}", f"good {LDTT}", "completed")


# Each row: the nominee, what the records hold, and the verdict that a person would give.
TABLE = {
    # Lao động tiên tiến: the duty of the year done well or better.
    "good year, old law": (of(OLD, LDTT), lambda c: c.rated("good", 0), MET),
    "merely completed, old law": (of(OLD, LDTT), lambda c: c.rated("completed", 0), NOT),
    "no rating, old law": (of(OLD, LDTT), lambda c: c, LOOK),
    "excellent year": (of(LAW22, LDTT), lambda c: c.rated("excellent", 0), MET),
    "failed year": (of(DECREE152, LDTT), lambda c: c.rated("failed", 0), NOT),
    "good year, amended law": (of(AMENDED, LDTT), lambda c: c.rated("good", 0), MET),
    "only the year before is rated": (of(DECREE152, LDTT), lambda c: c.rated("good", -1), LOOK),
    "open complaint": (
        of(DECREE152, LDTT),
        lambda c: c.rated("good", 0).blocked("complaint", day(c.year, 3)),
        NOT,
    ),
    "complaint settled": (
        of(DECREE152, LDTT),
        lambda c: c.rated("good", 0).blocked("complaint", day(c.year, 3), day(c.year, 4)),
        MET,
    ),
    "open inspection": (
        of(LAW22, LDTT),
        lambda c: c.rated("good", 0).blocked("inspection", day(c.year, 3)),
        NOT,
    ),
    "discipline ended within the year": (
        of(DECREE152, LDTT),
        lambda c: c.rated("good", 0).blocked("discipline", day(c.year - 1, 9), day(c.year, 3)),
        LOOK,
    ),
    "discipline ended the year before": (
        of(AMENDED, LDTT),
        lambda c: c.rated("good", 0).blocked("discipline", day(c.year - 2), day(c.year - 1, 3)),
        MET,
    ),
    # Chiến sĩ thi đua cơ sở: LĐTT and, by the old law, an innovation or research; since 2024 also an excellent year.
    "innovation, old law": (of(OLD, CSTD), lambda c: c.holds(LDTT, 0).innovation("base"), MET),
    "excellent only, old law": (of(OLD, CSTD), lambda c: c.holds(LDTT, 0).rated("excellent", 0), LOOK),
    "no research, old law": (
        of(OLD, CSTD),
        lambda c: c.holds(LDTT, 0).rated("excellent", 0).judged(False),
        NOT,
    ),
    "research, old law": (of(OLD, CSTD), lambda c: c.holds(LDTT, 0).judged(True), MET),
    "excellent": (of(LAW22, CSTD), lambda c: c.holds(LDTT, 0).rated("excellent", 0), MET),
    "LĐTT proposed in the same round": (
        of(LAW22, CSTD),
        lambda c: c.proposed(LDTT).rated("excellent", 0),
        MET,
    ),
    "excellent without LĐTT": (of(LAW22, CSTD), lambda c: c.rated("excellent", 0), NOT),
    "nothing recorded": (of(DECREE152, CSTD), lambda c: c, LOOK),
    "good year with an innovation": (
        of(DECREE152, CSTD),
        lambda c: c.holds(LDTT, 0).rated("good", 0).innovation("base"),
        MET,
    ),
    "innovation still under review": (
        of(DECREE152, CSTD),
        lambda c: c.holds(LDTT, 0).rated("good", 0).innovation("").judged(False),
        LOOK,
    ),
    "innovation refused": (
        of(DECREE152, CSTD),
        lambda c: c.holds(LDTT, 0).rated("good", 0).innovation("refused").judged(False),
        NOT,
    ),
    "innovation of another year": (
        of(DECREE152, CSTD),
        lambda c: c.holds(LDTT, 0).rated("good", 0).innovation("base", -1).judged(False),
        NOT,
    ),
    "excellent, amended law": (of(AMENDED, CSTD), lambda c: c.holds(LDTT, 0).rated("excellent", 0), MET),
    "LĐTT was revoked": (
        of(LAW22, CSTD),
        lambda c: c.revoked(LDTT, 0).rated("excellent", 0),
        NOT,
    ),
    # Chiến sĩ thi đua cấp tỉnh: three CSTĐCS in a row and an innovation that reaches across the province.
    "three in a row, old law": (
        of(OLD, PROVINCE),
        lambda c: c.holds(CSTD, 0, -1, -2).innovation("province", -1),
        MET,
    ),
    "gap in the middle": (
        of(LAW22, PROVINCE),
        lambda c: c.holds(CSTD, 0, -2).holds(LDTT, -1).innovation("province"),
        NOT,
    ),
    "silent year in the middle": (
        of(LAW22, PROVINCE),
        lambda c: c.holds(CSTD, 0, -2).innovation("province"),
        LOOK,
    ),
    "reach only at the base": (
        of(DECREE152, PROVINCE),
        lambda c: c.holds(CSTD, 0, -1, -2).innovation("base"),
        LOOK,
    ),
    "no innovation": (of(DECREE152, PROVINCE), lambda c: c.holds(CSTD, 0, -1, -2), NOT),
    "innovation too old": (
        of(DECREE152, PROVINCE),
        lambda c: c.holds(CSTD, 0, -1, -2).innovation("province", -3),
        NOT,
    ),
    "third one only proposed": (
        of(DECREE152, PROVINCE),
        lambda c: c.holds(CSTD, -1, -2).proposed(CSTD).innovation("province"),
        LOOK,
    ),
    "years counted before": (
        of(DECREE152, PROVINCE),
        lambda c: c.holds(CSTD, 0, -1, -2).holds(PROVINCE, -1).innovation("province"),
        NOT,
    ),
    "years after the last one": (
        of(AMENDED, PROVINCE),
        lambda c: c.holds(CSTD, 0, -1, -2).holds(PROVINCE, -3).innovation("province"),
        MET,
    ),
    # Chiến sĩ thi đua toàn quốc: the provincial title twice running, each resting on three years.
    "two provincial titles": (
        of(DECREE152, NATION),
        lambda c: c.holds(PROVINCE, 0, -3).innovation("nation", -1),
        MET,
    ),
    "one provincial title, all years known": (
        of(DECREE152, NATION),
        lambda c: c.holds(PROVINCE, 0).rated("excellent", 0, -1, -2, -3, -4, -5).innovation("nation"),
        NOT,
    ),
    "one provincial title, silent years": (
        of(LAW22, NATION),
        lambda c: c.holds(PROVINCE, 0).innovation("nation"),
        LOOK,
    ),
    # Bằng khen of the province: two CSTĐCS in a row, or two excellent years with two innovations.
    "two CSTĐCS": (of(OLD, DIPLOMA), lambda c: c.holds(CSTD, 0, -1), MET),
    "two excellent years and two innovations": (
        of(LAW22, DIPLOMA),
        lambda c: c.rated("excellent", 0, -1).innovation("base").innovation("base", -1),
        MET,
    ),
    "two excellent years and one innovation": (
        of(LAW22, DIPLOMA),
        lambda c: c.rated("excellent", 0, -1).innovation("base"),
        NOT,
    ),
    "one CSTĐCS, the year before silent": (of(DECREE152, DIPLOMA), lambda c: c.holds(CSTD, 0), LOOK),
    "one CSTĐCS, a good year before": (
        of(DECREE152, DIPLOMA),
        lambda c: c.holds(CSTD, 0).rated("good", -1).rated("excellent", 0),
        NOT,
    ),
    "thematic, nobody judged": (of(LAW22, DIPLOMA, ground="thematic"), lambda c: c, LOOK),
    "thematic, judged fit": (of(LAW22, DIPLOMA, ground="thematic"), lambda c: c.judged(True), MET),
    "ad hoc, judged unfit": (of(AMENDED, DIPLOMA, ground="ad_hoc"), lambda c: c.judged(False), NOT),
    "collective, two years": (collective(DECREE152, DIPLOMA), lambda c: c.holds(BEST_UNIT, 0, -1), MET),
    "collective, one year": (
        collective(DECREE152, DIPLOMA),
        lambda c: c.holds(BEST_UNIT, 0).rated("good", -1),
        NOT,
    ),
    # Bằng khen of the Prime Minister: awards for a theme or a deed do not lead to awards for merit.
    "provincial Bằng khen for merit": (
        of(DECREE152, PM_DIPLOMA),
        lambda c: c.holds(DIPLOMA, -2).holds(CSTD, 0, -1, -3),
        MET,
    ),
    "provincial Bằng khen for a theme": (
        of(DECREE152, PM_DIPLOMA),
        lambda c: c.holds(DIPLOMA, -2, ground="thematic").holds(CSTD, 0, -1, -2, -3, -4),
        NOT,
    ),
    # Tập thể lao động tiên tiến: more than half LĐTT, nobody warned.
    "three of four LĐTT": (
        collective(OLD, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 3, "completed"),
        MET,
    ),
    "exactly half": (
        collective(OLD, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 2, "good", "completed"),
        NOT,
    ),
    "half, and one unknown": (
        collective(LAW22, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 2, "completed", ""),
        LOOK,
    ),
    "a member warned": (
        collective(DECREE152, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 3, "completed warning"),
        NOT,
    ),
    "a member reprimanded": (
        collective(DECREE152, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 3, "completed reprimand"),
        MET,
    ),
    "a measure not recorded": (
        collective(AMENDED, GOOD_UNIT),
        lambda c: c.rated("good", 0).members(*[f"good {LDTT}"] * 3, "completed discipline"),
        LOOK,
    ),
    "no members recorded": (collective(AMENDED, GOOD_UNIT), lambda c: c.rated("good", 0), LOOK),
    # Tập thể lao động xuất sắc: all did their duty, 70 % LĐTT, a CSTĐCS among them.
    "an excellent collective": (
        collective(DECREE152, BEST_UNIT),
        lambda c: full_house(c).judged(True),
        MET,
    ),
    "not judged yet": (collective(DECREE152, BEST_UNIT), full_house, LOOK),
    "one failed": (
        collective(LAW22, BEST_UNIT),
        lambda c: full_house(c).members("failed").judged(True),
        NOT,
    ),
    "no CSTĐCS": (
        collective(LAW22, BEST_UNIT),
        lambda c: c.rated("excellent", 0).members(*[f"good {LDTT}"] * 3).judged(True),
        NOT,
    ),
    # Giấy khen: left to the office.
    "letter, nobody judged": (of(OLD, LETTER), lambda c: c, LOOK),
    "letter, judged fit": (of(AMENDED, LETTER), lambda c: c.judged(True), MET),
}


@pytest.mark.parametrize("name", TABLE)
def test_gives_the_verdict_of_the_law(name):
    make, history, expected = TABLE[name]
    case = make()
    history(case)
    with override("en"):
        found = case.assessment
    assert found.verdict.value == expected, [(f.condition, f.verdict.value, f.data) for f in found.findings]
    assert all(finding.data for finding in found.findings)


def test_the_table_is_wide_enough():
    regimes = {make().dossier.round.opened_on for make, _history, _expected in TABLE.values()}
    assert len(TABLE) >= 40
    assert len(regimes) == 4
    assert {expected for _make, _history, expected in TABLE.values()} == {MET, NOT, LOOK}


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


def test_every_award_of_the_catalogue_has_conditions_in_every_regime():
    days = [day(2020), day(2024, 6), day(2025, 9), day(2026, 11)]
    for award in Award.objects.exclude(code=""):
        for kind in ("individual", "collective"):
            for one in days:
                if award.is_for(kind):
                    rules = AwardRule.objects.on(one).filter(award=award, recipient=kind, topic="standard")
                    assert rules.exists(), (award, kind, one)
    assert not RuleCondition.objects.filter(kind=ConditionKind.JUDGED, text="").exists()
