"""A sheet as SVG, for the screen: the same places and sizes as on paper."""

from collections.abc import Iterator
from html import escape

from office_culture.papers.certificates.layout import POINT, Box
from office_culture.papers.certificates.marks import CertificateSheet, Shape, Words


def as_svg(
    sheet: CertificateSheet,
    *,
    title: str,
    below: str = "",
    crest: str = "",
    outlined: tuple[Box, ...] = (),
    free: Box | None = None,
) -> str:
    """The sheet as SVG, over a picture from the address `below` and with the emblem from `crest`.

    `outlined` boxes get a thin dashed line, `free` the line of an area without ink. The SVG has no style and no script,
    so that the strictest policy of a page allows it; text is set in the reader's serif of Times' widths, scaled to the
    width measured.
    """
    return "".join(_svg(sheet, title, below, crest, outlined, free))


def _svg(
    sheet: CertificateSheet, title: str, below: str, crest: str, outlined: tuple[Box, ...], free: Box | None
) -> Iterator[str]:
    size = f"{_n(sheet.width)} {_n(sheet.height)}"
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" class="certificate">'
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{_n(sheet.width)}" height="{_n(sheet.height)}" fill="#ffffff"/>'
    if below:
        yield (
            f'<image href="{escape(below)}" width="{_n(sheet.width)}" height="{_n(sheet.height)}" '
            'preserveAspectRatio="none"/>'
        )
    for shape in sheet.ground:
        yield _shape(shape)
    if crest:
        for picture in sheet.pictures:
            yield f'<image href="{escape(crest)}" {_place(picture.box)}/>'
    for shape in sheet.shapes:
        yield _shape(shape)
    for box in outlined:
        yield f'<rect {_place(box)} fill="none" stroke="#1f4b77" stroke-width="0.3" stroke-dasharray="1.2 0.9"/>'
    if free:
        yield f'<rect {_place(free)} fill="none" stroke="#a61b1b" stroke-width="0.35" stroke-dasharray="3 1.5"/>'
    for words in sheet.words:
        yield _words(words)
    for misfit in sheet.misfits:
        yield f'<rect {_place(misfit.box)} fill="#fbdad7" stroke="#a61b1b" stroke-width="0.6"/>'
    yield "</svg>"


def _shape(shape: Shape) -> str:
    path = "".join(letter + " ".join(f"{_n(x)} {_n(y)}" for x, y in points) for letter, points in shape.steps)
    fill = _colour(shape.fill) if shape.fill is not None else "none"
    line = (
        f' stroke="{_colour(shape.line)}" stroke-width="{_n(shape.width)}"' if shape.line is not None else ""
    )
    return f'<path d="{path}" fill="{fill}"{line}/>'


def _words(words: Words) -> str:
    weight = ' font-weight="bold"' if words.bold else ""
    slant = ' font-style="italic"' if words.italic else ""
    return (
        f'<text x="{_n(words.x)}" y="{_n(words.y)}" textLength="{_n(words.width)}" '
        f'lengthAdjust="spacingAndGlyphs" font-size="{_n(words.size * POINT)}" '
        f"font-family=\"Tinos, 'Times New Roman', 'Liberation Serif', serif\"{weight}{slant} "
        f'fill="{_colour(words.colour)}" xml:space="preserve">{escape(words.text)}</text>'
    )


def _place(box: Box) -> str:
    return f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'


def _colour(colour: int) -> str:
    return f"#{colour:06x}"


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
