"""The marks of narratives: what is bold, italic, a point or a table, and what stays as it was typed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from campaign.rules.markup import Grid, Piece, Points, bare, cells, emphasised, parts, stray_marks
from campaign.rules.narratives import validate_narrative
from campaign.sections.narratives import narrative
from office_culture.papers.blocks import BulletList, CellKind, Paragraph, Table, origins, plain
from office_culture.papers.walk import texts
from office_culture.rules.facts import Fact
from office_culture.text.citations import Citations

MARKED = st.text(alphabet="*a b|{}-(),.1\n\tđ“”+%", max_size=60)


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("một **hai** ba", [Piece("một "), Piece("hai", bold=True), Piece(" ba")]),
        ("*một*, hai", [Piece("một", italic=True), Piece(", hai")]),
        ("***một***", [Piece("một", bold=True, italic=True)]),
        (
            "**một *hai* ba**",
            [Piece("một ", bold=True), Piece("hai", bold=True, italic=True), Piece(" ba", bold=True)],
        ),
        ("**một *hai***", [Piece("một ", bold=True), Piece("hai", bold=True, italic=True)]),
        ("***một* hai**", [Piece("một", bold=True, italic=True), Piece(" hai", bold=True)]),
        (
            "**{a.b} hồ sơ**",
            [Piece("{a.b}", bold=True, key=True), Piece(" hồ sơ", bold=True)],
        ),
    ],
)
def test_emphasis_nests(line, pieces):
    assert list(emphasised(line)) == pieces


@pytest.mark.parametrize(
    "line",
    [
        "2*3*4",
        "5 * 3 * 2",
        "(*) Ghi chú (*)",
        "* điểm",
        "**chưa đóng",
        "*một** hai",
        "a**b",
        "****",
        "**",
        "{a*b*c}",
    ],
)
def test_plain_asterisks_are_printed_as_they_stand(line):
    assert bare(line) == line
    assert not any(piece.bold or piece.italic for piece in emphasised(line))


def test_a_forgotten_partner_is_named_and_a_product_is_not():
    assert stray_marks("Kết quả **rất tốt") == ["Kết quả **rất tốt"]
    assert stray_marks("2*3, (*) và **đậm**") == []


@given(MARKED | st.text(max_size=60))
def test_no_character_is_lost_and_only_pairs_of_marks_vanish(line):
    kept = bare(line)
    assert kept.replace("*", "") == line.replace("*", "")
    vanished = line.count("*") - kept.count("*")
    assert vanished % 2 == 0
    assert (kept == line) == (not any(piece.bold or piece.italic for piece in emphasised(line)))


@given(MARKED | st.text(max_size=60))
def test_any_text_becomes_blocks_that_hold_all_its_words(text):
    printed = "".join(
        "".join(column.head for column in getattr(block, "columns", ()))
        + "".join(plain(content) for content in texts(block))
        for block in narrative(text, {}, Citations())
    )
    letters = [letter for letter in printed if letter.isalnum()]
    words = text.replace("{", "").replace("}", "")
    for letter in (letter for letter in words if letter.isalnum()):
        assert letter in letters


def test_many_marks_take_no_long_time():
    line = "**a *b " * 20_000
    assert bare(line) == line


def test_lines_with_strokes_are_a_table_and_its_second_line_may_rule_off():
    (grid,) = parts("| Năm | Số hồ sơ |\n|---|---:|\n| 2021 | {case_files.received} |\n| 2022 | – |")
    assert grid.head == ("Năm", "Số hồ sơ")
    assert grid.rows == (("2021", "{case_files.received}"), ("2022", "–"))


def test_one_stroke_alone_is_no_table():
    assert parts("| chỉ một gạch") == ["| chỉ một gạch"]
    assert cells("| a || b |") == ("a", "", "b")


def test_lists_and_tables_end_where_another_line_begins():
    found = parts("Một\n- hai\n- ba\n| a | b |\n| c | d |\nbốn\n- năm")
    assert [type(part) for part in found] == [str, Points, Grid, str, Points]


def table_of(text: str, *facts: Fact) -> Table:
    (table,) = narrative(text, {fact.key: fact for fact in facts}, Citations())
    assert isinstance(table, Table)
    return table


def test_columns_of_figures_stand_at_the_right_and_keep_where_they_come_from():
    received = Fact("case_files.received", "received", 4218, "4.218")
    missing = Fact("case_files.overdue", "overdue", None, "số hồ sơ quá hạn")
    table = table_of(
        "| STT | Nội dung | Số lượng | Tỷ lệ |\n| 1 | Đã nhận | {case_files.received} | 95,5 % |\n"
        "| 2 | **Quá hạn** | {case_files.overdue} | – |",
        received,
        missing,
    )
    kinds = [column.kind for column in table.columns]
    assert kinds == [CellKind.ORDINAL, CellKind.TEXT, CellKind.NUMBER, CellKind.NUMBER]
    assert origins(table.rows[0][2]) == ("case_files.received",)
    assert plain(table.rows[1][2]) == "[còn thiếu: số hồ sơ quá hạn]"
    assert table.rows[1][1][0].bold


def test_an_empty_line_parts_two_tables():
    assert [type(part) for part in parts("| a | b |\n| c | d |\n\n| e | f |\n| g | h |")] == [Grid, Grid]


def test_uneven_rows_lose_nothing_on_paper():
    table = table_of("| a | b |\n| c |  | d | e |\n| một | |")
    assert [[plain(cell) for cell in row] for row in table.rows] == [["c", "| d | e"], ["một", ""]]


def test_marks_never_come_from_the_value_of_a_fact():
    fact = Fact("unit.name", "name", "**Phòng** | A", "**Phòng** | A")
    (block,) = narrative("{unit.name}", {fact.key: fact}, Citations())
    assert isinstance(block, Paragraph)
    assert plain(block.text) == "**Phòng** | A"
    assert not block.text[0].bold


def test_a_point_may_be_emphasised():
    (block,) = narrative("- **Một**: hai", {}, Citations())
    assert isinstance(block, BulletList)
    assert [(run.text, run.bold) for run in block.items[0]] == [("Một", True), (": hai", False)]


class NoFacts:
    """A book that knows every key."""

    def find(self, key: str) -> Fact:
        return Fact(key, key, 1, "1")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("| a | b |\n| c | d | e |", "3"),
        ("| a | b |", "| a | b |"),
        ("| {x.y} | b |\n| c | d |", "{x.y}"),
        ("|" + " a |" * 13 + "\n|" + " a |" * 13, "13"),
    ],
    ids=["ragged", "head alone", "figure in the head", "too wide"],
)
def test_a_table_that_cannot_be_meant_is_told(text, part):
    with pytest.raises(ValidationError) as told:
        validate_narrative(text, NoFacts())
    assert any(part in message for message in told.value.messages)


def test_an_even_table_is_fine():
    assert validate_narrative("| a | b |\n|---|---|\n| **c** | {x.y} |", NoFacts()) is None
