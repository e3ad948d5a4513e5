"""`render_pdf`: a paper as a PDF/A-2a and PDF/UA-1 file."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import NamedTuple

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from office_culture.papers import measures, wording
from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.paper import Appendix, Paper
from office_culture.papers.pdf import pages
from office_culture.papers.pdf.archive import archived
from office_culture.papers.pdf.body import body
from office_culture.papers.pdf.check_mark import CheckMark
from office_culture.papers.pdf.flow import LastEnding, Para
from office_culture.papers.pdf.foot import foot
from office_culture.papers.pdf.head import appendix_head, head
from office_culture.papers.pdf.ink import Ink, MissingGlyph
from office_culture.papers.pdf.outline import HeadingTree
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.stack import Stack, Stacked
from office_culture.papers.pdf.styles import Styles, styles_of
from office_culture.papers.pdf.tags import Element, Structure

_LOCK = Lock()


def drawing_lock() -> Lock:
    """The lock for drawing: a TTFont of ReportLab stores the subset of the document being written."""
    return _LOCK


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file. `missing` names the characters that had to be spelled out because no shape exists.

    `signing_rooms` says where each signature goes, in the order of `Paper.signatures`.
    """

    content: bytes
    pages: int
    missing: tuple[MissingGlyph, ...]
    signing_rooms: tuple[SigningRoom, ...] = ()
    media_type: str = "application/pdf"


def render_pdf(paper: Paper, fonts: FontSet | None = None) -> Rendered:
    """The paper as PDF/A-2a and PDF/UA-1. The same paper gives the same bytes, in every process.

    Any text can be printed; nothing in it is read as markup. Raises FontError when no usable typeface is there.
    """
    with drawing_lock():
        fonts = fonts or bundled_fonts()
        drawing = _draw(paper, fonts, measures.LINE_SPACING)
        if drawing.document.leaves_white:
            others = (_draw(paper, fonts, spacing) for spacing in measures.OTHER_SPACINGS)
            drawing = next((other for other in others if not other.document.leaves_white), drawing)
        document, ink = drawing.document, drawing.ink
        content = archived(
            drawing.target,
            paper.metadata,
            wording.file_title(paper),
            document.numbered_parts,
            drawing.structure,
        )
    return Rendered(content, document.page, ink.missing, tuple(document.signing_rooms))


class _Drawing(NamedTuple):
    """A paper drawn in one spacing of lines, before it becomes an archived file."""

    target: BytesIO
    document: pages.Pages
    structure: Structure
    ink: Ink


def _draw(paper: Paper, fonts: FontSet, spacing: float) -> _Drawing:
    target, structure, ink = BytesIO(), Structure(), Ink(fonts)
    document = pages.Pages(target, fonts, draft=paper.draft)
    document.build(_story(paper, document, styles_of(fonts, spacing), ink, structure.root))
    target.seek(0)
    return _Drawing(target, document, structure, ink)


def _story(paper: Paper, document: pages.Pages, style: Styles, ink: Ink, root: Element) -> list[Flowable]:
    outline = HeadingTree()
    story = head(paper, style, ink, outline, root)
    story += _preamble(paper, style, ink, root)
    content = body(wording.with_end_mark(paper.blocks), measures.TEXT_WIDTH, style, ink, outline, root)
    numbered = not paper.draft and paper.number is not None and paper.number.number is not None
    end = foot(
        paper.signatures,
        paper.recipients,
        style,
        ink,
        document.signing_rooms,
        root,
        paper.letterhead.issuer if numbered else None,
    )
    story += [*_closed(content, end.together, document.end_leaves), *end.later]
    for appendix in paper.appendices:
        story += _appendix(appendix, style, ink, outline, root.add("Sect"))
    if paper.check_address:
        ink.enter("check address", section="")
        story.append(CheckMark(ink.plain(paper.check_address), style, root))
    return story


def _preamble(paper: Paper, style: Styles, ink: Ink, root: Element) -> list[Flowable]:
    """The legal bases and the enacting word of a decision (sample 1.2)."""
    ink.enter("legal bases")
    bases = wording.legal_basis_texts(paper.legal_bases)
    preamble: list[Flowable] = [Para(ink.markup(basis), style.legal_basis, root.add("P")) for basis in bases]
    if paper.enacting:
        ink.enter("enacting")
        stack = Stack(measures.TEXT_WIDTH, root)
        stack.add(ink.plain(paper.enacting).upper(), style.fonts.bold, measures.TITLE)
        preamble.append(Stacked(stack, space_before=12, space_after=12))
    return preamble


def _closed(content: list[Flowable], tail: list[Flowable], leaves: Callable[[float], None]) -> list[Flowable]:
    """The content, its end kept with the signature; to a single last line the end of the block before it is added.

    Where that would leave much white on the page before, a last sentence of one line goes with the signature alone.
    """
    *before, last = content
    if before and not isinstance(before[-1], PageBreak) and _fits_one_line(last):
        *before, closed = before
        ends_only = isinstance(last, Para) and last.getPlainText().strip() == wording.END_MARK
        return [*before, LastEnding(closed, [last, *tail], leaves, may_part=not ends_only)]
    return [*before, LastEnding(last, tail, leaves)]


def _fits_one_line(flowable: Flowable) -> bool:
    if not isinstance(flowable, Para):
        return False
    width = stringWidth(flowable.getPlainText(), flowable.style.fontName, flowable.style.fontSize)
    return bool(width + flowable.style.firstLineIndent <= measures.TEXT_WIDTH)


def _appendix(
    appendix: Appendix, style: Styles, ink: Ink, outline: HeadingTree, part: Element
) -> list[Flowable]:
    template = pages.LANDSCAPE if appendix.landscape else pages.PORTRAIT
    long_side = measures.PAGE_HEIGHT if appendix.landscape else measures.PAGE_WIDTH
    width = long_side - measures.MARGIN_LEFT - measures.MARGIN_RIGHT
    opening: list[Flowable] = [
        pages.BeginNumbering(f"PL {ink.plain(appendix.number)}-".replace("PL -", "PL-")),
        NextPageTemplate(template),
        PageBreak(),
    ]
    return [
        *opening,
        *appendix_head(appendix, width, style, ink, outline, part),
        *body(appendix.blocks, width, style, ink, outline, part, depth=1),
    ]
