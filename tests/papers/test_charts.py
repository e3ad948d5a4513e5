"""Charts: values on the marks, names in full, better ranks on top."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_culture.papers.blocks import Chart, ChartKind, Series
from office_culture.papers.pdf import render_pdf
from office_culture.papers.scale import ticks
from tests.papers import examples
from tests.papers.reading import Page, read


def charted(chart: Chart) -> list[Page]:
    return read(render_pdf(examples.report(blocks=(chart,))).content)


def test_values_are_printed_with_a_decimal_comma_and_names_in_full(report_pages: list[Page]):
    text = " ".join(" ".join(page.text.split()) for page in report_pages)
    for words in ("95,5", "98,2", "91,0", "1.649", "1.531", "Bộ phận tiếp nhận hồ sơ liên thông"):
        assert words in text
    assert "Không có số liệu: Ban Tiếp công dân tỉnh." in text
    assert "Đơn vị tính: hồ sơ" in text


def test_a_better_rank_stands_higher(report_pages: list[Page]):
    page = next(page for page in report_pages if page.has("Biểu đồ 3"))
    assert page.has("thấp hơn là tốt hơn")
    marks = {line.text: line.top for line in page.lines if line.text in ("1", "4", "8")}
    assert marks["1"] < marks["4"] < marks["8"]


def test_more_bars_than_a_page_holds_go_on_over_pages():
    names = tuple(f"Đơn vị số {number}" for number in range(1, 81))
    pages = charted(Chart(ChartKind.BARS, "Tỷ lệ", "x", names, (Series("a", tuple(range(80))),)))
    printed = [line.text for page in pages for line in page.lines]
    assert all(any(line.startswith(name) for line in printed) for name in names)
    assert len(pages) > 1


@pytest.mark.parametrize(
    ("kind", "lower_is_better"), [*((kind, False) for kind in ChartKind), (ChartKind.LINE, True)]
)
@pytest.mark.parametrize(
    "values", [(), (0, 0), (None, None), (Decimal("1e9"), 2), (0.001, 0.002), (-5, -3), (7,)], ids=str
)
def test_every_kind_draws_any_values(kind: ChartKind, lower_is_better: bool, values: tuple):
    names = tuple(f"{2019 + number}" for number in range(len(values)))
    chart = Chart(
        kind, "Tiêu đề biểu đồ", "x", names, (Series("a", values),), lower_is_better=lower_is_better
    )
    assert charted(chart)[0].has("Tiêu đề biểu đồ")


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.COLUMNS])
def test_bars_of_a_group_stand_in_the_order_of_the_legend(kind: ChartKind):
    series = (Series("Kế hoạch", (1200,)), Series("Thực hiện", (1100,)))
    page = charted(Chart(kind, "t", "x", ("2026",), series))[0]
    first, second = page.word("1.200"), page.word("1.100")
    assert (first["top"], first["x0"]) < (second["top"], second["x0"])
    if kind is ChartKind.COLUMNS:
        assert first["x0"] < second["x0"]


def test_each_name_of_the_legend_stands_beside_the_colour_of_its_marks():
    series = (Series("Kế hoạch", (1200,)), Series("Thực hiện", (1100,)))
    page = charted(Chart(ChartKind.COLUMNS, "t", "x", ("2026",), series))[0]
    legend = page.find("Kế hoạch")
    marks = [mark for mark in page.filled if legend.top - 4 < mark["top"] < legend.bottom + 4]
    columns = [mark for mark in page.filled if mark not in marks and mark["height"] > 20]
    for which, value in enumerate(("1.200", "1.100")):
        (column,) = (
            c for c in columns if c["x0"] < page.word(value)["x1"] and page.word(value)["x0"] < c["x1"]
        )
        assert marks[which]["non_stroking_color"] == column["non_stroking_color"]
    assert marks[0]["non_stroking_color"] != marks[1]["non_stroking_color"]


def test_values_of_two_lines_stand_outside_of_both():
    series = (Series("Tiếp nhận", (300, 310)), Series("Giải quyết", (290, 320)))
    page = charted(Chart(ChartKind.LINE, "t", "x", ("2025", "2026"), series))[0]
    assert page.word("300")["bottom"] < page.word("290")["top"]
    assert page.word("320")["bottom"] < page.word("310")["top"]


def test_a_chart_without_any_value_says_so():
    chart = Chart(ChartKind.BARS, "Tỷ lệ đạt", "x", ("a",), (Series("s", (None,)),))
    assert charted(chart)[0].has("Chưa có số liệu: Tỷ lệ đạt")


@given(st.integers(-(10**6), 0), st.integers(1, 10**9), st.sampled_from([1, 100]))
def test_marks_of_an_axis_enclose_the_values(low: int, high: int, scale: int):
    marks = ticks(low / scale, high / scale)
    assert marks == sorted(set(marks))
    assert marks[0] <= low / scale
    assert marks[-1] >= high / scale - 1e-9
    assert len(marks) <= 9


@pytest.mark.parametrize(
    ("worst", "marks"), [(1, [1]), (3, [1, 2, 3]), (10, [1, 4, 6, 8, 10]), (20, [1, 5, 10, 15, 20])]
)
def test_ranks_begin_with_one(worst: int, marks: list[float]):
    assert ticks(0, worst, rank=True) == marks


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="another number of values"):
        Chart(ChartKind.BARS, "t", "a", ("x",), (Series("s", (1, 2)),))
