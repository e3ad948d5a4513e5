"""Papers as DOCX: the same measures as the PDF, in a form that an office can go on writing in."""

from office_culture.papers.docx.renderer import render_docx

__all__ = ["render_docx"]
