"""Charts as drawings in the page: only places and sizes, colours come from the sheet of styles.

Lengths across are percentages, so that a chart fills a wide screen and a phone without shrinking its words. Columns of
the paper lie down as bars here: a phone has no room for many of them side by side. Below each chart stand its numbers.
"""

from xml.etree.ElementTree import Element

from office_culture.papers import wording
from office_culture.papers.blocks import Chart, ChartKind
from office_culture.papers.html.tables import add_table
from office_culture.papers.html.tree import Writer, add, one_line
from office_culture.papers.measures import PALETTE
from office_culture.papers.screen_charts import bars, line

NUMBERS = "Số liệu của biểu đồ"


def add_chart(parent: Element, chart: Chart, writer: Writer, slug: str) -> None:
    """Title, unit, drawing and numbers; `slug` is unique on the page."""
    figure = add(parent, "figure", class_="paper-chart")
    add(figure, "figcaption", one_line(chart.title), id=f"{slug}-caption")
    if remark := wording.chart_remark(chart):
        add(figure, "p", one_line(remark), class_="paper-unit")
    if not wording.has_values(chart):
        add(figure, "p", one_line(wording.chart_without_values(chart)), class_="paper-gap")
        return
    if chart.kind is ChartKind.LINE and len(chart.series) == 1:
        _draw_line(figure, chart, slug)
    else:
        _draw_bars(figure, chart, slug)
    for note in wording.chart_notes(chart):
        add(figure, "p", one_line(note), class_="paper-note")
    details = add(figure, "details")
    add(details, "summary", NUMBERS)
    add_table(details, wording.chart_table(chart), writer, name=chart.title)


def _drawing(figure: Element, chart: Chart, slug: str, height: int) -> Element:
    drawing = add(
        figure,
        "svg",
        class_="chart",
        width="100%",
        height=str(height),
        role="img",
        aria_labelledby=f"{slug}-title {slug}-told",
    )
    add(drawing, "title", one_line(chart.title), id=f"{slug}-title")
    add(drawing, "desc", one_line(chart.alternative), id=f"{slug}-told")
    return drawing


def _draw_bars(figure: Element, chart: Chart, slug: str) -> None:
    """Bars below each other, those of one name together, each with its words and its value above it."""
    rows = [
        (index, f"{name}: {series.name}" if len(chart.series) > 1 else name, series.values[number])
        for number, name in enumerate(chart.categories)
        for index, series in enumerate(chart.series)
    ]
    known = [(index, one_line(name), value) for index, name, value in rows if value is not None]
    # A bar shows no value below nothing: its number does.
    made = bars((name, max(0.0, float(value)), wording.chart_value(chart, value)) for _, name, value in known)
    drawing = _drawing(figure, chart, slug, made.height)
    for (index, _name, _value), bar in zip(known, made.bars, strict=True):
        for y, words in bar.lines:
            add(drawing, "text", words, x="0", y=str(y))
        add(drawing, "text", bar.value, class_="value", x="100%", y=str(bar.value_y), text_anchor="end")
        thickness = str(made.bar_height)
        add(drawing, "rect", class_="track", x="0", y=str(bar.y), width="100%", height=thickness, rx="3")
        add(
            drawing,
            "rect",
            class_=f"bar bar-{index % len(PALETTE) + 1}",
            x="0",
            y=str(bar.y),
            width=bar.length,
            height=thickness,
            rx="3",
        )


def _draw_line(figure: Element, chart: Chart, slug: str) -> None:
    known = [
        (one_line(name), float(value), wording.chart_value(chart, value))
        for name, value in zip(chart.categories, chart.series[0].values, strict=True)
        if value is not None
    ]
    made = line(known, lower_is_better=chart.lower_is_better)
    drawing = _drawing(figure, chart, slug, made.height)
    for y in (str(made.top), str(made.bottom)):
        add(drawing, "line", class_="axis", x1="0", x2="100%", y1=y, y2=y)
    for start, end in made.joints:
        add(drawing, "line", class_="line", x1=start.x, y1=str(start.y), x2=end.x, y2=str(end.y))
    for point in made.points:
        add(drawing, "circle", class_="dot", cx=point.x, cy=str(point.y), r="5")
        if point.label:
            _centred(drawing, point.label, point.x, point.label_y, "value")
        if point.name:
            _centred(drawing, point.name, point.x, made.names_y, "quiet")


def _centred(drawing: Element, words: str, x: str, y: int, kind: str) -> None:
    add(drawing, "text", words, class_=kind, x=x, y=str(y), text_anchor="middle")
