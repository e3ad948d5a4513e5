"""Composes one certificate: from a layout and its texts to the marks on the sheet."""

from collections.abc import Iterator, Mapping

from office_culture.papers.certificates.fitting import ASCENT, DESCENT, Fitted, fit, set_in
from office_culture.papers.certificates.frame import GOLD, frame, sun
from office_culture.papers.certificates.layout import POINT, Box, Field, Layout, RuledLine
from office_culture.papers.certificates.marks import (
    CertificateSheet,
    Misfit,
    Picture,
    Shape,
    Unfit,
    Words,
    moved,
    polygon,
    polyline,
)
from office_culture.papers.fonts import FontSet
from office_culture.papers.pdf.ink import Ink

_RULE_DROP = 0.3  # of the size of the line above
_RULE_WIDTH = 0.25


def compose(layout: Layout, texts: Mapping[str, str], fonts: FontSet) -> CertificateSheet:
    """Places `texts` by the key of their field; an empty or absent one leaves its box empty.

    A text that does not fit its box or the sheet, or would enter the room for hand and seal, is left out and reported
    in `misfits`. Without our own frame, shapes and words are moved by the layout's nudge.
    """
    ink = Ink(fonts)
    words: list[Words] = []
    shapes: list[Shape] = []
    misfits: list[Misfit] = []
    for field in layout.fields:
        ink.enter(field.label)
        lines = ink.lines(texts.get(field.key, ""))
        if not lines:
            continue
        if field.caps:
            lines = [line.upper() for line in lines]
        fitted = fit(field, lines, fonts)
        placed = set_in(field, fitted, fonts) if fitted else ()
        why = _unfit(layout, fitted, placed)
        if fitted is None or why:
            misfits.append(Misfit(field.key, field.label, " ".join(lines), field.box, why or Unfit.TOO_LONG))
            continue
        words += placed
        shapes += _rule(field, fitted, placed)
    return moved(
        CertificateSheet(
            layout.width,
            layout.height,
            ground=_ground(layout),
            pictures=_pictures(layout),
            shapes=tuple(shapes),
            words=tuple(words),
            misfits=tuple(misfits),
            missing=ink.missing,
        ),
        *((0.0, 0.0) if layout.framed else layout.nudge),
    )


def _unfit(layout: Layout, fitted: Fitted | None, placed: tuple[Words, ...]) -> Unfit | None:
    if fitted is None:
        return Unfit.TOO_LONG
    em = fitted.size * POINT
    for line in placed:
        inked = Box(line.x, line.y - ASCENT * em, line.width, (ASCENT + DESCENT) * em)
        if not inked.within(layout.width, layout.height):
            return Unfit.OFF_THE_SHEET
        if layout.signing_room and inked.overlaps(layout.signing_room):
            return Unfit.IN_SIGNING_ROOM
    return None


def _ground(layout: Layout) -> tuple[Shape, ...]:
    if not layout.framed:
        return ()
    drawn = frame(layout.width, layout.height)
    if layout.crest and not layout.emblem:
        return (*drawn, *_rosette(layout.crest))
    return drawn


def _rosette(box: Box) -> Iterator[Shape]:
    """Drawn where a sheet has no emblem: a sun between two tapering lines."""
    radius = 0.42 * min(box.width, box.height)
    centre = (box.x + box.width / 2, box.y + box.height / 2)
    yield from sun(centre, radius)
    for side in (-1, 1):
        near, far = centre[0] + side * 1.35 * radius, centre[0] + side * 6.2 * radius
        y = centre[1]
        yield Shape(polygon(((near, y - 0.05 * radius), (far, y), (near, y + 0.05 * radius))), fill=GOLD)
        yield _lozenge((centre[0] + side * 1.75 * radius, y), 0.17 * radius)


def _pictures(layout: Layout) -> tuple[Picture, ...]:
    if layout.framed and layout.crest and layout.emblem:
        return (Picture(layout.crest, layout.emblem),)
    return ()


def _rule(field: Field, fitted: Fitted, placed: tuple[Words, ...]) -> Iterator[Shape]:
    if field.rule is RuledLine.NONE:
        return
    last = placed[-1]
    em = fitted.size * POINT
    y = last.y + (_RULE_DROP if field.rule is RuledLine.PLAIN else 0.38) * em
    if field.rule is RuledLine.PLAIN:
        line = polyline(((last.x, y), (last.x + last.width, y)))
        yield Shape(line, line=field.colour, width=_RULE_WIDTH)
        return
    middle, half = last.x + last.width / 2, 0.3 * last.width
    for side in (-1, 1):
        far, near = middle + side * half, middle + side * 0.16 * em
        yield Shape(polygon(((near, y - 0.016 * em), (far, y), (near, y + 0.016 * em))), fill=GOLD)
    yield _lozenge((middle, y), 0.075 * em)


def _lozenge(centre: tuple[float, float], half: float) -> Shape:
    x, y = centre
    return Shape(polygon(((x - half, y), (x, y - half), (x + half, y), (x, y + half))), fill=GOLD)
