"""A paper in each of its forms, set in the typeface that this installation has chosen."""

from pathlib import Path

from office_culture.papers.docx import render_docx
from office_culture.papers.fonts import FontSet, bundled_fonts, load_fonts
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import Rendered, render_pdf
from office_culture.papers.plain import render_plain

_chosen: list[Path] = []


def choose_fonts(directory: str) -> None:
    """Sets papers in the typeface of `directory` (four TrueType styles); "" chooses the bundled Tinos."""
    _chosen[:] = [Path(directory)] if directory else []


def fonts() -> FontSet:
    """The chosen typeface; parsed once. Raises `FontError`."""
    return load_fonts(_chosen[0]) if _chosen else bundled_fonts()


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
