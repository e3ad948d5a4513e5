from datetime import date

import pytest

from office_culture.text import periods


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2022, 5, 1), date(2022, 5, 31), "tháng 5 năm 2022"),
        (date(2022, 2, 1), date(2022, 2, 28), "tháng 02 năm 2022"),
        (date(2024, 2, 1), date(2024, 2, 28), "từ ngày 01 tháng 02 năm 2024 đến ngày 28 tháng 02 năm 2024"),
        (date(2022, 1, 1), date(2022, 3, 31), "quý I năm 2022"),
        (date(2022, 10, 1), date(2022, 12, 31), "quý IV năm 2022"),
        (date(2022, 2, 1), date(2022, 4, 30), "từ ngày 01 tháng 02 năm 2022 đến ngày 30 tháng 4 năm 2022"),
        (date(2022, 1, 1), date(2022, 6, 30), "6 tháng đầu năm 2022"),
        (date(2022, 7, 1), date(2022, 12, 31), "6 tháng cuối năm 2022"),
        (date(2022, 1, 1), date(2022, 9, 30), "9 tháng đầu năm 2022"),
        (date(2022, 1, 1), date(2022, 12, 31), "năm 2022"),
        (date(2019, 1, 1), date(2021, 12, 31), "từ năm 2019 đến năm 2021"),
        (date(2019, 1, 1), date(2022, 5, 23), "từ ngày 01 tháng 01 năm 2019 đến ngày 23 tháng 5 năm 2022"),
        (date(2019, 7, 1), date(2022, 6, 30), "từ ngày 01 tháng 7 năm 2019 đến ngày 30 tháng 6 năm 2022"),
        (date(2022, 5, 23), date(2022, 5, 23), "ngày 23 tháng 5 năm 2022"),
    ],
)
def test_a_period_has_its_customary_name(start, end, text):
    assert periods.period_text(start, end) == text


def test_tables_write_the_days_in_figures():
    start, end = date(2019, 1, 1), date(2022, 5, 23)
    assert periods.span_numeric(start, end) == "từ ngày 01/01/2019 đến ngày 23/05/2022"
    assert periods.span_numeric(end, end) == "ngày 23/05/2022"


def test_a_year_has_four_quarters():
    assert [periods.quarter_text(2022, q) for q in (1, 4)] == ["quý I năm 2022", "quý IV năm 2022"]
    with pytest.raises(ValueError, match="1 to 4"):
        periods.quarter_text(2022, 5)


@pytest.mark.parametrize("text", [periods.period_text, periods.span_text, periods.span_numeric])
def test_a_period_cannot_end_before_it_starts(text):
    with pytest.raises(ValueError, match="before it starts"):
        text(date(2022, 2, 1), date(2022, 1, 31))
