"""Charts in the page: title, unit, drawing and numbers.

Columns of the paper become horizontal bars here, as a phone has no room for many columns side by side.
"""

from xml.etree.ElementTree import Element

from office_culture.papers import wording
from office_culture.papers.blocks import Chart, ChartKind
from office_culture.papers.html.drawings import add_drawing
from office_culture.papers.html.tables import add_table
from office_culture.papers.html.tree import Writer, add, one_line
from office_culture.papers.screen_charts import Bars, Line, bars, line

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
    single_line = chart.kind is ChartKind.LINE and len(chart.series) == 1
    placed = _line(chart) if single_line else _bars(chart)
    links = [writer.address(key) for key in _origins(chart)]
    add_drawing(figure, placed, title=chart.title, description=chart.alternative, slug=slug, links=links)
    for note in wording.chart_notes(chart):
        add(figure, "p", one_line(note), class_="paper-note")
    details = add(figure, "details")
    add(details, "summary", NUMBERS)
    add_table(details, wording.chart_table(chart), writer, name=chart.title)


def _origins(chart: Chart) -> list[str]:
    """The keys of the drawn values, in the order in which they are drawn."""
    return [
        series.origin(number)
        for number in range(len(chart.categories))
        for series in chart.series
        if series.values[number] is not None
    ]


def _bars(chart: Chart) -> Bars:
    """The bars, those of one name together. A value below 0 has a bar without length and its number."""
    return bars(
        (
            one_line(f"{name}: {series.name}" if len(chart.series) > 1 else name),
            max(0.0, float(value)),
            wording.chart_value(chart, value),
            index,
        )
        for number, name in enumerate(chart.categories)
        for index, series in enumerate(chart.series)
        if (value := series.values[number]) is not None
    )


def _line(chart: Chart) -> Line:
    return line(
        [
            (one_line(name), float(value), wording.chart_value(chart, value))
            for name, value in zip(chart.categories, chart.series[0].values, strict=True)
            if value is not None
        ],
        lower_is_better=chart.lower_is_better,
    )
