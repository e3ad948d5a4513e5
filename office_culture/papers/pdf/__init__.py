"""Papers as PDF/A-2a and PDF/UA-1."""

from office_culture.papers.pdf.ink import MissingGlyph
from office_culture.papers.pdf.judge import (
    NotArchival,
    SatisfiedClaims,
    faults_of,
    require_archival,
    satisfied_claims,
)
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.renderer import Rendered, render_pdf

__all__ = [
    "MissingGlyph",
    "NotArchival",
    "Rendered",
    "SatisfiedClaims",
    "SigningRoom",
    "faults_of",
    "render_pdf",
    "require_archival",
    "satisfied_claims",
]
