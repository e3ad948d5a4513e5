"""Which files may be kept: a short list of kinds, each recognised by its content, never by its name alone.

The libraries that guess a kind from the first bytes call any zip a document and let macros through, so the few kinds
that an office needs are checked here one by one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from office_culture.rules.archives import check_odf, check_ooxml, contains_archive
from office_culture.rules.office_parts import damaged
from office_culture.rules.pdf_contents import check_pdf
from office_culture.rules.pictures import drawn_anew
from office_culture.rules.text import validate_printable
from office_culture.text.normal import nfc

MOST_PIXELS = 100_000_000  # an A3 sheet at 600 dpi has 70 million

# The bytes that browsers look at when they guess that a file is a page.
_SNIFFED = 4096
_PAGE = re.compile(rb"<\s*(?:!doctype|html|head|body|script|iframe|svg|img|object|embed)\b", re.IGNORECASE)
_TAIL = 4096


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file that may be stored. `check` raises `ValidationError` for what only looks like it.

    `drawn` is the format of a picture, which is drawn anew when it is kept; other files stay as they are.
    """

    media_type: str
    header: bytes
    check: Callable[[BinaryIO], None]
    drawn: str = ""


def check_upload(upload: UploadedFile) -> str:
    """The media type of an acceptable file. Raises `ValidationError` with the reason for any other."""
    name = nfc(upload.name or "")
    validate_printable(name)
    extension = PurePath(name).suffix.lower().removeprefix(".")
    kind = KINDS.get(extension)
    if kind is None:
        raise _refused(
            "kind",
            _("Files of the kind “%(extension)s” are not kept. Choose one of: %(known)s."),
            extension=extension or name,
            known=", ".join(KINDS),
        )
    if not upload.size:
        raise _refused("empty", _("The file is empty. Choose it again."))
    if upload.size > settings.UPLOAD_MAX_BYTES:
        raise _refused(
            "size",
            _(
                "The file has %(size)s; at most %(most)s are kept. Scan it with a lower resolution or split it."
            ),
            size=filesizeformat(upload.size),
            most=filesizeformat(settings.UPLOAD_MAX_BYTES),
        )
    _check_content(upload, kind, extension)
    return kind.media_type


def prepared_for_storage(upload: UploadedFile) -> UploadedFile:
    """The acceptable file as it is kept: a picture is drawn anew, without place, camera and comments."""
    name = nfc(upload.name or "")
    kind = KINDS[PurePath(name).suffix.lower().removeprefix(".")]
    if not kind.drawn:
        return upload
    content: Any = upload.file
    try:
        drawn = drawn_anew(content, kind.drawn)
    except (OSError, SyntaxError, ValueError):
        raise damaged() from None
    made = SimpleUploadedFile("picture", drawn, content_type=kind.media_type)
    made._name = name  # type: ignore[attr-defined]  # as the browser sent it; the setter would shorten it
    return made


def _check_content(upload: UploadedFile, kind: FileKind, extension: str) -> None:
    content: Any = upload.file
    try:
        content.seek(0)
        head = content.read(_SNIFFED)
        if not head.startswith(kind.header):
            raise _wrong_header(head, extension)
        content.seek(0)
        kind.check(content)
    finally:
        content.seek(0)


def _wrong_header(head: bytes, extension: str) -> ValidationError:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _refused(
            "old_office",
            _(
                "The file is protected by a password, or was saved by an Office program before 2007. Save it "
                "without a password as docx, xlsx or pptx."
            ),
        )
    return _refused(
        "header",
        _("The content is not that of a %(extension)s file, whatever its name says. Save it anew."),
        extension=extension,
    )


def _check_pdf(content: BinaryIO) -> None:
    _refuse_second_nature(content, _SNIFFED)
    check_pdf(content)


def _check_picture(picture_format: str) -> Callable[[BinaryIO], None]:
    def check(content: BinaryIO) -> None:
        _refuse_second_nature(content, 0)
        try:
            content.seek(0)
            with Image.open(content, formats=[picture_format]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many_pixels()
                picture.verify()
            content.seek(0)
            with Image.open(content, formats=[picture_format]) as picture:
                # An eighth of the size is enough to see that the data is whole, and costs little memory.
                picture.draft("L", (64, 64))
                picture.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels() from None
        except (OSError, SyntaxError, ValueError):
            raise damaged() from None

    return check


def _refuse_second_nature(content: BinaryIO, sniffed: int) -> None:
    """Raises ValidationError for a file that is also a page or an archive, which another program would open as such."""
    content.seek(0)
    head = content.read(sniffed)
    size = content.seek(0, 2)
    content.seek(max(0, size - _TAIL))
    tail = content.read()
    after_end = tail.rpartition(b"%%EOF")[2] if sniffed else b""
    if _PAGE.search(head) or _PAGE.search(after_end) or contains_archive(content):
        raise _refused(
            "second_nature",
            _(
                "The file is something else besides: a web page or an archive hides in it. Save or scan it anew."
            ),
        )


def _too_many_pixels() -> ValidationError:
    return _refused(
        "pixels", _("The picture has more than 100 million pixels. Scan it with a lower resolution.")
    )


def _refused(code: str, sentence: str, **params: object) -> ValidationError:
    return ValidationError(sentence, code=code, params=params or None)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ODT = "application/vnd.oasis.opendocument.text"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_JPEG = FileKind("image/jpeg", b"\xff\xd8\xff", _check_picture("JPEG"), "JPEG")

KINDS = {
    "pdf": FileKind("application/pdf", b"%PDF-", _check_pdf),
    "docx": FileKind(_WORD, b"PK\x03\x04", check_ooxml(f"{_WORD}.main+xml")),
    "xlsx": FileKind(_SHEET, b"PK\x03\x04", check_ooxml(f"{_SHEET}.main+xml")),
    "pptx": FileKind(_SLIDES, b"PK\x03\x04", check_ooxml(f"{_SLIDES}.main+xml")),
    "odt": FileKind(_ODT, b"PK\x03\x04", check_odf(_ODT)),
    "ods": FileKind(_ODS, b"PK\x03\x04", check_odf(_ODS)),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": FileKind("image/png", b"\x89PNG\r\n\x1a\n", _check_picture("PNG"), "PNG"),
}
