"""The columns that a kind of record has, and which of them a title in a file means."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from office_culture.text.search import fold
from office_culture.text.sheet_titles import exact_key, title_key


class ColumnKind(Enum):
    """How the cells of a column are read."""

    TEXT = "text"
    NAME = "name"  # of a person
    DATE = "date"
    COUNT = "count"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    LINK = "link"


NUMERIC = (ColumnKind.COUNT, ColumnKind.NUMBER)
# What tables spread over columns of years.
OF_YEARS = (*NUMERIC, ColumnKind.CHOICE)


@dataclass(frozen=True, slots=True)
class OfficialColumn:
    """One column of a sheet: `titles` are official in any language, `synonyms` what else people write.

    `labels` are the ways to name each choice, the first of them as the column writes it. Where the column `explains`
    has a value, this one must have one, too. A year alone in a column of days goes into `year_column`.
    """

    name: str
    title: str
    titles: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    kind: ColumnKind = ColumnKind.TEXT
    required: bool = False
    labels: tuple[tuple[str, ...], ...] = ()
    help_text: str = ""
    explains: str = ""
    year_column: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What becomes of a column of the file. Without `field` it is left out.

    `mark`: a cross in the column means this choice; "gender:male", that whoever has a value there is of that choice.
    `year`: the values are those of this year. `with_period`: the cells name a period behind the last comma
    ("Phòng A, 5/2021"), in the column of its first day nothing else, and behind the symbol of a document its day.
    `part`: the column holds a part of the value only, as "Ngày", "Tháng" and "Năm" beside each other.
    """

    field: str = ""
    mark: str = ""
    year: int | None = None
    with_period: bool = False
    part: bool = False

    @property
    def code(self) -> str:
        """The target as one word, for forms and stored answers."""
        flags = "+".join(
            name for name, is_set in (("period", self.with_period), ("part", self.part)) if is_set
        )
        return "|".join((self.field, self.mark, str(self.year or ""), flags))

    @classmethod
    def of(cls, code: str) -> "Target":
        """Raises ValueError for a word that is none."""
        field, mark, year, flags = code.split("|")
        named = flags.split("+")
        return cls(field, mark, int(year) if year else None, "period" in named, "part" in named)


LEFT_OUT = Target()

# A running number belongs to its file.
NUMBERS_OF_ROWS = ("STT", "TT", "Số TT", "Số thứ tự", "Stt.", "No", "No.", "#", "№")
_PARENTHESES = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_WORDS_OF_A_YEAR = re.compile(r"\bnam\b")


def _without_parentheses(title: str) -> str:
    return _PARENTHESES.sub(" ", title)


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of record, with the titles that an office added: by `title_key`, the name of a column.

    An added title may also say that a column is left out (""). `needed` are the columns without which rows cannot be
    told apart.
    """

    columns: Sequence[OfficialColumn]
    added: Mapping[str, str] = field(default_factory=dict)
    needed: Sequence[str] = ()

    def __getitem__(self, name: str) -> OfficialColumn:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, OfficialColumn]:
        return {column.name: column for column in self.columns}

    @cached_property
    def _known(self) -> list[dict[str, set[str]]]:
        """Names of columns by title: official titles before synonyms, exact before folded ones."""
        official = [(title, column.name) for column in self.columns for title in column.titles]
        others = [(title, column.name) for column in self.columns for title in column.synonyms]
        return [
            _index(official, exact_key),
            _index(official, title_key),
            _index(others, exact_key),
            _index(others, title_key),
        ]

    @cached_property
    def _numbers_of_rows(self) -> set[str]:
        return {title_key(title) or title for title in NUMBERS_OF_ROWS}

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The columns that a year fills: the year itself, or the first and the last day of a period."""
        if "year" in self:
            return ("year",)
        return ("period_start", "period_end") if "period_start" in self and "period_end" in self else ()

    def is_official(self, title: str) -> bool:
        return exact_key(title) in self._known[0]

    def is_number_of_row(self, title: str) -> bool:
        return (title_key(title) or title.strip()) in self._numbers_of_rows

    def target(self, path: Sequence[str]) -> Target | None:
        """What the titles above a column mean, from the top down; None if that is not certain."""
        joined = " ".join(path)
        if title_key(joined) in self.added:
            return Target(self.added[title_key(joined)])
        if "symbol" in self and "date" in self and _is_symbol_with_day(title_key(joined)):
            return Target("symbol", with_period=True)
        if all(self.is_number_of_row(title) for title in path):
            return LEFT_OUT
        return self._marked(path) or self._of_year(path) or self._plain(path) or self._with_period(path)

    def _plain(self, path: Sequence[str]) -> Target | None:
        for text in (" ".join(path), *path[-1:]):
            if name := self.named(text):
                return Target(name)
        return None

    def named(self, title: str) -> str | None:
        """The column that one title names for certain."""
        for text in dict.fromkeys((title, _without_parentheses(title))):
            for place, known in enumerate(self._known):
                names = known.get(title_key(text) if place % 2 else exact_key(text), set())
                if len(names) == 1:
                    return next(iter(names))
        return None

    def _marked(self, path: Sequence[str]) -> Target | None:
        """A choice by a cross: "Giới tính" above "Nữ"."""
        if len(path) < 2:
            return None
        name = self.named(" ".join(path[:-1])) or self.named(path[-2])
        if name and (label := self.label(name, path[-1])):
            return Target(name, mark=label)
        # "Năm sinh" above "Nam" and "Nữ": each has the year in the column of the sex.
        for other in self.columns:
            if name and other.kind is ColumnKind.CHOICE and (label := self.label(other.name, path[-1])):
                return Target(name, mark=f"{other.name}:{label}")
        return None

    def label(self, name: str, text: str) -> str | None:
        """The choice of the column that the text names, as the column writes it."""
        for key in (exact_key, title_key):
            found = [
                labels[0] for labels in self[name].labels if key(text) in {key(label) for label in labels}
            ]
            if len(found) == 1:
                return found[0]
        return None

    def _of_year(self, path: Sequence[str]) -> Target | None:
        year = year_in(path)
        if year is None or not self.periods:
            return None
        titles = [without_year(title) for title in path]
        found = self._plain([title for title in titles if title]) if any(titles) else None
        return Target(found.field, year=year) if found and self[found.field].kind in OF_YEARS else None

    def _with_period(self, path: Sequence[str]) -> Target | None:
        """ "Đơn vị / kỳ": a name and a period in one cell; "Năm": a period alone."""
        if self.periods != ("period_start", "period_end"):
            return None
        if title_key(path[-1]) in _PERIODS | _YEARS:
            return Target("period_start", with_period=True)
        first, divider, second = path[-1].partition("/")
        if divider and title_key(second) in _PERIODS and (name := self.named(first)):
            return Target(name, with_period=True)
        return None


_SYMBOL_WITH_DAY = re.compile(
    r"(?:van ban )?so(?: va)?(?: ky hieu| hieu| quyet dinh| van ban)*(?: va)? (?:ngay thang nam|ngay thang|ngay)"
    r"(?: nam)?(?: ban hanh| ky| cua)*(?: van ban| quyet dinh)?"
)


def _is_symbol_with_day(key: str) -> bool:
    """Whether a title says that symbol and day stand in one cell: "Số, ký hiệu, ngày tháng năm ban hành"."""
    return bool(_SYMBOL_WITH_DAY.fullmatch(key) or key == "so van ban ngay thang")


_YEARS = {
    "nam", "nam khen thuong", "nam duoc tang", "nam tang thuong", "nam dat danh hieu", "nam dat", "nam thanh tich",
    "nam bao cao", "year",
}  # fmt: skip
_PERIODS = {"ky", "ky bao cao", "thoi gian", "thoi ky", "giai doan", "period"}


def year_in(path: Iterable[str]) -> int | None:
    """The one year that the titles name."""
    years = set(_YEAR.findall(" ".join(path)))
    return int(years.pop()) if len(years) == 1 else None


def without_year(title: str) -> str:
    """ "Được giao năm 2022" → "Được giao"."""
    if not _YEAR.search(title):
        return title
    words = [word for word in _YEAR.sub(" ", title).split() if not _WORDS_OF_A_YEAR.fullmatch(fold(word))]
    return " ".join(words)


def _index(titles: Iterable[tuple[str, str]], key: Callable[[str], str]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for title, name in titles:
        if made := key(title):
            index[made].add(name)
    return index
