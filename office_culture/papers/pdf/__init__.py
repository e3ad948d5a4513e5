"""Papers as PDF/A-2a and PDF/UA-1."""

from office_culture.papers.pdf.ink import MissingGlyph
from office_culture.papers.pdf.judge import KeptClaims, NotArchival, faults_of, kept_claims, require_archival
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.renderer import Rendered, render_pdf

__all__ = [
    "KeptClaims",
    "MissingGlyph",
    "NotArchival",
    "Rendered",
    "SigningRoom",
    "faults_of",
    "kept_claims",
    "render_pdf",
    "require_archival",
]
