"""`render_pdf`: a paper to the bytes of a PDF/A-2u file."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from office_culture.papers import measures, wording
from office_culture.papers.fonts import FontSet, bundled_fonts
from office_culture.papers.paper import Appendix, Paper
from office_culture.papers.pdf import pages
from office_culture.papers.pdf.archive import archived
from office_culture.papers.pdf.body import Bookmarks, body
from office_culture.papers.pdf.check_mark import CheckMark
from office_culture.papers.pdf.flow import Ending, Para
from office_culture.papers.pdf.foot import foot
from office_culture.papers.pdf.head import appendix_head, head
from office_culture.papers.pdf.ink import Ink, MissingGlyph
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.stack import Stack, Stacked
from office_culture.papers.pdf.styles import Styles, styles_of

_LOCK = Lock()


def one_at_a_time() -> Lock:
    """To be held while drawing: a TTFont of ReportLab keeps the subset of the document being written."""
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
    """The paper as PDF/A-2u. The same paper gives the same bytes, in every process.

    Any text can be printed; nothing in it is read as markup. Raises FontError when no usable typeface is there.
    """
    with one_at_a_time():
        fonts = fonts or bundled_fonts()
        ink = Ink(fonts)
        target = BytesIO()
        document = pages.Pages(target, fonts, draft=paper.draft)
        document.build(_story(paper, document, styles_of(fonts), ink))
        target.seek(0)
        content = archived(target, paper.metadata, wording.file_title(paper), document.numbered_parts)
    return Rendered(content, document.page, ink.missing, tuple(document.signing_rooms))


def _story(paper: Paper, document: pages.Pages, style: Styles, ink: Ink) -> list[Flowable]:
    bookmarks = Bookmarks()
    story = head(paper, style, ink)
    story += _preamble(paper, style, ink)
    content = body(wording.with_end_mark(paper.blocks), measures.TEXT_WIDTH, style, ink, bookmarks)
    end = foot(paper.signatures, paper.recipients, style, ink, document.signing_rooms)
    story += [*_closed(content, end.together), *end.later]
    for appendix in paper.appendices:
        story += _appendix(appendix, style, ink, bookmarks)
    if paper.check_address:
        ink.enter("check address", section="")
        story.append(CheckMark(ink.plain(paper.check_address), style))
    return story


def _preamble(paper: Paper, style: Styles, ink: Ink) -> list[Flowable]:
    """Legal bases, and the word that opens the decision itself (sample 1.2)."""
    ink.enter("legal bases")
    bases = wording.legal_basis_texts(paper.legal_bases)
    preamble: list[Flowable] = [Para(ink.markup(basis), style.legal_basis) for basis in bases]
    if paper.enacting:
        ink.enter("enacting")
        stack = Stack(measures.TEXT_WIDTH)
        stack.add(ink.plain(paper.enacting).upper(), style.fonts.bold, measures.TITLE)
        preamble.append(Stacked(stack, space_before=12, space_after=12))
    return preamble


def _closed(content: list[Flowable], tail: list[Flowable]) -> list[Flowable]:
    """The content with the signature tied to its end; a last line alone takes along what stands before it."""
    *before, last = content
    if before and not isinstance(before[-1], PageBreak) and _one_line(last):
        *before, closed = before
        return [*before, Ending(closed, [last, *tail])]
    return [*before, Ending(last, tail)]


def _one_line(flowable: Flowable) -> bool:
    if not isinstance(flowable, Para):
        return False
    width = stringWidth(flowable.getPlainText(), flowable.style.fontName, flowable.style.fontSize)
    return bool(width + flowable.style.firstLineIndent <= measures.TEXT_WIDTH)


def _appendix(appendix: Appendix, style: Styles, ink: Ink, bookmarks: Bookmarks) -> list[Flowable]:
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
        *appendix_head(appendix, width, style, ink),
        *body(appendix.blocks, width, style, ink, bookmarks, depth=1),
    ]
