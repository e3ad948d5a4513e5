"""Hands a paper to the paper kit with the fonts that this installation has chosen."""

from functools import cache
from pathlib import Path

from django.conf import settings

from office_culture.papers.docx import render_docx
from office_culture.papers.fonts import FontSet, bundled_fonts, load_fonts
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import Rendered, render_pdf
from office_culture.papers.plain import render_plain


@cache
def fonts() -> FontSet:
    """The operator's Times New Roman where there is one, else the bundled Tinos; parsed once."""
    directory = settings.PAPER_FONTS_DIR
    return load_fonts(Path(directory)) if directory else bundled_fonts()


def render(paper: Paper) -> bytes:
    """The PDF/A of a paper."""
    return rendered(paper).content


def rendered(paper: Paper) -> Rendered:
    """The PDF/A with what is known of it: characters without a shape, and where signatures go."""
    return render_pdf(paper, fonts())


def as_word(paper: Paper) -> bytes:
    """The paper to go on writing in."""
    return render_docx(paper, fonts())


def as_text(paper: Paper) -> bytes:
    """The paper as plain text; the mark at the beginning tells old editors that it is UTF-8."""
    return render_plain(paper).encode("utf-8-sig")
