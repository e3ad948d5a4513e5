"""What LibreOffice prints of the Word document: the same text in the same order as the PDF, on pages of the decree."""

from pathlib import Path

import pypdfium2
import pytest

from office_culture.papers.blocks import Heading, Paragraph
from office_culture.papers.docx import render_docx
from office_culture.papers.paper import Paper
from office_culture.papers.pdf import render_pdf
from tests.papers import examples
from tests.papers.reading import Page, read
from tests.papers.reading_docx import LIBREOFFICE, compared, printed

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed"),
]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    return read(printed(render_docx(examples.report()), tmp_path_factory.mktemp("report")))


def faces(content: bytes) -> set[str]:
    return {line.face for page in read(content) for line in page.lines}


def texts_in_order(paper: Paper) -> list[str]:
    """The headings and paragraphs of a paper, as both files must print them, one after the other."""
    found = [paper.title.kind.upper(), paper.title.subject] if paper.title else []
    for block in paper.blocks:
        if isinstance(block, Heading):
            found.append(block.text.upper() if block.level == 1 else block.text)
        elif isinstance(block, Paragraph):
            found.append("".join(run.text for run in block.text).rstrip("."))
    return [*found, *(appendix.title.upper() for appendix in paper.appendices)]


@pytest.mark.parametrize(
    "paper",
    [examples.report(draft=True), examples.decision(), examples.minutes(), examples.letter()],
    ids=["draft", "decision", "minutes", "letter"],
)
def test_it_prints_the_same_text_in_the_same_order_as_the_pdf(paper: Paper, tmp_path: Path):
    for content in (printed(render_docx(paper), tmp_path), render_pdf(paper).content):
        whole, place = compared(_without_numbers(content)), 0
        for words in texts_in_order(paper):
            place = whole.find(compared(words), place)
            assert place >= 0, words


def test_the_words_are_those_of_the_pdf_one_by_one(tmp_path: Path):
    """Charts apart, whose values each program sets in an order of its own."""
    paper = examples.report(blocks=examples.filler(12))
    ours = sorted(_without_numbers(render_pdf(paper).content).split())
    theirs = sorted(_without_numbers(printed(render_docx(paper), tmp_path)).split())
    assert theirs == ours


def _without_numbers(content: bytes) -> str:
    """The text without the numbers of its pages."""
    found = []
    document = pypdfium2.PdfDocument(content)
    for page in document:
        lines = page.get_textpage().get_text_bounded().splitlines()
        found += [line for line in lines if not line.strip().isdigit() or len(line.strip()) > 2]
    return "\n".join(found)


def test_only_the_typeface_that_may_stand_in_is_used(pages: list[Page]):
    assert {line.face for page in pages for line in page.lines} <= {
        "Tinos-Regular",
        "Tinos-Bold",
        "Tinos-Italic",
        "Tinos-BoldItalic",
    }


def test_the_head_has_the_measures_of_the_pdf(pages: list[Page], report_pages: list[Page]):
    for words in ("CỘNG HÒA XÃ HỘI", "Độc lập", "Số: 05/BC-VPUB", "BÁO CÁO", "Sơ kết 03 năm"):
        word, pdf = pages[0].find(words), report_pages[0].find(words)
        assert (word.face, word.size) == (pdf.face, pdf.size)
        assert abs(word.centre - pdf.centre) < 1.5, words


def test_the_text_stands_in_the_margins_of_the_decree(pages: list[Page]):
    for page in pages:
        for line in page.body_lines():
            assert line.x0 >= 30 * MM - 1
            assert line.x1 <= 195 * MM + 1


def test_the_number_of_the_page_is_centred_in_the_top_margin(pages: list[Page]):
    assert not pages[0].has("1\n")
    for number, page in enumerate(pages[1:], start=2):
        top = page.lines[0]
        assert (top.text, top.size) == (str(number), 14)
        assert abs(top.centre - 112.5 * MM) < 1
        assert top.bottom < 20 * MM


def test_an_appendix_begins_to_count_again(tmp_path: Path):
    pages = read(printed(render_docx(examples.decision()), tmp_path))
    appendix = [page for page in pages if page.width > page.height]
    assert not any(line.top < 19 * MM for line in appendix[0].lines)
    assert [page.lines[0].text for page in appendix[1:]] == [str(n) for n in range(2, len(appendix) + 1)]
    # The head of the table is repeated on every page.
    assert all(page.has("Họ và tên") for page in appendix)


@pytest.mark.parametrize("count", range(8, 13))
def test_a_signature_never_stands_alone(count: int, tmp_path: Path):
    pages = read(printed(render_docx(examples.report(blocks=examples.filler(count))), tmp_path))
    last = next(page for page in pages if page.has("KT. CHÁNH VĂN PHÒNG"))
    post = last.find("KT. CHÁNH VĂN PHÒNG")
    assert last.has("Nguyễn Thị Bích Ngọc")
    assert [line for line in last.body_lines() if line.bottom < post.top]
