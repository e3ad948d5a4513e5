"""Papers as HTML for the screen: a fragment without style or script of its own, for `paper.css` to dress."""

from office_culture.papers.html.origins import FigureOrigin
from office_culture.papers.html.renderer import Part, render_html, render_parts, render_pieces

__all__ = ["FigureOrigin", "Part", "render_html", "render_parts", "render_pieces"]
