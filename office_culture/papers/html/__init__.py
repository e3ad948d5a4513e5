"""Papers as HTML for the screen: a fragment without style or script of its own, for `paper.css` to dress."""

from office_culture.papers.html.origins import Origin
from office_culture.papers.html.renderer import render_html, render_parts

__all__ = ["Origin", "render_html", "render_parts"]
