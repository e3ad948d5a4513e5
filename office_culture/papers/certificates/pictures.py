"""Prepares uploaded pictures for printing: upright, in RGB, at most as large as paper can show."""

from io import BytesIO

from PIL import Image, ImageOps

# 300 dots per inch on the longer side of A4; an emblem is far smaller on paper.
LARGEST_SIDE = 3_500


def prepared(content: bytes, largest_side: int = LARGEST_SIDE) -> bytes:
    """The picture as PNG, at most `largest_side` pixels long.

    Empty if it cannot be read, as uploads are checked when they come in.
    """
    if not content:
        return b""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as opened:
            opened.draft("RGB", (largest_side, largest_side))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((largest_side, largest_side))
            target = BytesIO()
            upright.convert("RGBA" if upright.has_transparency_data else "RGB").save(target, "PNG")
            return target.getvalue()
    except (OSError, SyntaxError, ValueError):
        return b""
