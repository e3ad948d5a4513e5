"""What a PDF that is kept may hold: text and pictures, nothing that runs, starts a program or brings a file along.

A signed PDF stays as it is, byte for byte, so a file is refused and never cleaned.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.rules.office_parts import damaged, placed
from office_culture.rules.picture_places import tells_place

# Actions that run a script, start a program, send what is typed, or reach into another file (ISO 32000-2, 12.6.4).
_RUNNING_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/Rendition"})
# Keys that hold a script, a form of scripts, or a player.
_RUNNING_KEYS = frozenset({"/JS", "/JavaScript", "/OnInstantiate", "/XFA", "/RichMediaContent"})
# What happens without a click may lead to a place of the PDF, and nowhere else.
_LEAVING_ACTIONS = frozenset({"/URI", "/GoToR", "/Thread"})
_MOST_ACTIONS = 100  # one after the other; a chain that goes round ends here
_CLICKED_SCHEMES = ("javascript:", "vbscript:", "data:", "ms-msdt:", "search-ms:")
_EMBEDDING_KEYS = frozenset({"/EF", "/EmbeddedFiles"})
# Pictures that are kept as a camera wrote them (ISO 32000-2, 7.4.8 and 7.4.9); all others are points only.
_WHOLE_PICTURES = frozenset({"/DCTDecode", "/DCT", "/JPXDecode"})
# The end of file stands within so many bytes of the end (ISO 32000-1, annex H.3, note 18).
_TAIL = 1024


def check_pdf(content: BinaryIO) -> None:
    """Raises `ValidationError` for a PDF that is cut off, locked, or holds more than pages to read."""
    size = content.seek(0, 2)
    content.seek(max(0, size - _TAIL))
    if b"%%EOF" not in content.read():
        raise damaged()
    content.seek(0)
    try:
        with pikepdf.open(content, attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                raise ValidationError(
                    _("The PDF is locked against printing or copying. Save it without a password."),
                    code="locked",
                )
            for item in document.objects:
                _check_object(item)
                if isinstance(item, pikepdf.Stream) and tells_place(_picture_in(document, item)):
                    raise placed()
    except pikepdf.PasswordError:
        raise ValidationError(
            _("The PDF opens only with a password. Save it without one."), code="password"
        ) from None
    except pikepdf.PdfError:
        raise damaged() from None


def _check_object(item: Any) -> None:
    for dictionary in _dictionaries_in(item):
        keys = set(dictionary.keys())
        action = str(dictionary.get("/S", "")) if "/S" in keys else ""
        runs = keys & _RUNNING_KEYS or action in _RUNNING_ACTIONS
        if runs or _leaves_by_itself(dictionary) or _is_script(dictionary):
            raise ValidationError(
                _(
                    "The PDF contains a script or starts a program. Print it into a new PDF and keep that one."
                ),
                code="script",
            )
        if keys & _EMBEDDING_KEYS or str(dictionary.get("/Type", "")) == "/EmbeddedFile":
            raise ValidationError(
                _("Files are hidden in the PDF as attachments. Keep each of them as a file of its own."),
                code="attachment",
            )


def _leaves_by_itself(dictionary: Any) -> bool:
    """Whether opening the PDF or one of its pages would lead to another file or address."""
    started = [dictionary.get("/OpenAction"), *_values(dictionary.get("/AA"))]
    for action in started:
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _LEAVING_ACTIONS:
            return True
        following = action.get("/Next") if isinstance(action, pikepdf.Dictionary) else None
        chain = list(following) if isinstance(following, pikepdf.Array) else [following]
        started += chain[: max(0, _MOST_ACTIONS - len(started))]
    return False


def _values(dictionary: Any) -> list[Any]:
    is_dictionary = isinstance(dictionary, pikepdf.Dictionary)
    return [dictionary.get(key) for key in dictionary.keys()] if is_dictionary else []  # noqa: SIM118 - no mapping


def _is_script(action: Any) -> bool:
    """Whether a link names a script or a program instead of an address."""
    return str(action.get("/URI", "")).strip().lower().startswith(_CLICKED_SCHEMES)


def _picture_in(document: pikepdf.Pdf, stream: pikepdf.Stream) -> bytes:
    """The file of a picture inside the stream, or the description (XMP) of one; b"" for anything else."""
    if str(stream.get("/Type", "")) == "/Metadata":
        return stream.read_bytes()
    named: Any = stream.get("/Filter", pikepdf.Array())
    filters = list(named) if isinstance(named, pikepdf.Array) else [named]
    if not filters or str(filters[-1]) not in _WHOLE_PICTURES:
        return b""
    raw = stream.read_raw_bytes()
    if len(filters) == 1:
        return raw
    return pikepdf.Stream(document, raw, Filter=pikepdf.Array(filters[:-1])).read_bytes()


def _dictionaries_in(item: Any) -> Iterator[Any]:
    """The dictionary or stream and those written inside it; what it only refers to is an object of its own."""
    waiting = [item]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = [found.get(key) for key in found.keys()]  # noqa: SIM118 - no mapping of Python's
        elif isinstance(found, pikepdf.Array):
            inside = list(found)
        else:
            continue
        waiting += [part for part in inside if isinstance(part, pikepdf.Object) and not part.is_indirect]
