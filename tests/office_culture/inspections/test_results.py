"""Saving the results of an inspection: all at once, exactly counted, nobody's work lost."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from office_culture.actions import inspections
from office_culture.actions.counters import check_counters
from office_culture.actions.results import FaultyRows, LostUpdate, save_results
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Inspection, InspectionResult, Result, Verb
from office_culture.selectors.events import events_of
from tests.factories.inspections import InspectionFactory, InspectionResultFactory
from tests.office_culture.inspections.making import VISIT, a_version, an_open_round, at_work, every, keys

pytestmark = pytest.mark.django_db


def save(inspection, rows, by, **more):
    more.setdefault("opened_version", inspection.version)
    return save_results(inspection=inspection, rows=rows, by=by, **more)


def test_saves_results_points_and_counters_together(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    saved = save(
        inspection,
        {
            first: {"result": Result.MET},
            second: {"result": Result.PARTLY, "observation": "Hai người chưa đeo thẻ."},
            third: {"result": Result.NOT_APPLICABLE, "reason": "Đơn vị không tiếp công dân."},
        },
        superuser,
        header={"place": "Phòng họp", "visited_on": VISIT},
    )
    assert (saved.earned, saved.applicable, saved.score) == (Decimal("4.5"), Decimal(6), Decimal(75))
    assert (saved.band, saved.met, saved.partly, saved.not_applicable) == ("Tốt", 1, 1, 1)
    assert saved.place == "Phòng họp"
    kept = Inspection.objects.get(pk=inspection.pk)
    assert (kept.score, kept.unchecked) == (Decimal(75), 0)
    changed = InspectionResult.objects.get(pk=second)
    assert changed.points == Decimal("1.5")
    assert events_of(changed).first().actor == superuser
    assert "hai nguoi" in changed.search_text
    assert check_counters() == []


@pytest.mark.parametrize("count", [3, 60, 400])
def test_costs_the_same_for_few_and_for_many_items(unit_a, superuser, count):
    inspection = at_work(unit_a, by=superuser, version=a_version(count, by=superuser))
    rows = every(inspection)
    with CaptureQueriesContext(connection) as captured:
        save(inspection, rows, superuser, header={"place": "Hội trường"})
    assert len(captured) <= 10
    assert Inspection.objects.get(pk=inspection.pk).met == count
    events = Event.objects.filter(content_type__model="inspectionresult", verb=Verb.CHANGE)
    assert [event.changes["result"] for event in events] == [[Result.UNCHECKED, Result.MET]] * count
    assert {event.batch for event in events} == {events_of(inspection).first().batch}


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"result": Result.PARTLY, "points": Decimal("3.5")}, "points"),
        ({"result": Result.MET, "points": Decimal(99)}, "points"),
        ({"result": Result.PARTLY, "points": Decimal(-1)}, "points"),
        ({"result": Result.PARTLY, "points": Decimal(3)}, "points"),
        ({"result": Result.NOT_APPLICABLE, "reason": "  "}, "reason"),
        ({"result": "wonderful"}, "result"),
        ({"result": Result.UNCHECKED, "status": "done"}, "result"),
        ({"result": Result.MET, "observation": "\x00"}, "observation"),
    ],
)
def test_refuses_what_cannot_be_at_its_field(unit_a, superuser, entry, field):
    inspection = at_work(unit_a, by=superuser)
    first, second, _third = keys(inspection)
    with pytest.raises(FaultyRows) as refused:
        save(inspection, {first: entry, second: {"result": Result.MET}}, superuser)
    assert set(refused.value.errors) == {first}
    assert refused.value.errors[first][field][0].messages[0].endswith((".", "choice."))
    assert not InspectionResult.objects.exclude(result=Result.UNCHECKED).exists()


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        ({"counted": 10, "compliant": 11}, "compliant"),
        ({"counted": 0, "compliant": 0}, "counted"),
        ({"counted": 10}, "compliant"),
        ({"result": Result.MET}, "counted"),
    ],
)
def test_refuses_impossible_samples(unit_a, superuser, entry, field):
    inspection = at_work(unit_a, by=superuser, version=a_version(1, by=superuser, sampling=True))
    with pytest.raises(FaultyRows) as refused:
        save(inspection, {keys(inspection)[0]: entry}, superuser)
    assert field in refused.value.errors[keys(inspection)[0]]


def test_derives_result_and_points_of_a_sample(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, version=a_version(1, by=superuser, sampling=True))
    (key,) = keys(inspection)
    saved = save(inspection, {key: {"counted": 9, "compliant": 7}}, superuser)
    result = InspectionResult.objects.get(pk=key)
    assert (result.result, result.points) == (Result.PARTLY, Decimal("2.3333"))
    assert saved.score == Decimal("77.777778")
    saved = save(saved, {key: {"counted": 9, "compliant": 9}}, superuser)
    assert (saved.score, saved.band) == (Decimal(100), "Xuất sắc")


def test_takes_points_of_the_former_result_for_left_standing(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    key = keys(inspection)[0]
    saved = save(inspection, {key: {"result": Result.MET, "points": None}}, superuser)
    saved = save(saved, {key: {"result": Result.PARTLY, "points": Decimal(3)}}, superuser)
    assert InspectionResult.objects.get(pk=key).points == Decimal("1.5")


def test_a_failed_critical_item_limits_the_outcome(unit_a, superuser):
    version = a_version(10, by=superuser, critical=True, max_points=Decimal(1))
    inspection = at_work(unit_a, by=superuser, version=version)
    rows = every(inspection)
    rows[keys(inspection)[0]] = {"result": Result.FAILED}
    saved = save(inspection, rows, superuser)
    assert saved.score > 90
    assert saved.band == "Đạt"


def test_keeps_no_points_without_scoring(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser, version=a_version(by=superuser, scored=False))
    saved = save(inspection, every(inspection), superuser)
    assert (saved.score, saved.earned, saved.band, saved.met) == (None, None, "", 3)


def test_merges_what_two_people_entered_at_different_items(unit_a, superuser, officer):
    inspection = at_work(unit_a, by=superuser)
    first, second, third = keys(inspection)
    opened = inspection.version
    save(inspection, {first: {"result": Result.FAILED}}, officer)
    untouched = {"result": Result.UNCHECKED, "points": None, "observation": ""}
    saved = save(
        inspection,
        {first: untouched, second: {"result": Result.MET}, third: untouched},
        superuser,
        opened_version=opened,
    )
    assert (saved.failed, saved.met, saved.unchecked) == (1, 1, 1)


def test_says_who_changed_the_same_item_and_keeps_what_was_typed(unit_a, superuser, officer):
    inspection = at_work(unit_a, by=superuser)
    first, second, _third = keys(inspection)
    opened = inspection.version
    save(inspection, {first: {"result": Result.FAILED}, second: {"result": Result.PARTLY}}, officer)
    typed = {first: {"result": Result.MET}, second: {"result": Result.UNCHECKED}}
    with pytest.raises(LostUpdate) as refused:
        save(inspection, typed, superuser, opened_version=opened)
    assert len(refused.value.sentences) == 1
    sentence = refused.value.sentences[0]
    assert str(officer) in sentence
    assert "A1" in sentence
    assert refused.value.rows == {first: {"result": Result.MET}, second: {"result": Result.PARTLY}}
    assert InspectionResult.objects.get(pk=first).result == Result.FAILED
    saved = save(inspection, refused.value.rows, superuser, opened_version=refused.value.version)
    assert (saved.met, saved.partly) == (1, 1)


def test_tells_of_a_changed_opinion(unit_a, superuser, officer):
    inspection = at_work(unit_a, by=superuser, told=False)
    opened = inspection.version
    save(inspection, {}, officer, header={"unit_opinion": "Đồng ý."})
    with pytest.raises(LostUpdate, match="Đồng ý"):
        save(inspection, {}, superuser, header={"unit_opinion": "Không ý kiến."}, opened_version=opened)
    saved = save(inspection, {}, superuser, header={"unit_opinion": "", "place": "A"}, opened_version=opened)
    assert (saved.unit_opinion, saved.place) == ("Đồng ý.", "A")


def test_the_unit_and_the_team_write_in_their_own_time(unit_a, superuser):
    made = an_open_round(unit_a, by=superuser)
    inspection = made.inspections.get()
    key = keys(inspection)[0]
    with pytest.raises(Refused, match="assesses itself"):
        save(inspection, {key: {"unit_result": Result.MET}}, superuser)
    inspection = inspections.workflow.perform("ask", obj=inspection, by=superuser)
    with pytest.raises(FaultyRows):
        save(inspection, {key: {"unit_points": Decimal(4)}}, superuser)
    inspection = save(inspection, {key: {"unit_result": Result.MET, "unit_points": Decimal(3)}}, superuser)
    assert inspection.unchecked == 3
    with pytest.raises(Refused, match="while it is at work"):
        save(inspection, {key: {"result": Result.MET}}, superuser)


def test_refuses_results_of_another_inspection(unit_a, unit_b, superuser):
    inspection = at_work(unit_a, by=superuser)
    other = at_work(unit_b, by=superuser)
    with pytest.raises(Refused, match="another inspection"):
        save(inspection, every(other), superuser)


def test_refuses_a_day_outside_the_round(unit_a, superuser):
    inspection = at_work(unit_a, by=superuser)
    with pytest.raises(FaultyRows) as refused:
        save(inspection, {}, superuser, header={"visited_on": VISIT.replace(year=2023)})
    assert "visited_on" in refused.value.errors[0]


@pytest.mark.parametrize(
    "values",
    [
        {"points": 4},
        {"points": -1},
        {"counted": 3, "compliant": 4},
        {"counted": 3},
        {"counted": 0, "compliant": 0},
        {"result": Result.NOT_APPLICABLE},
        {"result": Result.UNCHECKED, "points": 1},
        {"unit_points": 4},
        {"status": "done"},
    ],
)
def test_the_database_refuses_what_goes_round_the_rules(values):
    result = InspectionResultFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionResult.objects.filter(pk=result.pk).update(**values)


def test_the_database_refuses_a_unit_twice_and_a_gap_in_what_is_closed():
    inspection = InspectionFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionFactory(inspection_round=inspection.inspection_round, unit=inspection.unit)
    with pytest.raises(ValidationError, match="in the round already"):
        Inspection(inspection_round=inspection.inspection_round, unit=inspection.unit).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Inspection.objects.filter(pk=inspection.pk).update(state="closed", unchecked=1)
