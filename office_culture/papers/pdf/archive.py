"""Turns ReportLab's PDF into PDF/A-2a and PDF/UA-1, the forms for archives and for reading aloud.

ReportLab writes neither. It lacks the colour profile of the output, XMP metadata, the tree of elements, the print flag
and the description of links, and a ToUnicode map without entries for U+0000; it adds an unused Helvetica to charts.
"""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from office_culture.papers.clean import clean
from office_culture.papers.paper import Metadata
from office_culture.papers.pdf.pages import NumberedPart
from office_culture.papers.pdf.streams import encode_streams
from office_culture.papers.pdf.structure import prepare_structure, with_structure
from office_culture.papers.pdf.tags import Structure

# sRGB of Little CMS with its time of creation blanked: a profile made on the spot would carry the clock.
_PROFILE = Path(__file__).with_name("srgb.icc")
_PRODUCER = "office-culture"
_XMP_END = b"</rdf:RDF>"
# PDF/A asks for a description of every schema of metadata that it does not know (ISO 19005-2, 6.6.2.3.3).
_ACCESSIBLE = Path(__file__).with_name("pdfua.xml").read_bytes()
_MAPPINGS = re.compile(rb"\d+ beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_GROUP = 100
_LONGEST_STRING = 500
_PRINT_FLAG = 4


def archived(
    source: BytesIO,
    metadata: Metadata,
    title: str,
    parts: list[NumberedPart],
    structure: Structure,
    *,
    prune: bool = True,
) -> bytes:
    """The same pages as PDF/A-2a and PDF/UA-1 with language, title, dates and page labels. Same input, same bytes.

    `structure` was made while the pages were drawn. Pruning drops what no page uses; it reads a drawing again for each
    page that shows it, so a file with hundreds of pages over one drawing does better without.
    """
    with pikepdf.open(source) as pdf:
        _drop_unembedded_fonts(pdf)
        _clean_unicode_maps(pdf)
        _print_links(pdf)
        _describe(pdf, metadata, title)
        _label_pages(pdf, parts)
        _add_profile(pdf)
        if prune:
            pdf.remove_unreferenced_resources()
        encode_streams(pdf)
        places = prepare_structure(pdf, structure)  # last: it adds only streams that need no encoding
        target = BytesIO()
        _save(pdf, target)
        return with_structure(target.getvalue(), structure, places)


def tidied(source: BytesIO) -> bytes:
    """A PDF page without what would break the PDF/A that it is placed in. Same input, same bytes."""
    with pikepdf.open(source) as pdf:
        _drop_unembedded_fonts(pdf)
        _clean_unicode_maps(pdf)
        encode_streams(pdf)
        target = BytesIO()
        _save(pdf, target)
        return target.getvalue()


def _save(pdf: Pdf, target: BytesIO) -> None:
    """Saves the file without object and cross-reference streams.

    The library would encode those on its own; without them every byte is this program's choice, for a few kilobytes
    more.
    """
    pdf.save(
        target,
        min_version="1.7",
        fix_metadata_version=False,  # it would write the metadata again
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        compress_streams=False,
        recompress_flate=False,
    )


def _drop_unembedded_fonts(pdf: Pdf) -> None:
    for page in pdf.pages:
        fonts = page.resources.get(Name.Font)
        if fonts is None:
            continue
        for key in [key for key, font in fonts.items() if Name.FontDescriptor not in font]:
            del fonts[key]


def _clean_unicode_maps(pdf: Pdf) -> None:
    """Removes mappings to U+0000 from ToUnicode maps; level u forbids them.

    ReportLab writes them for slots that no character uses. The rest is written in groups of at most 100, the limit of
    the format.
    """
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and Name.ToUnicode in thing:
            stream = thing[Name.ToUnicode]
            stream.write(_MAPPINGS.sub(_regrouped, stream.read_bytes()))


def _regrouped(match: re.Match[bytes]) -> bytes:
    entries = [line for line in match[1].split(b"\n") if line.strip() and b"<0000>" not in line]
    groups = (entries[start : start + _GROUP] for start in range(0, len(entries), _GROUP))
    return b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(group), b"\n".join(group)) for group in groups)


def _print_links(pdf: Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.get(Name.Annots, []):
            annotation[Name.F] = _PRINT_FLAG
            annotation[Name.Contents] = _short(str(annotation.A.URI))


def _describe(pdf: Pdf, metadata: Metadata, title: str) -> None:
    created = metadata.created.replace(microsecond=0)
    offset = created.strftime("%z")
    stamp = f"D:{created:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    del pdf.docinfo
    info = pdf.docinfo
    info[Name.Title] = _short(title)
    info[Name.Author] = _short(metadata.author)
    info[Name.Subject] = _short(metadata.subject)
    info[Name.Keywords] = _short(", ".join(metadata.keywords))
    info[Name.Producer] = String(_PRODUCER)
    info[Name.CreationDate] = info[Name.ModDate] = String(stamp)
    pdf.Root[Name.Lang] = String(metadata.lang)
    pdf.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(info)
        xmp["pdfaid:part"] = "2"
        xmp["pdfaid:conformance"] = "A"
        xmp["dc:language"] = {metadata.lang}
    described = pdf.Root.Metadata
    described.write(described.read_bytes().replace(_XMP_END, _ACCESSIBLE + _XMP_END))


def _short(words: str) -> String:
    """The string cut to the limit of PDF/A."""
    return String(clean(words)[:_LONGEST_STRING])


def _label_pages(pdf: Pdf, parts: list[NumberedPart]) -> None:
    """Sets the page numbers that a reader shows: 1, 2, 3 … then PL I-1, PL I-2 …"""
    numbers = Array()
    for part in parts:
        label = Dictionary(S=Name.D)
        if part.prefix:
            label[Name.P] = _short(part.prefix)
        numbers.append(part.first)
        numbers.append(label)
    pdf.Root[Name.PageLabels] = Dictionary(Nums=numbers)


def _add_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream(_PROFILE.read_bytes(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root[Name.OutputIntents] = Array([pdf.make_indirect(intent)])
