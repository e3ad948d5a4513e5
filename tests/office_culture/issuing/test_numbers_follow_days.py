"""Numbers follow days: out of order only with a reason or as a late number, and nothing replaces what is younger."""

import datetime
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from office_culture.actions import papers
from office_culture.actions.signatures import newest_bytes
from office_culture.actions.workflow import Refused
from office_culture.models import IssuedPaper, NumberRegister, PaperState
from office_culture.models.frozen import door
from tests.factories.office import UnitFactory, UserFactory
from tests.office_culture.issuing.conftest import plain_paper
from tests.papers.reading import words

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2022, 3, 1)


def day(days: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=days)


@pytest.mark.parametrize(("number", "on"), [(16, day(9)), (14, day(11))])
def test_a_number_that_contradicts_its_day_is_refused_with_the_other_paper(issue, number, on):
    issue(number=15, on=day(10))
    with pytest.raises(ValidationError) as refused:
        issue(number=number, on=on)
    (told,) = refused.value.message_dict["out_of_order_because"]
    assert "15/BC-VPTN" in told
    assert "11/03/2022" in told
    assert IssuedPaper.objects.count() == 1
    assert NumberRegister.objects.get().last == 15


def test_a_reason_lets_it_through_and_stays(issue):
    issue(number=15, on=day(10))
    paper = issue(number=16, on=day(9), out_of_order_because="Sổ giấy ghi sót")
    assert IssuedPaper.objects.get(pk=paper.pk).out_of_order_because == "Sổ giấy ghi sót"
    paper.out_of_order_because = ""
    with pytest.raises(Exception, match="out_of_order_because"):
        paper.save()


def test_a_late_number_stands_between_its_neighbours(issue):
    issue(number=15, on=day(10))
    issue(number=16, on=day(20))
    late = issue(number=15, suffix="a", on=day(12))
    assert (late.symbol, NumberRegister.objects.get().last) == ("15a/BC-VPTN", 16)
    assert "Số: 15a/BC-VPTN" in words(newest_bytes(late))
    assert issue(number=15, suffix="b", on=day(12)).symbol == "15b/BC-VPTN"
    for wrong in (
        {"number": 15, "suffix": "a", "on": day(12)},  # given already
        {"number": 15, "suffix": "c", "on": day(21)},  # after number 16
        {"number": 15, "suffix": "c", "on": day(11)},  # before 15b
        {"number": 9, "suffix": "a", "on": day(1)},  # follows nothing
    ):
        with pytest.raises(ValidationError):
            issue(**wrong)
    assert issue().number == 1, "another year has a register of its own"


def test_a_number_belongs_to_the_year_of_its_day(issue):
    paper = issue(number=3, on=day(0))
    assert paper.year == 2022
    with pytest.raises(IntegrityError, match="issued_paper_year_of_its_day"), door("test"):
        super(type(IssuedPaper.objects.all()), IssuedPaper.objects.all()).update(year=2023)


def test_nothing_is_replaced_by_an_older_paper(issue, officer):
    old, newer = issue(number=8, on=day(10)), issue(number=7, on=day(9))
    with pytest.raises(Refused, match="11/03/2022"):
        papers.supersede(paper=old, by_paper=newer, by=officer)
    assert IssuedPaper.objects.get(pk=old.pk).state == PaperState.IN_FORCE


def test_what_a_withdrawn_paper_replaced_is_in_force_again(issue, officer):
    old, newer = issue(number=7, on=day(9)), issue(number=8, on=day(10))
    papers.supersede(paper=old, by_paper=newer, by=officer)
    with pytest.raises(Refused):
        papers.restore(paper=old, by=officer, reason="Còn hiệu lực")
    papers.withdraw(paper=newer, by=officer, reason="Số liệu sai")
    papers.restore(paper=old, by=officer, reason="Số liệu sai")
    kept = IssuedPaper.objects.get(pk=old.pk)
    assert (kept.state, kept.superseded_by, kept.ended_on, kept.end_reason) == ("in_force", None, None, "")


class TestAnyCourse(TestCase):
    """Whatever numbers and days clerks try, what is given without a reason is in the order of its days."""

    @settings(deadline=None, max_examples=25)
    @given(
        st.lists(
            st.tuples(st.integers(1, 6), st.sampled_from(["", "", "a", "b"]), st.integers(0, 8)), max_size=12
        )
    )
    def test_numbers_and_days_rise_together(self, tries):
        unit, by = UnitFactory(code="VPTN", letterhead_name="VĂN PHÒNG", place="Sơn La"), UserFactory()
        for number, suffix, days in tries:
            try:
                papers.freeze(
                    paper=plain_paper(),
                    paper_type=papers.PaperType("BC", "Báo cáo"),
                    unit=unit,
                    by=by,
                    number=number,
                    suffix=suffix,
                    on=day(days),
                )
            except ValidationError:
                continue
        given = IssuedPaper.objects.filter(unit=unit).order_by("number", "suffix")
        assert all(first.date <= second.date for first, second in pairwise(given))
        assert len({paper.symbol for paper in given}) == len(given)
