"""The drawing of a chart on the screen: what `screen_charts` placed, as SVG.

The paper in the browser and the panels of the admin draw with this alone. Only places and sizes stand in it; colours
and letters come from the sheet of styles by class.
"""

from xml.etree.ElementTree import Element

from office_culture.papers.html.tree import add, one_line
from office_culture.papers.measures import PALETTE
from office_culture.papers.screen_charts import Bars, Line


def add_drawing(parent: Element, chart: Bars | Line, *, title: str, told: str, slug: str) -> Element:
    """The chart with its title and with `told`, which says in words what it shows; `slug` is unique on the page."""
    drawing = add(
        parent,
        "svg",
        class_="chart",
        width="100%",
        height=str(chart.height),
        role="img",
        aria_labelledby=f"{slug}-title {slug}-told",
    )
    add(drawing, "title", one_line(title), id=f"{slug}-title")
    add(drawing, "desc", one_line(told), id=f"{slug}-told")
    if isinstance(chart, Bars):
        _draw_bars(drawing, chart)
    else:
        _draw_line(drawing, chart)
    return drawing


def _draw_bars(drawing: Element, chart: Bars) -> None:
    """Bars below each other, each with its words and its value above it; what is not known has no bar."""
    thickness = str(chart.bar_height)
    for bar in chart.bars:
        for y, words in bar.lines:
            add(drawing, "text", one_line(words), x="0", y=str(y))
        add(drawing, "text", bar.value, class_="value", x="100%", y=str(bar.value_y), text_anchor="end")
        if not bar.length:
            continue
        place = {"x": "0", "y": str(bar.y), "height": thickness, "rx": "3"}
        add(drawing, "rect", class_="track", width="100%", **place)
        add(drawing, "rect", class_=f"bar bar-{bar.series % len(PALETTE) + 1}", width=bar.length, **place)


def _draw_line(drawing: Element, chart: Line) -> None:
    if chart.edge:
        add(drawing, "text", chart.edge, class_="quiet", x="0", y=str(chart.top - 6))
    for y in (str(chart.top), str(chart.bottom)):
        _stroke(drawing, "axis", "0", y, "100%", y)
    for x1, y1, x2, y2 in chart.goal:
        _stroke(drawing, "goal", x1, str(y1), x2, str(y2))
    for start, end in chart.joints:
        _stroke(drawing, "line", start.x, str(start.y), end.x, str(end.y))
    for point in chart.points:
        dot = add(drawing, "circle", class_="dot", cx=point.x, cy=str(point.y), r="5")
        add(dot, "title", one_line(point.hint))
        if point.label:
            _centred(drawing, point.label, point.x, point.label_y, "value")
        if point.name:
            _centred(drawing, one_line(point.name), point.x, chart.names_y, "quiet")


def _stroke(drawing: Element, kind: str, x1: str, y1: str, x2: str, y2: str) -> None:
    add(drawing, "line", class_=kind, x1=x1, y1=y1, x2=x2, y2=y2)


def _centred(drawing: Element, words: str, x: str, y: int, kind: str) -> None:
    add(drawing, "text", words, class_=kind, x=x, y=str(y), text_anchor="middle")
