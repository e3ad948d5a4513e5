"""Fits text into its box: a name is shrunk before it is broken into lines, a sentence is broken before it is shrunk."""

from collections.abc import Sequence
from dataclasses import dataclass

from office_culture.papers.certificates.layout import POINT, BoxAlign, Field, Flow, Rise
from office_culture.papers.certificates.marks import Words
from office_culture.papers.fonts import FontSet
from office_culture.papers.lines import balanced_lines, break_lines, width_of

# Capitals with two marks, such as Ế, stand higher than a line of running text provides for.
ASCENT = 0.96
DESCENT = 0.22
LEADING = 1.2
_ROUNDING = 1e-6
_STEP = 0.5  # points by which a text shrinks


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text as lines in one size, in points, that lie within the box."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """Height in millimetres, from the top of the highest letter to the foot of the deepest."""
        return (ASCENT + DESCENT + LEADING * (len(self.lines) - 1)) * self.size * POINT


def fit(field: Field, lines: list[str], fonts: FontSet) -> Fitted | None:
    """The text as a name on as few lines, a sentence in as large a size as the box allows; None if no size fits.

    `lines` are those of the author; a word is never cut.
    """
    face = fonts.face(bold=field.bold, italic=field.italic)
    words = " ".join(lines).split(" ")
    whole = (size for size in _sizes(field) if _widest(words, face, size) <= field.box.width)
    fitting = (found for size in whole if _fits(found := _wrapped(lines, field, face, size), field, face))
    if field.flow is Flow.SENTENCE:
        return next(fitting, None)
    return min(fitting, key=lambda found: (len(found.lines), -found.size), default=None)


def set_in(field: Field, fitted: Fitted, fonts: FontSet) -> tuple[Words, ...]:
    """The lines with their places on the sheet."""
    face = fonts.face(bold=field.bold, italic=field.italic)
    box, em = field.box, fitted.size * POINT
    spare = box.height - fitted.height
    top = box.y + {Rise.TOP: 0.0, Rise.MIDDLE: spare / 2, Rise.BOTTOM: spare}[field.rise]
    words = []
    for number, line in enumerate(fitted.lines):
        width = width_of(line, face, fitted.size) * POINT
        room = box.width - width
        left = box.x + {BoxAlign.LEFT: 0.0, BoxAlign.CENTRE: room / 2, BoxAlign.RIGHT: room}[field.align]
        base = top + (ASCENT + LEADING * number) * em
        words.append(
            Words(line, left, base, width, fitted.size, field.bold, field.italic, field.colour, field.key)
        )
    return tuple(words)


def _sizes(field: Field) -> list[float]:
    """Sizes in points from the wanted one down to the smallest allowed, both included."""
    steps = int((field.size - field.min_size) / _STEP)
    sizes = [field.size - _STEP * step for step in range(steps + 1)]
    return sizes if sizes[-1] == field.min_size else [*sizes, field.min_size]


def _wrapped(lines: list[str], field: Field, face: str, size: float) -> Fitted:
    width = field.box.width / POINT
    breaking = balanced_lines if field.align is BoxAlign.CENTRE else break_lines
    return Fitted(tuple(part for line in lines for part in breaking(line, face, size, width)), size)


def _fits(found: Fitted, field: Field, face: str) -> bool:
    return (
        found.height <= field.box.height
        and _widest(found.lines, face, found.size) <= field.box.width + _ROUNDING
    )


def _widest(pieces: Sequence[str], face: str, size: float) -> float:
    """The width of the widest piece in millimetres."""
    return max((width_of(piece, face, size) for piece in pieces), default=0.0) * POINT
