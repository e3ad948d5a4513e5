"""Papers as plain text, for mail, for comparing two versions of a paper, and for reading aloud."""

from office_culture.papers.plain.renderer import render_plain

__all__ = ["render_plain"]
