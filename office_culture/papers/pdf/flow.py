"""Flowables that ReportLab lacks: paragraphs that remember their lines, and blocks that hold together."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table

LINES_WITH_SIGNATURE = 2


class Bookmark(NamedTuple):
    """An entry among the bookmarks of the file, leading to the paragraph that carries it."""

    title: str
    key: str
    depth: int


class Para(Paragraph):
    """A paragraph that is broken into lines once for each width: platypus asks for the lines four times."""

    bookmark: Bookmark | None = None
    _broken_for: tuple[float, float, float] | None = None

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
        return pieces

    def draw(self) -> None:
        if self.bookmark is not None:
            self.canv.bookmarkHorizontal(self.bookmark.key, 0, self.height)
            self.canv.addOutlineEntry(
                self.bookmark.title, self.bookmark.key, self.bookmark.depth, closed=False
            )
        super().draw()


def at_top(flowable: Flowable) -> bool:
    """Whether the flowable stands at the top of an empty page, so that waiting for the next page is no help."""
    frame = getattr(flowable, "_frame", None)
    return frame is None or bool(frame._atTop)


def _height(flowables: Sequence[Flowable], canvas: Canvas, width: float) -> float:
    """The height of flowables below each other; the space between two is the larger of both wishes."""
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
    """Split a part in the frame of the whole, so that the part too knows whether the page is empty."""
    part.__dict__["_frame"] = whole.__dict__.get("_frame")
    return list(part.splitOn(whole.canv, width, height))


def _apart(whole: Flowable, parts: Sequence[Flowable], width: float, height: float) -> list[Flowable]:
    """The parts set free, at the top of a page that is too short for them; the first one is made to fit."""
    first, *others = parts
    if first.wrapOn(whole.canv, width, height)[1] > height:
        return [*(_split_part(whole, first, width, height) or [first]), *others]
    return [first, *others]


class Together(Flowable):
    """Flowables of which the first ones lead and the last one may be split: headings with what they announce."""

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
    """The end of the text with the signature below it: some of the text always goes along to the signature's page."""

    def __init__(self, body: Flowable, tail: Sequence[Flowable]) -> None:
        super().__init__()
        self._body = body
        self._tail = list(tail)

    def getSpaceBefore(self) -> float:
        return float(self._body.getSpaceBefore())

    def getSpaceAfter(self) -> float:
        return float(self._tail[-1].getSpaceAfter())

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = _height([self._body, *self._tail], self.canv, available_width)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        _, body_height = self._body.wrapOn(self.canv, available_width, 0xFFFFFF)
        rooms = [min(available_height, body_height - kept_height(self._body))]
        if at_top(self):
            rooms.append(available_height)  # what should be kept is taller than a page by itself
        for room in rooms:
            pieces = _split_part(self, self._body, available_width, room) if room > 0 else []
            if len(pieces) > 1:
                return [*pieces[:-1], Ending(pieces[-1], self._tail)]
        if not at_top(self):
            return []
        return _apart(self, [self._body, *self._tail], available_width, available_height)

    def draw(self) -> None:
        _draw_below_each_other([self._body, *self._tail], self.canv, self.width, self.height)


def kept_height(flowable: Flowable) -> float:
    """How much of the end of a flowable, once wrapped, must stay with what follows it."""
    if isinstance(flowable, Together):
        return kept_height(flowable._follower)
    if isinstance(flowable, Paragraph):
        return LINES_WITH_SIGNATURE * float(flowable.style.leading)
    if isinstance(flowable, Table):
        return float(flowable.__dict__["_rowHeights"][-1])
    return float(flowable.height)
