"""Charts on pages."""

from xml.etree.ElementTree import Element, tostring

from django import template
from django.utils.safestring import SafeString

from office_culture.papers.html.drawings import add_drawing
from office_culture.papers.screen_charts import Panel

register = template.Library()


@register.simple_tag
def drawing(panel: Panel) -> SafeString:
    """The chart of a panel as SVG; every text in it is escaped by the library that writes it."""
    if panel.placed is None:
        return SafeString("")
    figure = add_drawing(Element("div"), panel.placed, title=panel.title, told=panel.summary, slug=panel.slug)
    return SafeString(tostring(figure, encoding="unicode"))  # written as a tree, so escaped
