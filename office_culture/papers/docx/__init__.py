"""Papers as DOCX with the same measures as the PDF, for further editing."""

from office_culture.papers.docx.renderer import render_docx

__all__ = ["render_docx"]
