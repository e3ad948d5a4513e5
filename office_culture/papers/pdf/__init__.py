"""Papers as PDF/A-2u."""

from office_culture.papers.pdf.ink import MissingGlyph
from office_culture.papers.pdf.judge import NotArchival, faults_of, require_archival
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.renderer import Rendered, render_pdf

__all__ = [
    "MissingGlyph",
    "NotArchival",
    "Rendered",
    "SigningRoom",
    "faults_of",
    "render_pdf",
    "require_archival",
]
