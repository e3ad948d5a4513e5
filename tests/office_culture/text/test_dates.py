import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text import dates

TODAY = date(2022, 5, 23)
FEW = settings(max_examples=100, deadline=None)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 1, 5), "ngày 05 tháng 01 năm 2022"),
        (date(2020, 6, 29), "ngày 29 tháng 6 năm 2020"),
        (date(2020, 11, 3), "ngày 03 tháng 11 năm 2020"),
        (date(2022, 2, 10), "ngày 10 tháng 02 năm 2022"),
        (date(2022, 3, 9), "ngày 09 tháng 3 năm 2022"),
        (date(2022, 9, 30), "ngày 30 tháng 9 năm 2022"),
    ],
)
def test_only_small_days_and_the_first_two_months_take_a_zero(day, words):
    assert dates.in_words(day) == words


def test_dates_in_sheets_have_two_digits():
    assert dates.numeric(date(2019, 8, 2)) == "02/08/2019"


def test_a_sunday_is_noticed():
    assert dates.is_weekend(date(2022, 5, 15))
    assert dates.weekday(date(2022, 5, 15)) == "Chủ nhật"
    assert not dates.is_weekend(date(2022, 5, 16))
    assert dates.weekday(date(2022, 5, 16)) == "thứ Hai"


@pytest.mark.parametrize(
    "typed",
    [
        "02/08/2019",
        "2/8/2019",
        " 02-08-2019\u00a0",
        "2.8.2019",
        "2 / 8 / 2019",
        "2019-08-02",
        "2019-8-2",
        "2019-08-02 00:00:00",
        "2019-08-02T00:00:00",
        date(2019, 8, 2),
        datetime(2019, 8, 2, 23, 59),  # noqa: DTZ001 - cells of a sheet know no zone
        datetime(2019, 8, 1, 18, 0, tzinfo=UTC),
    ],
)
def test_every_customary_spelling_is_read(typed):
    result = dates.parse(typed, today=TODAY)
    assert result == date(2019, 8, 2)
    assert type(result) is date


@pytest.mark.parametrize(
    ("typed", "code", "offer"),
    [
        ("", "not_a_date", None),
        ("hôm qua", "not_a_date", None),
        ("2/8", "not_a_date", None),
        ("2/8-2019", "not_a_date", None),
        ("2019-08-02 13:30", "not_a_date", None),
        (None, "not_a_date", None),
        (43679, "not_a_date", None),
        ("٢/٨/٢٠١٩", "not_a_date", None),
        ("14/6/19", "short_year", date(2019, 6, 14)),
        ("14/6/95", "short_year", date(1995, 6, 14)),
        ("14/6/219", "short_year", date(2019, 6, 14)),
        ("14/6/20199", "short_year", date(2019, 6, 14)),
        ("31/2/2022", "no_such_day", None),
        ("29/02/2021", "no_such_day", None),
        ("00/01/2022", "no_such_day", None),
        ("05/23/2022", "no_such_day", date(2022, 5, 23)),
        ("2022-23-05", "no_such_day", date(2022, 5, 23)),
    ],
)
def test_what_is_no_date_is_refused_with_the_date_probably_meant(typed, code, offer):
    with pytest.raises(dates.DateError) as refused:
        dates.parse(typed, today=TODAY)
    assert (refused.value.code, refused.value.suggestion) == (code, offer)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        (date(219, 6, 14), date(2019, 6, 14)),
        (date(2109, 6, 14), date(2019, 6, 14)),
        (date(2202, 5, 4), date(2022, 5, 4)),
        (date(3022, 5, 4), date(2022, 5, 4)),
        (date(222, 5, 4), date(2022, 5, 4)),
        (date(1022, 5, 4), date(2022, 5, 4)),
        (date(2029, 5, 4), None),
        (date(7777, 5, 4), None),
        (date(2019, 6, 14), None),
    ],
)
def test_a_slip_in_the_year_suggests_the_year_meant_when_there_is_only_one(slip, meant):
    assert dates.suggestion(slip, today=TODAY) == meant


def test_the_date_of_the_printed_source_is_refused_and_corrected():
    typed = dates.parse("14/6/0219", today=TODAY)
    with pytest.raises(dates.DateError) as refused:
        dates.check_plausible(typed, today=TODAY)
    assert refused.value.suggestion == date(2019, 6, 14)
    assert refused.value.params["offer"] == "14/06/2019"


def test_plausible_means_from_1945_to_next_year():
    for day in (date(1945, 1, 1), date(2023, 12, 31)):
        dates.check_plausible(day, today=TODAY)
    for day in (date(1944, 12, 31), date(2024, 1, 1)):
        with pytest.raises(dates.DateError):
            dates.check_plausible(day, today=TODAY)


@FEW
@given(
    st.dates(min_value=date(1000, 1, 1)),
    st.sampled_from(["{0:%d/%m/%Y}", "{0:%d-%m-%Y}", "{0:%Y-%m-%d}", "{0.day}/{0.month}/{0.year}"]),
)
def test_a_written_date_reads_back(day, pattern):
    assert dates.parse(pattern.format(day), today=TODAY) == day
    assert dates.parse(dates.numeric(day), today=TODAY) == day


@FEW
@given(st.dates())
def test_a_suggestion_is_plausible_and_keeps_the_day(day):
    offer = dates.suggestion(day, today=TODAY)
    if offer is not None:
        assert dates.is_plausible(offer, today=TODAY)
        assert (offer.day, offer.month) == (day.day, day.month)


@FEW
@given(st.one_of(st.text(), st.text(alphabet="0123456789/-. T:"), st.integers(), st.none()))
def test_whatever_is_typed_is_read_or_refused(typed):
    with contextlib.suppress(dates.DateError):
        assert isinstance(dates.parse(typed, today=TODAY), date)
