"""Figures as people type them: what is certain is read, what is not is asked once for a file.

A cell that no rule of Vietnamese writing settles has a form ("4,218" has commas between digits). How a form is meant
is one answer for all cells of the file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from office_culture.sheets.columns import ColumnKind
from office_culture.sheets.errors import UnreadableCell
from office_culture.text import numbers
from office_culture.text.search import fold

MOST_EXAMPLES = 5


class Form(Enum):
    """What makes a figure uncertain."""

    COMMAS = "commas"
    POINTS = "points"
    SPACES = "spaces"
    MAGNITUDES = "magnitudes"
    WORDS = "words"
    DASHES = "dashes"


class FigureReading(Enum):
    """How a form is meant; `REFUSE` leaves its rows to be corrected."""

    THOUSANDS = "thousands"
    DECIMALS = "decimals"
    MULTIPLY = "multiply"
    NUMBER = "number"
    ZERO = "zero"
    BLANK = "blank"
    REFUSE = "refuse"


QUESTIONS: dict[Form, Any] = {
    Form.COMMAS: _("A comma between digits: what does it divide?"),
    Form.POINTS: _("A point before one or two digits: what does it divide?"),
    Form.SPACES: _("A blank between digits: what does it divide?"),
    Form.MAGNITUDES: _("Rounded figures with a word such as “ngàn”: how are they taken in?"),
    Form.WORDS: _("A figure with a word behind it: is the figure alone taken in?"),
    Form.DASHES: _("A dash in a column of figures: what does it stand for?"),
}
READINGS: dict[FigureReading, Any] = {
    FigureReading.THOUSANDS: _("Thousands, as in four thousand two hundred and eighteen"),
    FigureReading.DECIMALS: _("Decimals: what follows is a fraction"),
    FigureReading.MULTIPLY: _("As the rounded number: 5,65 ngàn is 5.650"),
    FigureReading.NUMBER: _("Yes, the figure alone"),
    FigureReading.ZERO: _("Zero"),
    FigureReading.BLANK: _("Nothing: no figure is known"),
    FigureReading.REFUSE: _("Not certain: refuse these rows"),
}
_POSSIBLE: dict[Form, tuple[FigureReading, ...]] = {
    Form.COMMAS: (FigureReading.THOUSANDS, FigureReading.DECIMALS, FigureReading.REFUSE),
    Form.POINTS: (FigureReading.DECIMALS, FigureReading.REFUSE),
    Form.SPACES: (FigureReading.THOUSANDS, FigureReading.REFUSE),
    Form.MAGNITUDES: (FigureReading.MULTIPLY, FigureReading.REFUSE),
    Form.WORDS: (FigureReading.NUMBER, FigureReading.REFUSE),
    Form.DASHES: (FigureReading.ZERO, FigureReading.BLANK, FigureReading.REFUSE),
}

_SIGN = r"[-+\u2212]?\s*"
_COMMAS = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?")
_POINTS = re.compile(
    rf"{_SIGN}(?:[0-9]+\.[0-9]{{1,2}}|[0-9]+\.[0-9]{{4,}}|0\.[0-9]+|[0-9]{{4,}}\.[0-9]{{3}})"
)
_SPACES = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:\s[0-9]{{3}})+(?:,[0-9]+)?")
_MAGNITUDE = re.compile(rf"({_SIGN}[0-9][0-9.,]*)\s*(ngan|nghin|k|trieu|ty|ti)")
_WORDS = re.compile(r"([0-9][0-9.,]*)\s+([^\W\d_][^\d]{0,30})")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212_]{1,3}|\u2026|\.{2,5}")
_TIMES = {
    "ngan": 1_000, "nghin": 1_000, "k": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000,
}  # fmt: skip
ZERO_WORDS = {"khong", "khong co"}
# No figure is not zero.
UNKNOWN_WORDS = {
    "khong co so lieu", "chua co so lieu", "chua co", "khong ro", "chua ro", "n/a", "kcsl", "khong thong ke",
}  # fmt: skip
_UNCERTAIN = _("“%(text)s” can be read in more than one way. Write it as in 4.218 or 95,5.")


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One form that the file has, with cells that show it."""

    form: Form
    examples: tuple[str, ...]
    count: int
    readings: tuple[FigureReading, ...]


def form_of(value: Any, kind: ColumnKind) -> Form | None:
    """What makes this cell of a column of figures uncertain; None where nothing does, or where no form helps."""
    if not isinstance(value, str) or isinstance(value, UnreadableCell):
        return None
    typed = " ".join(value.split()).removeprefix("'")
    if typed.endswith("%"):
        typed = typed[:-1].rstrip()
    if _DASHES.fullmatch(typed):
        return Form.DASHES
    if _COMMAS.fullmatch(typed):
        return Form.COMMAS
    if _SPACES.fullmatch(typed):
        return Form.SPACES
    if kind is ColumnKind.NUMBER and _POINTS.fullmatch(typed):
        return Form.POINTS
    folded = fold(typed)
    if folded in ZERO_WORDS | UNKNOWN_WORDS:
        return None
    if _MAGNITUDE.fullmatch(folded):
        return Form.MAGNITUDES
    return Form.WORDS if _WORDS.fullmatch(typed) else None


def questions(cells: Iterable[tuple[str, Any, ColumnKind]]) -> tuple[FormQuestion, ...]:
    """The forms among the cells of figures; each cell comes with the name of its place ("Sheet 1!C4")."""
    examples: dict[Form, list[str]] = {}
    counts: dict[Form, int] = {}
    kinds: dict[Form, set[ColumnKind]] = {}
    for place, value, kind in cells:
        if form := form_of(value, kind):
            counts[form] = counts.get(form, 0) + 1
            kinds.setdefault(form, set()).add(kind)
            if len(examples.setdefault(form, [])) < MOST_EXAMPLES:
                examples[form].append(f"{place}: {' '.join(value.split())}")
    return tuple(
        FormQuestion(form, tuple(examples[form]), counts[form], _readings(form, kinds[form]))
        for form in Form
        if form in counts
    )


def _readings(form: Form, kinds: set[ColumnKind]) -> tuple[FigureReading, ...]:
    # A count has no decimals.
    without = {FigureReading.DECIMALS} if form is Form.COMMAS and ColumnKind.NUMBER not in kinds else set()
    return tuple(reading for reading in _POSSIBLE[form] if reading not in without)


def read_figure(value: Any, kind: ColumnKind, answers: Mapping[Form, FigureReading]) -> Any:
    """The figure, None for no figure, or the cell as it is where the column itself refuses it."""
    if not isinstance(value, str) or isinstance(value, UnreadableCell):
        return value
    # An apostrophe marks text in sheets; programs that write CSV keep it before a figure.
    value = value.strip().removeprefix("'")
    folded = fold(value).strip()
    if folded in ZERO_WORDS:
        return 0
    if folded in UNKNOWN_WORDS:
        return None
    form = form_of(value, kind)
    if form is None:
        return _with_points(value, kind, answers)
    reading = answers.get(form, FigureReading.REFUSE)
    if reading is FigureReading.REFUSE or (reading is FigureReading.DECIMALS and kind is ColumnKind.COUNT):
        return UnreadableCell(value, _UNCERTAIN % {"text": value})
    return _read(value, form, reading)


def _with_points(value: str, kind: ColumnKind, answers: Mapping[Form, FigureReading]) -> Any:
    """Where points divide decimals, "1.234" in a column with decimals may be either; elsewhere it is a thousand."""
    grouped = kind is ColumnKind.NUMBER and re.fullmatch(
        rf"{_SIGN}[1-9][0-9]{{0,2}}\.[0-9]{{3}}\s*%?", value.strip()
    )
    if grouped and answers.get(Form.POINTS) is FigureReading.DECIMALS:
        return UnreadableCell(value, _UNCERTAIN % {"text": value})
    return value


def _read(value: str, form: Form, reading: FigureReading) -> Any:
    typed = "".join(value.split()).removesuffix("%").replace("\u2212", "-")
    if form is Form.DASHES:
        return 0 if reading is FigureReading.ZERO else None
    if form is Form.SPACES:
        return _number(typed.replace(",", "."))
    if form is Form.COMMAS:
        return _number(typed.replace(",", "" if reading is FigureReading.THOUSANDS else "."))
    if form is Form.POINTS:
        return _number(typed)
    try:
        if form is Form.MAGNITUDES and (found := _MAGNITUDE.fullmatch(fold(value).strip())):
            return _short(numbers.parse_decimal(found[1].strip()) * _TIMES[found[2]])
        if found := _WORDS.fullmatch(" ".join(value.split())):
            return _short(numbers.parse_decimal(found[1]))
    except numbers.NumberError:
        pass
    return UnreadableCell(value, _UNCERTAIN % {"text": value})


def _number(text: str) -> Any:
    return (
        _short(Decimal(text)) if text.count(".") <= 1 else UnreadableCell(text, _UNCERTAIN % {"text": text})
    )


def _short(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value
