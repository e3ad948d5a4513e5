"""Figures and papers follow the structure and the names of the days of which they speak."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from awards.models import AwardTotal, Conferral
from awards.selectors.rounds import commendation_of
from campaign.models import Pledge
from campaign.models.case_files import COUNTS
from campaign.selectors.case_files import case_files
from campaign.selectors.communication import communication
from campaign.selectors.digital import digital_work
from campaign.selectors.movements import movements
from campaign.selectors.pledges import pledges_of
from campaign.selectors.series import indicator_series
from campaign.selectors.tasks import task_overview
from office_culture.models import StaffingReturn, Unit, UnitChange, UnitPlace
from office_culture.selectors.inspection_table import rounds_in
from office_culture.selectors.minutes import minutes_facts
from office_culture.selectors.organisation import organisation, staffing
from office_culture.selectors.regulations import regulations_in_force
from office_culture.selectors.unit_places import UnitPlaces
from tests.campaign.reading import day, scope_of
from tests.factories.awards import AwardFactory, ConferralFactory, ImpedimentFactory, YearlyRatingFactory
from tests.factories.campaign import (
    CaseFileReturnFactory,
    CommunicationActivityFactory,
    DigitalSystemFactory,
    MovementFactory,
)
from tests.factories.documents import DocumentFactory
from tests.factories.figures import IndicatorValueFactory
from tests.factories.inspections import FindingFactory, InspectionRoundFactory, RegulationRevisionFactory
from tests.factories.office import UnitFactory, UnitNameFactory
from tests.factories.plans import PlanFactory, PledgeFactory, PledgeTargetFactory

pytestmark = pytest.mark.django_db

MOVED = datetime.date(2022, 7, 1)


@pytest.fixture
def moved(office, unit_a, unit_b, officer, signed_in):
    """A team that belonged to unit A until 30/6/2022 and belongs to unit B since, moved by the page of the change."""
    team = UnitFactory(parent=unit_a, name="Tổ Một cửa", kind="department")
    desk = signed_in(officer)
    answer = desk.post(
        reverse("admin:office_culture_unitchange_add"),
        {
            "kind": "move",
            "takes_effect_on": f"{MOVED:%d/%m/%Y}",
            "decision": DocumentFactory().pk,
            "new_parent": unit_b.pk,
            "units-TOTAL_FORMS": 1,
            "units-INITIAL_FORMS": 0,
            "units-0-side": "before",
            "units-0-unit": team.pk,
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    change = UnitChange.objects.get()
    desk.post(reverse("admin:office_culture_unitchange_step", args=[change.pk, "carry_out"]), {"reason": ""})
    return Unit.objects.get(pk=team.pk)


def returned(unit, start, end, **counts):
    values = {**dict.fromkeys(COUNTS, 0), **counts}
    return CaseFileReturnFactory(unit=unit, period_start=day(start), period_end=day(end), **values)


def found(unit, start="01/01/2022", end="31/12/2022"):
    return case_files(scope_of(unit, start, end))


def test_a_move_leaves_the_place_with_its_days(moved, unit_a, unit_b):
    assert moved.parent == unit_b
    (place,) = UnitPlace.objects.all()
    assert (place.unit, place.parent, place.valid_to) == (moved, unit_a, datetime.date(2022, 6, 30))


def test_who_speaks_for_it_changes_with_the_day(moved, office, unit_a, unit_b):
    returned(moved, "01/01/2022", "30/06/2022", new=10, early=10)
    returned(moved, "01/07/2022", "31/12/2022", new=7, early=7)
    returned(unit_a, "01/01/2022", "30/06/2022", new=40, early=40)
    returned(unit_b, "01/01/2022", "30/06/2022", new=20, early=20)
    assert found(unit_a).total.new == 40, "its own return has the team's first half"
    assert found(unit_b).total.new == 27, "it never spoke for the first half of the team"
    assert found(office).total.new == 67
    assert found(unit_b).left_out == ()


def test_files_in_progress_go_along_with_the_unit(moved, office):
    returned(moved, "01/01/2022", "30/06/2022", new=10, early=6, in_progress=4)
    returned(moved, "01/07/2022", "31/12/2022", carried_over=4, new=1, early=5)
    result = found(office)
    assert (result.total.received, result.total.mismatch, result.unexplained) == (11, 0, 0)
    assert result.missing == ()


def test_days_elsewhere_are_not_missing_here(moved, unit_a, unit_b):
    returned(moved, "01/01/2022", "31/03/2022", new=1, early=1)
    returned(moved, "01/08/2022", "31/12/2022", new=1, early=1)
    assert [(gap.start, gap.end) for gap in found(unit_a).missing] == [(day("01/04/2022"), day("30/06/2022"))]
    assert [(gap.start, gap.end) for gap in found(unit_b).missing] == [(day("01/07/2022"), day("31/07/2022"))]


def test_the_organisation_and_its_staff_are_those_of_the_day(moved, unit_a, unit_b):
    before, after = (
        organisation(scope_of(unit_a, "01/01/2022", end)) for end in ("30/06/2022", "31/12/2022")
    )
    assert [row.name for row in before.departments] == ["Tổ Một cửa"]
    assert after.departments == ()
    for year, number in ((2021, 5), (2022, 6)):
        StaffingReturn.objects.create(unit=moved, year=year, category="civil_servant", actual=number)
    assert [row.actual for row in staffing(unit_a, 2021)] == [5]
    assert staffing(unit_a, 2022) == ()
    assert [row.actual for row in staffing(unit_b, 2022)] == [6]


def test_awards_pledges_and_communication_belong_where_the_unit_was(moved, unit_a, unit_b):
    ConferralFactory(unit=moved, decided_on=day("05/01/2022"))
    ConferralFactory(unit=moved, decided_on=day("05/08/2022"))
    AwardTotal.objects.create(
        award=AwardFactory(),
        year=2021,
        unit=moved,
        recipient="individual",
        number=3,
        decided_on=day("01/02/2022"),
    )
    for unit, number in ((unit_a, 4), (unit_b, 1)):
        awarded = commendation_of(scope_of(unit, "01/01/2022", "31/12/2022")).awarded
        assert sum(one.total for one in awarded) == number
    CommunicationActivityFactory(unit=moved, held_on=day("01/03/2022"))
    PledgeFactory(unit=moved, year=2021)
    scopes = [scope_of(unit, "01/01/2021", "31/12/2022") for unit in (unit_a, unit_b)]
    assert [communication(scope).occasions for scope in scopes] == [1, 0]
    assert [len(pledges_of(scope).years) for scope in scopes] == [1, 0]


def test_tables_and_charts_name_units_as_they_were(office, unit_a, officer):
    UnitNameFactory(unit=unit_a, name="Phòng Cũ", valid_to=day("30/06/2021"))
    for year in (2020, 2022):
        PledgeTargetFactory(pledge=PledgeFactory(unit=unit_a, year=year))
    years = pledges_of(scope_of(office, "01/01/2020", "31/12/2022")).years
    assert [row.unit for year in years for row in year.rows] == ["Phòng Cũ", unit_a.name]
    value = IndicatorValueFactory(unit=unit_a, period_start=day("01/01/2020"), period_end=day("31/12/2020"))
    (series,) = indicator_series(value.indicator, officer)
    assert series.unit == "Phòng Cũ"


def test_a_unit_goes_back_and_forth(office, unit_a, unit_b):
    team = UnitFactory(parent=unit_a)
    UnitPlace.objects.create(unit=team, parent=unit_b, valid_from="2021-01-01", valid_to="2021-12-31")
    places = UnitPlaces()
    assert places.path(team.pk, day("31/12/2020")) == team.path
    assert places.path(team.pk, day("01/01/2021")) == f"{unit_b.path}{team.pk}/"
    assert places.path(team.pk, day("01/01/2022")) == team.path


class TestWithin(TestCase):
    """The condition in the database is the path of the day."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(2000, 2008)), max_size=4),
        st.integers(1999, 2010),
    )
    def test_agrees_with_the_path(self, moves, year):
        root = UnitFactory(name="Gốc")
        units = [UnitFactory(parent=root) for _ in range(4)]
        for unit, parent, ends in moves:
            if unit != parent and not UnitPlace.objects.filter(unit=units[unit]).exists():
                UnitPlace.objects.create(
                    unit=units[unit], parent=units[parent], valid_to=datetime.date(ends, 6, 30)
                )
        for unit in units:
            PledgeFactory(unit=unit, year=year, signed_on=datetime.date(year, 3, 1))
        places = UnitPlaces()
        for head in units:
            for column, on in (("year", datetime.date(year, 12, 31)), ("day", datetime.date(year, 3, 1))):
                condition = places.within(head.path, **{column: "year" if column == "year" else "signed_on"})
                selected = set(Pledge.objects.filter(condition).values_list("unit", flat=True))
                expected = {unit.pk for unit in units if f"/{head.pk}/" in places.path(unit.pk, on)}
                assert selected == expected, (column, moves, year)


def test_units_below_one_that_merges_keep_their_former_place(office, unit_a, unit_b, officer, signed_in):
    team = UnitFactory(parent=unit_a)
    desk = signed_in(officer)
    rows = {
        "units-0-side": "before",
        "units-0-unit": unit_a.pk,
        "units-1-side": "after",
        "units-1-unit": unit_b.pk,
    }
    answer = desk.post(
        reverse("admin:office_culture_unitchange_add"),
        {
            "kind": "merge",
            "takes_effect_on": f"{MOVED:%d/%m/%Y}",
            "decision": DocumentFactory().pk,
            "units-TOTAL_FORMS": 2,
            "units-INITIAL_FORMS": 0,
            **rows,
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    change = UnitChange.objects.get()
    desk.post(reverse("admin:office_culture_unitchange_step", args=[change.pk, "carry_out"]), {"reason": ""})
    (place,) = UnitPlace.objects.all()
    assert (place.unit, place.parent, place.valid_to) == (team, unit_a, datetime.date(2022, 6, 30))
    assert Unit.objects.get(pk=team.pk).parent == unit_b
    returned(team, "01/01/2022", "30/06/2022", new=3, early=3)
    assert found(unit_a).total.new == 3
    assert found(unit_b) is None


def test_two_places_never_hold_on_one_day(unit_a, unit_b):
    team = UnitFactory(parent=unit_a)
    UnitPlace.objects.create(unit=team, parent=unit_b, valid_from="2020-01-01", valid_to="2020-12-31")
    again = UnitPlace(unit=team, parent=unit_a, valid_from=day("01/06/2020"), valid_to=day("01/06/2021"))
    with pytest.raises(ValidationError):
        again.full_clean()
    again.valid_from = day("01/01/2021")
    again.full_clean()
    again.parent = team
    with pytest.raises(ValidationError):
        again.full_clean()


def test_rounds_regulations_movements_plans_and_systems_belong_where_the_unit_was(moved, unit_a, unit_b):
    before, after = (datetime.date(2022, 3, 1), datetime.date(2022, 9, 1))
    for on in (before, after):
        InspectionRoundFactory(unit=moved, year=2022, start=on, end=on, state="open", name=f"Đợt {on}")
    RegulationRevisionFactory(regulation__unit=moved, valid_from=before)
    MovementFactory(unit=moved, valid_from=before, valid_to=None)
    DigitalSystemFactory(unit=moved)
    PlanFactory(unit=moved, period_start=before, period_end=before)
    half, year = ("01/01/2022", "30/06/2022"), ("01/07/2022", "31/12/2022")
    for unit, span, there in (
        (unit_a, half, 1),
        (unit_b, half, 0),
        (unit_a, year, 0),
        (unit_b, year, 1),
    ):
        scope = scope_of(unit, *span)
        assert rounds_in(scope).count() == there
        assert len(regulations_in_force(scope)) == there
        assert len(movements(scope).rows) == there
        assert len(digital_work(scope).systems) == there
    assert [len(task_overview(scope_of(unit, *half)).plans) for unit in (unit_a, unit_b)] == [1, 0]


def test_minutes_and_awards_entered_later_name_units_as_they_were(office, unit_a, superuser, signed_in):
    UnitNameFactory(unit=unit_a, name="Phòng Cũ", printed_name="", valid_to=day("30/06/2021"))
    finding = FindingFactory(
        result__inspection__unit=unit_a,
        result__inspection__visited_on=day("01/03/2021"),
        found_on=day("01/03/2021"),
        due_on=None,
    )
    told = minutes_facts(finding.result.inspection)
    assert (told.unit, told.findings[0].owner) == ("Phòng Cũ", "Phòng Cũ")
    desk = signed_in(superuser)
    award = AwardFactory(subject="both")
    typed = {"award": award.pk, "ground": "merit", "unit": unit_a.pk}
    for decided, called in (("05/01/2021", "Phòng Cũ"), ("05/01/2022", unit_a.name)):
        answer = desk.post(reverse("admin:awards_conferral_add"), typed | {"decided_on": decided})
        assert answer.status_code == 302, answer.context["errors"]
        row = Conferral.objects.get(decided_on=day(decided))
        assert (row.name, row.unit_name) == (called, called)
    rating = YearlyRatingFactory(unit=unit_a, year=2020)
    assert rating.name == "Phòng Cũ"
    assert ImpedimentFactory(unit=unit_a, begun_on=None).name == unit_a.name
