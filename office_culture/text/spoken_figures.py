"""Figures in running text: in digits, in words and as percentages; dates, symbols and spans of years are none."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from office_culture.text.reading import keeps_answers

# What holds digits and counts nothing, the longest first.
_NO_FIGURES = re.compile(
    r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{1,5})?"
    r"|(?:\d{1,2}[/.-])?\d{1,2}[/.-](?:1[89]|2[01])\d\d(?![\w%])|\d{1,2}/\d{1,2}/\d{3,5}"
    r"|(?:ngày|tháng)\s+\d{1,2}(?:/\d{1,2})?(?:\s+năm\s+\d{4})?|quý\s+(?:\d|[IV]+)\b(?:\s*[/-]\s*\d{4}|\s+năm\s+\d{4})?"
    r"|(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d|(?<![\d.,/])(?:19|20)\d\d(?![\d%/]|[.,]\d)"
    r"|\d{1,6}[^\W\d_]{0,3}(?:/\d{4})?(?:[/-][^\W\d_][\w.&]*)+"  # 29/KH-VPUB, 05-NQ/ĐU
    r"|(?<!con )\bsố\s+\d+(?=[,.;)](?!\d)|\s+(?:ngày|của|về)\b|$)"
    r"|\b(?:điều|khoản|mục|phần|phụ lục|chương|bảng|biểu|mẫu|hình|khóa|khoá|nhiệm kỳ|lần|lần thứ|đợt|kỳ|loại|cấp|bậc"
    r"|Trung ương|trang|tầng|phòng họp)\s+(?:số\s+)?\d+(?:\.\d+)*"
    r"|\b[^\W\d_]+[-–]\d+\b|\b\d+(?:[.,]\d+)?[^\W\d_]\w*"  # Covid-19, 30p
    r"|\d{1,2}\s+giờ(?:\s+\d{1,2}(?:\s+phút)?)?|\b(?:0\d{2,3}[ .]?\d{3}[ .]?\d{3,4})\b|24/7|\b\d\.0\b"
    r"|^\s*\d+[.)]\s",
    re.IGNORECASE,
)
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w/.,-])({_DIGITS})(?:\s*/\s*({_DIGITS})|\s+trên\s+(?:tổng\s+số\s+)?({_DIGITS}))?(\s?%|\s+phần\s+trăm)?(?![\w/]|[.,]\d)"
)
_UNITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BEHIND_TENS = ("mốt", "hai", "ba", "bốn|tư", "lăm|nhăm", "sáu", "bảy|bẩy", "tám", "chín")


def _in_words() -> dict[str, int]:
    """The words of two to ninety-nine with their values; "một" is an article more often than a figure."""
    found = {word: value for value, word in enumerate(_UNITS, start=1) if value > 1}
    found["mười"] = 10
    for value, word in enumerate(_BEHIND_TENS, start=1):
        found |= dict.fromkeys((f"mười {item}" for item in word.split("|")), 10 + value)
    found["mười một"] = 11
    for tens, ten in enumerate(_UNITS[1:], start=2):
        found[f"{ten} mươi"] = 10 * tens
        for value, word in enumerate(_BEHIND_TENS, start=1):
            found |= dict.fromkeys((f"{ten} mươi {entry}" for entry in word.split("|")), 10 * tens + value)
    return found


_WORDS = _in_words()
_WRITTEN = re.compile(
    rf"(?<![\w(])(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))}|(?<=chỉ có )một|(?<=duy nhất )một)(?!\w)",
    re.IGNORECASE,
)
_SMALL = "|".join(sorted({*_WORDS, "một", "không"}, key=len, reverse=True))
_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 1_000_000}
# "ba trăm", "bốn nghìn hai trăm mười tám", "một nghìn không trăm linh năm".
_LARGE = re.compile(
    rf"(?<![\w(])(?:{_SMALL})\s+(?:{'|'.join(_SCALES)})(?:\s+(?:(?:linh|lẻ)\s+)?(?:{_SMALL})"
    rf"(?:\s+(?:{'|'.join(_SCALES)}))?)*(?!\w)",
    re.IGNORECASE,
)
_LARGE_PARTS = re.compile(rf"(?<!\w)({_SMALL})(?:\s+({'|'.join(_SCALES)}))?(?!\w)")


@dataclass(frozen=True, slots=True)
class SpokenFigure:
    """A figure at its place in a text: `of` is the second number of "9/20".

    `in_words` is true where no digit shows it.
    """

    start: int
    end: int
    written: str
    value: Decimal
    of: Decimal | None = None
    percent: bool = False
    in_words: bool = False

    @property
    def decimals(self) -> int:
        """The number of digits behind the comma."""
        return sum(map(str.isdigit, self.written.partition(",")[2]))


def without_no_figures(text: str) -> str:
    """The text with "¤" for each character of dates, symbols and other numbers that count nothing."""
    return _NO_FIGURES.sub(lambda match: "¤" * len(match.group()), text)


@keeps_answers
def spoken_figures(text: str) -> list[SpokenFigure]:
    """The figures of a text in their order."""
    bare = without_no_figures(text)
    return sorted(itertools.chain(_in_digits(bare), _as_words(bare)), key=lambda figure: figure.start)


def _in_digits(bare: str) -> Iterator[SpokenFigure]:
    for match in _FIGURE.finditer(bare):
        first, slashed, spoken, percent = match.groups()
        of = slashed or spoken
        yield SpokenFigure(
            match.start(),
            match.end(),
            match.group(),
            _value(first),
            of=_value(of) if of else None,
            percent=bool(percent),
        )


def _as_words(bare: str) -> Iterator[SpokenFigure]:
    for match in _LARGE.finditer(bare):
        value = Decimal(_large(match.group().casefold()))
        yield SpokenFigure(match.start(), match.end(), match.group(), value, in_words=True)
    remaining = _LARGE.sub(lambda match: "¤" * len(match.group()), bare)
    for match in _WRITTEN.finditer(remaining):
        value = Decimal(_WORDS.get(match.group().casefold(), 1))
        yield SpokenFigure(match.start(), match.end(), match.group(), value, in_words=True)


def _large(written: str) -> int:
    """The value of words from a hundred on: hundreds gather until a larger scale takes them."""
    total = gathered = 0
    for small, scale in _LARGE_PARTS.findall(written):
        value = _WORDS.get(small, 1 if small == "một" else 0)
        if scale in ("", "trăm"):
            gathered += value * _SCALES.get(scale, 1)
        else:
            total, gathered = total + (gathered + value) * _SCALES[scale], 0
    return total + gathered


def _value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))
