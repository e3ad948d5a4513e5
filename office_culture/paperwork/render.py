"""Hands a paper to the paper kit with the fonts that this installation has chosen."""

from functools import cache
from pathlib import Path

from django.conf import settings

from office_culture.papers.fonts import FontSet, bundled_fonts, load_fonts
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import Rendered, render_pdf


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
