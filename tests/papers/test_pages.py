"""What pages look like beyond the first: numbers, repeated heads, and what must stay together."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.papers import measures
from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Table,
    bold,
    text,
)
from office_culture.papers.paper import Appendix
from office_culture.papers.pdf import render_pdf
from tests.papers import examples
from tests.papers.reading import MM, Page, opened, read

pytestmark = pytest.mark.long

TEXT_CENTRE = (30 + 195) / 2 * MM


def margin_lines(page: Page) -> list[str]:
    return [line.text for line in page.lines if line.top < 18 * MM]


def test_pages_are_numbered_from_the_second_in_the_middle_of_the_top_margin(report_pages: list[Page]):
    assert margin_lines(report_pages[0]) == []
    for number, page in enumerate(report_pages[1:], start=2):
        (line,) = [line for line in page.lines if line.top < 18 * MM]
        assert (line.text, line.face, line.size) == (str(number), "Tinos-Regular", 14)
        assert line.centre == pytest.approx(TEXT_CENTRE, abs=0.5)
        assert line.bottom < 20 * MM


def test_each_appendix_is_numbered_on_its_own(decision_pages: list[Page]):
    assert [margin_lines(page) for page in decision_pages[:4]] == [[], [], ["2"], ["3"]]
    first, appendix = decision_pages[0], decision_pages[1]
    assert (first.width, first.height) == (appendix.height, appendix.width)
    line = next(line for line in decision_pages[2].lines if line.top < 18 * MM)
    assert line.centre == pytest.approx((30 + 297 - 15) / 2 * MM, abs=0.5)


def test_readers_show_the_printed_page_numbers():
    paper = examples.report(appendices=(examples.honours(3), Appendix("Phụ biểu", examples.filler(1), "II")))
    with opened(render_pdf(paper).content) as pdf:
        assert [page.label for page in pdf.pages] == ["1", "2", "3", "PL I-1", "PL II-1"]


def test_an_appendix_names_the_paper_it_belongs_to(decision_pages: list[Page]):
    page = decision_pages[1]
    assert (page.find("Phụ lục I").face, page.find("Phụ lục I").size) == ("Tinos-Bold", 14)
    assert page.find("DANH SÁCH TẬP THỂ").face == "Tinos-Bold"
    assert page.find("(Kèm theo Quyết định số 128/QĐ-VPUB").face == "Tinos-Italic"


def test_the_head_of_a_table_is_repeated_on_every_page(decision_pages: list[Page]):
    assert len(decision_pages) > 4
    for page in decision_pages[1:]:
        head = page.find("Chức vụ, đơn vị")
        assert head.face == "Tinos-Bold"


def test_a_total_never_stands_alone_under_a_repeated_head():
    for rows in range(20, 30):
        table = Table.of(
            [Column("a"), Column("b", CellKind.NUMBER)],
            [[f"dòng {n}", "1"] for n in range(rows)],
            total=["Cộng", str(rows)],
        )
        for page in read(render_pdf(examples.report(blocks=(table,))).content):
            if page.has("Cộng"):
                assert page.has(f"dòng {rows - 1}")


def test_no_page_begins_or_ends_with_a_single_row_of_a_long_table():
    for rows in range(22, 34):
        table = Table.of(
            [Column("a"), Column("b", CellKind.NUMBER)], [[f"dòng số {n}.", "1"] for n in range(rows)]
        )
        pages = read(render_pdf(examples.report(blocks=(*examples.filler(2), table))).content)
        on_each = [sum("dòng số" in line.text for line in page.lines) for page in pages]
        assert 1 not in on_each, (rows, on_each)


def text_of_lines(count: int) -> str:
    return " ".join(f"Câu {number} của đoạn văn cuối cùng nói về văn hóa công sở." for number in range(count))


@settings(max_examples=12, deadline=None)
@given(paragraphs=st.integers(0, 7), sentences=st.integers(1, 30))
def test_a_signature_never_stands_alone(paragraphs: int, sentences: int):
    blocks = (*examples.filler(paragraphs), Paragraph.of(text_of_lines(sentences)))
    page = _signed_page(blocks)
    assert page.body_lines()[0].text != "KT. CHÁNH VĂN PHÒNG"
    before = [line for line in page.body_lines() if line.bottom < page.find("Nơi nhận:").top]
    assert len(before) >= min(2, sentences)
    assert before[-1].text.endswith("./.")


@pytest.mark.parametrize("count", range(2, 7))
def test_one_last_line_takes_the_text_before_it_to_the_signature(count: int):
    page = _signed_page((*examples.filler(count), Paragraph.of("Xin báo cáo.")))
    before = [line for line in page.body_lines() if line.bottom < page.find("Nơi nhận:").top]
    assert len(before) >= 3


@pytest.mark.parametrize("lines", range(8, 30, 2))
@pytest.mark.parametrize("end", ["heading", "table"])
def test_no_more_than_needed_goes_along_with_the_signature(lines: int, end: str):
    """Much white before it means that no more than two lines or a row went along with the last sentence."""
    last: tuple[Block, ...] = (
        Heading(2, "3", "Yêu cầu"),
        Paragraph.of(f"{examples.SENTENCE} Ba dòng là hết."),
    )
    if end == "table":
        last = (Table.of([Column("Nội dung")], [[f"{examples.SENTENCE} dòng {n}"] for n in range(3)]),)
    before = tuple(Paragraph.of(f"Dòng {n}.") for n in range(lines))
    pages = read(render_pdf(examples.report(blocks=(*before, *last, Paragraph.of("Xin báo cáo.")))).content)
    *others, signed = pages
    taken = [line for line in signed.body_lines() if line.bottom < signed.find("Nơi nhận:").top]
    assert len(taken) <= 3 or not others or white_at_the_end(others[-1]) <= WHITEST
    assert taken[-1].text == "Xin báo cáo./."
    assert all([line.text for line in page.lines].count("Nội dung") <= 1 for page in pages), (
        "a head within a page"
    )


@pytest.mark.parametrize("lines", range(14, 26, 2))
def test_no_short_paper_leaves_much_white_before_its_signature(lines: int):
    """A last article of three lines goes whole to the signature: then the paper is set in another spacing."""
    before = tuple(Paragraph.of(f"Dòng {n}.") for n in range(lines))
    last = Article(3, text(f"{examples.SENTENCE} Ba dòng là hết."))
    *others, signed = read(render_pdf(examples.report(blocks=(*before, last))).content)
    assert not others or white_at_the_end(others[-1]) <= WHITEST
    assert signed.has("PHÓ CHÁNH VĂN PHÒNG")


@pytest.mark.parametrize("rows", range(24, 34, 2))
def test_a_table_at_the_end_gives_its_last_row_to_the_signature(rows: int):
    table = Table.of([Column("Nội dung")], [[f"dòng {n}"] for n in range(rows)])
    page = _signed_page((table,))
    assert page.has(f"dòng {rows - 1}")


def _signed_page(blocks: tuple[Block, ...]) -> Page:
    pages = read(render_pdf(examples.report(blocks=blocks)).content)
    (signed,) = [page for page in pages if page.has("PHÓ CHÁNH VĂN PHÒNG")]
    assert signed is pages[-1]
    return signed


ANNOUNCED = st.sampled_from(
    [
        Paragraph.of(examples.SENTENCE),
        Paragraph.of("Một dòng."),
        BulletList.of("một;", "hai."),
        Gap("Mục", "chưa có."),
        examples.case_files(),
        examples.years_chart(),
    ]
)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), ANNOUNCED), min_size=4, max_size=10))
def test_no_heading_stands_at_the_foot_of_a_page(announced: list[tuple[int, Block]]):
    blocks: list[Block] = []
    for number, (level, block) in enumerate(announced):
        blocks += [Heading(level, str(number), "Tiêu đề"), block]
    for page in read(render_pdf(examples.report(blocks=tuple(blocks))).content):
        assert "TIÊU ĐỀ" not in page.lines[-1].text.upper()


def test_the_dash_of_an_item_stands_on_the_line_of_its_words():
    blocks = (BulletList.of("một mục;", "mục dài " * 30, text(bold("đậm nét"), " và thường.")),)
    content = render_pdf(examples.report(blocks=blocks)).content
    with pdfplumber.open(BytesIO(content)) as pdf:
        chars = [char for page in pdf.pages for char in page.chars if not char["text"].isspace()]
    words = "một mục;", "mục dài", "đậm nét"
    printed = "".join(char["text"] for char in chars)
    for first in words:
        at = printed.index("-" + first.replace(" ", ""))
        dash, letter = chars[at], chars[at + 1]
        assert dash["matrix"][5] == pytest.approx(letter["matrix"][5], abs=0.01), first


def test_headings_are_bookmarks_that_never_jump_a_level():
    blocks = (
        Heading(3, "a", "Sâu"),
        Paragraph.of("x"),
        Heading(1, "I", "Cao"),
        Heading(2, "1", "Giữa"),
        Paragraph.of("y"),
    )
    with opened(render_pdf(examples.report(blocks=blocks)).content) as pdf, pdf.open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles == [("a) Sâu", []), ("I. CAO", ["1. Giữa"])]


def test_a_row_taller_than_a_page_is_cut_and_nothing_is_lost():
    words = " ".join(f"từ{n}" for n in range(2500))
    table = Table.of(
        [Column("Nội dung"), Column("Số", CellKind.NUMBER)], [["trước", "1"], [words, "2"], ["sau", "3"]]
    )
    pages = read(render_pdf(examples.report(blocks=(table,))).content)
    printed = " ".join(line.text for page in pages for line in page.lines)
    assert all(f"từ{n}" in printed for n in range(2500))
    assert "sau" in printed


LONG_LEAD = f"{examples.SENTENCE} {examples.SENTENCE} Cụ thể như sau:"


@pytest.mark.parametrize("lines", range(0, 36, 3))
@pytest.mark.parametrize("lead", ["Gồm:", LONG_LEAD], ids=["short", "long"])
def test_what_announces_a_list_ends_on_the_page_of_the_first_item(lines: int, lead: str):
    before = [Paragraph.of(f"Dòng {n}.") for n in range(lines)]
    blocks = (*before, Paragraph.of(lead), BulletList.of("mục thứ nhất;", "mục thứ hai."))
    pages = read(render_pdf(examples.report(blocks=blocks)).content)
    (page,) = [page for page in pages if page.has("mục thứ nhất")]
    assert page.has(lead[-10:])


@pytest.mark.parametrize("rows", range(14, 34, 2))
def test_the_notes_of_a_table_stand_below_its_last_row(rows: int):
    notes = [f"Ghi chú {n}: {examples.SENTENCE[:60]}" for n in range(2)]
    table = Table.of([Column("Nội dung")], [[f"dòng {n} hết"] for n in range(rows)], notes=notes)
    pages = read(render_pdf(examples.report(blocks=(table, *examples.filler(2)))).content)
    (page,) = [page for page in pages if page.has("Ghi chú 1")]
    assert page.has("Ghi chú 0")
    assert page.has(f"dòng {rows - 1} hết")


def white_at_the_end(page: Page) -> float:
    """Millimetres between the last line of a page and its lower margin."""
    return (page.height - measures.MARGIN_BOTTOM - page.lines[-1].bottom) / MM


# Millimetres: as much as the title of a table, its head and two rows need, which are not parted.
WHITEST = 30

RUNNING = st.one_of(
    st.integers(1, 4).map(lambda count: Paragraph.of(" ".join([examples.SENTENCE] * count))),
    st.just(Paragraph.of(LONG_LEAD)),
    st.just(Paragraph.of("Một dòng.")),
    st.integers(1, 9).map(lambda count: BulletList.of(*["một mục của danh sách này;"] * count)),
    st.builds(Heading, st.integers(1, 3), st.just("1"), st.just("Tiêu đề")),
    st.integers(1, 40).map(
        lambda count: Table.of(
            [Column("Nội dung")], [["dòng"]] * count, caption="Bảng", notes=["Nguồn: của cơ quan."]
        )
    ),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(RUNNING, min_size=8, max_size=25).map(tuple))
def test_no_page_of_running_text_ends_in_much_white(blocks: tuple[Block, ...]):
    """Figures are never cut, and a heading goes along with what it announces: those may leave more."""
    pages = read(render_pdf(examples.report(blocks=blocks)).content)
    # The last page ends where the paper does, and the one before where the signature takes its text along.
    for page, following in pairwise(pages[:-1]):
        headed = following.body_lines()[0].text.upper().endswith("TIÊU ĐỀ")
        assert white_at_the_end(page) <= (WHITEST + 25 if headed else WHITEST)


@pytest.mark.parametrize("count", range(16, 34, 2))
def test_the_recipients_below_two_signatures_stand_on_one_page_with_them(count: int):
    paper = replace(examples.minutes(), blocks=tuple(Paragraph.of(f"Nội dung {n}.") for n in range(count)))
    last = read(render_pdf(paper).content)[-1]
    names = [f"- {name};" for name in paper.recipients.names]
    assert all(last.has(words) for words in ("Nơi nhận:", *names, *(one.name for one in paper.signatures)))
