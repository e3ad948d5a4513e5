"""The paper on the screen: headings, lists and tables named as such, figures that lead on, nothing that runs."""

import itertools

import pytest

from office_culture.papers.blocks import (
    Article,
    Column,
    Division,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    figure,
    text,
)
from office_culture.papers.html import FigureOrigin, render_html
from tests.papers import examples
from tests.papers.reading_html import Node, parsed


@pytest.fixture(scope="module")
def report() -> Node:
    return parsed(render_html(examples.report(draft=True)))


def shown(*blocks, origins=None) -> Node:
    return parsed(render_html(examples.report(blocks=blocks), origins))


def test_headings_follow_each_other_without_a_leap(report: Node):
    levels = [int(node.tag[1]) for node in report.walk() if node.tag in {f"h{n}" for n in range(1, 7)}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert [node.text for node in report.all("h2")][:2] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN"]


def test_the_head_and_the_foot_say_what_the_paper_says(report: Node):
    head, foot = report.one("header").text, report.one("footer").text
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số:      /BC-VPUB", "Kính gửi: Sở Nội vụ"):
        assert words in head
    for words in ("Nơi nhận:", "Lưu: VT, TCHCQT. H.01b", "KT. CHÁNH VĂN PHÒNG", "Nguyễn Thị Bích Ngọc"):
        assert words in foot
    assert report.one("article").attributes["lang"] == "vi-VN"
    assert report.one("p", "draft-mark").text == "DỰ THẢO"
    assert report.one("div", "paper-text").text.endswith("./.")


def test_cells_know_their_heads(report: Node):
    table = report.all("table")[0]
    assert table.one("caption").text.startswith("Bảng 1.")
    heads = table.one("thead").all("th")
    assert [head.attributes["scope"] for head in heads] == [
        "colgroup" if head.text == "Đã giải quyết" else "col" for head in heads
    ]
    rows = table.one("tbody").all("th")
    assert [(row.text, row.attributes["scope"]) for row in rows] == [
        ("2019", "row"),
        ("2020", "row"),
        ("2021", "row"),
    ]
    assert table.one("tfoot").one("th").text == "Cộng"


def test_every_row_of_a_table_covers_its_columns(report: Node):
    for table in report.all("table"):
        rows = table.one("tbody").all("tr")
        widths = {sum(int(c.attributes.get("colspan", 1)) for c in row.children) for row in rows}
        assert len(widths) == 1


def test_a_chart_has_a_title_words_and_its_numbers(report: Node):
    drawings = report.all("svg")
    assert len(drawings) == 3
    for drawing, box in zip(drawings, report.all("figure"), strict=True):
        named = drawing.attributes["aria-labelledby"].split()
        told = drawing.all("title") + drawing.all("desc")
        ids = [node.attributes["id"] for node in told if "id" in node.attributes]
        assert named == ids
        assert all(node.text for node in drawing.all("title") + drawing.all("desc"))
        assert box.one("details").one("table").all("tr")
    ids = [node.attributes["id"] for node in report.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert "Không có số liệu: Ban Tiếp công dân tỉnh." in report.text


def test_nothing_runs_and_nothing_is_dressed_in_place(report: Node):
    for node in report.walk():
        assert node.tag not in {"script", "style", "link", "iframe"}
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]


def test_a_figure_leads_to_its_rows():
    origins = {
        "cases.early": FigureOrigin("early case files", "/admin/x/?pk__in=1,2"),
        "cases.late": FigureOrigin("late case files", doubt="not confirmed"),
    }
    page = shown(
        Paragraph.of(
            figure("4.212", "cases.early"),
            " và ",
            figure("12", "cases.late"),
            " và ",
            figure("3", "cases.other"),
            ".",
        ),
        origins=origins,
    )
    link = page.one("a", "figure")
    assert (link.text, link.attributes["href"]) == ("4.212", "/admin/x/?pk__in=1,2")
    assert (link.attributes["data-origin"], link.attributes["title"]) == ("cases.early", "early case files")
    late, other = page.all("span", "figure")
    assert (late.text, late.attributes["class"]) == ("12", "figure doubtful")
    assert (other.text, other.attributes["data-origin"]) == ("3", "cases.other")
    assert "4.212 và 12 (not confirmed) và 3./." in page.text


def test_figures_in_tables_and_in_bold_lead_on_as_well():
    origins = {"a.b": FigureOrigin("a", "/rows/")}
    bold = Run("7", bold=True, origin="a.b")
    page = shown(Table.of([Column("x"), Column("y")], [["n", bold]]), origins=origins)
    assert page.one("strong").one("a").attributes["href"] == "/rows/"


def test_other_blocks_have_their_elements():
    page = shown(
        Division("Chương I", "Quy định chung"),
        Article(1, text("Nội dung."), "Phạm vi"),
        Article(2, text("Hiệu lực.")),
        PageBreak(),
        Heading(1, "I", "Kết quả"),
        Gap("I.1", "chưa có."),
    )
    assert [node.text for node in page.all("h2")] == ["Chương IQUY ĐỊNH CHUNG", "I. KẾT QUẢ"]
    assert page.one("h3").text == "Điều 1. Phạm vi"
    assert page.one("hr")
    assert page.one("p", "paper-gap").text == "[Còn thiếu: I.1] chưa có."
    assert "Điều 2. Hiệu lực." in page.text


def test_an_appendix_is_a_section_below_the_paper():
    page = parsed(render_html(examples.decision()))
    appendix = page.one("section", "paper-appendix")
    assert appendix.one("h2").text == "Phụ lục I DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN"
    assert len(appendix.one("tbody").all("tr")) == 60


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//a.vn"])
def test_only_web_and_mail_addresses_become_links(link: str):
    assert not shown(Paragraph((Run("xem", link=link),))).all("a")
    assert shown(Paragraph((Run("xem", link="https://a.vn"),))).one("a").attributes["rel"]
