"""The content of a paper as plain values, free of any output format.

A section function turns facts into blocks; a renderer turns blocks into PDF, DOCX, HTML or text. Blocks
are frozen, so the same blocks can be rendered twice, compared in a test and kept in a cache.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style.

    `link` is an http, https or mailto address; renderers print any other address as plain text.
    `origin` is the key of the fact that a figure was taken from; it is never printed, but lets a screen
    lead from the figure to the records behind it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str | None = None
    origin: str | None = None


Text = tuple[Run, ...]


def text(*parts: "str | Run | Text") -> Text:
    """Join strings, runs and texts: `text("Đã giải quyết ", figure("4.212", "cases.resolved"), " hồ sơ")`."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs.append(Run(part))
        elif isinstance(part, Run):
            runs.append(part)
        else:
            runs.extend(part)
    return tuple(runs)


def bold(content: str) -> Run:
    return Run(content, bold=True)


def italic(content: str) -> Run:
    return Run(content, italic=True)


def figure(content: str, origin: str) -> Run:
    """A figure as it is printed, with the key of the fact it came from."""
    return Run(content, origin=origin)


def plain(content: Text) -> str:
    """The characters of a text without styles."""
    return "".join(run.text for run in content)


def origins(content: Text) -> tuple[str, ...]:
    """The fact keys named in a text, in reading order."""
    return tuple(run.origin for run in content if run.origin)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, justified, first line indented. Numbered khoản and điểm without a title are
    paragraphs."""

    text: Text

    @classmethod
    def of(cls, *parts: str | Run | Text) -> "Paragraph":
        return cls(text(*parts))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a report: level 1 `I. NHỮNG KẾT QUẢ` (printed in capitals), level 2 `1. Title`,
    level 3 `a) Title`. `number` is what stands before the title, without its dot or bracket."""

    level: int
    number: str
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"A heading has level 1, 2 or 3, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Division:
    """Phần, Chương, Mục or Tiểu mục: the label (`Chương I`) and below it the title, both centred."""

    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """Điều of a decision or regulation: `Điều 1.` in bold, then its bold title or its text on the same
    line."""

    number: int
    text: Text = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list; each item begins with a hyphen, as Vietnamese papers do."""

    items: tuple[Text, ...]

    @classmethod
    def of(cls, *items: str | Run | Text) -> "BulletList":
        return cls(tuple(text(item) for item in items))


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class CellKind(StrEnum):
    """The kind of values in a column; decides the alignment when none is given."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ORDINAL = "ordinal"  # the running number of a row (STT)


_ALIGN_OF_KIND = {
    CellKind.TEXT: Align.LEFT,
    CellKind.NUMBER: Align.RIGHT,
    CellKind.DATE: Align.CENTRE,
    CellKind.ORDINAL: Align.CENTRE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `width` is relative to the other columns; a renderer widens a column whose words would be cut."""

    head: str
    kind: CellKind = CellKind.TEXT
    width: float = 1.0
    align: Align | None = None

    @property
    def alignment(self) -> Align:
        return self.align or _ALIGN_OF_KIND[self.kind]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a head of several rows; it spans `columns` columns and `rows` rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head is repeated on every page.

    `head` holds the rows of a head of several rows, each row only with the cells that begin in it; empty
    means one row made of the names of the columns. `total` is a last row in bold. A table without rows
    prints `empty` across its width: a paper never shows a silent blank.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]
    caption: str = ""
    head: tuple[tuple[HeadCell, ...], ...] = ()
    total: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = "Không có."

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.total,) if self.total else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"A row has {len(row)} cells, the table has {len(self.columns)} columns.")
        if self.head and sum(cell.columns * cell.rows for row in self.head for cell in row) != len(
            self.columns
        ) * len(self.head):
            raise ValueError("The cells of the head do not cover the columns exactly.")

    @classmethod
    def of(
        cls,
        columns: Iterable[Column],
        rows: Iterable[Iterable[str | Run | Text]],
        *,
        caption: str = "",
        head: tuple[tuple[HeadCell, ...], ...] = (),
        total: Iterable[str | Run | Text] = (),
        notes: Iterable[str] = (),
        empty: str = "Không có.",
    ) -> "Table":
        """A table from plain strings, runs or texts."""
        return cls(
            columns=tuple(columns),
            rows=tuple(tuple(text(cell) for cell in row) for row in rows),
            caption=caption,
            head=head,
            total=tuple(text(cell) for cell in total),
            notes=tuple(notes),
            empty=empty,
        )


class ChartKind(StrEnum):
    BARS = "bars"  # horizontal, for long names
    COLUMNS = "columns"  # vertical, for years and other short names
    LINE = "line"  # a course over time


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, in the order of the categories; None where nothing was recorded, which is never drawn as 0.

    `origins` are the keys of the facts from which the values were taken, "" for one without a key; empty for none.
    """

    name: str
    values: tuple[Decimal | float | None, ...]
    origins: tuple[str, ...] = ()

    def origin(self, index: int) -> str:
        """The key of the fact of a value, or ""."""
        return self.origins[index] if self.origins else ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `alternative` says in words what it shows, for readers who cannot see it.

    `lower_is_better` turns the value axis of a line over, so that a better rank stands higher, and prints
    a note that says so. `decimals` are the digits after the comma of printed values.
    """

    kind: ChartKind
    title: str
    alternative: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lower_is_better: bool = False
    decimals: int = 0

    def __post_init__(self) -> None:
        for series in self.series:
            if len(series.origins) not in (0, len(series.values)):
                raise ValueError(f"Series “{series.name}” has another number of origins than of values.")
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"Series “{series.name}” has another number of values than there are categories."
                )


@dataclass(frozen=True, slots=True)
class Gap:
    """Content that is still missing: printed as a box with the section and what is missing."""

    section: str
    message: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block begins on a new page."""


Block = Paragraph | Heading | Division | Article | BulletList | Table | Chart | Gap | PageBreak
