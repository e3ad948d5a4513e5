"""Pictures are drawn anew when they are kept, so that nothing stays in them but what one sees."""

import io
from typing import Any, BinaryIO

from PIL import Image, ImageOps

_ORIENTATION = 0x0112  # the tag of EXIF
_BEST = 95  # JPEG quality of a picture that had to be turned


def drawn_anew(content: BinaryIO, picture_format: str) -> bytes:
    """The picture as it is looked at, upright, without place, time, camera and comments; resolution and colours stay.

    A single JPEG that stands upright keeps its own tables of quality. Raises `OSError` for a damaged picture.
    """
    content.seek(0)
    with Image.open(content, formats=[picture_format]) as picture:
        save_options: dict[str, Any] = {
            name: picture.info[name]
            for name in ("dpi", "icc_profile", "transparency")
            if name in picture.info
        }
        turned = picture.getexif().get(_ORIENTATION, 1) != 1
        drawn: Image.Image = ImageOps.exif_transpose(picture) if turned else picture
        if picture_format == "JPEG":
            # Telephones put a second picture behind the first one (MPO), and tables of both cannot be kept.
            keeps = picture.format == "JPEG" and not turned
            save_options |= {"quality": "keep"} if keeps else {"quality": _BEST, "subsampling": 0}
            save_options.pop("transparency", None)
        drawn.info = {}
        written = io.BytesIO()
        drawn.save(written, picture_format, exif=b"", **save_options)
    return written.getvalue()
