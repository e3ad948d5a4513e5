"""An old inspection of which no paper tells the day: closed all the same, and no day is invented."""

import datetime

import pytest
from django.urls import reverse

from office_culture.actions import inspections
from office_culture.actions.results import save_results
from office_culture.actions.workflow import Refused
from office_culture.models import Inspection, InspectionState
from office_culture.models.inspections import closed_by
from office_culture.papers.plain import render_plain
from office_culture.sections.papers_of_inspections import minutes
from office_culture.selectors.inspection_results import inspection_before
from office_culture.selectors.minutes import minutes_facts
from tests.answers import assert_saved
from tests.factories.office import PersonFactory
from tests.office_culture.inspections.making import TOLD, VISIT, an_open_round, at_work, every
from tests.office_culture.inspections.test_form import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspection(office, unit_a, superuser) -> Inspection:
    held = an_open_round(unit_a, by=superuser).inspections.get()
    held.represented_by = PersonFactory(unit=unit_a)
    for name, value in TOLD.items():
        setattr(held, name, value)
    held.save()
    return inspections.workflow.perform("start", obj=held, by=superuser)


def closed(inspection, by) -> Inspection:
    return inspections.workflow.perform("close", obj=inspection, by=by)


def known_to_be_unknown(inspection, by) -> Inspection:
    return save_results(
        inspection=inspection,
        rows=every(inspection),
        by=by,
        opened_version=inspection.version,
        header={"day_not_known": True},
    )


def test_it_closes_once_somebody_says_that_the_day_is_not_known(inspection, superuser):
    whole = save_results(
        inspection=inspection, rows=every(inspection), by=superuser, opened_version=inspection.version
    )
    with pytest.raises(Refused, match="not known"):
        closed(whole, superuser)
    done = closed(known_to_be_unknown(whole, superuser), superuser)
    assert (done.state, done.visited_on) == (InspectionState.CLOSED, None)


def test_the_form_takes_it_and_not_beside_a_day(inspection, officer, signed_in):
    browser = signed_in(officer)
    address = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    both = typed(inspection, {}, visited_on=VISIT.strftime("%d/%m/%Y"), day_not_known="on")
    assert browser.post(address, both).status_code == 200
    inspection.refresh_from_db()
    assert (inspection.visited_on, inspection.day_not_known) == (None, False)
    assert_saved(browser.post(address, typed(inspection, {}, visited_on="", day_not_known="on")))
    inspection.refresh_from_db()
    assert inspection.day_not_known


def test_minutes_name_the_days_of_the_round_and_no_day(inspection, superuser):
    done = closed(known_to_be_unknown(inspection, superuser), superuser)
    words = render_plain(minutes(minutes_facts(done)))
    assert "ngày kiểm tra không có số liệu" in words
    assert "cùng ngày" not in words
    assert "chưa ghi ngày kiểm tra" not in words


def test_it_counts_once_its_round_is_over(inspection, superuser):
    done = closed(known_to_be_unknown(inspection, superuser), superuser)
    end = done.inspection_round.end
    assert Inspection.objects.filter(closed_by(end)).exists()
    assert not Inspection.objects.filter(closed_by(end - datetime.timedelta(days=1))).exists()


def test_it_comes_before_what_was_visited_later(inspection, unit_a, superuser):
    done = closed(known_to_be_unknown(inspection, superuser), superuser)
    later = at_work(unit_a, by=superuser)
    later.visited_on = done.inspection_round.end + datetime.timedelta(days=1)
    assert inspection_before(later) == done
    later.visited_on = done.inspection_round.end
    assert inspection_before(later) is None
