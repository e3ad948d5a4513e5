"""Checks before a workbook is opened: it is a zip, and a small zip can unpack to very much."""

import io
import re
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _

from office_culture.sheets.errors import SheetRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be; `rows` and `columns` bound where its last filled cell stands."""

    bytes: int = 10 * 1024 * 1024
    unpacked_bytes: int = 60 * 1024 * 1024
    parts: int = 500
    columns: int = 100
    # Well above the rows that an import takes: blank rows between them are harmless.
    rows: int = 20_000
    cells: int = 500_000
    # Tables of offices have some hundreds.
    merges: int = 10_000


UPLOAD = Limits()

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


def check_size(data: bytes, limits: Limits = UPLOAD) -> None:
    """Raises `SheetRefused` for a file larger than the limit."""
    if len(data) > limits.bytes:
        raise SheetRefused(
            _("The file is larger than %(most)s MB. Divide it.") % {"most": limits.bytes // 1024 // 1024}
        )


def unpack(data: bytes, limits: Limits = UPLOAD) -> dict[str, bytes]:
    """The XML parts of a workbook by name, without declarations that a reader would expand.

    Raises `SheetRefused` for any other file and for one that unpacks to too much.
    """
    if data.startswith(_OLD_OR_LOCKED):
        raise SheetRefused(
            _("This is an old .xls file or a workbook with a password. Save it as .xlsx without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if (
                len(entries) > limits.parts
                or sum(entry.file_size for entry in entries) > limits.unpacked_bytes
            ):
                raise SheetRefused(
                    _("The workbook unpacks to too much. Copy the rows into a new workbook and try again.")
                )
            parts = {
                entry.filename: archive.read(entry)
                for entry in entries
                if entry.filename.endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise no_workbook() from error
    if "xl/workbook.xml" not in parts or "[Content_Types].xml" not in parts:
        raise no_workbook()
    for content in parts.values():
        _refuse_declarations(content)
    return parts


def repacked(parts: dict[str, bytes]) -> io.BytesIO:
    """A workbook of just these parts, not compressed.

    The reader gets this one: whatever else the headers of the uploaded zip claim, it unpacks only what was checked.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def no_workbook() -> SheetRefused:
    return SheetRefused(_("This is no Excel workbook. Save it in Excel as .xlsx and try again."))


def _refuse_declarations(content: bytes) -> None:
    """Raises `SheetRefused` for DTDs and entities: Office programs write none, attacks expand them.

    In UTF-16 and other encodings such a declaration has other bytes; Office programs write UTF-8 only.
    """
    head = content[:300]
    declared = _ENCODING.search(head)
    if (
        b"\x00" in head
        or head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or (declared and declared[1].lower() not in _PLAIN_ENCODINGS)
        or b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
    ):
        raise no_workbook()
