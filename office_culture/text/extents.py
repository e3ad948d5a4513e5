"""How exactly a number is meant, in the words of papers: "ít nhất 30%", "khoảng 1,2 tỷ đồng", "từ 20 đến 25 phút"."""

from decimal import Decimal
from enum import StrEnum

from office_culture.text.numbers import NO_BREAK_SPACE, measured, money, number

# Names of large amounts, the largest first.
_LARGE = ((Decimal(10) ** 9, "tỷ đồng"), (Decimal(10) ** 6, "triệu đồng"))
_MOST_DECIMALS = 3


class Extent(StrEnum):
    """How a stated number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"


_WORDS = {Extent.ABOUT: "khoảng ", Extent.AT_LEAST: "ít nhất ", Extent.AT_MOST: "không quá "}


def measured_extent(extent: Extent, value: Decimal, to: Decimal | None, unit: str) -> str:
    """A number with its unit of measure: "ít nhất 30%", "từ 20 đến 25 phút". No digit of it is rounded away.

    A range without an upper end is printed as a single number.
    """
    if extent == Extent.BETWEEN and to is not None:
        low = f"{number(value)}%" if unit == "%" else number(value)
        return f"từ {low} đến {measured(number(to), unit)}"
    return f"{_WORDS.get(extent, '')}{measured(number(value), unit)}"


def money_extent(extent: Extent, value: Decimal, to: Decimal | None = None) -> str:
    """An amount in đồng: "3.000.000 đồng" where it is exact, else "khoảng 1,2 tỷ đồng" as long as no digit is lost."""
    if extent == Extent.EXACT:
        return money(value)
    if extent == Extent.BETWEEN and to is not None:
        low, high = _in_large(value), _in_large(to)
        if low[1] == high[1]:
            return f"từ {low[0]} đến {NO_BREAK_SPACE.join(high)}"
        return f"từ {NO_BREAK_SPACE.join(low)} đến {NO_BREAK_SPACE.join(high)}"
    return f"{_WORDS.get(extent, '')}{NO_BREAK_SPACE.join(_in_large(value))}"


def _in_large(value: Decimal) -> tuple[str, str]:
    """The number and its unit: Decimal(1200000000) → "1,2", "tỷ đồng"."""
    for size, unit in _LARGE:
        count = value / size
        if count >= 1 and count == round(count, _MOST_DECIMALS):
            return number(count), unit
    return number(value), "đồng"
