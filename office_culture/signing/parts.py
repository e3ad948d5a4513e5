"""Which part of the paper an agency's signature is for: by what the signing program wrote, else by its place.

Decree 30/2020, Annex I: number and day stand in boxes 3 and 4, below the margin of the first page; the line of a copy
in its upper margin; appendices behind the paper.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object
from pyhanko.sign.validation import EmbeddedPdfSignature

from office_culture.rules.signatures import SignaturePart
from office_culture.text.search import fold

_WORDS = (
    (re.compile(r"\b(sao y|sao luc|trich sao|ban sao)\b"), SignaturePart.COPY),
    (re.compile(r"\b(phu luc|kem theo)\b"), SignaturePart.APPENDIX),
    (
        re.compile(r"\b(cap so|so van ban|so va ky hieu|so, ky hieu|so va ngay|ngay thang)\b"),
        SignaturePart.NUMBER,
    ),
)
# Shares of the height of the first page, from above.
_MARGIN, _HEAD = 0.067, 0.22


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a visible signature: page of the file from 0, and its middle as a share of the page from above."""

    page: int
    down: float
    in_appendix: bool


def spots_of(content: bytes) -> Mapping[str, Spot]:
    """The spots of all visible signatures by the full name of their field."""
    spots = {}
    with pikepdf.open(BytesIO(content)) as pdf:
        first = _first_appendix(pdf)
        for number, page in enumerate(pdf.pages):
            _left, bottom, _right, top = (float(side) for side in page.mediabox)
            for widget in page.get(Name.Annots, ()):
                rect = [float(side) for side in widget.get(Name.Rect, (0, 0, 0, 0))]
                if widget.get(Name.Subtype) != Name.Widget or rect[1] == rect[3]:
                    continue
                down = (top - (rect[1] + rect[3]) / 2) / (top - bottom)
                spots[_full_name(widget)] = Spot(number, down, first is not None and number >= first)
    return spots


def part_of(signature: EmbeddedPdfSignature, spots: Mapping[str, Spot]) -> SignaturePart:
    """What an agency signed, by the words of the signature, else by its place, else the paper as a whole."""
    words = (
        signature.sig_object.get("/Reason", ""),
        signature.field_name,
        signature.sig_field.get("/TU", ""),
    )
    written = fold(" ".join(str(word) for word in words))
    for pattern, part in _WORDS:
        if pattern.search(written):
            return part
    spot = spots.get(signature.field_name)
    if spot is None:
        return SignaturePart.AGENCY
    if spot.in_appendix:
        return SignaturePart.APPENDIX
    if spot.page == 0 and spot.down < _MARGIN:
        return SignaturePart.COPY
    if spot.page == 0 and spot.down < _HEAD:
        return SignaturePart.NUMBER
    return SignaturePart.AGENCY


def _first_appendix(pdf: pikepdf.Pdf) -> int | None:
    """The index of the first page whose label has a prefix, as the paper kit labels appendices; None without one."""
    numbers = list(pdf.Root.get(Name.PageLabels, Dictionary()).get(Name.Nums, []))
    labelled = zip(numbers[::2], numbers[1::2], strict=True)
    return next((int(page) for page, label in labelled if Name.P in label), None)


def _full_name(widget: Object | None) -> str:
    names = []
    for _level in range(50):
        if not isinstance(widget, Dictionary):
            break
        if Name.T in widget:
            names.append(str(widget.T))
        widget = widget.get(Name.Parent)
    return ".".join(reversed(names))
