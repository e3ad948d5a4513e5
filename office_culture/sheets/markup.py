"""What the reader of workbooks does not tell, in one pass over the XML of a sheet."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from office_culture.sheets.errors import SheetRefused
from office_culture.sheets.unpacking import Limits

Place = tuple[int, int]

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_YES = {"1", "true", "on"}
# Formats that every workbook has without listing them: 0% and 0.00%.
_PERCENT_FORMATS = {"9", "10"}
_QUOTED = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True, slots=True)
class CellStyles:
    """By the number of a style: whether it shows per cent, and how many digits it fills up with zeros."""

    percent: frozenset[str] = frozenset()
    digits: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Markup:
    """What the XML of one sheet says of its cells; rows and columns count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    percents: set[Place] = field(default_factory=set)
    digits: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    without_result: set[Place] = field(default_factory=set)


def parse(content: bytes, start: Callable[[str, dict[str, str]], None]) -> Any:
    """Calls `start(name, attributes)` for each element, its name without prefix. Raises `expat.ExpatError`."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    return parser.Parse(content, True)


def read_styles(content: bytes) -> CellStyles:
    """The styles of cells in `xl/styles.xml`."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    within = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        if name == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name in {"cellXfs", "cellStyleXfs", "dxfs", "cellStyles"}:
            within = name
        elif name == "xf" and within == "cellXfs":
            formats.append(attributes.get("numFmtId", "0"))

    parse(content, start)
    percent = {
        str(place)
        for place, number in enumerate(formats)
        if number in _PERCENT_FORMATS or "%" in _QUOTED.sub("", codes.get(number, ""))
    }
    digits = {
        str(place): len(codes[number])
        for place, number in enumerate(formats)
        if re.fullmatch("00+", codes.get(number, ""))
    }
    return CellStyles(frozenset(percent), digits)


class _SheetPass:
    """The state of the pass: where the current cell stands and what it was seen to hold."""

    def __init__(self, styles: CellStyles, limits: Limits) -> None:
        self.found = Markup()
        self._styles, self._limits = styles, limits
        self._row, self._column, self._cells, self._merges = -1, -1, 0, 0
        self._formula = self._value = self._filled = self._typed = False
        self._error: Place | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._columns: dict[str, int] = {}

    def read(self, content: bytes) -> Markup:
        self._parser.Parse(content, True)
        self._close_cell()
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._close_cell()
            self._open_cell(attributes)
        elif name in {"v", "f", "is"}:
            self._fill(name)
        elif name == "row":
            self._open_row(attributes)
        elif name == "col":
            self._hide_columns(attributes)
        elif name == "mergeCell":
            self._merges += 1
            if self._merges > self._limits.merges:
                raise _too_large()

    def _open_row(self, attributes: dict[str, str]) -> None:
        self._close_cell()
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1
        if attributes.get("hidden") in _YES or _is_nothing(attributes.get("ht")):
            self.found.hidden_rows.add(self._row)

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _YES or _is_nothing(attributes.get("width")):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.found.hidden_columns.update(range(first - 1, min(last, self._limits.columns)))

    def _open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference and (place := _PLACE.fullmatch(reference)):
            name, number = place.groups()
            if name not in self._columns:
                self._columns[name] = column_number(name)
            self._row, self._column = int(number) - 1, self._columns[name]
        else:
            self._column += 1
        style = attributes.get("s")
        if style is not None:
            if style in self._styles.percent:
                self.found.percents.add((self._row, self._column))
            elif style in self._styles.digits:
                self.found.digits[self._row, self._column] = self._styles.digits[style]
        kind = attributes.get("t")
        # A formula whose result is an empty text says so by its type.
        self._typed = kind not in (None, "n")
        if kind == "e":
            self._error = (self._row, self._column)

    def _fill(self, name: str) -> None:
        if not self._filled:
            self._filled = True
            self._cells += 1
            if (
                self._cells > self._limits.cells
                or self._row >= self._limits.rows
                or self._column >= self._limits.columns
            ):
                raise _too_large()
        if name == "f":
            self._formula = True
        elif self._error:
            self.found.errors[self._error] = ""
            self._parser.CharacterDataHandler = self._read_text
        elif self._formula and not self._typed:
            self._parser.CharacterDataHandler = self._read_text
        else:
            self._value = True

    def _read_text(self, text: str) -> None:
        """The text of the value, or white space between elements."""
        if self._error:
            self.found.errors[self._error] += text.strip()
        self._value = self._value or bool(text.strip())

    def _close_cell(self) -> None:
        if self._formula and not self._value:
            self.found.without_result.add((self._row, self._column))
        self._parser.CharacterDataHandler = None
        self._error = None
        self._formula = self._value = self._filled = False


def read_markup(content: bytes, styles: CellStyles, limits: Limits) -> Markup:
    """One pass over a sheet. Raises `SheetRefused` beyond the limits, `ValueError` or `expat.ExpatError` if damaged."""
    return _SheetPass(styles, limits).read(content)


def column_number(name: str) -> int:
    """ "A" → 0, "AA" → 26."""
    place = 0
    for letter in name:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _too_large() -> SheetRefused:
    return SheetRefused(
        _("The workbook has too many rows or columns. Copy what is needed into a new workbook.")
    )


def _is_nothing(size: str | None) -> bool:
    return size is not None and float(size) == 0
