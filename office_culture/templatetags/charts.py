"""Template tags for charts."""

from xml.etree.ElementTree import Element, tostring

from django import template
from django.utils.safestring import SafeString

from office_culture.papers.html.drawings import add_drawing
from office_culture.papers.screen_charts import Panel

register = template.Library()


@register.simple_tag
def drawing(panel: Panel) -> SafeString:
    """The chart of a panel as SVG; the library that writes it escapes every text."""
    if panel.placed is None:
        return SafeString("")
    figure = add_drawing(
        Element("div"), panel.placed, title=panel.title, description=panel.summary, slug=panel.slug
    )
    return SafeString(tostring(figure, encoding="unicode"))  # written as a tree, so escaped
