"""The life of rounds, inspections and findings, and the counters that go along."""

import datetime
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from office_culture.actions import findings, inspections, rounds
from office_culture.actions.counters import check_counters
from office_culture.actions.results import save_results
from office_culture.actions.workflow import Refused
from office_culture.models import (
    BreachCount,
    Event,
    Finding,
    FindingState,
    Inspection,
    InspectionResult,
    InspectionState,
    Result,
    TeamMember,
    Verb,
)
from office_culture.selectors.inspections import open_findings, readiness
from tests.factories.inspections import (
    FindingFactory,
    InspectionFactory,
    InspectionRoundFactory,
    TeamMemberFactory,
)
from tests.factories.office import PersonFactory, UnitFactory
from tests.office_culture.inspections.making import (
    TOLD,
    VISIT,
    a_version,
    an_open_round,
    at_work,
    every,
    keys,
)

pytestmark = pytest.mark.django_db


def checked(inspection: Inspection, by, **other) -> Inspection:
    rows = every(inspection) | other.pop("rows", {})
    return save_results(inspection=inspection, rows=rows, by=by, opened_version=inspection.version)


def closed(inspection: Inspection, by, **other) -> Inspection:
    return inspections.workflow.perform("close", obj=checked(inspection, by, **other), by=by)


def test_closing_says_which_items_are_not_checked(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    rows = {keys(inspection)[0]: {"result": Result.MET}}
    inspection = save_results(
        inspection=inspection, rows=rows, by=superuser, opened_version=inspection.version
    )
    with pytest.raises(Refused, match="A2, A3"):
        inspections.workflow.perform("close", obj=inspection, by=superuser)
    undone = every(inspection) | {keys(inspection)[1]: {"result": Result.MET, "status": "to_do"}}
    inspection = save_results(
        inspection=inspection, rows=undone, by=superuser, opened_version=inspection.version
    )
    with pytest.raises(Refused, match="not done on: A2"):
        inspections.workflow.perform("close", obj=inspection, by=superuser)


def test_closes_once_and_reopens_only_with_a_reason(unit_a, superuser):
    inspection = closed(at_work(unit_a, by=superuser), superuser)
    assert (inspection.state, inspection.band) == (InspectionState.CLOSED, "Xuất sắc")
    with pytest.raises(Refused, match="closed"):
        inspections.workflow.perform("close", obj=inspection, by=superuser)
    with pytest.raises(Refused, match="while it is at work"):
        checked(inspection, superuser)
    with pytest.raises(Refused, match="reason"):
        inspections.workflow.perform("reopen", obj=inspection, by=superuser)
    inspections.workflow.perform("reopen", obj=inspection, by=superuser, reason="Nhập nhầm đơn vị.")
    assert Event.objects.filter(verb=Verb.TRANSITION, reason="Nhập nhầm đơn vị.").count() == 1
    assert check_counters() == []


def test_steps_ask_for_their_rights(unit_a, superuser, plain_staff):
    inspection = checked(at_work(unit_a, by=superuser), superuser)
    with pytest.raises(Refused):
        inspections.workflow.perform("close", obj=inspection, by=plain_staff)


def test_a_surprise_round_asks_no_unit_first(unit_a, superuser):
    inspection = an_open_round(unit_a, by=superuser, surprise=True).inspections.get()
    with pytest.raises(Refused, match="not announced"):
        inspections.workflow.perform("ask", obj=inspection, by=superuser)
    assert inspections.workflow.perform("start", obj=inspection, by=superuser).state == "at_work"


def test_opening_a_round_asks_for_head_and_units(unit_a, superuser):
    held = InspectionRoundFactory(checklist_version=a_version(by=superuser))
    with pytest.raises(Refused, match="exactly one head"):
        rounds.open_round(inspection_round=held, units=[unit_a], by=superuser)
    assert not held.inspections.exists()
    head = TeamMemberFactory(inspection_round=held, role="head")
    with pytest.raises(Refused, match="No unit"):
        rounds.open_round(inspection_round=held, by=superuser)
    with pytest.raises(ValidationError, match="has a head already"):
        TeamMember(inspection_round=held, person=PersonFactory(), role="head").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMemberFactory(inspection_round=held, role="head")
    opened = rounds.open_round(inspection_round=held, units=[unit_a], by=superuser)
    assert opened.inspections.get().results.count() == 3
    assert opened.inspections.get().unchecked == 3
    assert head.name == head.person.full_name


def test_a_unit_stands_once_in_a_round_and_may_join_late(unit_a, unit_b, superuser):
    held = an_open_round(unit_a, by=superuser)
    with pytest.raises(Refused, match="in the round already"):
        rounds.add_units(inspection_round=held, units=[unit_a], by=superuser)
    (late,) = rounds.add_units(inspection_round=held, units=[unit_b], by=superuser)
    assert late.results.count() == 3
    by_sheet = InspectionFactory(inspection_round=held)
    begun = inspections.workflow.perform("start", obj=by_sheet, by=superuser)
    assert (begun.results.count(), begun.unchecked) == (3, 3)
    assert check_counters() == []


def test_a_round_ends_when_all_are_closed(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    held = inspection.inspection_round
    with pytest.raises(Refused, match=str(unit_a)):
        rounds.workflow.perform("finish", obj=held, by=superuser)
    closed(inspection, superuser)
    finished = rounds.workflow.perform("finish", obj=held, by=superuser)
    with pytest.raises(Refused, match="finished"):
        rounds.add_units(inspection_round=finished, units=[UnitFactory()], by=superuser)


def test_warns_of_a_member_from_an_inspected_unit(unit_a, superuser):
    held = an_open_round(unit_a, by=superuser)
    member = TeamMemberFactory(inspection_round=held, person=PersonFactory(unit=unit_a))
    assert str(unit_a) in member.warnings()[0]
    assert member.warnings()[0] in held.warnings()
    assert member.warnings()[0] in held.inspections.get().warnings()


def test_refuses_days_outside_the_round_and_versions_not_in_use(unit_a, superuser):
    held = an_open_round(unit_a, by=superuser)
    inspection = held.inspections.get()
    inspection.visited_on = VISIT + datetime.timedelta(days=60)
    with pytest.raises(ValidationError, match="Choose a day within it"):
        inspection.full_clean()
    draft = InspectionRoundFactory.build(unit=unit_a)
    draft.checklist_version = InspectionRoundFactory(checklist_version__state="draft").checklist_version
    with pytest.raises(ValidationError, match="in use"):
        draft.full_clean()


def test_breaches_are_counted_while_an_inspection_is_closed(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    rows = {
        first: {"result": Result.FAILED},
        second: {"result": Result.PARTLY},
        third: {"result": Result.NOT_APPLICABLE, "reason": "Không có."},
    }
    inspection = closed(inspection, superuser, rows=rows)
    counts = list(BreachCount.objects.order_by("item__code").values_list("checked", "partly", "failed"))
    assert counts == [(1, 0, 1), (1, 1, 0), (0, 0, 0)]
    inspections.workflow.perform("reopen", obj=inspection, by=superuser, reason="Kiểm tra lại.")
    assert set(BreachCount.objects.values_list("checked", "partly", "failed")) == {(0, 0, 0)}


@pytest.mark.parametrize("seed", range(4))
def test_counters_equal_a_recount_after_any_course(superuser, seed):
    chance = random.Random(seed)
    units = [UnitFactory() for _ in range(3)]
    held = an_open_round(*units, by=superuser, version=a_version(5, by=superuser, sampling=True))
    held.inspections.update(visited_on=VISIT, represented_by=PersonFactory(), **TOLD)
    for _ in range(25):
        inspection = chance.choice(list(held.inspections.all()))
        step = chance.choice(["start", "close", "reopen", "save", "save", "save"])
        try:
            if step == "save":
                sampled, *plain = keys(inspection)
                counted = chance.randint(1, 9)
                rows = {
                    key: {"result": chance.choice(list(Result)), "reason": "vì"}
                    for key in plain
                    if chance.random() < 0.7
                }
                rows[sampled] = {"counted": counted, "compliant": chance.randint(0, counted)}
                save_results(
                    inspection=inspection, rows=rows, by=superuser, opened_version=inspection.version
                )
            else:
                inspections.workflow.perform(step, obj=inspection, by=superuser, reason="vì")
        except Refused:
            continue
    assert check_counters() == []


def test_the_command_finds_and_mends_what_went_wrong(unit_a, superuser, capsys):
    inspection = closed(at_work(unit_a, by=superuser), superuser)
    call_command("check_counters")
    Inspection.objects.filter(pk=inspection.pk).update(met=2, score=Decimal(50))
    BreachCount.objects.filter(checked=1).update(checked=3)
    with pytest.raises(CommandError, match="5 counters differ"):
        call_command("check_counters")
    assert "met is 2, counted 3" in capsys.readouterr().out
    call_command("check_counters", "--repair")
    assert check_counters() == []


def a_finding(unit, by) -> Finding:
    inspection = at_work(unit, by=by)
    key = keys(inspection)[0]
    save_results(
        inspection=inspection,
        rows={key: {"result": Result.FAILED}},
        by=by,
        opened_version=inspection.version,
    )
    return findings.open_finding(
        result=InspectionResult.objects.get(pk=key),
        content="Chưa đeo thẻ.",
        remedy="Đeo thẻ.",
        due_on=VISIT + datetime.timedelta(days=10),
        by=by,
    )


def test_a_finding_goes_from_open_to_verified_and_back(unit_a, superuser):
    finding = a_finding(unit_a, superuser)
    assert finding in Finding.objects.overdue(timezone.localdate())
    assert finding.warnings()
    with pytest.raises(Refused, match="open"):
        findings.workflow.perform("verify", obj=finding, by=superuser)
    with pytest.raises(Refused, match="reason"):
        findings.workflow.perform("remedy", obj=finding, by=superuser)
    finding = findings.workflow.perform("remedy", obj=finding, by=superuser, reason="Đã nhắc nhở.")
    assert not Finding.objects.overdue(timezone.localdate()).exists()
    finding = findings.workflow.perform("verify", obj=finding, by=superuser)
    assert (finding.verified_by, finding.verified_on) == (str(superuser), timezone.localdate())
    finding = findings.workflow.perform("reopen", obj=finding, by=superuser, reason="Lại không đeo thẻ.")
    assert (finding.state, finding.reopened_because) == (FindingState.REOPENED, "Lại không đeo thẻ.")
    assert (finding.verified_on, finding.verified_by, finding.remedied_on) == (None, "", None)


def test_what_is_entered_later_has_the_days_of_then(unit_a, superuser, signed_in):
    finding, browser = a_finding(unit_a, superuser), signed_in(superuser)
    browser.cookies["django_language"] = "en"

    def posted(step: str, **answers: str) -> str:
        """What the page of the step refuses, "" where it was taken."""
        there = reverse("admin:office_culture_finding_step", args=[finding.pk, step])
        answer = browser.post(there, {"reason": "Đã nhắc nhở.", **answers})
        return "" if answer.status_code == 302 else str(answer.context["form"].errors)

    before, mended, seen = (f"{VISIT + datetime.timedelta(days=n):%d/%m/%Y}" for n in (-1, 3, 5))
    assert "It was found on" in posted("remedy", remedied_on=before)
    assert "lies ahead" in posted("remedy", remedied_on="01/01/2099")
    assert posted("remedy", remedied_on=mended) == ""
    assert "before it was made" in posted("verify", verified_on=before)
    assert posted("verify", verified_on=seen) == ""
    finding.refresh_from_db()
    assert (f"{finding.remedied_on:%d/%m/%Y}", f"{finding.verified_on:%d/%m/%Y}") == (mended, seen)
    assert finding.state == FindingState.VERIFIED
    assert finding.remedied_on <= finding.due_on


def test_a_finding_rests_on_what_is_not_fully_met(unit_a, unit_b, superuser):
    finding = a_finding(unit_a, superuser)
    other = Finding(result=finding.result, unit=unit_b, content="x", remedy="y", found_on=VISIT, due_on=VISIT)
    with pytest.raises(ValidationError, match="another unit"):
        other.full_clean()
    met = InspectionResult.objects.filter(result=Result.UNCHECKED).first()
    with pytest.raises(ValidationError, match="partly met or not met"):
        findings.open_finding(result=met, content="x", remedy="y", due_on=VISIT, by=superuser)
    with pytest.raises(ValidationError, match="before the thing was found"):
        findings.open_finding(
            result=finding.result,
            content="x",
            remedy="y",
            due_on=VISIT - datetime.timedelta(days=1),
            by=superuser,
        )


@pytest.mark.parametrize(
    "values",
    [
        {"due_on": datetime.date(2022, 5, 1)},
        {"state": "remedied"},
        {"state": "verified", "remedied_on": datetime.date(2022, 5, 20)},
        {"verified_on": datetime.date(2022, 5, 20)},
    ],
)
def test_the_database_refuses_findings_that_make_no_sense(values):
    finding = FindingFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**values)


def test_says_whether_a_unit_is_ready(unit_a, superuser):
    day = VISIT - datetime.timedelta(days=1)
    assert readiness(unit_a, day).ready
    finding = a_finding(unit_a, superuser)
    stand = readiness(unit_a, VISIT)
    assert not stand.ready
    assert stand.open_findings == open_findings(unit_a) == (finding,)
    assert open_findings(UnitFactory()) == ()
    assert readiness(unit_a, finding.due_on + datetime.timedelta(days=1)).overdue == (finding,)
    findings.workflow.perform("remedy", obj=finding, by=superuser, reason="Đã nhắc nhở.")
    assert readiness(unit_a, VISIT).ready
    asked = an_open_round(unit_a, by=superuser, start=VISIT, end=VISIT + datetime.timedelta(days=9))
    inspection = asked.inspections.get()
    Inspection.objects.filter(pk=finding.result.inspection_id).update(visited_on=day)
    inspections.workflow.perform("ask", obj=inspection, by=superuser)
    stand = readiness(unit_a, VISIT)
    assert not stand.ready
    assert replace(stand, self_assessed=inspection.items).ready
    findings.workflow.perform("verify", obj=finding, by=superuser, reason="Đã khắc phục.")
    assert open_findings(unit_a) == ()
