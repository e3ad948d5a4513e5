"""Checks a file for the faults that a program with ReportLab can cause against PDF/A-2a and PDF/UA-1.

A whole validator belongs into the tests. At its issue each paper is checked for streams whose end is unclear, fonts
that are not embedded, letters without a Unicode value, a missing profile or metadata, links that do not print, and
things that the archive form forbids. Clauses are of ISO 19005-2:2011; faults that begin with "UA" come from
`judge_tags`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from office_culture.papers.pdf.judge_tags import faults_of_tags
from office_culture.papers.pdf.streams import ends_plainly, filters_of

# Filters of ISO 32000-1 that the archive form leaves (6.1.7.2).
_FILTERS = {
    "/ASCIIHexDecode",
    "/ASCII85Decode",
    "/FlateDecode",
    "/RunLengthDecode",
    "/CCITTFaxDecode",
    "/JBIG2Decode",
    "/DCTDecode",
    "/JPXDecode",
}
_FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide"}
_PRINT, _HIDDEN = 4, 1 | 2 | 32  # flags of annotations: Print; Invisible, Hidden, NoView
_LONGEST_NAME, _LONGEST_STRING, _DEEPEST = 127, 32767, 28
_STREAM_END = re.compile(rb"\r?\nendstream\b")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s+<([0-9A-Fa-f]+)>\s*\n")
_DESCRIBED = b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
_NO_CHARACTER = {"0000", "FEFF", "FFFE"}


class NotArchival(Exception):
    """A rendered paper violates PDF/A-2a or PDF/UA-1; the text names each fault."""


@dataclass(frozen=True, slots=True)
class SatisfiedClaims:
    """Whether a file still satisfies PDF/A-2a (`archival`) and PDF/UA-1 (`accessible`) after later changes."""

    archival: bool
    accessible: bool


def satisfied_claims(content: bytes) -> SatisfiedClaims:
    """Which of the two forms a file satisfies that was signed outside."""
    faults = faults_of(content)
    of_access = [fault for fault in faults if fault.startswith("UA")]
    return SatisfiedClaims(archival=len(of_access) == len(faults), accessible=not of_access)


def require_archival(content: bytes) -> None:
    """Raises `NotArchival` with all faults of the file."""
    faults = faults_of(content)
    if faults:
        raise NotArchival("; ".join(faults))


def faults_of(content: bytes) -> list[str]:
    """The faults of the file against PDF/A-2a and PDF/UA-1, in English for operators; empty for a good one."""
    if not re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", content):
        return ["6.1.2: the header is not that of an archive file"]
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        return ["6.1.3: something follows the end of the file"]
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return [
                *_in_the_frame(pdf),
                *_in_the_objects(pdf, content),
                *_on_the_pages(pdf),
                *faults_of_tags(pdf),
            ]
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError) as error:
        return [f"the file cannot be read: {error}"]


def _in_the_frame(pdf: Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "6.1.3: the file is encrypted"
    if Name.ID not in pdf.trailer:
        yield "6.1.3: the file has no identifier"
    if not any(_is_profile(intent) for intent in pdf.Root.get(Name.OutputIntents, [])):
        yield "6.2.3: no colour profile of the output"
    metadata = pdf.Root.get(Name.Metadata)
    if metadata is None:
        yield "6.6.2: no metadata"
    else:
        xmp = pdf.open_metadata()  # read only: nothing is written outside a `with`
        if (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")) != ("2", "A"):
            yield "6.6.4: the metadata do not say PDF/A-2a"
        if _DESCRIBED not in metadata.read_bytes():
            yield "6.6.2.3: the metadata do not describe the entries of PDF/UA"
        if xmp.get("dc:title") != str(pdf.docinfo.get(Name.Title, "")):
            yield "6.6.3: the metadata and the document information name two titles"
    for key in (Name.AA, Name.NeedsRendering):
        if key in pdf.Root:
            yield f"6.4, 6.5: the catalogue holds {key}"
    form = pdf.Root.get(Name.AcroForm, Dictionary())
    if Name.XFA in form or form.get(Name.NeedAppearances, False):
        yield "6.4: the form leaves its appearance to the reader"


def _is_profile(intent: Object) -> bool:
    profile = intent.get(Name.DestOutputProfile)
    return intent.get(Name.S) == Name.GTS_PDFA1 and isinstance(profile, Stream) and profile.get(Name.N) == 3


def _in_the_objects(pdf: Pdf, content: bytes) -> Iterator[str]:
    ends = _STREAM_END.findall(content)
    streams = 0
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            streams += 1
            yield from _of_a_stream(thing)
        if isinstance(thing, Dictionary):
            yield from _of_a_dictionary(thing)
        if isinstance(thing, Dictionary | Stream):
            yield from _of_direct_fonts(thing)
        yield from _beyond_limits(thing, _name(thing))
    if len(ends) < streams:
        yield "6.1.7.1: a stream does not end on a line of its own"


def _of_a_stream(stream: Stream) -> Iterator[str]:
    raw = stream.read_raw_bytes()
    if not ends_plainly(raw):
        yield f"6.1.7.1: {_name(stream)} ends in what looks like an end of line"
    if Name.F in stream:
        yield f"6.1.7.1: {_name(stream)} lies outside the file"
    foreign = set(filters_of(stream)) - _FILTERS
    if foreign:
        yield f"6.1.7.2: {_name(stream)} is encoded with {', '.join(sorted(foreign))}"
    if stream.get(Name.Subtype) in (Name.PS,) or Name.Ref in stream or Name.OPI in stream:
        yield f"6.2.9: {_name(stream)} is drawn outside the file"
    space = stream.get(Name.ColorSpace)
    if stream.get(Name.Subtype) == Name.Image and space == Name.DeviceCMYK:
        yield f"6.2.4.3: {_name(stream)} has colours that the profile does not know"


def _of_a_dictionary(thing: Dictionary) -> Iterator[str]:
    if thing.get(Name.Type) == Name.Font:
        yield from _of_a_font(thing)
    if thing.get(Name.S) in {Name(action) for action in _FORBIDDEN_ACTIONS} or Name.JS in thing:
        yield f"6.5.1: {_name(thing)} is an action that an archive does not run"


def _of_direct_fonts(thing: Dictionary | Stream) -> Iterator[str]:
    """Faults of fonts that are direct objects in resources, as in the pictures of signatures."""
    for resources in (thing, thing.get(Name.Resources)):
        fonts = resources.get(Name.Font) if isinstance(resources, Dictionary | Stream) else None
        for font in fonts.values() if isinstance(fonts, Dictionary) else ():
            if isinstance(font, Dictionary) and not font.is_indirect:
                yield from _of_a_font(font)


def _of_a_font(font: Dictionary) -> Iterator[str]:
    base = str(font.get(Name.BaseFont, "a face without name"))
    for face in font.get(Name.DescendantFonts, [font]):
        descriptor = face.get(Name.FontDescriptor, Dictionary())
        if face.get(Name.Subtype) != Name.Type3 and not any(
            key in descriptor for key in (Name.FontFile, Name.FontFile2, Name.FontFile3)
        ):
            yield f"6.2.11.4: {base} is not in the file"
    if str(font.get(Name.Subtype)) in ("/CIDFontType0", "/CIDFontType2"):
        return
    mapped = font.get(Name.ToUnicode)
    if mapped is None:
        yield f"6.2.11.7: {base} has no Unicode values"
        return
    text = mapped.read_bytes()
    if any(target.decode().upper() in _NO_CHARACTER for _code, target in _MAPPED.findall(text)):
        yield f"6.2.11.7: {base} maps a letter to no character"
    for count in re.findall(rb"(\d+) beginbfchar", text):
        if int(count) > 100:
            yield f"6.2.11.7: {base} maps more letters at once than the format allows"


def _on_the_pages(pdf: Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if Name.AA in page:
            yield f"6.5.2: page {number} holds actions of its own"
        for annotation in page.get(Name.Annots, []):
            flags = int(annotation.get(Name.F, 0))
            if not flags & _PRINT or flags & _HIDDEN:
                yield f"6.3.2: on page {number} something is shown that is not printed, or the other way round"
            if annotation.get(Name.Subtype) not in (Name.Link, Name.Popup) and not _has_picture(annotation):
                yield f"6.3.3: on page {number} something to be shown has no picture"


def _has_picture(annotation: Object) -> bool:
    left, bottom, right, top = (float(side) for side in annotation.get(Name.Rect, [0, 0, 0, 0]))
    return Name.AP in annotation or (left == right and bottom == top)


def _beyond_limits(thing: Object, within: str, depth: int = 0) -> Iterator[str]:
    """Strings, names and nesting beyond the limits in an object; indirect ones are checked on their own (6.1.13)."""
    if depth > _DEEPEST:
        yield f"6.1.13: {within} is nested too deeply"
        return
    if isinstance(thing, Dictionary | Stream):
        inner = [value for _key, value in thing.items()]
        if any(len(str(key)) > _LONGEST_NAME for key in thing):
            yield f"6.1.13: {within} holds a name that is too long"
    elif isinstance(thing, Array):
        inner = list(thing)
    elif isinstance(thing, pikepdf.String):
        if len(bytes(thing)) > _LONGEST_STRING:
            yield f"6.1.13: {within} holds a string that is too long"
        return
    else:
        return
    for value in inner:
        if isinstance(value, Object) and not value.is_indirect:
            yield from _beyond_limits(value, within, depth + 1)


def _name(thing: Object) -> str:
    number, _generation = thing.objgen
    return f"object {number}"
