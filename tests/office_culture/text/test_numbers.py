import contextlib
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text import numbers

FEW = settings(max_examples=100, deadline=None)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (4218, "4.218"),
        (-2530000, "-2.530.000"),
        (Decimal("95.5"), "95,5"),
        (Decimal("95.50"), "95,5"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-0.0"), "0"),
        (Decimal("1234.5"), "1.234,5"),
    ],
)
def test_numbers_are_printed_the_vietnamese_way(value, printed):
    assert numbers.number(value) == printed


def test_a_fixed_number_of_decimals_rounds_a_half_away_from_zero():
    assert numbers.number(Decimal("95.25"), 1) == "95,3"
    assert numbers.number(95, 2) == "95,00"
    assert numbers.number(Decimal("-0.04"), 1) == "0,0"


def test_floats_and_undefined_numbers_are_not_printed():
    with pytest.raises(TypeError):
        numbers.number(0.1)
    with pytest.raises(ValueError, match="infinite"):
        numbers.number(Decimal("NaN"))


def test_the_percent_sign_is_never_alone_on_a_line():
    assert numbers.percent(Decimal("95.5")) == "95,5%"
    assert numbers.signed_percent(-30) == "-30%"


def test_changes_carry_their_sign():
    assert [numbers.signed(n) for n in (3, -30, 0)] == ["+3", "-30", "0"]
    assert numbers.signed(Decimal("0.04"), 1) == "0,0"


def test_money_is_whole():
    assert numbers.money(Decimal("2530000.00")) == "2.530.000\u00a0đồng"
    with pytest.raises(ValueError, match="whole"):
        numbers.money(Decimal("0.5"))


@pytest.mark.parametrize(
    ("part", "of", "share"),
    [
        (58, 60, "96.7"),
        (4218, 4218, "100.0"),
        (4217, 4218, "99.9"),
        (1, 9999, "0.1"),
        (0, 5, "0.0"),
        (6, 5, "120.0"),
        (10001, 10000, "100.1"),
    ],
)
def test_a_share_is_rounded_but_never_into_all_or_nothing(part, of, share):
    assert numbers.share(part, of) == Decimal(share)


def test_nothing_has_no_shares():
    assert numbers.share(0, 0) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4218", 4218),
        ("4.218", 4218),
        ("4 218", 4218),
        (" 2.530.000\u00a0", 2530000),
        ("10\u00a0000", 10000),
        ("-30", -30),
        ("−30", -30),
        ("+5", 5),
        ("007", 7),
        (4218, 4218),
        (4218.0, 4218),
        (Decimal(12), 12),
    ],
)
def test_counts_are_read(typed, read):
    result = numbers.parse_whole(typed)
    assert result == read
    assert type(result) is int


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("10,5", "not_whole"),
        ("10,0", "not_whole"),
        (10.5, "not_whole"),
        ("1.00", "decimal_point"),
        ("0.123", "decimal_point"),
        ("1.000.00", "bad_groups"),
        ("1.0000", "decimal_point"),
        ("1.000 000", "bad_groups"),
        ("1,000", "ambiguous_comma"),
        ("1,000,000", "comma_groups"),
        ("", "no_number"),
        ("-", "no_number"),
        ("mười", "not_a_number"),
        ("1e3", "not_a_number"),
        ("٣", "not_a_number"),
        ("--5", "not_a_number"),
        ("10 hồ sơ", "not_a_number"),
        (True, "not_a_number"),
        (None, "not_a_number"),
        (float("nan"), "not_a_number"),
        ("9" * 16, "too_long"),
        ("9" * 5000, "too_long"),
        (1e300, "too_long"),
    ],
)
def test_what_is_no_count_is_refused(typed, code):
    with pytest.raises(numbers.NumberError) as refused:
        numbers.parse_whole(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("95,5", "95.5"),
        ("1.234,56", "1234.56"),
        ("1234,567", "1234.567"),
        ("0,125", "0.125"),
        ("1.000", "1000"),
        (95.1, "95.1"),
        (1 / 3, "0.333333333333333"),
        ("-0,5", "-0.5"),
    ],
)
def test_decimals_are_read(typed, read):
    assert numbers.parse_decimal(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["1.5", "95.25", "1,2,3", "1,", ",5", "1,234", "5 ,5"])
def test_what_could_mean_something_else_is_refused(typed):
    with pytest.raises(numbers.NumberError):
        numbers.parse_decimal(typed)


def test_the_refusal_offers_the_right_spelling():
    with pytest.raises(numbers.NumberError) as refused:
        numbers.parse_decimal("95.5")
    assert refused.value.params["decimal"] == "95,5"
    with pytest.raises(numbers.NumberError) as refused:
        numbers.parse_decimal("1,234")
    assert (refused.value.params["points"], refused.value.params["decimal"]) == ("1.234", "1,2340")


def test_a_percentage_may_carry_its_sign():
    for typed in ("95,5%", "95,5 %", "95,5", 95.5):
        assert numbers.parse_percent(typed) == Decimal("95.5")


@FEW
@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_a_printed_count_reads_back(count):
    assert numbers.parse_whole(numbers.whole(count)) == count


@FEW
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_printed_number_reads_back(value):
    assert numbers.parse_decimal(numbers.number(value)) == value
    assert numbers.parse_percent(numbers.percent(value)) == value


@FEW
@given(st.one_of(st.text(), st.text(alphabet="0123456789.,- %"), st.floats(), st.integers(), st.none()))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed):
    with contextlib.suppress(numbers.NumberError):
        assert numbers.parse_decimal(typed).is_finite()


def test_a_long_text_is_quoted_in_short():
    with pytest.raises(numbers.NumberError) as refused:
        numbers.parse_decimal("một " * 1000)
    assert len(refused.value.params["text"]) == 40


@pytest.mark.parametrize(("value", "printed"), [(0, "0"), (3, "03"), (10, "10"), (4218, "4.218")])
def test_counts_below_ten_carry_a_zero(value, printed):
    assert numbers.counted(value) == printed


@pytest.mark.parametrize(
    ("share_percent", "printed"),
    [
        ("66.67", "2/3"),
        ("66.66", "2/3"),
        ("66.7", "2/3"),
        ("33.33", "1/3"),
        ("70", "70%"),
        ("66.5", "66,5%"),
        ("50", "50%"),
    ],
)
def test_a_share_that_a_rule_asks_for_is_written_as_rules_write_it(share_percent, printed):
    assert numbers.least_share(Decimal(share_percent)) == printed


def test_two_percentages_differ_by_points():
    assert numbers.points(12) == "12\u00a0điểm phần trăm"
    assert numbers.signed_points(Decimal("-3.5")) == "-3,5\u00a0điểm phần trăm"
