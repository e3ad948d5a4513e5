"""Office documents are zip archives: what is in them, before any program unpacks them."""

import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.rules.office_parts import check_parts, damaged

MOST_ENTRIES = 5_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_RATIO = 200  # text packs about 10 to 1, an empty sheet up to 100
SMALL = 5 * 1024 * 1024  # below this no ratio does harm
MOST_READ = 2 * 1024 * 1024

_MACROS_IN_TYPES = (b"macroenabled", b"vbaproject", b"activex", b"macrosheet")
_MACROS_IN_NAMES = ("vbaproject", "activex/", "macrosheets/")
_ENCRYPTED_ENTRY = 0x1
# What reading a part may end with, by the way it is packed.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, OSError, EOFError)


def check_ooxml(main_type: str) -> Callable[[BinaryIO], None]:
    """A check for docx, xlsx and pptx: the main part is of `main_type`, nothing in it runs or loads from elsewhere."""

    def check(content: BinaryIO) -> None:
        with _opened(content) as archive:
            types = _read(archive, "[Content_Types].xml").lower()
            if any(mark in types for mark in _MACROS_IN_TYPES) or any(
                mark in name.lower() for name in archive.namelist() for mark in _MACROS_IN_NAMES
            ):
                raise _macros()
            # A part list in an encoding other than UTF-8 hides its words from us, and is refused here, too.
            if main_type.lower().encode() not in types:
                raise _other_kind()
            _check_parts(archive)

    return check


def check_odf(media_type: str) -> Callable[[BinaryIO], None]:
    """A check for odt and ods."""

    def check(content: BinaryIO) -> None:
        with _opened(content) as archive:
            if _read(archive, "mimetype").strip() != media_type.encode():
                raise _other_kind()
            if b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
                raise _password()
            if any(name.startswith(("Basic/", "Scripts/")) for name in archive.namelist()):
                raise _macros()
            _check_parts(archive)

    return check


def contains_archive(content: BinaryIO) -> bool:
    """Whether zip programs find entries in `content`, even where the archive begins behind other bytes."""
    try:
        with zipfile.ZipFile(content) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _opened(content: BinaryIO) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise damaged() from None
    entries = archive.infolist()
    if min((entry.header_offset for entry in entries), default=0):
        # Something stands before the parts, which a program that reads from the front takes for them.
        raise damaged()
    if any(entry.flag_bits & _ENCRYPTED_ENTRY for entry in entries):
        raise _password()
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > SMALL and unpacked > MOST_RATIO * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or swollen:
        raise ValidationError(
            _("Unpacked, the file would fill the computer that opens it. Save it anew with less in it."),
            code="bomb",
        )
    return archive


def _check_parts(archive: zipfile.ZipFile) -> None:
    try:
        check_parts(archive)
    except (*_BROKEN, KeyError):
        raise damaged() from None


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of the part of that name, `MOST_READ` at most.

    Raises ValidationError where it is missing or damaged.
    """
    try:
        with archive.open(name) as part:
            return part.read(MOST_READ)
    except KeyError:
        raise _other_kind() from None
    except (*_BROKEN, ValueError):
        raise damaged() from None


def _macros() -> ValidationError:
    return ValidationError(
        _("The file contains macros: programs that run on the reader's computer. Save it without them."),
        code="macros",
    )


def _password() -> ValidationError:
    return ValidationError(_("The file opens only with a password. Save it without one."), code="password")


def _other_kind() -> ValidationError:
    return ValidationError(
        _("The content of the file is of another kind than its name says. Save it anew."), code="header"
    )
