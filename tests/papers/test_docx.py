"""The Word document read back: real headings, lists, tables and sections in the measures of the decree."""

import datetime

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from office_culture.papers.blocks import Column, Gap, PageBreak, Paragraph, Run, Table, text
from office_culture.papers.docx import render_docx
from office_culture.papers.paper import Recipients
from tests.papers import examples
from tests.papers.reading_docx import names, opened, part, styled, words

MM = 36000  # in English metric units


@pytest.fixture(scope="module")
def report() -> bytes:
    return render_docx(examples.report())


@pytest.fixture(scope="module")
def decision() -> bytes:
    return render_docx(examples.decision())


def test_the_page_is_that_of_the_decree(report: bytes):
    section = opened(report).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side / MM) for side in sides] == [210, 297, 20, 20]
    assert [round(side / MM) for side in (section.left_margin, section.right_margin)] == [30, 15]


def test_headings_are_headings_and_lists_are_lists(report: bytes):
    assert styled(report, "Heading 1") == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐỀ XUẤT, KIẾN NGHỊ",
    ]
    assert styled(report, "Heading 3") == ["a) Giải quyết thủ tục hành chính"]
    items = [p for p in opened(report).paragraphs if p.style.name == "List Bullet"]
    assert [item.text for item in items] == [
        "Các phòng, ban trực thuộc: 8 đơn vị;",
        "Đơn vị sự nghiệp: 3 đơn vị.",
    ]
    numbering = items[0].style.element.pPr.numPr.numId.val
    level = part(report, "word/numbering.xml").find(f".//{qn('w:lvl')}")
    assert numbering == 1
    assert level.find(qn("w:lvlText")).get(qn("w:val")) == "-"


def test_styles_carry_the_type_of_the_decree(report: bytes):
    styles = opened(report).styles
    body = styles["Body Text"].paragraph_format
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(body.first_line_indent.cm, 2) == 1.27
    assert body.space_after.pt == 6
    assert styles["Heading 1"].font.bold
    assert styles["Heading 1"].paragraph_format.keep_with_next
    root = part(report, "word/styles.xml")
    defaults = root.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    assert {defaults.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }
    assert root.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}").get(qn("w:val")) == "28"
    font = part(report, "word/fontTable.xml")[0]
    assert font.get(qn("w:name")) == "Times New Roman"
    assert font.find(qn("w:altName")).get(qn("w:val")) == "Tinos"


def test_every_style_in_use_is_defined(report: bytes, decision: bytes):
    for content in (report, decision):
        defined = {style.get(qn("w:styleId")) for style in part(content, "word/styles.xml")}
        for name in ("word/document.xml", "word/header1.xml"):
            used = part(content, name).iter(qn("w:pStyle"))
            assert {style.get(qn("w:val")) for style in used} <= defined


def test_tables_repeat_their_head_and_never_cut_a_row(report: bytes):
    table = opened(report).tables[1]
    rows = table._tbl.tr_lst
    assert [row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [True, True] + [False] * 4
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert table.cell(0, 3).text == table.cell(0, 4).text == "Đã giải quyết"
    assert table.cell(0, 0).text == table.cell(1, 0).text == "STT"
    received = table.rows[2].cells[2].paragraphs[0]
    assert (received.text, received.alignment) == ("1.204", WD_ALIGN_PARAGRAPH.RIGHT)
    assert all(run.bold for run in table.rows[5].cells[2].paragraphs[0].runs)


def test_an_appendix_is_a_landscape_section_with_numbers_of_its_own(decision: bytes):
    first, appendix = opened(decision).sections
    assert (first.orientation, appendix.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert appendix.page_width > Mm(296)
    assert appendix._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert appendix.different_first_page_header_footer
    assert appendix.header.is_linked_to_previous
    assert styled(decision, "Appendix Title") == ["Phụ lục I\nDANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC TẶNG GIẤY KHEN"]


def test_the_number_of_the_page_stands_in_the_header_from_the_second_page_on(report: bytes):
    section = opened(report).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xpath("string(.//w:instrText)")
    assert section.header.paragraphs[0].style.name == "Header"
    assert not section.first_page_header._element.xpath(".//w:instrText")


def test_only_drafts_are_marked_and_then_on_every_page():
    draft = render_docx(examples.report(draft=True))
    headers = [name for name in names(draft) if name.startswith("word/header")]
    assert len(headers) == 2
    for name in headers:
        assert b"D\xe1\xbb\xb0 TH\xe1\xba\xa2O" in _bytes(draft, name)
    assert "Số:      /BC-VPUB" in "\n".join(cell.text for cell in opened(draft).tables[0].rows[1].cells)
    final = render_docx(examples.report())
    assert not any(b"TH\xe1\xba\xa2O" in _bytes(final, name) for name in names(final) if "header" in name)


def _bytes(content: bytes, name: str) -> bytes:
    return etree.tostring(part(content, name), encoding="UTF-8")


def test_the_signature_is_never_cut_and_keeps_the_end_of_the_text(report: bytes):
    document = opened(report)
    foot = document.tables[-1]
    assert foot._tbl.tr_lst[0].trPr.find(qn("w:cantSplit")) is not None
    left, right = foot.rows[0].cells
    assert left.text.splitlines()[0] == "Nơi nhận:"
    assert left.text.splitlines()[-1] == "- Lưu: VT, TCHCQT. H.01b"
    assert right.text.splitlines()[:2] == ["KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"]
    last = next(p for p in reversed(document.paragraphs) if p.text)
    assert last.text.endswith("./.")
    assert last.paragraph_format.keep_with_next


def test_more_recipients_than_fit_beside_the_signature_go_on_below():
    many = Recipients(tuple(f"Đơn vị số {number}" for number in range(1, 41)), "VT")
    content = render_docx(examples.report(recipients=many))
    assert styled(content, "Recipient")[-1] == "- Lưu: VT."
    assert words(content).count("- Đơn vị số") == 40


def test_the_head_says_what_the_decree_asks_for(report: bytes):
    left, right = opened(report).tables[0].columns
    assert " ".join(" ".join(cell.text for cell in left.cells).split()) == (
        "ỦY BAN NHÂN DÂN TỈNH HỒNG LAM VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH HỒNG LAM Số: 05/BC-VPUB"
    )
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in right.cells[0].text
    assert right.cells[1].text == "Hồng Lam, ngày 05 tháng 01 năm 2026"
    assert styled(report, "Title") == ["BÁO CÁO"]


def test_the_file_says_what_it_is(report: bytes):
    properties = opened(report).core_properties
    assert properties.title.startswith("Báo cáo Sơ kết 03 năm")
    assert (properties.author, properties.language) == ("Văn phòng UBND tỉnh", "vi-VN")
    assert properties.created.replace(tzinfo=datetime.UTC) == examples.CREATED
    assert properties.comments == ""
    language = part(report, "word/styles.xml").find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"
    assert not any("thumbnail" in name for name in names(report))


def test_charts_are_charts_with_their_words_and_values(report: bytes):
    assert [name for name in names(report) if "chart" in name] == [
        f"word/charts/chart{number}.xml" for number in (1, 2, 3)
    ]
    told = [node.get("descr") for node in part(report, "word/document.xml").iter() if node.get("descr")]
    assert told[0] == "Trung tâm Phục vụ hành chính công đạt cao nhất."
    first = part(report, "word/charts/chart1.xml")
    shown = [node.text for node in first.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]
    assert shown == ["95,5", "98,2", "91,0"]
    recorded = first.findall(".//{*}val//{*}pt")
    assert [point.get("idx") for point in recorded] == ["0", "1", "2"]


def test_a_better_rank_stands_higher(report: bytes):
    axes = part(report, "word/charts/chart3.xml").findall(".//{*}valAx//{*}orientation")
    assert [axis.get("val") for axis in axes] == ["maxMin"]


def test_the_axes_of_a_chart_have_labels_outside_of_the_marks_and_no_ticks(report: bytes):
    places = []
    for number in (1, 2, 3):
        chart = part(report, f"word/charts/chart{number}.xml")
        for axis in (*chart.iter("{*}catAx"), *chart.iter("{*}valAx")):
            assert [axis.find(f"{{*}}{kind}TickMark").get("val") for kind in ("major", "minor")] == [
                "none"
            ] * 2
            places.append((axis.tag.rpartition("}")[2], axis.find("{*}tickLblPos").get("val")))
    assert set(places) == {("catAx", "low"), ("catAx", "high"), ("valAx", "nextTo")}


def test_the_same_paper_gives_the_same_bytes(report: bytes):
    assert render_docx(examples.report()) == report


def test_a_page_break_opens_a_page_before_text_and_before_a_table():
    table = Table.of([Column("a")], [["1"]])
    content = render_docx(
        examples.report(blocks=(Paragraph.of("một"), PageBreak(), Paragraph.of("hai"), PageBreak(), table))
    )
    broken = [p for p in opened(content).paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in broken] == ["hai", ""]


def test_gaps_and_empty_tables_are_seen():
    blocks = (Gap("II.1", "chưa có số liệu."), Table.of([Column("a"), Column("b")], []))
    content = render_docx(examples.report(blocks=blocks))
    assert styled(content, "Gap") == ["[Còn thiếu: II.1] chưa có số liệu."]
    assert "Không có." in words(content)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "//a.vn"])
def test_only_web_and_mail_addresses_become_links(link: str):
    blocks = (
        Paragraph(
            (Run("xem", link=link), *text(" và ", Run("đây", link="https://a.vn/é b"))),
        ),
    )
    content = render_docx(examples.report(blocks=blocks))
    targets = [one.target_ref for one in opened(content).part.rels.values() if one.is_external]
    assert targets == ["https://a.vn/%C3%A9%20b"]
    assert "xem và đây" in words(content)
