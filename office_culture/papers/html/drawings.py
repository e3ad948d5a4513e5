"""Draws a chart as SVG from the places that `screen_charts` computed.

The paper in the browser and the panels of the admin use only this. It contains only places and sizes; colours and
letters come from the style sheet by class.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from office_culture.papers.html.tree import add, one_line
from office_culture.papers.measures import PALETTE
from office_culture.papers.screen_charts import Bars, Line


def add_drawing(
    parent: Element,
    chart: Bars | Line,
    *,
    title: str,
    description: str,
    slug: str,
    links: Sequence[str] = (),
) -> Element:
    """Adds the chart with its title and `description`, which says what it shows; `slug` is unique on the page.

    `links` are the addresses to which the bars or dots lead, "" for nowhere; empty for none.
    """
    drawing = add(
        parent,
        "svg",
        class_="chart",
        width="100%",
        height=str(chart.height),
        # An image has no links inside.
        role="group" if any(links) else "img",
        aria_labelledby=f"{slug}-title {slug}-told",
    )
    add(drawing, "title", one_line(title), id=f"{slug}-title")
    add(drawing, "desc", one_line(description), id=f"{slug}-told")
    if isinstance(chart, Bars):
        _draw_bars(drawing, chart, links)
    else:
        _draw_line(drawing, chart, links)
    return drawing


def _linked(drawing: Element, links: Sequence[str], number: int) -> Element:
    """Where the label of a value is drawn: in a link, where it has one."""
    address = links[number] if links else ""
    return add(drawing, "a", href=address) if address else drawing


def _draw_bars(drawing: Element, chart: Bars, links: Sequence[str]) -> None:
    """Draws bars below each other, each with name and value above it; an unknown value has no bar."""
    thickness = str(chart.bar_height)
    for number, bar in enumerate(chart.bars):
        for y, words in bar.lines:
            add(drawing, "text", one_line(words), x="0", y=str(y))
        holder = _linked(drawing, links, number)
        add(holder, "text", bar.value, class_="value", x="100%", y=str(bar.value_y), text_anchor="end")
        if not bar.length:
            continue
        place = {"x": "0", "y": str(bar.y), "height": thickness, "rx": "3"}
        add(drawing, "rect", class_="track", width="100%", **place)
        add(drawing, "rect", class_=f"bar bar-{bar.series % len(PALETTE) + 1}", width=bar.length, **place)


def _draw_line(drawing: Element, chart: Line, links: Sequence[str]) -> None:
    if chart.edge:
        add(drawing, "text", chart.edge, class_="quiet", x="0", y=str(chart.top - 6))
    for y in (str(chart.top), str(chart.bottom)):
        _stroke(drawing, "axis", "0", y, "100%", y)
    for x1, y1, x2, y2 in chart.goal:
        _stroke(drawing, "goal", x1, str(y1), x2, str(y2))
    for start, end in chart.joints:
        _stroke(drawing, "line", start.x, str(start.y), end.x, str(end.y))
    for number, point in enumerate(chart.points):
        holder = _linked(drawing, links, number)
        dot = add(holder, "circle", class_="dot", cx=point.x, cy=str(point.y), r="5")
        add(dot, "title", one_line(point.hint))
        if point.label:
            _centred(holder, point.label, point.x, point.label_y, "value")
        if point.name:
            _centred(drawing, one_line(point.name), point.x, chart.names_y, "quiet")


def _stroke(drawing: Element, kind: str, x1: str, y1: str, x2: str, y2: str) -> None:
    add(drawing, "line", class_=kind, x1=x1, y1=y1, x2=x2, y2=y2)


def _centred(drawing: Element, words: str, x: str, y: int, kind: str) -> None:
    add(drawing, "text", words, class_=kind, x=x, y=str(y), text_anchor="middle")
