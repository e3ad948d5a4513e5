"""How the reports of the sample office read: rules of official papers that a program can check."""

import re
from collections import Counter
from itertools import chain

import pikepdf
import pytest
from django.urls import reverse

from campaign.models import Report
from campaign.report.paper import report_paper
from office_culture.papers.blocks import Block, BulletList, Chart, Heading, Paragraph, Table, plain
from office_culture.papers.html import render_html
from office_culture.papers.render import as_text, as_word, render
from office_culture.papers.walk import texts
from tests.project.reading import words_of

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]

NO_BREAK = "\u00a0"


@pytest.fixture
def interim() -> Report:
    return Report.objects.get(kind="interim")


@pytest.fixture(scope="module")
def papers(sample_office, django_db_blocker) -> list:
    """The papers of all reports, composed once: nothing here changes them."""
    with django_db_blocker.unblock():
        return [report_paper(report) for report in Report.objects.order_by("pk")]


@pytest.fixture(scope="module")
def paper(papers, django_db_blocker):
    """The paper of the interim review."""
    with django_db_blocker.unblock():
        return papers[[*Report.objects.order_by("pk").values_list("kind", flat=True)].index("interim")]


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Every text of these blocks with its spaces as they are."""
    return [plain(content) for block in blocks for content in texts(block)]


def everything(paper) -> list[str]:
    appendices = chain.from_iterable(appendix.blocks for appendix in paper.appendices)
    return [*said(paper.blocks), *said(tuple(appendices))]


def test_the_body_of_the_interim_review_has_at_most_ten_pages(paper, tmp_path):
    target = tmp_path / "report.pdf"
    target.write_bytes(render(paper))
    with pikepdf.open(target) as pdf:
        pages = len(pdf.pages)
        body = next(
            place
            for place, page in enumerate(pdf.pages)
            if "Phụ lục I" in words_of_page(target, place) and "DANH MỤC" in words_of_page(target, place)
        )
    assert body <= 10 < pages


def words_of_page(path, place: int) -> str:
    with pikepdf.open(path) as pdf:
        alone = pikepdf.new()
        alone.pages.append(pdf.pages[place])
        other = path.with_name(f"{place}.pdf")
        alone.save(other)
    return words_of(other.read_bytes())


def figures_of(content) -> list[str]:
    """The facts that a text prints; a share's own fraction in brackets repeats one on purpose (93,8% (15/16 …))."""
    return [
        run.origin
        for place, run in enumerate(content)
        if run.origin
        and not run.origin.startswith(("cite.", "campaign."))
        and not content[place - 1].text.endswith("/")
        and not plain(content[place + 1 : place + 2]).startswith("/")
    ]


def test_a_figure_stands_once_in_the_body(papers):
    for paper in papers:
        printed = Counter(
            origin for block in paper.blocks for content in texts(block) for origin in figures_of(content)
        )
        assert {key: many for key, many in printed.items() if many > 1} == {}


def test_the_body_has_no_chart_and_no_small_table(papers):
    for paper in papers:
        assert not [block for block in paper.blocks if isinstance(block, Chart)]
        assert all(len(block.rows) > 3 for block in paper.blocks if isinstance(block, Table))


def test_no_column_of_figures_is_nought_throughout(papers):
    for paper in papers:
        tables = (block for part in (paper, *paper.appendices) for block in part.blocks)
        for table in (block for block in tables if isinstance(block, Table) and not block.head):
            for place, column in enumerate(table.columns):
                cells = {plain(row[place]).strip("–- ") for row in table.rows}
                assert column.kind != "number" or cells - {"", "0", "0,0", "0%"}, (table.caption, column.head)


def test_no_column_is_of_dashes_throughout(papers):
    for paper in papers:
        tables = (block for part in (paper, *paper.appendices) for block in part.blocks)
        for table in (block for block in tables if isinstance(block, Table)):
            for place, column in enumerate(table.columns):
                assert {plain(row[place]) for row in table.rows} != {"–"}, (table.caption, column.head)


def test_lists_begin_with_capitals_and_are_closed_alike(papers):
    for paper in papers:
        for block in (block for block in paper.blocks if isinstance(block, BulletList)):
            items = [plain(item) for item in block.items]
            assert items[-1].endswith(".")
            assert len({item[-1] for item in items[:-1]}) <= 1, items
            assert all(item[:1].isupper() or item[1:2].isupper() for item in items), items


def test_lists_of_the_body_are_short(papers):
    for paper in papers:
        assert all(len(block.items) <= 8 for block in paper.blocks if isinstance(block, BulletList))


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a percent sign behind a space", r"\d[ \u00a0]%"),
        ("years joined without spaces", r"(?<!\d)(?:19|20)\d\d[-–](?:19|20)\d\d(?!\d)"),
        ("a body in two forms", r"Ủy ban nhân dân|Hội đồng nhân dân"),
        ("staff without commas", r"cán bộ công chức"),
        ("a percentage told twice", r"toàn thể[^.]*\(100%\)"),
        ("a movement that is a programme", r"[Pp]hong trào “Chương trình"),
        ("launched by a launch", r"theo lời phát động"),
        ("a regulation as a subject", r"về (?:Quy chế|Quy định) "),
        ("a symbol without its word", r"(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị) \d+[/-]"),
        ("an agency without its name", r"cơ quan đang"),
        ("a rule for the screen", r"thấp hơn là tốt hơn|chưa có số gốc"),
        ("a group of posts as a place of work", r"Phòng, Lãnh đạo|phòng, Lãnh đạo Văn phòng$"),
    ],
)
def test_what_officials_do_not_write(papers, fault, pattern):
    for paper in papers:
        assert [words for words in everything(paper) if re.search(pattern, words)] == [], fault


def test_dates_numbers_and_ranks_are_held_together(paper):
    for words in said(paper.blocks):
        for found in re.findall(r"ngày \d{1,2}.tháng|[Ss]ố \d|thứ \d|\d năm (?=\d{4})", words):
            assert NO_BREAK in found, words


def test_each_document_is_cited_in_full_once(paper):
    body = " ".join(said(paper.blocks)).replace(NO_BREAK, " ")
    for symbol in ("733/QĐ-TTg", "179/KH-UBND", "60/QĐ-VPUB", "18-CT/TU", "29/KH-VPUB"):
        in_full = re.findall(rf"số {re.escape(symbol)} ngày \d+ tháng \d+ năm \d+ của ", body)
        assert len(in_full) == 1, symbol


def test_the_last_sentence_puts_the_report_to_its_addressee(paper):
    last = paper.blocks[-1]
    assert isinstance(last, Paragraph)
    assert "trân trọng báo cáo Sở Nội vụ tỉnh Sơn La" in plain(last.text)
    assert as_text(paper).decode("utf-8-sig").count("./.") == 1


def test_appendices_follow_the_order_in_which_the_body_leads_to_them(papers):
    for paper in papers:
        named = re.findall(r"Phụ lục ([IVX]+)", " ".join(said(paper.blocks)).replace(NO_BREAK, " "))
        first = list(dict.fromkeys(named))
        assert first == [appendix.number for appendix in paper.appendices if appendix.number]
        assert all(appendix.blocks for appendix in paper.appendices)


def test_people_stand_in_the_vietnamese_order_by_rank_of_the_award(paper):
    honours = next(appendix for appendix in paper.appendices if "DANH SÁCH" in appendix.title.upper())
    table = [block for block in honours.blocks if isinstance(block, Table)][-1]
    last_award = [plain(row[1]) for row in table.rows if plain(row[3]) == "Lao động tiên tiến"]
    given = [name.split()[-1] for name in dict.fromkeys(last_award)]
    assert given.index("Bảy") < given.index("Bốn") < given.index("Chín") < given.index("Hai")


def test_a_draft_says_so_in_every_form_and_in_its_file_name(interim, superuser, signed_in):
    paper = report_paper(interim, draft=True)
    assert "DỰ THẢO" in as_text(paper).decode("utf-8-sig")
    assert "DỰ THẢO" in render_html(paper)
    assert len(as_word(paper)) > 0
    for form in ("report_pdf", "report_word", "report_text"):
        answer = signed_in(superuser).get(reverse(form, args=[interim.pk]))
        assert "-du-thao." in answer["Content-Disposition"], form


def test_headings_stand_for_something(papers):
    """No heading is followed by one of its own level or above."""
    for paper in papers:
        for block, following in zip(paper.blocks, paper.blocks[1:], strict=False):
            if isinstance(block, Heading) and isinstance(following, Heading):
                assert following.level > block.level, (block.text, following.text)


def test_the_day_of_a_report_is_not_told_in_two_forms(papers):
    for paper in papers:
        for words in said(paper.blocks):
            assert not re.search(r"\d{1,2}/\d{1,2}/\d{4}", words), words
