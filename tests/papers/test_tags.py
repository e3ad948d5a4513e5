"""What a reader for the blind is told: the tree of elements in the order of the paper; the rest is artefacts."""

import re
from collections import Counter
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from office_culture.papers.blocks import (
    Article,
    BulletList,
    Column,
    Division,
    Gap,
    HeadCell,
    Heading,
    PageBreak,
    Paragraph,
    Run,
    Table,
    bold,
    text,
)
from office_culture.papers.paper import NumberLine
from office_culture.papers.pdf import Rendered, faults_of, render_pdf
from tests.papers import examples
from tests.papers.reading import faults, opened, words


def kids(element) -> list:
    found = element.get(Name.K)
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def elements(element, role: str) -> list:
    """The elements of that role, in reading order."""
    found = []
    for kid in kids(element):
        if isinstance(kid, Dictionary) and Name.S in kid:
            found += [kid] if str(kid.S)[1:] == role else []
            found += elements(kid, role)
    return found


class Spoken:
    """What is read aloud: the letters of each element, through the marks of the pages."""

    def __init__(self, content: bytes) -> None:
        self.pdf = opened(content)
        self.root = self.pdf.Root.StructTreeRoot.K
        self._letters: dict[tuple, str] = {}
        for page in self.pdf.pages:
            self._read(page)

    def _read(self, page) -> None:
        mark, maps = None, {}
        for name, font in page.resources.get("/Font", {}).items():
            maps[name] = _unicode_of(font)
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BDC":
                    inside = operands[1] if len(operands) > 1 else {}
                    mark = (page.obj.objgen, int(inside["/MCID"])) if "/MCID" in inside else None
                    if mark:
                        self._letters[mark] = ""
                case "EMC":
                    mark = None
                case "Tf":
                    letters = maps[str(operands[0])]
                case "Tj" if mark:
                    self._letters[mark] += "".join(letters[code] for code in bytes(operands[0]))

    def of(self, element) -> str:
        page = element.get(Name.Pg)
        said = ""
        for kid in kids(element):
            if isinstance(kid, int):
                said += self._letters[page.objgen, kid]
            elif kid.get(Name.Type) == Name.MCR:
                said += self._letters[kid.Pg.objgen, int(kid.MCID)]
            elif kid.get(Name.Type) != Name.OBJR:
                said += self.of(kid)
        return said

    def all(self, role: str) -> list[str]:
        return [self.of(element).strip() for element in elements(self.root, role)]


def _unicode_of(font) -> dict[int, str]:
    pairs = re.findall(rb"<(\w\w)> <(\w{4,})>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for code, value in pairs}


@pytest.fixture(scope="module")
def spoken(report: Rendered) -> Spoken:
    return Spoken(report.content)


def test_the_headings_are_those_of_the_paper_below_its_title(spoken: Spoken):
    (title,) = spoken.all("H1")
    assert title.startswith("BÁO CÁO Sơ kết 03 năm")
    assert spoken.all("H2") == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ THỰC HIỆN", "III. ĐỀ XUẤT, KIẾN NGHỊ"]
    assert spoken.all("H3") == ["1. Chức năng, nhiệm vụ", "2. Tổ chức, biên chế", "1. Cải cách hành chính"]
    assert spoken.all("H4") == ["a) Giải quyết thủ tục hành chính"]


def test_items_of_lists_have_their_dash_apart(spoken: Spoken):
    listed = elements(spoken.root, "L")[0]
    assert [spoken.of(item) for item in elements(listed, "Lbl")] == ["- ", "- "]
    assert [spoken.of(item).strip() for item in elements(listed, "LBody")] == [
        "Các phòng, ban trực thuộc: 8 đơn vị;",
        "Đơn vị sự nghiệp: 3 đơn vị.",
    ]


def test_a_table_has_its_caption_its_head_with_spans_and_its_cells(spoken: Spoken):
    (table,) = elements(spoken.root, "Table")
    assert [str(part.S) for part in kids(table)] == ["/Caption", "/THead", "/TBody", "/TFoot"]
    assert spoken.of(kids(table)[0]).startswith("Bảng 1.")
    heads = elements(elements(table, "THead")[0], "TH")
    assert [spoken.of(head).strip() for head in heads][:4] == ["STT", "Năm", "Tiếp nhận", "Đã giải quyết"]
    assert all(head.A.Scope == Name.Column for head in heads)
    named = elements(elements(table, "TBody")[0], "TH")
    assert [spoken.of(name).strip() for name in named] == ["2019", "2020", "2021"]
    assert all(name.A.Scope == Name.Row for name in named)
    assert (int(heads[0].A.RowSpan), int(heads[3].A.ColSpan)) == (2, 2)
    rows = elements(elements(table, "TBody")[0], "TR")
    assert [spoken.of(cell) for cell in kids(rows[2])][:3] == ["3", "2021", "1.649"]
    assert spoken.of(kids(rows[2])[5]).strip() == "Có 190 hồ sơ trả lại do thiếu thành phần"
    assert spoken.of(kids(elements(table, "TFoot")[0].K)[1]).strip() == "Cộng"


def test_figures_have_the_words_of_the_word_document(spoken: Spoken):
    said = [str(figure.Alt) for figure in elements(spoken.root, "Figure")]
    assert said == [
        chart.alternative for chart in (examples.units_chart(), examples.years_chart(), examples.rank_chart())
    ]


def test_a_link_is_an_element_with_its_text_and_its_annotation(spoken: Spoken):
    (link,) = elements(spoken.root, "Link")
    assert spoken.of(link).strip() == "Trang thông tin điện tử"
    (reference,) = [kid for kid in kids(link) if not isinstance(kid, int)]
    assert str(reference.Obj.A.URI) == "https://vanphong.example.vn/?a=1&b=2"
    sentence = next(said for said in spoken.all("P") if "Trang thông tin" in said)
    assert sentence == "Không có. Chi tiết tại Trang thông tin điện tử."


def test_everything_printed_is_read_aloud_but_the_page_numbers(report: Rendered, spoken: Spoken):
    said = Counter(spoken.of(spoken.root).replace(" ", ""))
    printed = Counter(words(report.content).replace(" ", ""))
    numbers = Counter("".join(str(number) for number in range(2, report.pages + 1)))
    assert printed - said == numbers
    assert not said - printed


def test_a_draft_mark_is_no_content():
    spoken = Spoken(render_pdf(examples.report(draft=True, blocks=examples.filler(1))).content)
    assert "DỰ THẢO" not in spoken.of(spoken.root)
    assert not elements(spoken.root, "Form")


def test_a_head_repeated_on_the_next_page_is_read_once():
    rendered = render_pdf(examples.decision())
    assert rendered.pages > 3
    spoken = Spoken(rendered.content)
    assert spoken.all("TH").count("Họ và tên") == 1
    assert len(elements(spoken.root, "TR")) == 61
    assert words(rendered.content).count("Họ và tên") == rendered.pages - 1
    appendix = elements(spoken.root, "Sect")[-1]
    assert spoken.of(kids(appendix)[0]).startswith("Phụ lục I DANH SÁCH")


def test_fields_wait_for_the_signatures_of_an_issued_paper_and_say_whose():
    paper = examples.minutes()
    spoken = Spoken(render_pdf(paper).content)
    fields = [(str(field.T), str(field.TU)) for field in spoken.pdf.Root.AcroForm.Fields]
    assert fields == [
        ("NguoiKy1", "Chữ ký số của Lò Thị Mai"),
        ("NguoiKy2", "Chữ ký số của Nguyễn Văn An"),
        ("CoQuan1", "Chữ ký số của Văn phòng Ủy ban nhân dân tỉnh Hồng Lam"),
    ]
    assert [form.K.Obj.objgen for form in elements(spoken.root, "Form")] == [
        field.objgen for field in spoken.pdf.Root.AcroForm.Fields
    ]
    unnumbered = replace(paper, number=NumberLine("BB-VPUB"))
    assert not opened(render_pdf(unnumbered).content).Root.AcroForm.Fields


def test_the_code_at_the_foot_is_a_figure_and_its_address_a_link():
    address = "https://kiem-tra.example.vn/verify/1/"
    content = render_pdf(examples.report(check_address=address)).content
    spoken = Spoken(content)
    assert str(elements(spoken.root, "Figure")[-1].Alt) == "Mã QR dẫn đến trang kiểm tra văn bản"
    assert spoken.all("Link")[-1].strip() == address
    annotation = next(
        kid.Obj for kid in kids(elements(spoken.root, "Link")[-1]) if isinstance(kid, Dictionary)
    )
    assert (str(annotation.A.URI), annotation.F) == (address, 4)
    assert faults(content) == []


def test_links_over_lines_pages_cells_and_whole_paragraphs():
    link = Run("một địa chỉ rất dài mà dòng này không chứa hết được " * 4, link="https://a.example.vn/")
    cells = Table.of([Column("a"), Column("b")], [[text("Xem ", link), text(link)]] * 40)
    blocks = (*examples.filler(7), Paragraph.of("Xem ", link, " và ", link, "."), Paragraph((link,)), cells)
    content = render_pdf(examples.report(blocks=blocks, title=None)).content
    assert faults(content) == []
    spoken = Spoken(content)
    said = "".join(spoken.all("Link")).replace(" ", "")
    assert said == link.text.replace(" ", "") * 83


def test_a_row_taller_than_a_page_and_a_head_taller_than_a_page_stay_regular():
    long = "Nội dung rất dài của ô này. " * 260
    columns = [Column("Số"), Column("Nội dung")]
    for table in (
        Table.of(columns, [["1", long], ["2", "ngắn"]]),
        Table.of([Column("Số"), Column(long)], [["1", "ngắn"]]),
        Table.of(columns, [], head=((HeadCell("Cả hai", columns=2),), (HeadCell("a"), HeadCell("b")))),
    ):
        assert faults(render_pdf(examples.report(blocks=(table,))).content) == []


line = st.text("aăâđêôơư ỵỮ.,;", min_size=1, max_size=40).map(lambda words: f"x{words}")
block = st.one_of(
    line.map(Paragraph.of),
    st.builds(lambda one, two: Paragraph.of(one, bold(two), Run(two, link="https://a.vn/")), line, line),
    st.builds(Heading, st.integers(1, 3), st.sampled_from(["", "I", "1", "a"]), line),
    st.builds(Division, line, line),
    st.builds(Article, st.integers(1, 9), line.map(text) | st.just(()), line | st.just("")),
    st.lists(line, max_size=4).map(lambda items: BulletList.of(*items)),
    st.builds(
        lambda rows, total, notes, caption: Table.of(
            [Column("a"), Column("b")],
            [["1", row] for row in rows],
            total=["", "c"] if total else (),
            notes=notes,
            caption=caption,
        ),
        st.lists(line, max_size=50),
        st.booleans(),
        st.lists(line, max_size=1),
        line | st.just(""),
    ),
    st.sampled_from([examples.units_chart(), examples.rank_chart(), examples.case_files()]),
    st.builds(Gap, line, line),
    st.just(PageBreak()),
)


@settings(max_examples=25, deadline=None)
@given(blocks=st.lists(block, max_size=12).map(tuple), titled=st.booleans(), draft=st.booleans())
@example(
    blocks=(Division("Phần I", "Chung"), BulletList(()), Paragraph.of("Gồm:"), BulletList(())),
    titled=True,
    draft=False,
)
def test_any_paper_is_whole(blocks, titled: bool, draft: bool):
    paper = examples.report(blocks=blocks, draft=draft, appendices=(examples.honours(3),))
    content = render_pdf(paper if titled else replace(paper, title=None, about="việc này")).content
    assert faults_of(content) == []
