"""Whether pictures inside a file say where they were taken: phones write the place into every photograph."""

import io
import re
import warnings
import zlib

from PIL import Image

# Where the tags of a picture begin: in JPEG, PNG, WebP, JPEG 2000, and TIFF itself. The table of tags follows.
_TAGS = re.compile(rb"(?:Exif\0\0|eXIf|EXIF.{4}|JpgTiffExif->JP2|\A)(?=II\*\0|MM\0\*)", re.DOTALL)
_MOST_TAGS = 64 * 1024  # a segment of a JPEG holds no more
_GPS = 0x8825  # the table of the place (EXIF 2.32, 4.6.6)
# Latitude and longitude of camera and destination, name of the area; versions and clocks alone are no place.
_PLACES = frozenset({2, 4, 20, 22, 28})
_XMP = re.compile(rb"GPS(?:Dest)?(?:Latitude|Longitude)")


def tells_place(picture: bytes) -> bool:
    """Whether the bytes of a picture name the place where it was taken."""
    if _XMP.search(picture):
        return True
    if any(_has_place(picture[found.end() : found.end() + _MOST_TAGS]) for found in _TAGS.finditer(picture)):
        return True
    return picture.startswith(b"\x89PNG") and _png_has_place(picture)


def _has_place(tags: bytes) -> bool:
    """Whether a table of tags, from its mark of the order of bytes on, has a place."""
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + tags)
        return bool(_PLACES & set(exif.get_ifd(_GPS)))
    except (OSError, SyntaxError, ValueError, KeyError, TypeError):
        return False  # no reader finds a place in tags that cannot be read


def _png_has_place(picture: bytes) -> bool:
    """Whether a PNG has it in a compressed text, as some programs write tags there."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=["PNG"]) as opened:
                texts = " ".join(str(value) for value in opened.info.values())
                return bool(_PLACES & set(opened.getexif().get_ifd(_GPS))) or bool(
                    _XMP.search(texts.encode(errors="replace"))
                )
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, KeyError, TypeError, zlib.error):
        return False
