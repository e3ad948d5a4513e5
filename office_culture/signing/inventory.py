"""Counting the signatures of a file: those that the library lists are compared with those in the file.

The library walks the form from its root, and passes over forms of signature that it does not know. So the file is
counted in two other ways: through all objects of another library, and through the bytes themselves, where objects of
earlier updates stand that neither library shows.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

import pikepdf
from asn1crypto.parser import peek
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from pyhanko.pdf_utils.generic import Reference
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import EmbeddedPdfSignature

from office_culture.signing.errors import SignatureRefused

# As the State signs, as ETSI EN 319 142 has it, and stamps of time.
ACCEPTED_FORMS = (SigSeedSubFilter.ADOBE_PKCS7_DETACHED.value, SigSeedSubFilter.PADES.value)
_STAMP = "/ETSI.RFC3161"
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_RANGE = re.compile(rb"/ByteRange(?![0-9A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_UNPACKED = 20_000_000

Place = tuple[int, int]


def account_for(content: bytes, issued: bytes, listed: Sequence[EmbeddedPdfSignature]) -> None:
    """Raises `SignatureRefused` unless the file has exactly the signatures listed, each in a field of its own."""
    with pikepdf.open(BytesIO(content)) as pdf:
        if pdf.get_warnings():
            raise SignatureRefused(
                "damaged",
                _("What was added to the paper cannot be read: %(fault)s.")
                % {"fault": pdf.get_warnings()[0]},
            )
        values = dict(_values(pdf))
        _require_forms(values)
        fields = list(_fields(pdf))
        known = [_place_of(signature) for signature in listed]
        filled = [_place(field.get(Name.V)) for field in fields if Name.V in field]
        if not sorted(values) == sorted(known) == sorted(filled) or not _all_in_the_form(pdf, fields):
            raise _unlisted()
        _require_no_picture_without_signature(fields)
    if _ranges_in(content[len(issued) :]) != len(listed):
        raise _unlisted()
    for signature in listed:
        _require_gap(content, signature)


def _unlisted() -> SignatureRefused:
    return SignatureRefused(
        "unlisted",
        _(
            "The file holds a signature that cannot be checked: it stands outside the list of signatures, or hides "
            "behind another. Sign the paper as it was downloaded."
        ),
    )


def _require_forms(values: dict[Place, Object]) -> None:
    for value in values.values():
        form = str(value.get(Name.SubFilter, "–"))
        if form != _STAMP and form not in ACCEPTED_FORMS:
            raise SignatureRefused(
                "form",
                _(
                    "A signature has the form %(form)s. Choose PAdES (ETSI.CAdES.detached) or PKCS#7 detached "
                    "(adbe.pkcs7.detached) in the signing program."
                )
                % {"form": form.lstrip("/")},
            )


def _values(pdf: Pdf) -> Iterator[tuple[Place, Object]]:
    """The place and dictionary of each signature among the objects of the file, even within other objects."""
    for thing in pdf.objects:
        for inner in _within(thing):
            if Name.ByteRange in inner or inner.get(Name.Type) in (Name.Sig, Name.DocTimeStamp):
                # One within another object has no place of its own, so nothing lists it.
                yield (_place(thing) if inner is thing else (0, id(inner))), inner


def _within(thing: Object, depth: int = 0) -> Iterator[Dictionary | Stream]:
    """The dictionary and those nested directly in it. Raises `SignatureRefused` beyond 50 levels."""
    if depth > 50:
        raise _unlisted()
    if isinstance(thing, Dictionary | Stream):
        yield thing
        inner = [value for _key, value in thing.items()]
    elif isinstance(thing, Array):
        inner = list(thing)
    else:
        return
    for value in inner:
        if isinstance(value, Object) and not value.is_indirect:
            yield from _within(value, depth + 1)


def _fields(pdf: Pdf) -> Iterator[Dictionary | Stream]:
    """All signature fields, in the form or not; the type of a field may be inherited from the one above."""
    for thing in pdf.objects:
        for inner in _within(thing):
            if inner.get(Name.FT) == Name.Sig or (
                Name.Parent in inner and _inherited_kind(inner) == Name.Sig
            ):
                yield inner


def _inherited_kind(field: Object | None) -> Object | None:
    for _level in range(50):
        if not isinstance(field, Dictionary):
            return None
        if Name.FT in field:
            return field.FT
        field = field.get(Name.Parent)
    return None


def _all_in_the_form(pdf: Pdf, fields: list[Dictionary | Stream]) -> bool:
    reached: set[Place] = set()
    waiting = list(pdf.Root.get(Name.AcroForm, Dictionary()).get(Name.Fields, []))
    while waiting:
        field = waiting.pop()
        if _place(field) not in reached:
            reached.add(_place(field))
            waiting += list(field.get(Name.Kids, []))
    return all(_place(field) in reached for field in fields)


def _require_no_picture_without_signature(fields: list[Dictionary | Stream]) -> None:
    """Raises `SignatureRefused` for an unsigned field with a picture: it may wait, but must not look signed."""
    for field in fields:
        signed = Name.V in field or Name.V in field.get(Name.Parent, Dictionary())
        if not signed and _shows_something(field):
            raise SignatureRefused(
                "picture_only",
                _("The file shows the picture of a signature where nobody has signed."),
            )


def _shows_something(field: Dictionary | Stream) -> bool:
    """Whether a field has a picture with content.

    PDF/A asks for an empty one in a field that waits for its signature.
    """
    if Name.AP not in field:
        return False
    pictures = field.AP
    normal = pictures.get(Name.N)
    return set(pictures) != {"/N"} or not isinstance(normal, Stream) or bool(normal.read_bytes().strip())


def _place(thing: Object | None) -> Place:
    if not isinstance(thing, Object) or not thing.is_indirect:
        return (0, id(thing))
    number, generation = thing.objgen
    return number, generation


def _place_of(signature: EmbeddedPdfSignature) -> Place:
    reference = signature.sig_object.container_ref
    if not isinstance(reference, Reference):  # it stands within its field
        return (0, 0)
    return reference.idnum, reference.generation


def _ranges_in(added: bytes) -> int:
    """The number of signatures in the added bytes, those of earlier updates and compressed ones included."""
    count = len(_RANGE.findall(_plain(added)))
    room = _MOST_UNPACKED
    for start in _STREAM.finditer(added):
        unpacked = _unpacked(memoryview(added)[start.end() :], room)
        room -= len(unpacked)
        if room <= 0:  # no signature needs so much: it is meant to stay unread
            raise _unlisted()
        count += len(_RANGE.findall(_plain(unpacked)))
    return count


def _plain(written: bytes) -> bytes:
    """The bytes with escapes in names resolved: "/Byte#52ange" becomes "/ByteRange"."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), written)


def _unpacked(data: memoryview, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def _require_gap(content: bytes, signature: EmbeddedPdfSignature) -> None:
    """Raises `SignatureRefused` where the signature leaves out more of the file than itself and its padding."""
    covered = [int(number) for number in signature.byte_range]
    if len(covered) == 4 and covered[0] == 0 and _is_all(content[covered[1] : covered[2]], signature):
        return
    raise SignatureRefused(
        "altered", _("A signature of the file leaves out more than itself. Sign the paper as it is.")
    )


def _is_all(gap: bytes, signature: EmbeddedPdfSignature) -> bool:
    try:
        inside = bytes.fromhex(gap[1:-1].decode("ascii"))
        length = peek(inside)
    except ValueError:
        return False
    return (
        gap[:1] + gap[-1:] == b"<>"
        and inside == bytes(signature.pkcs7_content)
        and not inside[length:].strip(b"\0")
    )
