"""Every paper of the sample office beside the rules of official papers that a program can check.

What only reports have (figures once in the body, at most ten pages, one citation in full) stands in
`test_report_style`; `test_sample_agencies` asks the same of agencies of other kinds.
"""

import io
import re
import zipfile
from collections import Counter
from itertools import chain

import pytest

from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Chart,
    Gap,
    Heading,
    Paragraph,
    Table,
    plain,
)
from office_culture.papers.html import render_html
from office_culture.papers.paper import Paper
from office_culture.papers.proofreading import text_faults
from office_culture.papers.render import as_text, as_word
from office_culture.papers.walk import texts
from office_culture.papers.wording import NO_SIGNER, gap_text
from tests.every_paper import every_paper

pytestmark = pytest.mark.django_db

# What the sample office prints at least; the kinds of office papers that it only could draft are called blank.
KINDS = {
    "report",
    "inspection",
    "inspectionround",
    "proposal",
    "presentation",
    "plan",
    "findings",
    "blank tasks",
    "issued Báo cáo",
    "issued Biên bản",
    "issued Giấy mời",
    "issued Quyết định",
    "issued Thông báo",
    "issued Tờ trình",
}
WHAT_OFFICIALS_DO_NOT_WRITE = {
    "a percent sign behind a space": r"\d[ \u00a0]%",
    "years joined without spaces": r"(?<!\d)(?:19|20)\d\d–(?:19|20)\d\d(?!\d)",
    "staff without commas": r"cán bộ công chức",
    "a percentage told twice": r"toàn thể[^.]*\(100%\)",
    "a movement that is a programme": r"[Pp]hong trào “Chương trình",
    "launched by a launch": r"theo lời phát động",
    "a regulation as a subject": r"về (?:Quy chế|Quy định) ",
    "an agency without its name": r"cơ quan đang tổng hợp",
    "a rule for the screen": r"thấp hơn là tốt hơn|chưa có số gốc|chưa tìm thấy quy định|Confirm with",
    "a group of posts as a place of work": r"Phòng, Lãnh đạo|phòng, Lãnh đạo Văn phòng$",
    "a small number without its zero": r"(?<![\d/.,:-])[1-9] (?:đơn vị|cá nhân|tập thể|lượt|tồn tại|nhiệm vụ)",
    "thousands without a dot": r"(?<![\d/.,-])\d{4,} (?:đồng|hồ sơ|lượt|văn bản)",
    "a ground for two thirds in percent": r"66,6\d?%|66,67",
    "post and unit drawn apart": r"(?:[Vv]iên|[Tt]rưởng phòng|Giám đốc|Trưởng khoa), (?:Phòng|Trung tâm|Khoa|Ban)",
    "a part that is all of it": r"\b(\d+) (\w+)(?: \w+){0,4}, trong đó \1 \2\b|với (\d+) chỉ tiêu: \3 chỉ tiêu",
    "the order of a list explained": r"mức cao trước, mức thấp sau",
    "a note for whoever keeps the records": r"chưa được lập thành tồn tại|có tên trong hồ sơ",
    "a day that the decree writes otherwise": r"ngày [1-9] tháng|tháng [12] năm \d",
}


@pytest.fixture(scope="module")
def all_papers(sample_office, django_db_blocker) -> list[tuple[str, Paper]]:
    """Kind and paper, composed once: nothing here changes them."""
    with django_db_blocker.unblock():
        return list(every_paper())


def parts(paper: Paper) -> list[tuple[Block, ...]]:
    return [paper.blocks, *(appendix.blocks for appendix in paper.appendices)]


def words(paper: Paper) -> list[str]:
    return [plain(content) for block in chain(*parts(paper)) for content in texts(block)]


def tables(paper: Paper) -> list[Table]:
    return [block for block in chain(*parts(paper)) if isinstance(block, Table)]


def has_gaps(paper: Paper) -> bool:
    return any(isinstance(block, Gap) for block in chain(*parts(paper)))


def test_the_sample_office_has_every_kind(all_papers):
    assert {name for name, _paper in all_papers} >= KINDS


@pytest.mark.parametrize("fault", WHAT_OFFICIALS_DO_NOT_WRITE)
def test_what_officials_do_not_write_on_any_paper(all_papers, fault):
    found = re.compile(WHAT_OFFICIALS_DO_NOT_WRITE[fault])
    assert [(name, said) for name, paper in all_papers for said in words(paper) if found.search(said)] == []


def test_a_paper_names_a_body_in_one_form(all_papers):
    for name, paper in all_papers:
        said = " ".join([*words(paper), *map(plain, paper.legal_bases), paper.decider])
        assert not ("UBND" in said and "Ủy ban nhân dân" in said), name


def test_lists_begin_with_capitals_and_are_closed_alike_on_any_paper(all_papers):
    for name, paper in all_papers:
        for block in (block for block in chain(*parts(paper)) if isinstance(block, BulletList)):
            items = [plain(item) for item in block.items]
            assert items[-1].endswith("."), (name, items)
            assert {item[-1] for item in items[:-1]} <= {";"}, (name, items)
            assert all(item[:1].isupper() or item[1:2].isupper() for item in items), (name, items)


def test_running_text_gives_days_in_words_and_columns_of_days_in_figures(all_papers):
    for name, paper in all_papers:
        running = [plain(c) for block in paper.blocks if not isinstance(block, Table) for c in texts(block)]
        assert not [said for said in running if re.search(r"(?<!\d)\d{1,2}/\d{1,2}/\d{4}", said)], name
        for table in tables(paper):
            for place, column in enumerate(table.columns):
                cells = [plain(row[place]) for row in table.rows if column.kind is CellKind.DATE]
                assert not [cell for cell in cells if re.search(r"\b\d/\d|/\d/|ngày", cell)], (name, cells)


def test_no_sentence_stands_twice_on_a_paper(all_papers):
    """A heading and a table may repeat; what is told in a sentence is told once. References to appendices are none."""
    for name, paper in all_papers:
        told = [
            said.strip()
            for block in paper.blocks
            if isinstance(block, Paragraph | Article)
            for said in re.split(r"(?<=[.;:])\s", plain(block.text))
            if len(said.split()) > 5 and "Chi tiết tại" not in said
        ]
        # Minutes tell of each proposal by how many it was scored.
        twice = [
            said
            for said, times in Counter(told).items()
            if times > 1 and not said.startswith(("Số phiếu", "Điểm bình quân"))
        ]
        assert twice == [], name


def test_cells_begin_with_capitals(all_papers):
    for name, paper in all_papers:
        cells = [plain(cell).strip() for table in tables(paper) for row in table.rows for cell in row]
        # Names such as iOffice keep their small first letter.
        assert [cell for cell in cells if cell[:1].islower() and not cell[1:2].isupper()] == [], name


def test_people_of_a_list_are_all_addressed_or_none(all_papers):
    for name, paper in all_papers:
        for block in (block for block in chain(*parts(paper)) if isinstance(block, BulletList)):
            forms = [plain(item).startswith(("Ông ", "Bà ")) for item in block.items]
            assert len(set(forms)) == 1, (name, [plain(item) for item in block.items])


def test_columns_that_say_nothing_fall_out(all_papers):
    for name, paper in all_papers:
        for table in (table for table in tables(paper) if table.rows and not table.head):
            for place, column in enumerate(table.columns):
                cells = {plain(row[place]).strip("–- ") for row in table.rows}
                if column.kind is CellKind.NUMBER:
                    assert cells - {"", "0", "00", "0,0", "0%"}, (name, column.head)


def test_no_chart_and_no_heading_without_text_on_any_paper(all_papers):
    for name, paper in all_papers:
        assert not [block for block in paper.blocks if isinstance(block, Chart)], name
        for block, following in zip(paper.blocks, [*paper.blocks[1:], None], strict=True):
            if isinstance(block, Heading):
                assert following is not None, (name, block.text)
                assert not isinstance(following, Heading) or following.level > block.level, (name, block.text)


def test_recipients_stand_once_and_as_above_only_below_addressees(all_papers):
    for name, paper in all_papers:
        if paper.recipients is not None:
            assert max(Counter(paper.recipients.names).values(), default=1) == 1, name
            assert paper.recipients.as_above == bool(paper.addressees), name


def test_words_stand_once_and_quotes_are_closed(all_papers):
    for name, paper in all_papers:
        assert [(name, fault) for fault in text_faults(paper)] == []


def test_the_end_is_marked_once_where_nothing_is_missing(all_papers):
    for name, paper in all_papers:
        if not isinstance(paper.blocks[-1], Gap):
            assert as_text(paper).decode("utf-8-sig").count("./.") == 1, name


def test_what_is_issued_has_number_and_day_and_misses_nothing(all_papers):
    issued = [(name, paper) for name, paper in all_papers if name.startswith("issued ")]
    assert issued
    for name, paper in issued:
        assert paper.number.number, name
        assert not paper.draft, name
        assert not has_gaps(paper), name
        assert NO_SIGNER not in as_text(paper).decode("utf-8-sig"), name


def test_a_decision_rests_on_texts_and_ends_its_bases_with_who_proposes(all_papers):
    decisions = [(name, paper) for name, paper in all_papers if paper.enacting and not has_gaps(paper)]
    assert decisions
    for name, paper in decisions:
        bases = [plain(basis) for basis in paper.legal_bases]
        assert bases[-1].startswith("Theo đề nghị của "), name
        assert len(bases) > 1, name
        assert all(basis.startswith("Căn cứ ") for basis in bases[:-1]), name
        assert paper.decider, name


def one_of_each(all_papers) -> list[tuple[str, Paper]]:
    return [(name, paper) for name, paper in dict(all_papers).items() if name != "report"]


def test_word_and_screen_say_the_same_as_the_paper(all_papers):
    """From the same blocks: every text of the paper stands in both, with its gaps."""
    for name, paper in one_of_each(all_papers):
        screen = letters(re.sub(r"<[^>]+>", "", render_html(paper)))
        with zipfile.ZipFile(io.BytesIO(as_word(paper))) as word:
            document = letters(re.sub(r"<[^>]+>", "", word.read("word/document.xml").decode()))
        gaps = [plain(gap_text(block)) for block in paper.blocks if isinstance(block, Gap)]
        for said in [*words(paper), *map(plain, paper.legal_bases), *gaps]:
            bare = letters(said.rstrip(" ;,."))
            assert bare in screen, (name, said)
            assert bare in document, (name, said)


def letters(said: str) -> str:
    """The words without blanks and escapes, which differ between forms."""
    for escaped, sign in (("&amp;", "&"), ("&quot;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("\u2011", "-")):
        said = said.replace(escaped, sign)
    return re.sub(r"\s+", "", said)


def test_word_keeps_rows_whole_and_names_no_program(all_papers):
    for name, paper in one_of_each(all_papers):
        with zipfile.ZipFile(io.BytesIO(as_word(paper))) as word:
            parts_of_file = {part: word.read(part).decode("utf-8", "replace") for part in word.namelist()}
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", parts_of_file["word/document.xml"], re.DOTALL)
        assert all("<w:cantSplit" in row for row in rows), name
        properties = " ".join(text for part, text in parts_of_file.items() if part.startswith("docProps/"))
        assert not re.search(r"python-docx|Microsoft|LibreOffice", properties), name
