"""Papers as HTML for the screen: a fragment without style or script of its own, for `paper.css` to dress."""

from office_culture.papers.html.origins import Origin
from office_culture.papers.html.renderer import Part, render_html, render_parts, render_pieces

__all__ = ["Origin", "Part", "render_html", "render_parts", "render_pieces"]
