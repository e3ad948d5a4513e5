"""Centred lines and rules below each other, placed by measure: used by head, title and signature."""

from dataclasses import dataclass, field
from itertools import groupby

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from office_culture.papers.lines import balanced_lines
from office_culture.papers.measures import ASCENT, RULE, SINGLE, TEXT_HEIGHT
from office_culture.papers.pdf.flow import Bookmark
from office_culture.papers.pdf.tags import Element, artefact

_RULE_DROP = 3.0  # from the foot of a line to its rule


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    face: str
    size: float
    top: float
    element: Element


@dataclass(frozen=True, slots=True)
class _Rule:
    length: float
    top: float


@dataclass(slots=True)
class Stack:
    """Lines of a column of `width` points, single spaced; `height` grows with each addition.

    All text is content of `element`; where that is a group, each addition is a paragraph of it.
    """

    width: float
    element: Element
    height: float = 0.0
    _lines: list[_Line] = field(default_factory=list)
    _rules: list[_Rule] = field(default_factory=list)

    def add(self, text: str, face: str, size: float, element: Element | None = None) -> None:
        """Adds text on as many balanced lines as it needs, as content of `element` if given."""
        element = element or self.element.for_text()
        for line in balanced_lines(text, face, size, self.width):
            self._lines.append(_Line(line, face, size, self.height, element))
            self.height += size * SINGLE

    def space(self, height: float) -> float:
        """Adds `height` points of space; returns the distance of its top from the top of the column."""
        top = self.height
        self.height += height
        return top

    def rule(self, share: float) -> None:
        """Adds a rule under the last line, `share` of its length."""
        if not self._lines:
            return
        line = self._lines[-1]
        length = share * stringWidth(line.text, line.face, line.size)
        self.height += _RULE_DROP
        self._rules.append(_Rule(length, self.height))
        self.height += RULE

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draws the column with its upper left corner at (`x`, `top`). Lines end in a space, as in `SpokenText`."""
        centre = x + self.width / 2
        for element, lines in groupby(self._lines, lambda line: line.element):
            with element.marked(canvas):
                for line in lines:
                    canvas.setFont(line.face, line.size)
                    left = centre - stringWidth(line.text, line.face, line.size) / 2
                    canvas.drawString(left, top - line.top - ASCENT * line.size, f"{line.text} ")
        if self._rules:
            with artefact(canvas):
                self._draw_rules(canvas, centre, top)

    def _draw_rules(self, canvas: Canvas, centre: float, top: float) -> None:
        canvas.setLineWidth(RULE)
        for rule in self._rules:
            y = top - rule.top
            canvas.line(centre - rule.length / 2, y, centre + rule.length / 2, y)


class Placed(Flowable):
    """A part of the page that is placed by measure and never split; one taller than `tallest` is scaled down.

    `paint` draws it with the lower left corner at the origin.
    """

    tallest = TEXT_HEIGHT

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self._full_height = height
        self._scale = min(1.0, self.tallest / height) if height else 1.0
        self.width = width
        self.height = height * self._scale

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.scale(self._scale, self._scale)
        self.paint(self.canv, self._full_height)
        self.canv.restoreState()

    def paint(self, canvas: Canvas, top: float) -> None:
        raise NotImplementedError


class Stacked(Placed):
    """A stack as a flowable, as wide as the text area."""

    tallest = TEXT_HEIGHT / 2
    bookmark: Bookmark | None = None

    def __init__(self, stack: Stack, *, space_before: float = 0.0, space_after: float = 0.0) -> None:
        super().__init__(stack.width, stack.height)
        self._stack = stack
        self.spaceBefore = space_before
        self.spaceAfter = space_after

    def draw(self) -> None:
        if self.bookmark is not None:
            self.bookmark.place(self.canv, self.height)
        super().draw()

    def paint(self, canvas: Canvas, top: float) -> None:
        self._stack.draw(canvas, 0, top)
