"""Flowables that ReportLab lacks: paragraphs that cache their lines, and blocks that stay together."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import Flowable, Paragraph, Table

from office_culture.papers.measures import BODY, LINE, MM
from office_culture.papers.pdf.tags import Annotated, Artefact, Element, LinkedText, SpokenText, artefact

LINES_WITH_SIGNATURE = 2
# More white than that at the end of a page looks as if the paper ended there.
MOST_WHITE = 25 * MM
_HAIR = 1e-6  # points


class Bookmark(NamedTuple):
    """An entry among the bookmarks of the file, linked to the paragraph that has it."""

    title: str
    key: str
    depth: int

    def place(self, canvas: Canvas, height: float) -> None:
        """Adds the entry, linked to the top of the flowable of this height that is being drawn."""
        canvas.bookmarkHorizontal(self.key, 0, height)
        canvas.addOutlineEntry(self.title, self.key, self.depth, closed=False)


class Label(NamedTuple):
    """The text before the first line of an item of a list, with its element."""

    words: str
    element: Element


class Para(Paragraph):
    """A paragraph that is broken into lines once for each width, as platypus asks for the lines four times.

    Its text is content of `element`. When it is drawn again it is the head of a table, repeated on the next page.
    """

    bookmark: Bookmark | None = None
    label: Label | None = None
    element: Element
    blPara: Any
    _drawn = False
    _broken_for: tuple[float, float, float] | None = None

    def __init__(
        self,
        markup: str | None,
        style: ParagraphStyle,
        element: Element | None = None,
        **as_platypus: Any,
    ) -> None:
        super().__init__(markup, style, **as_platypus)  # type: ignore[arg-type]  # a piece has no markup
        if element is not None:  # platypus makes the pieces of a paragraph itself
            self.element = element
        self._linked = markup is not None and any(getattr(part, "link", None) for part in self.frags)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        remembered = self._broken_for
        if remembered is not None and remembered[0] == available_width and hasattr(self, "blPara"):
            return remembered[1], remembered[2]
        width, height = super().wrap(available_width, available_height)
        self._broken_for = (available_width, width, height)
        return width, height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        pieces: list[Flowable] = super().split(available_width, available_height)
        if pieces and isinstance(pieces[0], Para):
            pieces[0].bookmark = self.bookmark
            pieces[0].label = self.label
        for piece in pieces:
            if isinstance(piece, Para):
                piece.element, piece._linked = self.element, self._linked
        return pieces

    def draw(self) -> None:
        if self._drawn:
            with artefact(self.canv, Artefact.PAGINATION):
                super().draw()
            return
        self._drawn = True
        if self.bookmark is not None:
            self.bookmark.place(self.canv, self.height)
        if self.label is not None:
            self._draw_label(self.label)
        if self._linked:
            self._draw_with_links(self.element)
        else:
            with self.element.marked(self.canv):
                super().draw()

    def beginText(self, x: float, y: float) -> PDFTextObject:
        if not self._linked or self.blPara.kind == 0:
            return SpokenText(self.canv, x, y)
        self._text = LinkedText(self.canv, x, y, self.element)
        return self._text

    def _draw_with_links(self, element: Element) -> None:
        annotations = self.canv.__dict__["_annotationrefs"]
        before = len(annotations)
        if self.blPara.kind == 0:  # the whole paragraph is one link
            links = [element.add("Link")]
            with links[0].marked(self.canv):
                super().draw()
            links *= len(annotations) - before
        else:
            super().draw()
            links = self._text.links
        page = self.canv.getPageNumber() - 1
        for position, link in enumerate(links, start=before):
            link.kids.append(Annotated(page, position))

    def _draw_label(self, label: Label) -> None:
        first = self.blPara if self.blPara.kind == 0 else self.blPara.lines[0]
        style = self.style
        self.canv.setFillColor(style.textColor)
        self.canv.setFont(style.fontName, style.fontSize)
        left = style.firstLineIndent - self.canv.stringWidth(label.words, style.fontName, style.fontSize)
        with label.element.marked(self.canv):
            # platypus places the first line by its font size (`paraFontSizeHeightOffset`).
            self.canv.drawString(left, self.height - first.fontSize, label.words)


def at_top(flowable: Flowable) -> bool:
    """Whether the flowable is at the top of an empty page, so that moving it to the next page does not help."""
    frame = getattr(flowable, "_frame", None)
    return frame is None or bool(frame._atTop)


def _height(flowables: Sequence[Flowable], canvas: Canvas, width: float) -> float:
    """The height in points of flowables below each other; the larger of two spaces counts between them."""
    total = 0.0
    after = None
    for flowable in flowables:
        if after is not None:
            total += max(after, flowable.getSpaceBefore())
        total += flowable.wrapOn(canvas, width, 0xFFFFFF)[1]
        after = flowable.getSpaceAfter()
    return total


def _draw_below_each_other(
    flowables: Sequence[Flowable], canvas: Canvas, width: float, height: float
) -> None:
    y = height
    after = None
    for flowable in flowables:
        if after is not None:
            y -= max(after, flowable.getSpaceBefore())
        y -= flowable.wrapOn(canvas, width, 0xFFFFFF)[1]
        flowable.drawOn(canvas, 0, y)
        after = flowable.getSpaceAfter()


def _split_part(whole: Flowable, part: Flowable, width: float, height: float) -> list[Flowable]:
    """Splits a part within the frame of the whole, so that `at_top` is right for the part, too."""
    part.__dict__["_frame"] = whole.__dict__.get("_frame")
    return list(part.splitOn(whole.canv, width, height))


def _apart(whole: Flowable, parts: Sequence[Flowable], width: float, height: float) -> list[Flowable]:
    """The parts as separate flowables, for a page that is too short for all; the first one is split if it must be."""
    first, *others = parts
    if first.wrapOn(whole.canv, width, height)[1] > height:
        return [*(_split_part(whole, first, width, height) or [first]), *others]
    return [first, *others]


class Together(Flowable):
    """Flowables that stay on one page, such as headings with what they announce; only the last one may be split."""

    def __init__(self, leaders: Sequence[Flowable], follower: Flowable) -> None:
        super().__init__()
        self._leaders = list(leaders)
        self._follower = follower

    @property
    def parts(self) -> list[Flowable]:
        return [*self._leaders, self._follower]

    def getSpaceBefore(self) -> float:
        return float(self.parts[0].getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self._follower.getSpaceAfter())

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = _height(self.parts, self.canv, available_width)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        used = _height(self._leaders, self.canv, available_width)
        used += max(self._leaders[-1].getSpaceAfter(), self._follower.getSpaceBefore())
        room = available_height - used
        if room > 0:
            pieces = _split_part(self, self._follower, available_width, room)
            if pieces:
                return [*self._leaders, *pieces]
        return _apart(self, self.parts, available_width, available_height) if at_top(self) else []

    def draw(self) -> None:
        _draw_below_each_other(self.parts, self.canv, self.width, self.height)


class Ending(Flowable):
    """Keeps `tail` on the page of the end of `body`, and splits `body` if necessary.

    For the signature below the text, the notes below their table, the first item below what announces its list. A tail
    that `may_part` begins with a text of its own: it leaves a body that cannot be cut near its end where much white
    would be left otherwise.
    """

    def __init__(self, body: Flowable, tail: Sequence[Flowable], *, may_part: bool = False) -> None:
        super().__init__()
        self._body = body
        self._tail = list(tail)
        self._may_part = may_part

    def getSpaceBefore(self) -> float:
        return float(self._body.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self._tail[-1].getSpaceAfter())

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = _height([self._body, *self._tail], self.canv, available_width)
        self._below = self.height - self._body.wrapOn(self.canv, available_width, 0xFFFFFF)[1]
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        cut = self._cut(available_width, available_height)
        if self._may_part:
            _, body_height = self._body.wrapOn(self.canv, available_width, 0xFFFFFF)
            used = _height(cut[:-1], self.canv, available_width) if cut else 0.0
            ends_in_row = bool(cut) and isinstance(cut[-1], Ending) and isinstance(cut[-1]._body, Table)
            much = ends_in_row or body_height - used > LINES_WITH_SIGNATURE * BODY * LINE + _HAIR
            if much and body_height <= available_height and available_height - used > MOST_WHITE:
                return [self._body, Together(self._tail[:-1], self._tail[-1])]
        if cut or not at_top(self):
            return cut
        return _apart(self, [self._body, *self._tail], available_width, available_height)

    def _cut(self, available_width: float, available_height: float) -> list[Flowable]:
        """The body in pieces, the last with the tail; empty where it cannot be cut here."""
        _, body_height = self._body.wrapOn(self.canv, available_width, 0xFFFFFF)
        # platypus cuts off the part of a line: without the hair, room for seven lines may hold six.
        rooms = [min(available_height, body_height - keep_with_next_height(self._body) + _HAIR)]
        if at_top(self):
            rooms.append(available_height)  # the end to be kept is taller than a page
        for room in rooms:
            pieces = _split_part(self, self._body, available_width, room) if room > 0 else []
            if len(pieces) > 1:
                # An end that was cut off for its tail stays with it; only where a page ends is asked again.
                at_page_end = room == available_height
                return [*pieces[:-1], Ending(pieces[-1], self._tail, may_part=self._may_part and at_page_end)]
        return []

    def draw(self) -> None:
        _draw_below_each_other([self._body, *self._tail], self.canv, self.width, self.height)

    def unbroken_height(self) -> float:
        """The height of the tail with the end of the body that stays with it, once wrapped."""
        return self._below + keep_with_next_height(self._body)


class LastEnding(Ending):
    """The end of the text with the signature; `leaves(white)` is told how much white it leaves on the page before."""

    def __init__(
        self,
        body: Flowable,
        tail: Sequence[Flowable],
        leaves: Callable[[float], None],
        *,
        may_part: bool = False,
    ) -> None:
        super().__init__(body, tail, may_part=may_part)
        self._leaves = leaves

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        pieces = super().split(available_width, available_height)
        if not at_top(self):
            self._leaves(available_height - _height(pieces[:-1], self.canv, available_width))
        return pieces


def keep_with_next_height(flowable: Flowable) -> float:
    """The height of the end of a flowable that must stay with what follows it, once wrapped."""
    if isinstance(flowable, Together):
        return keep_with_next_height(flowable._follower)
    if isinstance(flowable, Ending):
        return flowable.unbroken_height()
    if isinstance(flowable, Paragraph):
        return LINES_WITH_SIGNATURE * float(flowable.style.leading)
    if isinstance(flowable, Table):
        return float(flowable.__dict__["_rowHeights"][-1])
    return float(flowable.height)
