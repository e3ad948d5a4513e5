"""The legal order of lists, and working days."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.order import legal_order
from awards.rules.working_days import is_working_day, working_day_after


def line(name, place, *, person=1, title=True, posthumous=False, position=0):
    award = SimpleNamespace(position=place, pk=place, kind="title" if title else "form")
    return SimpleNamespace(
        name=name,
        award=award,
        person_id=person,
        posthumous=posthumous,
        position=position,
        pk=None,
    )


def test_higher_then_collectives_then_titles_then_living():
    rows = [
        line("form after death", 10, title=False, posthumous=True),
        line("low collective", 60, person=None),
        line("title", 10),
        line("title after death", 10, posthumous=True),
        line("form", 10, title=False),
        line("form of a collective", 10, person=None, title=False),
        line("title of a collective", 10, person=None),
        line("highest", 5, title=False),
    ]
    assert [row.name for row in sorted(rows, key=legal_order)] == [
        "highest",
        "title of a collective",
        "form of a collective",
        "title",
        "title after death",
        "form",
        "form after death",
        "low collective",
    ]


def test_among_equals_the_order_of_the_list():
    rows = [line("second", 10, position=2), line("first", 10, position=1)]
    assert [row.name for row in sorted(rows, key=legal_order)] == ["first", "second"]


def day(text):
    number, month = text.split("/")
    return datetime.date(2022, int(month), int(number))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("1/6", 10, "15/6"),  # a Wednesday: two weekends in between
        ("3/6", 1, "6/6"),  # from Friday to Monday
        ("4/6", 1, "6/6"),  # a Saturday does not count
        ("29/4", 1, "4/5"),  # 30/4 and 1/5 fell on a weekend; 2 and 3 May were given instead
        ("1/6", 0, "1/6"),
    ],
)
def test_counted_by_hand(start, days, end):
    off = {day("2/5"), day("3/5")}
    assert working_day_after(day(start), days, off) == day(end)


def test_a_saturday_that_is_worked_counts():
    assert working_day_after(day("3/6"), 1, (), {day("4/6")}) == day("4/6")


def test_no_period_is_negative():
    with pytest.raises(ValueError, match="not negative"):
        working_day_after(day("3/6"), -1)


@given(st.dates(datetime.date(2019, 1, 1), datetime.date(2030, 1, 1)), st.integers(1, 60))
def test_ends_on_a_working_day_with_so_many_since(start, days):
    end = working_day_after(start, days)
    between = [start + datetime.timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, between)) == days
