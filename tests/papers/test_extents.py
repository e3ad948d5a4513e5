"""Words for how exactly a number is meant."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_culture.text.extents import Extent, measured_extent, money_extent
from office_culture.text.numbers import parse_decimal


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("extent", "value", "to", "unit", "words"),
    [
        (Extent.EXACT, "30", None, "%", "30%"),
        (Extent.ABOUT, "0.4", None, "%", "khoảng 0,4%"),
        (Extent.AT_LEAST, "30", None, "%", "ít nhất 30%"),
        (Extent.AT_MOST, "2.25", None, "ngày", "không quá 2,25 ngày"),
        (Extent.BETWEEN, "20", "25", "phút", "từ 20 đến 25 phút"),
        (Extent.BETWEEN, "20", "30.5", "%", "từ 20% đến 30,5%"),
        (Extent.BETWEEN, "20", None, "phút", "20 phút"),
    ],
)
def test_measures(extent, value, to, unit, words):
    assert plain(measured_extent(extent, Decimal(value), Decimal(to) if to else None, unit)) == words


@pytest.mark.parametrize(
    ("extent", "value", "to", "words"),
    [
        (Extent.EXACT, 1_200_000_000, None, "1.200.000.000 đồng"),
        (Extent.ABOUT, 1_200_000_000, None, "khoảng 1,2 tỷ đồng"),
        (Extent.AT_LEAST, 350_000_000, None, "ít nhất 350 triệu đồng"),
        (Extent.AT_MOST, 12_345_678, None, "không quá 12.345.678 đồng"),
        (Extent.ABOUT, 1_234_500_000, None, "khoảng 1.234,5 triệu đồng"),
        (Extent.BETWEEN, 1_200_000_000, 1_500_000_000, "từ 1,2 đến 1,5 tỷ đồng"),
        (Extent.BETWEEN, 900_000_000, 1_100_000_000, "từ 900 triệu đồng đến 1,1 tỷ đồng"),
        (Extent.AT_LEAST, 0, None, "ít nhất 0 đồng"),
    ],
)
def test_money(extent, value, to, words):
    assert plain(money_extent(extent, Decimal(value), Decimal(to) if to else None)) == words


@given(st.integers(0, 10**15 - 1))
def test_no_digit_of_an_amount_is_lost(value):
    count, unit = plain(money_extent(Extent.ABOUT, Decimal(value))).removeprefix("khoảng ").split(" ", 1)
    size = {"đồng": 1, "triệu đồng": 10**6, "tỷ đồng": 10**9}[unit]
    assert parse_decimal(count) * size == value
