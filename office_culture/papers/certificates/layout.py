"""The layout of a certificate: a sheet with a box for each text.

All measures are in millimetres from the upper left corner.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

POINT = 25.4 / 72  # a point in millimetres


class BoxAlign(StrEnum):
    """Horizontal alignment of a line in its box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Rise(StrEnum):
    """Vertical alignment of the lines in a box that is higher than they are."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Flow(StrEnum):
    """What changes first when a text is too long: a name its size, a sentence its line breaks."""

    NAME = "name"
    SENTENCE = "sentence"


class RuledLine(StrEnum):
    """What is drawn below the last line."""

    NONE = "none"
    PLAIN = "plain"
    ORNATE = "ornate"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def overlaps(self, other: "Box") -> bool:
        """Whether both boxes share an area; boxes that only touch do not."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def within(self, width: float, height: float) -> bool:
        """Whether the box lies completely on a sheet of that size."""
        return self.x >= 0 and self.y >= 0 and self.right <= width and self.bottom <= height

    def moved(self, right: float, down: float) -> "Box":
        return replace(self, x=self.x + right, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Field:
    """One text and its box. `size` is what it should be printed in, `min_size` the smallest it may shrink to, both in
    points; `colour` is 0xRRGGBB. `label` names the field on the calibration page and in reports."""

    key: str
    label: str
    box: Box
    size: float
    min_size: float
    align: BoxAlign = BoxAlign.CENTRE
    rise: Rise = Rise.MIDDLE
    flow: Flow = Flow.NAME
    bold: bool = False
    italic: bool = False
    caps: bool = False
    colour: int = 0x000000
    rule: RuledLine = RuledLine.NONE


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet. `framed` draws our own frame; without it only text is printed, over a blank that has everything else.

    `signing_room` is left without ink for the hand and the seal. `emblem` is a picture that the agency supplies, in the
    box `crest`; a framed sheet without one has a rosette there. `nudge` moves everything right and down, in
    millimetres.
    """

    width: float
    height: float
    fields: tuple[Field, ...]
    framed: bool = False
    signing_room: Box | None = None
    crest: Box | None = None
    emblem: bytes = b""
    nudge: tuple[float, float] = (0.0, 0.0)
