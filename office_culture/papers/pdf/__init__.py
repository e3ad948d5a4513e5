"""Papers as PDF/A-2u."""

from office_culture.papers.pdf.ink import MissingGlyph
from office_culture.papers.pdf.pages import SigningRoom
from office_culture.papers.pdf.renderer import Rendered, render_pdf

__all__ = ["MissingGlyph", "Rendered", "SigningRoom", "render_pdf"]
