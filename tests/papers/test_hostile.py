"""Any text prints as itself; nothing in it is obeyed, and nothing stops a paper."""

import unicodedata
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.papers.blocks import (
    Article,
    BulletList,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Division,
    Gap,
    Heading,
    Paragraph,
    Run,
    Series,
    Table,
    text,
)
from office_culture.papers.clean import clean
from office_culture.papers.docx import render_docx
from office_culture.papers.html import FigureOrigin, render_html
from office_culture.papers.paper import (
    Appendix,
    Authority,
    AuthorityCode,
    Letterhead,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
)
from office_culture.papers.pdf import render_pdf
from office_culture.papers.plain import render_plain
from tests.papers import examples
from tests.papers.reading import faults, read, words
from tests.papers.reading_docx import names, part
from tests.papers.reading_docx import words as docx_words
from tests.papers.reading_html import parsed

MARKUP = "<b>đậm</b> &amp; {{ 7 * 7 }} {% x %} <para> &#60; \\( % ' \" </i> <a href='x'>"


def filled_with(hostile: str) -> Paper:
    """The same text in every place of a paper that takes text."""
    run = text(hostile)
    columns = [Column(hostile), Column("Số", CellKind.NUMBER)]
    series = (Series(hostile, (1, 2)), Series("b", (None, 3)))
    charts = tuple(Chart(kind, hostile, hostile, (hostile, "b"), series, hostile) for kind in ChartKind)
    return Paper(
        letterhead=Letterhead(hostile, (hostile,)),
        number=NumberLine(hostile, hostile),
        place_date=PlaceDate(hostile),
        title=TitleBlock(hostile, hostile),
        about=hostile,
        addressees=(hostile, hostile),
        decider=hostile,
        legal_bases=(run, run),
        enacting=hostile,
        blocks=(
            Paragraph(run),
            Division(hostile, hostile),
            Heading(1, hostile, hostile),
            Article(1, run, hostile),
            BulletList((run, run)),
            Table.of(columns, [[run, run], ["a", "b"]], caption=hostile, total=[run, "1"], notes=[hostile]),
            *charts,
            Gap(hostile, hostile),
            Paragraph((Run(hostile, bold=True, italic=True, link=f"https://a.vn/{hostile}"),)),
        ),
        signatures=(Signature(hostile, hostile, (Authority(AuthorityCode.BY_ORDER, hostile),), hostile),),
        recipients=Recipients((hostile,), hostile, clerk=hostile),
        appendices=(Appendix(hostile, (Paragraph(run),), hostile, hostile, landscape=True),),
        metadata=Metadata(hostile, examples.CREATED, hostile, hostile, (hostile,)),
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        " ",
        "\n\n",
        "x" * 2_500,
        "văn hóa " * 300,
        MARKUP,
        "\x00\x07\u202ea\u200f\ufeff\u2028b",
        "\ud800\ufffe\U0010ffff",
    ],
    ids=["empty", "blank", "feeds", "one long word", "long", "markup", "controls", "broken"],
)
def test_no_text_breaks_a_paper(hostile: str):
    assert faults(render_pdf(filled_with(hostile)).content) == []


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(hostile: str):
    assert render_pdf(filled_with(hostile)).pages >= 1


HOSTILE = st.one_of(st.text(max_size=60), st.sampled_from([MARKUP, "]]>", "</text><script>", "x" * 500]))


@settings(max_examples=12, deadline=None)
@given(HOSTILE)
def test_any_text_can_stand_in_a_word_document(hostile: str):
    content = render_docx(filled_with(hostile))
    for name in names(content):
        if name.endswith((".xml", ".rels")):
            part(content, name)
    # A link is written as its address and as its words; both are only text.
    assert "".join(clean(hostile).split()) in "".join(docx_words(content).split())


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
def test_any_text_can_be_shown_on_the_screen(hostile: str):
    origins = {hostile: FigureOrigin(hostile, f"/rows/?q={quote(hostile, errors='replace')}", hostile)}
    paper = filled_with(hostile)
    figures = Paragraph((Run(hostile, origin=hostile), Run("1", origin=hostile)))
    page = parsed(render_html(replace(paper, blocks=(*paper.blocks, figures)), origins))
    harmless = parsed(render_html(replace(filled_with("a"), blocks=(*filled_with("a").blocks, figures))))
    allowed = {node.tag for node in harmless.walk()} | {"br", "a", "small"}
    assert {node.tag for node in page.walk()} <= allowed
    for node in page.walk():
        assert not [name for name in node.attributes if name == "style" or name.startswith("on")]
    assert "".join(clean(hostile).split()) in "".join(page.text.split())


@settings(max_examples=60, deadline=None)
@given(HOSTILE)
def test_any_text_keeps_to_the_lines_of_plain_text(hostile: str):
    lines = render_plain(filled_with(hostile)).splitlines()
    assert max(len(line) for line in lines) <= 78


def test_a_word_of_ten_thousand_letters_is_cut_at_the_margin():
    word = "x" * 10_000
    table = Table.of([Column("a"), Column("b")], [["ngắn", word]])
    rendered = render_pdf(examples.report(blocks=(Paragraph.of(word), table)))
    right_margin = 195 / 25.4 * 72
    lines = [line for page in read(rendered.content) for line in page.lines]
    assert max(line.x1 for line in lines) <= right_margin + 0.1
    assert sum(line.text.count("x") for line in lines) >= 2 * len(word)


def test_markup_prints_as_itself():
    printed = words(render_pdf(examples.report(blocks=(Paragraph.of("Đầu ", MARKUP, " cuối"),))).content)
    assert " ".join(MARKUP.split()) in printed


VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàằầèềìòồờùừỳáắấéếíóốớúứýảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ"


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.text(VIETNAMESE + VIETNAMESE.upper() + "0123456789.,;()/-", min_size=1, max_size=7),
        min_size=1,
        max_size=80,
    ),
    st.sampled_from(["NFC", "NFD"]),
)
def test_text_reads_back_as_its_composed_form(syllables: list[str], form: str):
    source = " ".join(["Đầu", *syllables, "cuối"])
    rendered = render_pdf(examples.report(blocks=(Paragraph.of(unicodedata.normalize(form, source)),)))
    assert source in words(rendered.content)
    assert rendered.missing == ()


def test_a_character_without_shape_is_spelled_out_and_reported():
    paper = examples.report(
        blocks=(Heading(1, "I", "Kết quả"), Paragraph.of("Đạt"), Paragraph.of("Tốt 😀 rồi ☑")),
    )
    paper = replace(paper, title=TitleBlock("Báo cáo", "Kết quả 😀"))
    rendered = render_pdf(paper)
    printed = words(rendered.content)
    assert "Tốt [U+1F600] rồi [U+2611]" in printed
    assert [(m.character, m.part, m.section, m.block) for m in rendered.missing] == [
        ("😀", "title", "", 0),
        ("😀", "paragraph", "I. KẾT QUẢ", 3),
        ("☑", "paragraph", "I. KẾT QUẢ", 3),
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//a.vn"])
def test_only_web_and_mail_addresses_become_links(link: str):
    content = render_pdf(examples.report(blocks=(Paragraph((Run("xem", link=link),)),))).content
    assert b"/URI" not in content
    assert "xem" in words(content)


@given(st.text())
def test_clean_text_is_composed_visible_and_stable(source: str):
    cleaned = clean(source)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(char) for char in cleaned} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
