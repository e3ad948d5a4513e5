"""From ReportLab's PDF to a valid PDF/A-2u: the archival form for born-digital papers.

ReportLab writes no PDF/A. Missing are: the colour profile of the output, XMP metadata, the print flag of
links, and a ToUnicode map without entries for U+0000; too much is an unused Helvetica that charts bring along.
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

# sRGB of Little CMS with its time of creation blanked: a profile made on the spot would carry the clock.
_PROFILE = Path(__file__).with_name("srgb.icc")
_PRODUCER = "office-culture"
_MAPPINGS = re.compile(rb"\d+ beginbfchar\n(.*?)\nendbfchar", re.DOTALL)
_GROUP = 100
_LONGEST_STRING = 500
_PRINT_FLAG = 4


def archived(
    source: BytesIO, metadata: Metadata, title: str, parts: list[NumberedPart], *, prune: bool = True
) -> bytes:
    """The same pages as PDF/A-2u with language, title, dates and page labels. Same input, same bytes.

    Pruning drops what no page uses; it reads a drawing again for each page that shows it, so a file with hundreds of
    pages over one drawing does better without.
    """
    with pikepdf.open(source) as pdf:
        _drop_unembedded_fonts(pdf)
        _clean_unicode_maps(pdf)
        _print_links(pdf)
        _describe(pdf, metadata, title)
        _label_pages(pdf, parts)
        _add_profile(pdf)
        # An empty form, so that signatures come as changes of a form, which readers tell from changes of the paper.
        pdf.Root[Name.AcroForm] = Dictionary(Fields=Array())
        target = BytesIO()
        if prune:
            pdf.remove_unreferenced_resources()
        _save(pdf, target)
        return target.getvalue()


def tidied(source: BytesIO) -> bytes:
    """A page to be laid into a PDF/A-2u: without what would break that file. Same input, same bytes."""
    with pikepdf.open(source) as pdf:
        _drop_unembedded_fonts(pdf)
        _clean_unicode_maps(pdf)
        target = BytesIO()
        _save(pdf, target)
        return target.getvalue()


def _save(pdf: Pdf, target: BytesIO) -> None:
    """Without object and cross-reference streams, which the library would encode on its own: a few kilobytes more, and
    every byte of the file is this program's choice."""
    encode_streams(pdf)
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
    """A map to U+0000 is what ReportLab writes for a slot that no character uses; level u forbids it. The
    rest is written again in groups of at most 100, the limit of the format."""
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
        xmp["pdfaid:conformance"] = "U"
        xmp["dc:language"] = {metadata.lang}


def _short(words: str) -> String:
    """PDF/A limits the length of strings."""
    return String(clean(words)[:_LONGEST_STRING])


def _label_pages(pdf: Pdf, parts: list[NumberedPart]) -> None:
    """What a reader shows as the page number: 1, 2, 3 … then PL I-1, PL I-2 …"""
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
