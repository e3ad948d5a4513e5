"""Statistics of awards: every figure leads to exactly its rows, revoked ones count nowhere, the share is exact."""

import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from awards.models import Conferral, Labour
from awards.selectors.statistics import COLUMNS, StatisticsLine, StatisticsQuery, statistics_of
from office_culture.models import Event
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.factories.awards import AwardFactory, ConferralFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "admin:awards_conferral_statistics"


def day(year, month=1, number=1):
    return datetime.date(year, month, number)


def given_to(unit, award, year, *, person=None, revoked=False):
    made = ConferralFactory(
        award=award,
        unit=unit,
        person=person,
        period_start=day(year),
        period_end=day(year, 12, 31),
        decided_on=day(year + 1, 1, 15),
    )
    if revoked:
        made.revoked_on, made.revoked_because = day(year + 1, 6), "Kê khai không đúng"
        made.save()
    return made


def worker(unit, *, leads=False, posted=True):
    person = PersonFactory(unit=unit)
    if posted:
        PostingFactory(person=person, unit=unit, leads=leads, valid_from=day(2018))
    return person


@pytest.fixture
def rows(office, unit_a, unit_b):
    """2020: two collectives; 2021: three workers, one head, one of whom nothing is known, one revoked."""
    title = AwardFactory(name="Lao động tiên tiến", level="base", position=5)
    diploma = AwardFactory(name="Bằng khen", level="province", position=1)
    given_to(unit_a, diploma, 2020)
    given_to(unit_b, diploma, 2020)
    for _ in range(3):
        given_to(unit_a, title, 2021, person=worker(unit_a))
    given_to(unit_b, title, 2021, person=worker(unit_b, leads=True))
    given_to(unit_b, title, 2021, person=worker(unit_b, posted=False))
    given_to(unit_a, title, 2021, person=worker(unit_a), revoked=True)
    given_to(UnitFactory(), title, 2021)


def every_line(found):
    return [found.all, *found.by_year, *found.by_award, *found.by_level, *found.by_unit]


class TestFigures:
    def test_by_year_award_level_and_unit(self, rows, officer):
        with override("en"):
            found = statistics_of(officer, StatisticsQuery(2019, 2022))
        assert [(line.name, line.collectives, line.individuals) for line in found.by_year] == [
            ("2022", 0, 0),
            ("2021", 0, 5),
            ("2020", 2, 0),
            ("2019", 0, 0),
        ]
        assert [(line.name, line.total) for line in found.by_award] == [
            ("Bằng khen", 2),
            ("Lao động tiên tiến", 5),
        ]
        assert [(line.name, line.total) for line in found.by_level] == [
            ("province or ministry", 2),
            ("the agency itself", 5),
        ]
        assert {
            line.name: (line.collectives, line.direct, line.leading, line.unrecorded)
            for line in found.by_unit
        } == {
            "Phòng A": (1, 3, 0, 0),
            "Phòng B": (1, 0, 1, 1),
        }
        assert found.revoked == 1

    def test_the_share_of_direct_labour_by_hand(self, rows, officer):
        found = statistics_of(officer, StatisticsQuery(2021, 2021))
        assert (found.all.direct_share, found.all.recorded) == (75, 4)  # 3 of the 4 recorded, of 5
        assert statistics_of(officer, StatisticsQuery(2020, 2020)).all.direct_share is None

    def test_of_a_unit_with_all_below_it(self, rows, officer, office, unit_a):
        given_to(UnitFactory(parent=unit_a), AwardFactory(), 2021)
        assert statistics_of(officer, StatisticsQuery(2021, 2021, unit_a)).all.total == 4
        assert statistics_of(officer, StatisticsQuery(2021, 2021, office)).all.total == 6

    def test_an_account_counts_what_it_may_see(self, rows, contact_a):
        found = statistics_of(contact_a, StatisticsQuery(2020, 2021))
        assert [line.name for line in found.by_unit] == ["Phòng A"]
        assert found.all.total == 4

    @pytest.mark.long
    def test_every_figure_leads_to_exactly_its_rows(self, rows, officer, unit_a, signed_in):
        browser = signed_in(officer)
        address = reverse("admin:awards_conferral_changelist")
        for asked in (StatisticsQuery(2020, 2021), StatisticsQuery(2021, 2021, unit_a)):
            for line in every_line(statistics_of(officer, asked)):
                for column in COLUMNS:
                    listed = browser.get(address, line.lookups_of(column))
                    assert listed.status_code == 200, line.lookups_of(column)
                    assert listed.context["cl"].result_count == getattr(line, column), (line, column)

    def test_the_list_of_revoked_ones(self, rows, officer, english):
        page = english(officer).get(reverse(PAGE)).content.decode()
        assert "1 revoked award counts in none of these figures." in page
        found = statistics_of(officer, StatisticsQuery(2020, 2021))
        listed = english(officer).get(reverse("admin:awards_conferral_changelist"), found.revoked_lookups)
        assert [row.revoked_on is None for row in listed.context["cl"].result_list] == [False]

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
    def test_the_parts_make_up_the_whole(self, collectives, direct, leading, unrecorded):
        line = StatisticsLine("", {}, collectives, direct, leading, unrecorded)
        assert line.total == collectives + direct + leading + unrecorded
        if direct + leading:
            assert 0 <= line.direct_share <= 100
            assert (line.direct_share == 100) == (leading == 0)
            assert (line.direct_share == 0) == (direct == 0)
        else:
            assert line.direct_share is None


class TestPage:
    def test_a_share_says_of_how_many_and_unknown_is_no_nought(self, rows, officer, english):
        page = english(officer).get(reverse(PAGE)).content.decode()
        assert "75% (of 4 of 5 recorded)" in page
        Conferral.objects.update(labour="")
        page = english(officer).get(reverse(PAGE)).content.decode()
        assert ">not recorded<" in page
        assert ">0%<" not in page
        assert page.count('class="bar ') == 2  # the numbers of two years; no share is drawn

    def test_years_without_awards_stand_in_table_and_chart(self, rows, officer, unit_a, english):
        given_to(unit_a, AwardFactory(), 2017)
        page = english(officer).get(reverse(PAGE)).content.decode()
        for year in range(2017, 2022):
            assert f'<th scope="row">{year}</th>' in page
            assert f">{year}</text>" in page
        assert english(officer).get(reverse(PAGE), {"first": 1, "last": 999999999}).status_code == 200

    def test_shows_tables_with_links_and_charts(self, rows, officer, english):
        page = english(officer).get(reverse(PAGE)).content.decode()
        for told in ("By year", "By award", "By level", "By unit", "<svg", "Lao động tiên tiến"):
            assert told in page
        (address,) = re.findall(r'<a href="([^"]+)" aria-label="2020, Collectives: 2"', page)
        listed = english(officer).get(address.replace("&amp;", "&"))
        assert listed.context["cl"].result_count == 2

    def test_chooses_years_and_unit(self, rows, officer, unit_a, english):
        page = english(officer).get(reverse(PAGE), {"first": 2021, "last": 2020, "unit": unit_a.pk})
        assert page.context["asked"] == StatisticsQuery(2020, 2021, unit_a)
        assert page.context["found"].all.total == 4

    def test_nonsense_counts_as_not_given(self, rows, officer, unit_b, contact_a, english):
        page = english(officer).get(reverse(PAGE), {"first": "x", "last": "-1", "unit": "99999999"})
        assert page.context["found"].all.total == 7
        page = english(contact_a).get(reverse(PAGE), {"unit": unit_b.pk})
        assert page.context["asked"].unit is None, "a unit of others cannot be chosen"

    def test_without_awards(self, officer, english):
        page = english(officer).get(reverse(PAGE))
        assert "No award is recorded" in page.content.decode()

    def test_the_way_to_it(self, rows, officer, english):
        page = english(officer).get(reverse("admin:awards_conferral_changelist")).content.decode()
        assert reverse(PAGE) in page

    def test_for_nobody_without_the_right(self, unit_a, plain_staff, signed_in, client):
        assert_refused(signed_in(plain_staff).get(reverse(PAGE)))
        assert_sent_to_sign_in(client.get(reverse(PAGE)))
        assert_refused(signed_in(UserFactory(unit=unit_a)).get(reverse(PAGE), {"format": "xlsx"}))

    def test_costs_the_same_for_one_and_for_thirty(self, office, officer, signed_in):
        browser = signed_in(officer)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(reverse(PAGE)).status_code == 200
            return len(captured)

        given_to(UnitFactory(parent=office), AwardFactory(), 2020)
        statements()
        few = statements()
        for number in range(30):
            unit = UnitFactory(parent=office)
            given_to(unit, AwardFactory(), 1990 + number, person=worker(unit))
        assert statements() == few

    def test_tells_awards_and_people_apart(self, rows, officer, unit_a, english):
        twice = worker(unit_a)
        for year in (2020, 2021):
            given_to(unit_a, AwardFactory(), year, person=twice)
        page = english(officer).get(reverse(PAGE)).content.decode()
        assert "7 awards to 6 people, 2 awards to 2 collectives." in page


class TestWorkbook:
    def test_holds_the_same_figures(self, rows, officer, unit_a, english):
        answer = english(officer).get(reverse(PAGE), {"format": "xlsx", "first": 2020, "last": 2021})
        assert answer["Content-Disposition"].startswith('attachment; filename="awards-2020-2021-')
        sheet = load_workbook(io.BytesIO(answer.content)).active
        head, *lines = list(sheet.values)
        assert head[:5] == ("Year", "Level of the award", "Award", "Unit", "Collectives")
        assert [line[:4] for line in lines] == [
            (2021, "the agency itself", "Lao động tiên tiến", "Phòng A"),
            (2021, "the agency itself", "Lao động tiên tiến", "Phòng B"),
            (2020, "province or ministry", "Bằng khen", "Phòng A"),
            (2020, "province or ministry", "Bằng khen", "Phòng B"),
        ]
        assert sum(line[-1] for line in lines) == 7
        event = Event.objects.get(verb="export")
        assert (event.actor, event.detail["rows"]) == (officer, 4)

    def test_a_name_that_looks_like_a_formula_stays_text(self, officer, unit_a, english):
        given_to(unit_a, AwardFactory(name="=1+1"), 2021)
        answer = english(officer).get(reverse(PAGE), {"format": "xlsx"})
        cell = load_workbook(io.BytesIO(answer.content)).active["C2"]
        assert (cell.data_type, cell.value) == ("s", "=1+1")


class TestLabour:
    def test_follows_the_posts_of_that_day_and_stays(self, unit_a):
        person = PersonFactory(unit=unit_a)
        PostingFactory(person=person, unit=unit_a, valid_from=day(2018), valid_to=day(2021, 12, 31))
        head = PostingFactory(
            person=person, unit=unit_a, post="Trưởng phòng", leads=True, valid_from=day(2022)
        )
        before = given_to(unit_a, AwardFactory(), 2020, person=person)
        after = given_to(unit_a, AwardFactory(), 2022, person=person)
        assert (before.labour, after.labour) == (Labour.DIRECT, Labour.LEADING)
        head.leads = False
        head.save()
        after.save()
        assert Conferral.objects.get(pk=after.pk).labour == Labour.LEADING

    def test_a_leading_post_held_beside_another_counts(self, unit_a):
        person = worker(unit_a)
        PostingFactory(person=person, unit=unit_a, post="Phó Trưởng ban", leads=True, concurrent=True)
        assert given_to(unit_a, AwardFactory(), 2020, person=person).labour == Labour.LEADING

    def test_a_collective_has_none(self, unit_a, officer, english):
        made = given_to(unit_a, AwardFactory(), 2020)
        assert made.labour == ""
        form = {
            "award": made.award_id,
            "ground": "merit",
            "unit": unit_a.pk,
            "name": made.name,
            "unit_name": made.unit_name,
            "labour": "direct",
            "period_start": "01/01/2020",
            "period_end": "31/12/2020",
            "opened_version": made.version,
        }
        page = english(officer).post(reverse("admin:awards_conferral_change", args=[made.pk]), form)
        assert "Only a person does direct labour" in page.content.decode()
