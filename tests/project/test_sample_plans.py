"""The plans of the sample office: the real chain from the national decision to our tasks, with its gaps."""

import datetime
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.urls import reverse

from campaign.models import CaseFileReturn, Plan, Pledge, PledgeOutcome, PledgeTarget, Task, TitleRegistration
from campaign.selectors.coverage import CoverageVerdict, coverage
from campaign.selectors.registrations import settled
from office_culture.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


def test_the_chain_leads_from_the_national_decision_to_tasks():
    found = coverage(User.objects.get(username="canbo"), today=datetime.date(2022, 5, 23))
    national = next(one for one in found.directives if one.document.symbol == "733/QĐ-TTg")
    ways = [[document.symbol for document in way] for way in national.ways]
    assert ways[0][:3] == ["733/QĐ-TTg", "179/KH-UBND", "29/KH-VPUB"]
    rules = next(one for one in national.requirements if "nội quy, quy chế" in one.requirement.text)
    assert {nearer.document.symbol for nearer in rules.through} == {"179/KH-UBND"}
    assert {plan.document.symbol for plan in rules.plans} == {"29/KH-VPUB"}
    assert any("60/QĐ-VPUB" in met.task.result for met in rules.tasks)
    assert national.gaps == 1
    assert found.count(CoverageVerdict.DONE) > found.count(CoverageVerdict.GAP) > 0
    assert {document.symbol for document in found.unread} == {"17/NQ-CP", "183/KH-UBND"}


def test_the_page_shows_it(signed_in):
    browser = signed_in(User.objects.get(username="lanhdao"))
    page = browser.get(reverse("admin:campaign_requirement_coverage"))
    assert page.status_code == 200
    body = page.content.decode()
    for symbol in ("733/QĐ-TTg", "179/KH-UBND", "29/KH-VPUB", "30/KH-VPUB"):
        assert symbol in body


def test_both_plans_are_broken_into_tasks_with_results():
    issued = Plan.objects.filter(document__isnull=False)
    assert len(issued) == 2
    for plan in issued:
        assert plan.tasks.filter(state="accepted").exclude(result="").count() >= 3
        assert not plan.warnings()
    assert not Task.objects.filter(state="accepted", result="").exists()


def test_pledges_and_registrations_cover_the_years_of_the_review():
    years = {2019, 2020, 2021, 2022}
    assert set(Pledge.objects.values_list("year", flat=True)) == years
    assert set(TitleRegistration.objects.values_list("year", flat=True)) == years


def test_units_pledge_criteria_and_targets_of_their_own_beside_those_of_the_whole_office():
    signed: dict[str, set[int]] = {}
    for unit, year in Pledge.objects.values_list("unit__name", "year"):
        signed.setdefault(unit, set()).add(year)
    assert len(signed) == 5
    for unit, years in signed.items():
        assert years == {2019, 2020, 2021, 2022}, unit
    of_units = Pledge.objects.filter(unit__parent__isnull=False)
    assert all("mẫu" in pledge.note for pledge in of_units)
    for pledge in of_units.filter(year__lt=2022):
        outcomes = {target.outcome for target in pledge.targets.all()}
        assert outcomes, pledge
        assert PledgeOutcome.UNKNOWN not in outcomes, pledge
    last = [row for pledge in of_units.filter(year=2022) for row in pledge.targets.all()]
    assert {row.outcome for row in last} == {PledgeOutcome.UNKNOWN}


def test_what_the_one_stop_desk_reached_is_what_its_returns_add_up_to():
    targets = PledgeTarget.objects.filter(criterion__startswith="Hồ sơ giải quyết trước hạn")
    for target in targets.exclude(achieved=None).select_related("pledge"):
        sums = CaseFileReturn.objects.filter(
            unit=target.pledge.unit, period_start__year=target.pledge.year
        ).aggregate(*(Sum(column) for column in ("early", "on_time", "overdue")))
        share = Decimal(100 * sums["early__sum"]) / sum(sums.values())
        assert round(share, 1) == target.achieved, target.pledge


def test_what_was_achieved_follows_from_the_awards_received():
    found = settled(TitleRegistration.objects.all())
    assert {row.outcome for row in found if row.registration.year == 2022} == {PledgeOutcome.UNKNOWN}
    earlier = [row for row in found if row.registration.year < 2022]
    assert {row.outcome for row in earlier} == {PledgeOutcome.YES, PledgeOutcome.NO}
    for row in earlier:
        assert row.on_record == (row.outcome == PledgeOutcome.YES), row.registration
        assert not row.unproved
