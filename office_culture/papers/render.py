"""Renders a paper in each of its forms, in the typeface chosen for this installation."""

from pathlib import Path

from office_culture.papers.docx import render_docx
from office_culture.papers.fonts import FontSet, bundled_fonts, load_fonts
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import Rendered, render_pdf
from office_culture.papers.plain import render_plain
from office_culture.papers.typesetting import typeset

_chosen: list[Path] = []


def choose_fonts(directory: str) -> None:
    """Sets the typeface: a directory with four TrueType styles, or "" for the bundled Tinos."""
    _chosen[:] = [Path(directory)] if directory else []


def fonts() -> FontSet:
    """The chosen typeface; parsed once. Raises `FontError`."""
    return load_fonts(_chosen[0]) if _chosen else bundled_fonts()


def render(paper: Paper) -> bytes:
    """The PDF/A of a paper."""
    return rendered(paper).content


def rendered(paper: Paper) -> Rendered:
    """The PDF/A with the characters that have no shape, and the rooms for signatures."""
    return render_pdf(typeset(paper), fonts())


def as_word(paper: Paper) -> bytes:
    """The paper as DOCX, for further editing."""
    return render_docx(typeset(paper), fonts())


def as_text(paper: Paper) -> bytes:
    """The paper as plain text in UTF-8, with a byte order mark for old editors."""
    return render_plain(typeset(paper)).encode("utf-8-sig")
