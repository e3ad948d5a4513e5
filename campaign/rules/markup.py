"""The few marks of a narrative: list items, emphasis and simple tables. Never HTML.

A character that is no mark is printed as it is, so that no text is lost to an asterisk.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

BULLETS = ("- ", "– ", "+ ")
CELL = "|"
MOST_COLUMNS = 12  # what a sheet of paper holds

_TOKEN = re.compile(r"\{[^{}]*\}|\*+|[^*{]+|\{")
_CELLS = re.compile(r"(?:\{[^{}]*\}|[^|])+|\|")
_RULE = re.compile(r":?-{3,}:?")
_WIDEST = 3
_AFTER_A_WORD = ".,;:!?)]}”’»…%"
_BEFORE_A_WORD = "([“‘«"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line in one style; `key` is True for a placeholder, braces included, False for text."""

    text: str
    bold: bool = False
    italic: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """The items of a list, without their dashes."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The lines of a table; the first one names the columns."""

    lines: tuple[str, ...]

    @property
    def head(self) -> tuple[str, ...]:
        return cells(self.lines[0])

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows below the head, however many cells each has; a line that only rules off is no row."""
        return tuple(cells(line) for line in self.lines[1:] if not _rules_off(line))

    @property
    def even_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows with as many cells as the head: missing cells are empty, surplus ones are joined to the last."""
        return tuple(_even(row, len(self.head)) for row in self.rows)


def _even(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(row) > width:
        return (*row[: width - 1], f" {CELL} ".join(row[width - 1 :]).strip())
    return (*row, *[""] * (width - len(row)))


def parts(text: str) -> list[str | Points | Grid]:
    """A narrative as paragraphs, lists and tables, in order. An empty line parts two tables."""
    found: list[str | Points | Grid] = []
    broken = False
    for line in (line.strip() for line in text.splitlines()):
        last = found[-1] if found else None
        if line.startswith(BULLETS):
            items = last.items if isinstance(last, Points) else ()
            _append(found, Points((*items, line[2:].strip())), joins=isinstance(last, Points))
        elif line.startswith(CELL) and len(cells(line)) > 1:
            joins = isinstance(last, Grid) and not broken
            lines = last.lines if isinstance(last, Grid) and joins else ()
            _append(found, Grid((*lines, line)), joins=joins)
        elif line:
            found.append(line)
        broken = not line
    return found


def _append(found: list[str | Points | Grid], part: Points | Grid, *, joins: bool) -> None:
    if joins:
        found[-1] = part
    else:
        found.append(part)


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line of a table; the stroke at its end may be left out."""
    found = [""]
    for match in _CELLS.finditer(line.strip().removeprefix(CELL).removesuffix(CELL)):
        if match.group() == CELL:
            found.append("")
        else:
            found[-1] = match.group().strip()
    return tuple(found)


def _rules_off(line: str) -> bool:
    return all(_RULE.fullmatch(cell) for cell in cells(line))


def emphasised(line: str) -> tuple[Piece, ...]:
    """The line in pieces: `**bold**`, `*italic*`, `***both***`; marks without a partner remain characters."""
    tokens = _TOKEN.findall(line)
    matched = _matched(line, tokens)
    pieces: list[Piece] = []
    bold = italic = 0
    for place, token in enumerate(tokens):
        closing, opening = matched.closing[place], matched.opening[place]
        bold -= _bolds(closing)
        italic -= _italics(closing)
        literal = token[len(token) - matched.left[place] :] if token[0] == "*" else token
        if literal:
            is_key = literal[0] == "{" and literal[-1] == "}"
            pieces.append(Piece(literal, bold > 0, italic > 0, is_key))
        bold += _bolds(opening)
        italic += _italics(opening)
    return tuple(_joined(pieces))


def bare(line: str) -> str:
    """The line without its marks of emphasis."""
    return "".join(piece.text for piece in emphasised(line))


def stray_marks(text: str) -> list[str]:
    """Excerpts around asterisks that look like a mark but have no partner and will be printed."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        tokens = _TOKEN.findall(line)
        matched = _matched(line, tokens)
        place = 0
        for token, left in zip(tokens, matched.left, strict=True):
            if left and token[0] == "*" and len(token) <= _WIDEST and any(_looks(line, place, len(token))):
                found.append(line[max(0, place - 12) : place + len(token) + 12].strip())
            place += len(token)
    return found


@dataclass(slots=True)
class _Matched:
    """For each token the widths of the marks that it closes and opens, and how many asterisks remain characters."""

    closing: list[list[int]] = field(default_factory=list)
    opening: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)


def _matched(line: str, tokens: list[str]) -> _Matched:
    """Pairs the marks from the inside; marks of one width belong together, and three may be one and two."""
    found = _Matched([[] for _ in tokens], [[] for _ in tokens], [len(token) for token in tokens])
    waiting: list[int] = []
    widths: Counter[int] = Counter()
    place = 0
    for number, token in enumerate(tokens):
        if token[0] == "*" and len(token) <= _WIDEST:
            opens, closes = _looks(line, place, len(token))
            if closes:
                _close(found, number, waiting, widths)
            if opens and found.left[number] == len(token):
                waiting.append(number)
                widths[len(token)] += 1
        place += len(token)
    return found


def _close(found: _Matched, number: int, waiting: list[int], widths: "Counter[int]") -> None:
    while (left := found.left[number]) and any(widths[width] for width in _partners(left)):
        while found.left[waiting[-1]] not in _partners(left):
            widths[found.left[waiting.pop()]] -= 1
        partner = waiting[-1]
        open_width = found.left[partner]
        used = min(left, open_width)
        widths[open_width] -= 1
        found.left[partner] -= used
        found.left[number] -= used
        found.opening[partner].append(used)
        found.closing[number].append(used)
        if found.left[partner]:
            widths[found.left[partner]] += 1
        else:
            waiting.pop()


def _partners(width: int) -> tuple[int, ...]:
    return (1, 2, 3) if width == _WIDEST else (width, _WIDEST)


def _looks(line: str, place: int, width: int) -> tuple[bool, bool]:
    """Whether asterisks can open, and whether they can close emphasis: neither in 2*3 nor in (*)."""
    before = line[place - 1] if place else " "
    after = line[place + width] if place + width < len(line) else " "
    opens = not (after.isspace() or after in _AFTER_A_WORD or before.isalnum() or before == "}")
    closes = not (before.isspace() or before in _BEFORE_A_WORD or after.isalnum() or after == "{")
    return opens, closes


def _bolds(widths: list[int]) -> int:
    return sum(width > 1 for width in widths)


def _italics(widths: list[int]) -> int:
    return sum(width != 2 for width in widths)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, with successive words in one style joined."""
    last: Piece | None = None
    for piece in pieces:
        if last and not last.key and not piece.key and (last.bold, last.italic) == (piece.bold, piece.italic):
            last = Piece(last.text + piece.text, last.bold, last.italic)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
