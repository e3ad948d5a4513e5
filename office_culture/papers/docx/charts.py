"""Charts as native charts of Word: sharp at any size, in the typeface of the paper, and editable.

Each contains its numbers and the words of its alternative text. The values on the marks are written out, because a
number format would follow the language of the reader's computer. The order of elements is that of the schema (ECMA-376,
part 1, 21.2), on which Word insists.
"""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers import measures, wording
from office_culture.papers.blocks import Chart, ChartKind, Series
from office_culture.papers.clean import clean
from office_culture.papers.docx.styles import LANGUAGE, TYPEFACE
from office_culture.papers.docx.xml import emu
from office_culture.papers.fonts import FontSet
from office_culture.papers.lines import break_lines
from office_culture.papers.scale import ticks

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"

_UPRIGHT_HEIGHT = 190.0
_BAR = 15.0
_AIR = 12.0  # between the bars of two names
_COLUMN = 32.0
_LEGEND = 20.0
_LONGEST_NAME = 0.42  # share of the width that the names of bars may take
_TALLEST = 560.0  # fits a portrait page with its title; beyond it the bars grow thinner
_TALLEST_LANDSCAPE = 330.0
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "star")
_MOST_LABELLED_LINES = 2  # with more lines the values would run into each other


class Charts:
    """The charts of one document, each a numbered part of the file."""

    def __init__(self, document: Document, fonts: FontSet) -> None:
        self._document = document
        self._face = fonts.regular
        self._count = 0

    def draw(self, paragraph: Paragraph, chart: Chart, width: float) -> None:
        """Adds the chart to a paragraph, `width` points wide."""
        self._count += 1
        part = self._document.part
        name = PackURI(f"/word/charts/chart{self._count}.xml")
        frame = _Frame.of(chart, width, self._face)
        space = _chart_space(chart, frame)
        content = etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
        key = part.relate_to(Part(name, _TYPE, content, part.package), _RELATION)
        run: Any = paragraph.add_run()._r
        run.append(_inline(chart, key, self._count, frame))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The size of a chart in points; `names` and `values` are the widths for names and values of bars."""

    width: float
    height: float
    legend: float
    names: float = 0.0
    values: float = 0.0

    @classmethod
    def of(cls, chart: Chart, width: float, face: str) -> "_Frame":
        legend = _LEGEND if len(chart.series) > 1 else 0.0
        if chart.kind is not ChartKind.BARS:
            return cls(width, _UPRIGHT_HEIGHT + legend, legend)

        def measured(words: str) -> float:
            return float(stringWidth(words, face, measures.CHART))

        room = _LONGEST_NAME * width
        lines = [break_lines(clean(name), face, measures.CHART, room) or [""] for name in chart.categories]
        names = max(measured(line) for name in lines for line in name) + 10
        labels = (wording.chart_value(chart, value) for series in chart.series for value in series.values)
        group = max(len(chart.series) * _BAR, max(len(name) for name in lines) * measures.CHART * 1.2) + _AIR
        tallest = _TALLEST if width <= measures.TEXT_WIDTH else _TALLEST_LANDSCAPE
        height = min(group * len(lines) + legend, tallest)
        return cls(width, height, legend, names, max(measured(words) for words in labels) + 8)


def _inline(chart: Chart, key: str, number: int, frame: _Frame) -> Any:
    inline: Any = etree.Element(f"{{{_INLINE}}}inline", nsmap={"wp": _INLINE, "a": _DRAWING})
    etree.SubElement(inline, f"{{{_INLINE}}}extent", cx=str(emu(frame.width)), cy=str(emu(frame.height)))
    etree.SubElement(
        inline,
        f"{{{_INLINE}}}docPr",
        id=str(number),
        name=f"Chart {number}",
        title=clean(chart.title),
        descr=wording.chart_alternative(chart),
    )
    graphic = etree.SubElement(inline, f"{{{_DRAWING}}}graphic")
    data = etree.SubElement(graphic, f"{{{_DRAWING}}}graphicData", uri=_CHART)
    etree.SubElement(data, f"{{{_CHART}}}chart", {qn("r:id"): key}, nsmap={"c": _CHART})
    drawing: Any = etree.Element(qn("w:drawing"))
    drawing.append(inline)
    return drawing


def _c(tag: str, *children: Any, **attributes: str) -> Any:
    made = etree.Element(f"{{{_CHART}}}{tag}", attributes, nsmap={"c": _CHART, "a": _DRAWING})
    made.extend(children)
    return made


def _a(tag: str, *children: Any, words: str | None = None, **attributes: str) -> Any:
    made = etree.Element(f"{{{_DRAWING}}}{tag}", attributes, nsmap={"a": _DRAWING})
    made.text = words
    made.extend(children)
    return made


def _chart_space(chart: Chart, frame: _Frame) -> Any:
    space = _c("chartSpace", _c("roundedCorners", val="0"), _c("chart", *_parts(chart, frame)))
    space.append(_c("spPr", _a("noFill"), _a("ln", _a("noFill"))))
    space.append(_c("txPr", _a("bodyPr"), _a("lstStyle"), _a("p", _a("pPr", _type_of("defRPr")))))
    return space


def _parts(chart: Chart, frame: _Frame) -> list[Any]:
    plot = _c("plotArea", _layout(frame), _plot(chart, frame), *_axes(chart))
    parts = [_c("autoTitleDeleted", val="1"), plot]
    if len(chart.series) > 1:
        parts.append(_c("legend", _c("legendPos", val="t"), _c("overlay", val="0")))
    return [*parts, _c("plotVisOnly", val="1"), _c("dispBlanksAs", val="gap")]


def _layout(frame: _Frame) -> Any:
    """The place of the plot. Without it Word gives long names half of the width."""
    if not frame.names:
        return _c("layout")
    place = {
        "x": frame.names / frame.width,
        "y": frame.legend / frame.height,
        "w": 1 - (frame.names + frame.values) / frame.width,
        "h": 1 - frame.legend / frame.height,
    }
    modes = [_c("layoutTarget", val="inner"), _c("xMode", val="edge"), _c("yMode", val="edge")]
    return _c("layout", _c("manualLayout", *modes, *(_c(key, val=f"{n:.4f}") for key, n in place.items())))


def _plot(chart: Chart, frame: _Frame) -> Any:
    series = [_series(chart, number, series) for number, series in enumerate(chart.series)]
    axes = [_c("axId", val="1"), _c("axId", val="2")]
    if chart.kind is ChartKind.LINE:
        grouping = [_c("grouping", val="standard"), _c("varyColors", val="0")]
        return _c("lineChart", *grouping, *series, _c("marker", val="1"), *axes)
    direction = "bar" if chart.kind is ChartKind.BARS else "col"
    form = [
        _c("barDir", val=direction),
        _c("grouping", val="clustered"),
        _c("varyColors", val="0"),
    ]
    return _c("barChart", *form, *series, _c("gapWidth", val=str(_gap(chart, frame))), *axes)


def _gap(chart: Chart, frame: _Frame) -> int:
    """The space between two groups in percent of a bar; it limits the width of columns where there are few."""
    if chart.kind is ChartKind.BARS:
        return round(100 * _AIR / _BAR)
    group = frame.width / len(chart.categories)
    return max(60, min(500, round(100 * (group / _COLUMN - len(chart.series)))))


def _series(chart: Chart, number: int, series: Series) -> Any:
    colour = f"{measures.PALETTE[number % len(measures.PALETTE)]:06X}"
    fill = _a("solidFill", _a("srgbClr", val=colour))
    made = _c("ser", _c("idx", val=str(number)), _c("order", val=str(number)))
    made.append(_c("tx", _value(clean(series.name))))
    if chart.kind is ChartKind.LINE:
        made.append(_c("spPr", _a("ln", fill, w=str(emu(1.8)))))
        mark = _MARKERS[number % len(_MARKERS)]
        inside = _a("solidFill", _a("srgbClr", val=colour))
        made.append(_c("marker", _c("symbol", val=mark), _c("size", val="6"), _c("spPr", inside)))
    else:
        made.append(_c("spPr", fill))
        made.append(_c("invertIfNegative", val="0"))
    made.append(_labels(chart, series))
    made.append(_c("cat", _c("strLit", *_points([clean(name) for name in chart.categories]))))
    values = [None if value is None else str(float(value)) for value in series.values]
    made.append(_c("val", _c("numLit", _text("formatCode", "General"), *_points(values))))
    if chart.kind is ChartKind.LINE:
        made.append(_c("smooth", val="0"))
    return made


def _points(values: list[str] | list[str | None]) -> list[Any]:
    """The points of a series; a value that was not recorded has none."""
    found = [_c("ptCount", val=str(len(values)))]
    for index, value in enumerate(values):
        if value is not None:
            found.append(_c("pt", _value(value), idx=str(index)))
    return found


def _labels(chart: Chart, series: Series) -> Any:
    place = "t" if chart.kind is ChartKind.LINE else "outEnd"
    with_values = chart.kind is not ChartKind.LINE or len(chart.series) <= _MOST_LABELLED_LINES
    shown = _label_flags(values=with_values)
    if not with_values:
        return _c("dLbls", *shown)
    labels = [
        _c(
            "dLbl",
            _c("idx", val=str(index)),
            _written(chart, value),
            _c("dLblPos", val=place),
            *_label_flags(),
        )
        for index, value in enumerate(series.values)
        if value is not None
    ]
    return _c("dLbls", *labels, _c("dLblPos", val=place), *shown)


def _written(chart: Chart, value: Any) -> Any:
    words = _a("t", words=wording.chart_value(chart, value))
    return _c(
        "tx", _c("rich", _a("bodyPr"), _a("lstStyle"), _a("p", _a("r", _a("rPr", lang=LANGUAGE), words)))
    )


def _label_flags(*, values: bool = True) -> list[Any]:
    kinds = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return [_c(kind, val="1" if kind == "showVal" and values else "0") for kind in kinds]


def _axes(chart: Chart) -> list[Any]:
    bars, line = chart.kind is ChartKind.BARS, chart.kind is ChartKind.LINE
    turned = chart.lower_is_better and line
    names = _c(
        "catAx",
        _c("axId", val="1"),
        # The first name is at the top, as in a table.
        _c("scaling", _c("orientation", val="maxMin" if bars else "minMax")),
        _c("delete", val="0"),
        _c("axPos", val="l" if bars else "b"),
        # Names are at the foot, also where the axis of values runs from top to bottom.
        *_axis_marks(labels="high" if turned else "low"),
        _c("spPr", _a("ln", _a("solidFill", _a("srgbClr", val="000000")), w=str(emu(0.75)))),
        _c("crossAx", val="2"),
        _c("crosses", val="max" if turned else "autoZero"),
    )
    scaling, steps = _scale(chart, turned=turned)
    values = _c(
        "valAx",
        _c("axId", val="2"),
        scaling,
        # The value is printed on each bar, so an axis of values would repeat it.
        _c("delete", val="0" if line else "1"),
        _c("axPos", val="b" if bars else "l"),
        *([_grid()] if line else []),
        _c("numFmt", formatCode="General", sourceLinked="0"),
        *_axis_marks(labels="nextTo"),
        _c("spPr", _a("ln", _a("noFill"))),
        _c("crossAx", val="1"),
        _c("crosses", val="autoZero"),
        _c("crossBetween", val="between"),
        *steps,
    )
    return [names, values]


def _scale(chart: Chart, *, turned: bool) -> tuple[Any, list[Any]]:
    """The ends of the axis of values, and its steps if the axis is drawn."""
    values = [float(value) for series in chart.series for value in series.values if value is not None]
    marks = ticks(min(0.0, *values), max(0.0, *values), rank=turned)
    scaling = _c("scaling", _c("orientation", val="maxMin" if turned else "minMax"))
    if chart.kind is not ChartKind.LINE:
        scaling.append(_c("min", val=f"{min(0.0, *values):g}"))
        return scaling, []
    step = marks[-1] - marks[-2] if len(marks) > 1 else 1.0
    # Half a step of air keeps the last place off the axis of the names.
    scaling.append(_c("max", val=f"{marks[-1] + (step / 2 if turned else 0):g}"))
    scaling.append(_c("min", val=f"{marks[0]:g}"))
    return scaling, [_c("majorUnit", val=f"{step:g}")]


def _axis_marks(*, labels: str) -> list[Any]:
    return [
        _c("majorTickMark", val="none"),
        _c("minorTickMark", val="none"),
        _c("tickLblPos", val=labels),
    ]


def _grid() -> Any:
    grey = _a("solidFill", _a("srgbClr", val="D1D1D1"))
    return _c("majorGridlines", _c("spPr", _a("ln", grey, w=str(emu(0.4)))))


def _type_of(tag: str) -> Any:
    """The typeface of the paper in the size of charts, as text properties in hundredths of a point."""
    faces = [_a(kind, typeface=TYPEFACE) for kind in ("latin", "ea", "cs")]
    return _a(tag, *faces, lang=LANGUAGE, sz=str(round(measures.CHART * 100)))


def _value(words: str) -> Any:
    return _text("v", words)


def _text(tag: str, words: str) -> Any:
    made = _c(tag)
    made.text = words
    return made
