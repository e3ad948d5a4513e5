"""Charts drawn with the vector charts of ReportLab, in the typeface of the paper.

Values are printed on the marks.
"""

import math
from decimal import Decimal
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.graphics.widgets.markers import makeMarker
from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from office_culture.papers import measures, wording
from office_culture.papers.blocks import Chart, ChartKind, text
from office_culture.papers.lines import break_lines
from office_culture.papers.measures import SINGLE
from office_culture.papers.pdf.flow import Para, Together
from office_culture.papers.pdf.ink import Ink
from office_culture.papers.pdf.styles import GRID_GREY, Styles
from office_culture.papers.pdf.tags import Element, box_on_page
from office_culture.papers.scale import ticks
from office_culture.text.numbers import number

PALETTE = tuple(HexColor(code) for code in measures.PALETTE)

_TALLEST = 360.0  # one drawing of bars; it must fit a landscape page with its title
_BAR = 15.0
_PLOT_HEIGHT = 150.0
_LONGEST_NAME = 0.42  # share of the width that the names of bars may take
_LINES_OF_NAME = 3
_MARK = 8.0
_LEGEND_ROW = measures.CHART * 1.5
_COLUMN = 26.0
_HEADROOM = 16.0  # for the value on the tallest mark
_MARKERS = ("FilledCircle", "FilledSquare", "FilledDiamond")


def chart(block: Chart, width: float, style: Styles, ink: Ink, part: Element) -> list[Flowable]:
    """Title, unit and drawing on one page; more bars than a page has room for continue in further drawings."""
    leaders: list[Flowable] = [Para(ink.markup(text(block.title)), style.caption, part.add("P"))]
    if remark := wording.chart_remark(block):
        leaders.append(Para(ink.markup(text(remark)), style.unit, part.add("P")))
    figures = _Plot(block, width, style, ink, part).figures()
    notes = [Para(ink.markup(text(note)), style.note, part.add("P")) for note in wording.chart_notes(block)]
    if not figures:
        empty = Para(ink.markup(text(wording.chart_without_values(block))), style.gap, part.add("P"))
        return [Together(leaders, empty)]
    return [Together(leaders, figures[0]), *figures[1:], *notes]


class ChartFigure(Flowable):
    """A drawing with space around it, as a figure of the tree."""

    def __init__(self, drawing: Drawing, element: Element) -> None:
        super().__init__()
        self._drawing = drawing
        self._element = element
        self.width, self.height = drawing.width, drawing.height
        self.spaceBefore, self.spaceAfter = 2, 8

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        self._element.attributes["BBox"] = box_on_page(self.canv, 0, 0, self.width, self.height)
        with self._element.marked(self.canv):
            renderPDF.draw(self._drawing, self.canv, 0, 0)


class _Plot:
    def __init__(self, block: Chart, width: float, style: Styles, ink: Ink, part: Element) -> None:
        self._part = part
        self._alternative = wording.chart_alternative(block)
        self._block = block
        self._width = width
        self._face = style.fonts.regular
        self._ink = ink
        self._names = [ink.plain(name) for name in block.categories]
        self._rows = [
            tuple(None if value is None else float(value) for value in series.values)
            for series in block.series
        ]
        self._values = [value for row in self._rows for value in row if value is not None]

    def figures(self) -> list[Flowable]:
        """One figure, several if there are more bars than a page has room for, none without any value."""
        if not self._values:
            return []
        if self._block.kind is ChartKind.BARS or self._too_many_columns():
            return self._bar_figures()
        drawing = self._columns() if self._block.kind is ChartKind.COLUMNS else self._line()
        return [self._figure(drawing)]

    def _figure(self, drawing: Drawing) -> ChartFigure:
        return ChartFigure(drawing, self._part.add("Figure", alternative=self._alternative))

    def _too_many_columns(self) -> bool:
        return self._block.kind is ChartKind.COLUMNS and self._column_group() * len(self._names) > self._width

    def _column_group(self) -> float:
        """Width in points of the columns of one category with the space beside them."""
        return max(_COLUMN, self._widest_value() + 6) * len(self._rows) + _COLUMN

    def _bar_figures(self) -> list[Flowable]:
        names = [self._broken(name, _LONGEST_NAME * self._width) for name in self._names]
        lines = max(name.count("\n") + 1 for name in names)
        bar = min(_BAR, _TALLEST / len(self._rows) - 7)
        group = max(bar * len(self._rows) + 7, lines * measures.CHART * SINGLE + 5)
        count = max(1, int(_TALLEST / group))
        starts = range(0, len(names), count)
        return [self._figure(self._bars(names, slice(start, start + count), bar, group)) for start in starts]

    def _bars(self, all_names: list[str], part: slice, bar: float, group: float) -> Drawing:
        names = all_names[part]
        longest = max(self._text_width(line) for name in all_names for line in name.split("\n"))
        drawing = self._drawing(group * len(names) + 4)
        plot: Any = HorizontalBarChart()
        plot.x, plot.y = longest + 8, 2
        plot.width, plot.height = self._width - plot.x - self._widest_value() - 6, group * len(names)
        # The chart stacks the bars of a group upwards: turned over, they stand in the order of the legend.
        plot.data = [row[part] for row in reversed(self._rows)]
        plot.categoryAxis.categoryNames = names
        # The first name stands on top, as in a table.
        plot.categoryAxis.reverseDirection = 1
        plot.categoryAxis.labels.boxAnchor = "e"
        plot.categoryAxis.labels.dx = -5
        plot.categoryAxis.labels.textAnchor = "end"
        plot.barLabels.boxAnchor = "w"
        plot.barLabels.dx = 3
        plot.barWidth = bar
        plot.groupSpacing = group - bar * len(self._rows)
        self._dress_bars(plot, list(reversed(range(len(self._rows)))))
        return self._finished(drawing, plot)

    def _columns(self) -> Drawing:
        names = self._upright_names()
        drawing = self._drawing(self._below(names) + _PLOT_HEIGHT + _HEADROOM)
        plot: Any = VerticalBarChart()
        self._place_upright(plot, names, len(names) * self._column_group())
        plot.data = self._rows
        plot.barLabels.boxAnchor = "s"
        plot.barLabels.dy = 2
        plot.barWidth = (self._column_group() - _COLUMN) / len(self._rows)
        plot.groupSpacing = _COLUMN
        self._dress_bars(plot, list(range(len(self._rows))))
        return self._finished(drawing, plot)

    def _line(self) -> Drawing:
        names = self._upright_names()
        drawing = self._drawing(self._below(names) + _PLOT_HEIGHT + _HEADROOM)
        plot: Any = HorizontalLineChart()
        self._place_upright(plot, names, self._width - 48)
        rank = self._block.lower_is_better
        marks = ticks(min([0.0, *self._values]), max(self._values), rank=rank)
        plot.data = self._rows
        plot.categoryAxis.joinAxisMode = "bottom"
        self._print_on_lines(plot)
        axis = plot.valueAxis
        axis.valueSteps = marks
        # Half a step of air keeps the last mark off the axis of the names.
        air = (marks[-1] - marks[-2]) / 2 if rank and len(marks) > 1 else 0
        axis.valueMin, axis.valueMax = marks[0], marks[-1] + air
        axis.reverseDirection = int(rank)
        axis.labelTextFormat = self._print_tick
        axis.labels.fontName = self._face
        axis.labels.fontSize = measures.CHART
        axis.visibleGrid, axis.visibleAxis, axis.visibleTicks = 1, 0, 0
        axis.gridStrokeColor, axis.gridStrokeWidth = GRID_GREY, 0.4
        for index in range(len(self._rows)):
            line = plot.lines[index]
            line.strokeColor, line.strokeWidth = _colour(index), 1.8
            line.symbol = makeMarker(_MARKERS[index % len(_MARKERS)])
            line.symbol.size, line.symbol.fillColor, line.symbol.strokeColor = 6, _colour(index), white
        self._dress_names(plot)
        return self._finished(drawing, plot)

    def _print_on_lines(self, plot: Any) -> None:
        """Prints values above a single line, or outside of two lines; none for more, which would overlap."""
        if len(self._rows) > 2:
            return
        plot.lineLabelFormat = self._print
        plot.lineLabels.fontName = self._face
        plot.lineLabels.fontSize = measures.CHART
        plot.lineLabelNudge = 0
        plot.lineLabels.boxAnchor = "s"
        plot.lineLabels.dy = 4
        if len(self._rows) == 2:
            for index, (first, second) in enumerate(zip(*self._rows, strict=True)):
                if first is not None and second is not None:
                    higher = first < second if self._block.lower_is_better else first > second
                    below = plot.lineLabels[int(higher), index]
                    below.boxAnchor, below.dy = "n", -4

    def _drawing(self, height: float) -> Drawing:
        return Drawing(self._width, height + self._legend_height(), initialFontName=self._face)

    def _finished(self, drawing: Drawing, plot: Any) -> Drawing:
        drawing.add(plot)
        self._draw_legend(drawing)
        return drawing

    def _broken(self, name: str, room: float) -> str:
        """A name on at most three lines; the rest is cut, as the table beside a chart has the full name."""
        lines = break_lines(name, self._face, measures.CHART, room)
        if len(lines) > _LINES_OF_NAME:
            lines = [*lines[: _LINES_OF_NAME - 1], lines[_LINES_OF_NAME - 1][:-1] + "…"]
        return "\n".join(lines)

    def _text_width(self, words: str) -> float:
        return float(stringWidth(words, self._face, measures.CHART))

    def _widest_value(self) -> float:
        return max(self._text_width(self._print(value)) for value in self._values)

    def _upright_names(self) -> list[str]:
        """The names below an axis; if they would overlap, only every second, third … is not empty."""
        room = (self._width - 60) / len(self._names)
        widest = max(self._text_width(word) for name in self._names for word in name.split() or [""])
        every = math.ceil((min(widest, 120) + 6) / room)
        return [
            self._broken(name, every * room - 4) if index % every == 0 else ""
            for index, name in enumerate(self._names)
        ]

    def _below(self, names: list[str]) -> float:
        return max(name.count("\n") + 1 for name in names) * measures.CHART * SINGLE + 6

    def _place_upright(self, plot: Any, names: list[str], width: float) -> None:
        plot.x, plot.y = (self._width - width) / 2, self._below(names)
        plot.width, plot.height = width, _PLOT_HEIGHT
        plot.categoryAxis.categoryNames = names
        plot.categoryAxis.labels.boxAnchor = "n"
        plot.categoryAxis.labels.dy = -3
        plot.categoryAxis.labels.textAnchor = "middle"

    def _dress_bars(self, plot: Any, order: list[int]) -> None:
        """Prints the value on each bar instead of an axis and grid. `order` names the series of each row of bars."""
        plot.valueAxis.valueMin = min([0.0, *self._values])
        plot.valueAxis.valueMax = max([0.0, *self._values]) or 1.0
        plot.valueAxis.visible = 0
        plot.barLabelFormat = self._print
        plot.barLabels.fontName = self._face
        plot.barLabels.fontSize = measures.CHART
        for index, series in enumerate(order):
            plot.bars[index].fillColor = _colour(series)
            plot.bars[index].strokeColor = None
        self._dress_names(plot)

    def _dress_names(self, plot: Any) -> None:
        names: Any = plot.categoryAxis
        names.visibleTicks = 0
        names.strokeWidth = 0.75
        names.labels.fontName = self._face
        names.labels.fontSize = measures.CHART

    def _print(self, value: float | None) -> str:
        return wording.chart_value(self._block, value)

    def _print_tick(self, value: float) -> str:
        return number(Decimal(repr(float(value))))

    def _legend_height(self) -> float:
        """Height of the legend in points; 0 for one series, which the title names."""
        return len(self._legend_rows()) * _LEGEND_ROW + 6 if len(self._rows) > 1 else 0.0

    def _legend_rows(self) -> list[list[tuple[int, str, float]]]:
        """Index, name and width of the entries, in rows that fit the width."""
        rows: list[list[tuple[int, str, float]]] = [[]]
        used = 0.0
        for index, series in enumerate(self._block.series):
            name = self._broken(self._ink.plain(series.name), self._width - 60).split("\n")[0]
            advance = _MARK + 22 + self._text_width(name)
            if rows[-1] and used + advance > self._width:
                rows.append([])
                used = 0.0
            rows[-1].append((index, name, advance))
            used += advance
        return rows

    def _draw_legend(self, drawing: Drawing) -> None:
        if len(self._rows) == 1:
            return
        y = drawing.height - measures.CHART
        for row in self._legend_rows():
            x = max(0.0, (self._width - sum(advance for *_, advance in row)) / 2)
            for index, name, advance in row:
                mark = Rect(x, y, _MARK, _MARK)
                mark.fillColor, mark.strokeColor = _colour(index), None
                drawing.add(mark)
                drawing.add(String(x + _MARK + 5, y, name, fontName=self._face, fontSize=measures.CHART))
                x += advance
            y -= _LEGEND_ROW


def _colour(index: int) -> Color:
    return PALETTE[index % len(PALETTE)]
