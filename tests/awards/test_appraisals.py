"""Verdicts that somebody acted on stay as they were, whatever the records say later."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import get_language, override

from awards.actions import appraisals as actions
from awards.actions import nominees as nominee_steps
from awards.actions import rounds
from awards.actions.appraisals import store_verdicts
from awards.models import Appraisal, Dossier, Nominee, NomineeState, Occasion, Verdict
from awards.selectors.appraisals import judged
from awards.selectors.eligibility import assessments as real
from office_culture.models.events import Immutable
from tests.awards.histories import Case, day
from tests.awards.pages import change, step
from tests.factories.awards import (
    AppraisalFactory,
    AwardFactory,
    AwardRuleFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
    RuleConditionFactory,
    YearlyRatingFactory,
)
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nominee(office, unit_a):
    """Under review, rated well in the year, in a round whose rule asks for that."""
    award = AwardFactory(name="Giấy khen")
    RuleConditionFactory(rule=AwardRuleFactory(award=award, source="Quy chế mẫu, Điều 5"))
    held = NominationRoundFactory(unit=office)
    dossier = DossierFactory(
        round=held, unit=unit_a, state="under_review", submitted_on=datetime.date(2022, 5, 4)
    )
    made = NomineeFactory(dossier=dossier, award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
    made.rating = YearlyRatingFactory(person=made.person, unit=unit_a, year=2021, rating="good")
    return made


def shown(nominee):
    return judged([Nominee.objects.select_related("award", "nomination_round").get(pk=nominee.pk)])[
        nominee.pk
    ]


def passed_on(nominee, officer, english):
    english(officer).post(step(nominee, "pass"), {"reason": ""})
    assert Nominee.objects.get(pk=nominee.pk).state == NomineeState.PASSED


def test_passing_on_keeps_value_conditions_data_and_source(nominee, officer, english):
    passed_on(nominee, officer, english)
    kept = Appraisal.objects.get()
    assert (kept.verdict, kept.occasion, kept.judged_by) == (Verdict.MET, Occasion.PASSED, officer)
    assert kept.judged_on == timezone.localdate()
    assert kept.source == "Quy chế mẫu, Điều 5"
    (finding,) = kept.findings
    assert finding["verdict"] == "met"
    assert "2021" in finding["data"]
    assert "completed well" in finding["condition"]


def test_the_file_is_vietnamese_whatever_the_screen_speaks(nominee, officer, english, monkeypatch):
    spoken = []
    monkeypatch.setattr(actions, "assessments", lambda rows: (spoken.append(get_language()), real(rows))[1])
    passed_on(nominee, officer, english)
    assert spoken == ["vi"]


def test_later_records_change_nothing_and_the_page_says_so(nominee, officer, english):
    passed_on(nominee, officer, english)
    page = english(officer).get(change(nominee)).content.decode()
    assert "As judged on" in page
    assert "The records have changed since" not in page
    nominee.rating.rating = "failed"
    nominee.rating.save()
    found = shown(nominee)
    assert (found.assessment.verdict, found.today.verdict) == (Verdict.MET, Verdict.NOT_MET)
    assert found.differs
    page = english(officer).get(change(nominee)).content.decode()
    assert "The records have changed since" in page
    assert "does not meet the conditions" in page
    assert "computed today:" in english(officer).get(change(nominee.dossier)).content.decode()


def test_a_rule_that_is_corrected_later_changes_nothing(nominee, officer, english):
    passed_on(nominee, officer, english)
    rule = Appraisal.objects.get().rule
    rule.source = "Quy chế khác"
    rule.save()
    assert shown(nominee).assessment.source == "Quy chế mẫu, Điều 5"


def test_nobody_writes_or_deletes_it_again():
    kept = AppraisalFactory()
    kept.verdict = Verdict.NOT_MET
    for attempt in (kept.save, kept.delete, Appraisal.objects.all().delete):
        with pytest.raises(Immutable):
            attempt()
    with pytest.raises(Immutable):
        Appraisal.objects.update(verdict=Verdict.NOT_MET)
    assert Appraisal.objects.get().verdict == Verdict.MET


def test_whoever_is_taken_back_is_judged_live_until_passed_on_again(nominee, officer, english):
    passed_on(nominee, officer, english)
    browser = english(officer)
    browser.post(step(nominee, "take_back"), {"reason": "Bổ sung số liệu"})
    nominee.rating.rating = "failed"
    nominee.rating.save()
    found = shown(nominee)
    assert (found.judged_on, found.assessment.verdict) == (None, Verdict.NOT_MET)
    browser.post(step(nominee, "pass"), {"reason": ""})
    assert [kept.verdict for kept in Appraisal.objects.order_by("pk")] == ["met", "not_met"]
    assert shown(nominee).assessment.verdict == Verdict.NOT_MET


def test_deciding_a_round_keeps_the_verdicts_of_all_passed_on(nominee, officer, english):
    withdrawn = NomineeFactory(dossier=nominee.dossier, award=nominee.award, unit=nominee.unit)
    nominee_steps.WORKFLOW.perform("withdraw", obj=withdrawn, by=officer, reason="Nhầm")
    passed_on(nominee, officer, english)
    Dossier.objects.update(state="checked")
    held = nominee.dossier.round
    rounds.WORKFLOW.perform("submit", obj=held, by=officer)
    english(officer).post(step(held, "decide"), {"reason": ""})
    kept = Appraisal.objects.filter(occasion=Occasion.DECIDED)
    assert [row.nominee_id for row in kept] == [nominee.pk]
    assert shown(nominee).occasion


@pytest.mark.usefixtures("catalogue")
def test_a_round_costs_as_many_statements_for_many_as_for_few(officer):
    def statements(cases) -> int:
        rows = [case.nominee for case in cases]
        with CaptureQueriesContext(connection) as captured:
            store_verdicts(rows, occasion=Occasion.DECIDED, by=officer)
        return len(captured)

    one = [Case("from-2024", "cstd-co-so")]
    many = [Case("from-2024", "cstd-co-so") for _ in range(30)]
    assert statements(many) == statements(one)


@pytest.mark.usefixtures("catalogue")
def test_what_was_kept_reads_as_it_was_judged(officer):
    case = Case("from-july-2025", "tap-the-xuat-sac", collective=True).rated("excellent", 0)
    case.blocked("discipline", day(2024, 5), day(2025, 2), measure="reprimand")
    (kept,) = store_verdicts([case.nominee], occasion=Occasion.PASSED, by=officer)
    Nominee.objects.filter(pk=case.nominee.pk).update(state=NomineeState.PASSED)
    with override("vi"):
        found = shown(case.nominee)
        assert found.assessment == found.today
    assert str(kept)
