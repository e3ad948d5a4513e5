"""Totals without names count beside awards recorded by name, and nothing counts twice."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from awards.models import AwardTotal
from awards.rules.totals import GivenTotal, NamedNumber, remainders
from awards.selectors.statistics import UNNAMED, StatisticsQuery, statistics_of
from awards.selectors.totals import remainders_of
from tests.factories.awards import AwardFactory, AwardTotalFactory, ConferralFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, UnitFactory

PATHS = ("1/", "1/2/", "1/2/3/", "1/4/")
KIND = (1, 2021, "individual")


def received(award, unit, year=2021, **values):
    return ConferralFactory(
        award=award,
        unit=unit,
        person=PersonFactory(unit=unit),
        period_start=datetime.date(year, 1, 1),
        period_end=datetime.date(year, 12, 31),
        **values,
    )


class TestRule:
    def test_contained_ones_are_taken_off_and_those_beside_are_not(self):
        named = [NamedNumber(KIND, "1/2/", 5)]
        (inside,) = remainders([GivenTotal(1, KIND, "1/", 202, contains=True)], named).values()
        (beside,) = remainders([GivenTotal(1, KIND, "1/", 202, contains=False)], named).values()
        assert (inside.contained, inside.remainder, inside.above) == (5, 197, 0)
        assert (beside.contained, beside.remainder) == (0, 202)

    def test_more_names_than_the_number_contradict_it(self):
        (found,) = remainders(
            [GivenTotal(1, KIND, "1/", 3, contains=True)], [NamedNumber(KIND, "1/", 5)]
        ).values()
        assert (found.contained, found.remainder, found.above) == (3, 0, 2)

    def test_two_decisions_of_one_unit_share_the_names(self):
        two = [GivenTotal(1, KIND, "1/", 100, contains=True), GivenTotal(2, KIND, "1/", 102, contains=True)]
        found = remainders(two, [NamedNumber(KIND, "1/", 101)])
        assert [found[pk].contained for pk in (1, 2)] == [100, 1]
        assert sum(one.remainder for one in found.values()) == 101

    def test_another_award_year_or_kind_is_another_matter(self):
        others = [NamedNumber(kind, "1/", 9) for kind in ((2, 2021, "individual"), (1, 2020, "individual"))]
        (found,) = remainders([GivenTotal(1, KIND, "1/", 20, contains=True)], others).values()
        assert found.remainder == 20

    @given(
        st.lists(st.tuples(st.sampled_from(PATHS), st.integers(1, 50), st.booleans()), max_size=6),
        st.lists(st.tuples(st.sampled_from(PATHS), st.integers(1, 30)), max_size=5),
    )
    def test_nothing_counts_twice_and_nothing_is_lost(self, totals, named):
        given_totals = [GivenTotal(pk, KIND, *one) for pk, one in enumerate(totals)]
        numbers = [NamedNumber(KIND, *one) for one in named]
        found = remainders(given_totals, numbers)
        for total in given_totals:
            rest = found[total.pk]
            assert 0 <= rest.remainder <= total.number
            if not total.contains:
                assert rest.remainder == total.number
        for path in PATHS:
            below = [one for one in given_totals if one.path.startswith(path)]
            counted = sum(one.number for one in numbers if one.path.startswith(path))
            counted += sum(found[one.pk].remainder for one in below)
            inside = [one for one in below if one.path == path and one.contains]
            if len(inside) == 1:
                # What a unit says of itself is counted in full, and what is recorded above it is not lost.
                assert counted >= inside[0].number
                if found[inside[0].pk].above == 0 and len([one for one in below if one.path == path]) == 1:
                    assert counted == inside[0].number


@pytest.fixture
def title(db):
    return AwardFactory(name="Lao động tiên tiến", kind="title", subject="individual")


@pytest.mark.django_db
class TestStatistics:
    def test_total_and_names_stand_side_by_side(self, office, unit_a, title, officer):
        AwardTotalFactory(award=title, unit=office, year=2021, number=202)
        for _ in range(5):
            received(title, unit_a)
        found = statistics_of(officer, StatisticsQuery(2021, 2021))
        assert (found.all.individuals, found.all.unnamed_individuals, found.all.total) == (5, 197, 202)
        assert {line.name: line.total for line in found.by_unit} == {
            "Văn phòng Thử nghiệm": 197,
            "Phòng A": 5,
        }

    def test_a_revoked_one_is_not_counted_again_by_its_total(self, office, unit_a, title, officer):
        AwardTotalFactory(award=title, unit=office, year=2021, number=202)
        received(title, unit_a)
        gone = received(title, unit_a)
        gone.revoked_on, gone.revoked_because = datetime.date(2022, 6, 1), "Kê khai không đúng"
        gone.save()
        assert statistics_of(officer, StatisticsQuery(2021, 2021)).all.total == 201

    def test_each_figure_leads_to_its_totals(self, office, unit_a, title, officer, signed_in):
        AwardTotalFactory(award=title, unit=office, year=2021)
        AwardTotalFactory(award=title, unit=unit_a, year=2021, number=20)
        AwardTotalFactory(unit=unit_a, year=2020, number=3, recipient="collective")
        browser = signed_in(officer)
        address = reverse("admin:awards_awardtotal_changelist")
        for asked in (StatisticsQuery(2020, 2021), StatisticsQuery(2020, 2021, unit_a)):
            found = statistics_of(officer, asked)
            for line in (found.all, *found.by_year, *found.by_award, *found.by_level, *found.by_unit):
                for column in UNNAMED:
                    listed = browser.get(address, line.totals_of(column))
                    assert listed.status_code == 200
                    rows = listed.context["cl"].result_list
                    assert sum(row.found.remainder for row in rows) == getattr(line, column), (line, column)

    def test_the_page_shows_them_and_the_years_between_as_none(self, office, title, officer, english):
        AwardTotalFactory(award=title, unit=office, year=2019)
        AwardTotalFactory(award=title, unit=office, year=2021, number=10)
        page = english(officer).get(reverse("admin:awards_conferral_statistics")).content.decode()
        assert "Individuals without names" in page
        assert 'aria-label="2019, Individuals without names: 202"' in page
        assert page.count("none recorded") >= 2, "2020 says so in the table and in the chart"
        assert ">not recorded<" in page

    def test_an_account_counts_what_it_may_see(self, office, unit_a, title, contact_a):
        AwardTotalFactory(award=title, unit=office)
        AwardTotalFactory(award=title, unit=unit_a, number=7)
        assert statistics_of(contact_a, StatisticsQuery(2019, 2021)).all.total == 7


@pytest.mark.django_db
class TestPage:
    def form(self, title, unit, **changes):
        return {
            "award": title.pk,
            "recipient": "individual",
            "unit": unit.pk,
            "year": "2021",
            "number": "202",
            "named": "contained",
            "decided_on": "",
            "decision": "",
            "note": "",
            **changes,
        }

    def add(self, browser, form):
        return browser.post(reverse("admin:awards_awardtotal_add"), form)

    def test_takes_the_day_of_its_decision(self, office, title, officer, english):
        decision = DocumentFactory(date=datetime.date(2022, 1, 20))
        answer = self.add(english(officer), self.form(title, office, decision=decision.pk))
        assert answer.status_code == 302, answer.context["errors"]
        made = AwardTotal.objects.get()
        assert (made.decided_on, made.counted_on) == (decision.date, decision.date)

    def test_without_a_day_it_counts_at_the_end_of_its_year(self, office, title, officer, english):
        self.add(english(officer), self.form(title, office))
        made = AwardTotal.objects.get()
        assert (made.decided_on, made.counted_on) == (None, datetime.date(2021, 12, 31))
        page = english(officer).get(reverse("admin:awards_awardtotal_change", args=[made.pk]))
        assert "Neither a decision nor another paper" in page.content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"number": "0"}, "A total is above zero"),
            ({"number": "-3"}, "greater than or equal to 0"),
            # On either database: what only one of them can hold could be moved nowhere.
            ({"number": "99999999999"}, "less than or equal to 2147483647"),
            ({"year": "2999"}, "This year has not begun"),
            ({"year": "99999999999"}, "error-links"),
            ({"recipient": "collective"}, "is not for such recipients"),
        ],
    )
    def test_bad_input(self, office, title, officer, english, changes, sentence):
        answer = self.add(english(officer), self.form(title, office, **changes))
        assert sentence in answer.content.decode()
        assert not AwardTotal.objects.exists()

    def test_a_day_that_contradicts_its_decision_is_refused_with_both(self, office, title, officer, english):
        decision = DocumentFactory(date=datetime.date(2022, 1, 20))
        form = self.form(title, office, decision=decision.pk, decided_on="21/01/2022")
        assert "The decision named here is of 20/01/2022" in self.add(english(officer), form).content.decode()

    def test_the_same_total_twice_is_told_at_its_field(self, office, title, officer, english):
        form = self.form(title, office)
        self.add(english(officer), form)
        answer = self.add(english(officer), form)
        assert "correct that one" in answer.content.decode()
        assert AwardTotal.objects.count() == 1

    def test_says_how_it_is_counted_and_what_contradicts(self, office, unit_a, title, officer, english):
        made = AwardTotalFactory(award=title, unit=office, year=2021, number=2)
        for _ in range(3):
            received(title, unit_a)
        page = english(officer).get(reverse("admin:awards_awardtotal_change", args=[made.pk]))
        said = page.content.decode()
        assert "counted besides them: 0" in said
        assert "More is recorded than the number says, by 1." in said

    def test_the_history_of_the_unit_tells_it(self, office, title, officer, english):
        AwardTotalFactory(award=title, unit=office, note="Báo cáo năm 2020")
        page = english(officer).get(reverse("admin:awards_conferral_unit", args=[office.pk])).content.decode()
        assert "2020: Lao động tiên tiến – 202 (individuals), Báo cáo năm 2020" in page

    def test_the_list_costs_the_same_for_one_and_for_thirty(self, office, officer, signed_in):
        browser = signed_in(officer)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(reverse("admin:awards_awardtotal_changelist")).status_code == 200
            return len(captured)

        AwardTotalFactory(unit=office)
        statements()
        few = statements()
        for _ in range(30):
            unit = UnitFactory(parent=office)
            received(AwardTotalFactory(unit=unit).award, unit, 2020)
        assert statements() == few

    def test_two_questions_however_many(self, office, django_assert_num_queries):
        totals = [AwardTotalFactory(unit=office) for _ in range(5)]
        with django_assert_num_queries(2):
            assert len(remainders_of(totals)) == 5
        with django_assert_num_queries(0):
            assert remainders_of([]) == {}
