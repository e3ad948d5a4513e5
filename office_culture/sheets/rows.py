"""What a row below the titles is: data, or what people put between and below data."""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import Any

from office_culture.sheets.book import is_blank
from office_culture.text.search import fold


class RowKind(Enum):
    DATA = "data"
    BLANK = "blank"
    NUMBERS = "numbers"  # (1) (2) (3)
    TITLES = "titles"  # the titles again, as printed on each page
    GROUP = "group"
    TOTAL = "total"
    FOOT = "foot"  # place and date, signatures


_NUMBER_OF_COLUMN = re.compile(r"\(?\s*([0-9]{1,2}|[A-Z])\s*\)?(?:\s*=.*)?")
_ROMAN_OR_LETTER = re.compile(r"(?:[IVXL]+|[A-Z])\s*[.)/-]?")
_TOTAL = re.compile(
    r"(?:tong cong(?! ty\b)|tong so|tong hop chung)\b.*|tong hop\s*:.*"
    r"|(?:cong|tong)(?: don| luy ke)? (?:quy|thang|nam|6 thang|9 thang)\b.*[0-9ivx]+\b.*|luy ke\b.*"
    r"|(?:cong|tong)(?:\s*[:.(].*|\s+(?:[ivx]+|[a-h]|[0-9]+)\b.*|\s+(?:nhom|muc|phan|khoi|toan|chung|don)\b.*)?"
    r"|total\b.*|sum"
)
_FOOT = re.compile(
    r".{0,40}\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,12}|nguoi (?:lap|tong hop|ky|duyet|bao cao).*"
    r"|thu truong.*|\(?ky,? .*ho (?:va )?ten.*|xac nhan cua.*|noi nhan\b.*|ghi chu\s*:.*"
)
# Whoever signs has the post in capitals; in a column of posts it stands as a word.
_POST = re.compile(
    r"(?:(?:kt|tm|tl|tuq|q)\. ?)?(?:.{0,30}\b(?:chanh van phong|giam doc|chu tich|bi thu|truong phong|truong ban)"
    r"|pho .{0,40}|thu ky)\b.{0,30}|(?:kt|tm|tl|tuq)\. ?.{0,60}"
)
# Below a table without running numbers only this is certain to be no row.
_SIGNED_FOR = re.compile(r"(?:kt|tm|tl|tuq|q)\. ?[a-z]|nguoi (?:lap|tong hop) |noi nhan\s*:")
_MOST_CELLS_OF_A_FOOT = 3


def is_row_of_numbers(cells: Sequence[Any]) -> bool:
    """Whether the cells number the columns: "(1) (2) (3)", "A B 1 2", "1 2 3"."""
    found: list[str] = []
    signs: list[re.Match[str]] = []
    for value in cells:
        if not is_blank(value):
            found.append(str(value).strip())
            sign = _NUMBER_OF_COLUMN.fullmatch(found[-1])
            if sign is None:
                return False
            signs.append(sign)
    if len(found) < 2:
        return False
    numbers = [int(sign[1]) for sign in signs if sign[1].isdigit()]
    in_parentheses = all(text.startswith("(") for text in found)
    counts_up = all(after == before + 1 for before, after in pairwise(numbers))
    return counts_up and (in_parentheses or (len(found) >= 3 and numbers[:1] in ([0], [1], [])))


def is_total(text: str) -> bool:
    """Whether a row that begins with this text sums up others: "Tổng cộng", "Cộng I"; not "Tổng cục Thuế"."""
    return bool(_TOTAL.fullmatch(fold(text).strip()))


def kind_of(cells: Sequence[Any], *, number: int | None, spanned: int) -> RowKind:
    """What the row is. `number` is the place of the running numbers, `spanned` how many columns its widest merge has.

    Cells are as they stand, without what a merge above spreads.
    """
    filled = [(place, value) for place, value in enumerate(cells) if not is_blank(value)]
    if not filled:
        return RowKind.BLANK
    if is_row_of_numbers(cells):
        return RowKind.NUMBERS
    words = [(place, value.strip()) for place, value in filled if isinstance(value, str)]
    numbered = number is not None and _is_running_number(cells[number])
    if not numbered and any(is_total(text) for _place, text in words[:2]):
        return RowKind.TOTAL
    if numbered or not words:
        return RowKind.DATA
    if len(filled) <= _MOST_CELLS_OF_A_FOOT and len(words) == len(filled):
        alone = len(filled) == 1 and number is None and bool(_SIGNED_FOR.match(fold(words[0][1])))
        beside_numbers = [
            place > 0 or place == number or len(cells) == 1 or spanned > 1 for place, _ in words
        ]
        if alone or (
            all(beside_numbers)
            and any(
                _FOOT.fullmatch(fold(text)) or (text.isupper() and _POST.fullmatch(fold(text)))
                for _place, text in words
            )
        ):
            return RowKind.FOOT
        if _is_group(filled, words, number, spanned, len(cells)):
            return RowKind.GROUP
    return RowKind.DATA


def heading_of(cells: Sequence[Any]) -> str:
    """The words of a heading of a group, without its number: "I | Phòng A" and "II. Phòng A" give "Phòng A"."""
    texts = [str(value).strip() for value in cells if not is_blank(value)]
    words = [text for text in texts if not _ROMAN_OR_LETTER.fullmatch(text)]
    return re.sub(r"^(?:[IVXL]+|[A-Z]|[0-9]+)\s*[.)/:-]\s*", "", max(words or [""], key=len)).strip(" :")


def _is_running_number(value: Any) -> bool:
    return (isinstance(value, int | float) and not isinstance(value, bool)) or (
        isinstance(value, str) and bool(re.fullmatch(r"\s*[0-9]+(?:\.[0-9]+)*[.)]?\s*", value))
    )


def _is_group(
    filled: list[tuple[int, Any]], words: list[tuple[int, str]], number: int | None, spanned: int, width: int
) -> bool:
    place, first = words[0]
    if width < 3 or len(filled) > 2:
        return False
    if _ROMAN_OR_LETTER.fullmatch(first) and place <= 1:
        return True
    if len(filled) > 1:
        return False
    return spanned * 2 >= width or spanned >= 3 or place == number or (first.isupper() and place <= 2)
