"""What the parts of an office document may hold: no program, no OLE object, nothing that loads from elsewhere.

Parts are read with expat, which refuses nothing by itself: a document type is refused as soon as it is declared, in
whatever encoding the part is written, and so are all entities.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.rules.picture_places import tells_place

# The first bytes of what a computer runs or unpacks: Windows, Unix, scripts, Java, installers, OLE containers.
_OLE = b"\xd0\xcf\x11\xe0"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\x4c\x00\x00\x00\x01\x14\x02\x00",
)
# Files that are no part of a document: PDF, RTF, archives (Cabinet, 7-Zip, RAR), compiled help, mails with their files.
_FILES = (b"%PDF-", b"{\\rtf", b"MSCF", b"7z\xbc\xaf", b"Rar!", b"ITSF", b"MIME-Version:")
_PROGRAM_NAMES = (
    ".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".msi", ".jar",
    ".lnk", ".url", ".reg", ".sh", ".py", ".html", ".htm", ".mht", ".svgz",
)  # fmt: skip
_ZIP = b"PK\x03\x04"
# JPEG, PNG, TIFF in both orders of bytes, WebP, JPEG 2000.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x0cjP")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"  # marks of the encoding, and blanks
_XML_NAMES = (".xml", ".rels", ".vml", ".rdf")
# Links that a reader follows by a click, and the other workbooks of a sheet, which are asked for only after a question.
_HARMLESS_LINKS = ("/hyperlink", "/externallinkpath")
# Relationships to what is inserted whole: OLE objects, and files of another kind that Word reads in (altChunk).
_INSERTED = ("/oleobject", "/afchunk")
_WITHIN = frozenset({"", "data"})  # parts of the file, and pictures that stand in the link itself
_SCHEMES = frozenset({"", "http", "https", "mailto", "ftp", "tel", "file"})
# Elements that fetch or start something when the document is opened (ECMA-376 part 1; OpenDocument 1.3).
_FETCHING = frozenset(
    {
        *("ddelink", "olelink", "dde-source", "dde-connection-decl", "event-listener"),
        *("plugin", "applet", "floating-frame", "webpr"),
    }
)
# Connections to data, where they are used as soon as the workbook is opened.
_REFRESHED = frozenset({"connection", "querytable"})
# What a reader follows by a click; every other link of a part is loaded, and stays within the file (OpenDocument).
_CLICKED = frozenset({"a", "area", "imagedata", "template"})
_OBJECTS = frozenset({"oleobject", "oleobj"})
_FIELD_CODES = frozenset({"instrtext", "fldsimple"})
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
# Fields that bring in what stands elsewhere (ECMA-376 part 1, 17.16.5), by their first word.
_FETCHING_FIELDS = re.compile(
    r"^\s*(?:DATABASE|IMPORT|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|LINK|RD)\b", re.IGNORECASE | re.MULTILINE
)
# Slides that start something by a click, or as soon as the pointer is over them.
_STARTING = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_DEEPEST = 1  # a chart brings its sheet along; nothing brings more
_MOST_EMBEDDED = 50 * 1024 * 1024
_PIECE = 64 * 1024


def check_parts(archive: zipfile.ZipFile, depth: int = 0) -> None:
    """Raises `ValidationError` for the first part that does more than hold text, numbers and pictures."""
    _check_names(archive.namelist())
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        name = entry.filename.lower()
        with archive.open(entry) as part:
            head = part.read(16)
            if head.startswith((_OLE, *_FILES)):
                raise _embedded()
            if head.startswith(_PROGRAMS) or name.endswith(_PROGRAM_NAMES):
                raise _program()
            if head.startswith(_ZIP):
                _check_embedded(head + part.read(_MOST_EMBEDDED), depth)
            if head.startswith(_PICTURES) and tells_place(head + part.read(_MOST_EMBEDDED)):
                raise placed()
        if name.endswith(_XML_NAMES) or head.lstrip(_BEFORE_XML).startswith(b"<"):
            with archive.open(entry) as part:
                _Reader(name).read(part.read)


def _check_names(names: list[str]) -> None:
    """Raises `ValidationError` for names that leave the archive when it is unpacked, or that stand for two parts."""
    folded = [name.replace("\\", "/").lower() for name in names]
    climbing = any(
        name.startswith("/") or ":" in name or ".." in name.split("/") or "\0" in name for name in folded
    )
    if climbing or len({posixpath.normpath(name) for name in folded}) < len(folded):
        raise ValidationError(
            _("The parts of the file have names that lead out of it. Save it anew."), code="part_names"
        )


def _check_embedded(content: bytes, depth: int) -> None:
    if depth >= _DEEPEST or len(content) > _MOST_EMBEDDED:
        raise _embedded()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as inner:
            names = [name.lower() for name in inner.namelist()]
            if "[content_types].xml" not in names or any("vbaproject" in name for name in names):
                raise _embedded()
            if sum(entry.file_size for entry in inner.infolist()) > _MOST_EMBEDDED:
                raise _embedded()
            check_parts(inner, depth + 1)
    except (zipfile.BadZipFile, NotImplementedError):
        raise _embedded() from None


class _Reader:
    """Reads one part and raises `ValidationError` for what would load or start something."""

    def __init__(self, name: str) -> None:
        self.is_list_of_links = name.endswith(".rels")
        self.fields: list[str] = []
        self._in_field = False
        self.parser = expat.ParserCreate()
        handlers: dict[str, Callable[..., Any]] = {
            "StartDoctypeDeclHandler": _refuse_entities,
            "EntityDeclHandler": _refuse_entities,
            "StartElementHandler": self._start,
            "EndElementHandler": self._end,
            "CharacterDataHandler": self._text,
        }
        for handler, function in handlers.items():
            setattr(self.parser, handler, function)

    def read(self, read: Callable[[int], bytes]) -> None:
        try:
            while piece := read(_PIECE):
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError):  # ValueError: an encoding that expat does not read
            raise damaged() from None
        fields = "".join(self.fields)
        if _DDE.search(fields) or _FETCHING_FIELDS.search(fields):
            raise _loading()

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(":")[2].lower()
        if name in _OBJECTS:
            raise _embedded()
        if name in _FETCHING or (name in _REFRESHED and attributes.get("refreshOnLoad") in {"1", "true"}):
            raise _loading()
        if attributes.get("action", "").lower().startswith(_STARTING):
            raise _program()
        if name in _FIELD_CODES:
            self._in_field = True
            self.fields += [
                f"\n{value}\n" for key, value in attributes.items() if key.rpartition(":")[2] == "instr"
            ]
        elif name == "fldchar":
            # A field begins or ends: its first word is the first of a line.
            self.fields.append("\n")
        if self.is_list_of_links and name == "relationship":
            _check_relationship({key.lower(): value for key, value in attributes.items()})
        linked = {key.rpartition(":")[2].lower(): value for key, value in attributes.items() if ":" in key}
        if "href" in linked and not _is_harmless(name, linked["href"]):
            raise _loading()

    def _end(self, element: str) -> None:
        self._in_field = False

    def _text(self, text: str) -> None:
        if self._in_field:
            self.fields.append(text)


def _is_harmless(element: str, href: str) -> bool:
    """Whether a link is followed by a click only, and to no program, or leads to a part of the file."""
    target = href.strip().replace("\\", "/")
    if element in _CLICKED:
        return _scheme(target) in _SCHEMES and not (element == "template" and "//" in target)
    return _scheme(target) in _WITHIN and not target.startswith(("/", "../"))


def _check_relationship(link: dict[str, str]) -> None:
    kind, target = link.get("type", "").lower(), link.get("target", "").strip()
    if kind.endswith(_INSERTED):
        raise _embedded()
    leaves = link.get("targetmode", "").lower() == "external" or "//" in target.replace("\\", "/")
    if leaves and not (kind.endswith(_HARMLESS_LINKS) and _scheme(target) in _SCHEMES):
        raise _loading()


def _scheme(target: str) -> str:
    """The scheme of an address; "" for one without and for the drive letter of a path."""
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return ""
    return "" if len(scheme) == 1 else scheme


def _refuse_entities(*_declared: Any) -> None:
    raise ValidationError(
        _("The file declares entities, by which documents read other files. Save it anew."), code="entities"
    )


def _program() -> ValidationError:
    return ValidationError(
        _("A program hides in the file. Save the document without what was inserted into it."), code="program"
    )


def _embedded() -> ValidationError:
    return ValidationError(
        _("Another file is inserted in the document as an object. Keep it as a file of its own."),
        code="embedded",
    )


def _loading() -> ValidationError:
    return ValidationError(
        _(
            "The document loads a template, a picture or data from elsewhere when it is opened. Save it without these "
            "links."
        ),
        code="loading",
    )


def placed() -> ValidationError:
    """The refusal of a file whose pictures name a place; a file that may be signed is not drawn anew."""
    return ValidationError(
        _(
            "A picture in the file says where it was taken. Save a copy of the picture without its properties, or "
            "compress the pictures of the document, and make the file anew."
        ),
        code="place",
    )


def damaged() -> ValidationError:
    """The refusal of a file that no program could open."""
    return ValidationError(
        _("The file is damaged and cannot be opened. Save or scan it anew."), code="damaged"
    )
