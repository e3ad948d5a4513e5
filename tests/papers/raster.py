"""Pages as pictures, and what ink stands where."""

from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, ImageStat

from office_culture.papers.certificates import Box

DPI = 120
MM = DPI / 25.4


def raster(content: bytes, page: int = 0, dpi: float = DPI) -> Image.Image:
    with pypdfium2.PdfDocument(BytesIO(content)) as pdf:
        return pdf[page].render(scale=dpi / 72).to_pil().convert("RGB")


def pixels(box: Box, margin: float = 0.0) -> tuple[int, int, int, int]:
    """The box in pixels, wider by `margin` millimetres."""
    return (
        round((box.x - margin) * MM),
        round((box.y - margin) * MM),
        round((box.right + margin) * MM),
        round((box.bottom + margin) * MM),
    )


def part(picture: Image.Image, box: Box) -> Image.Image:
    return picture.crop(pixels(box))


def is_blank(picture: Image.Image) -> bool:
    """Nothing but the white of the paper."""
    return all(low == 255 for low, _high in picture.getextrema())


def outside(picture: Image.Image, boxes: list[Box], margin: float = 0.3) -> Image.Image:
    """The picture with the boxes whitened."""
    rest = picture.copy()
    for box in boxes:
        rest.paste((255, 255, 255), pixels(box, margin))
    return rest


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart on average, from 0 to 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def inks(picture: Image.Image) -> tuple[bool, bool]:
    """Whether there is (red, black) in it, on whatever pale ground."""
    colours = [colour for _count, colour in picture.getcolors(picture.width * picture.height) or []]
    red = any(r > 150 and g < 70 and b < 70 for r, g, b in colours)
    black = any(max(colour) < 60 for colour in colours)
    return red, black
