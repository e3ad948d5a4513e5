"""The paper as text: 78 characters to the line, nothing lost, tables that line up."""

from pathlib import Path

import pytest

from office_culture.papers.blocks import Column, Gap, Paragraph, Run, Table
from office_culture.papers.plain import render_plain
from tests.papers import examples

GOLDEN = Path(__file__).with_name("golden")


@pytest.mark.parametrize(
    ("name", "paper"),
    [
        ("report", examples.report(draft=True)),
        ("letter", examples.letter()),
        ("minutes", examples.minutes()),
    ],
    ids=["report", "letter", "minutes"],
)
def test_the_text_is_as_looked_at(name, paper):
    """After a meant change: look at what is printed, then write it to the file."""
    assert render_plain(paper) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_no_line_is_longer_than_78_characters_and_none_ends_in_a_blank():
    for paper in (examples.report(), examples.decision(), examples.minutes(), examples.letter()):
        for line in render_plain(paper).splitlines():
            assert len(line) <= 78
            assert line == line.rstrip()


def test_the_strokes_of_a_table_stand_below_each_other():
    lines = render_plain(examples.decision()).splitlines()
    table = [line for line in lines if line.startswith(("|", "+"))]
    assert {len(line) for line in table} == {78}
    strokes = {index for index, sign in enumerate(table[0]) if sign == "+"}
    for line in table:
        assert {index for index, sign in enumerate(line) if sign in "+|"} == strokes


def test_a_table_of_more_columns_than_fit_is_told_row_by_row():
    table = Table.of([Column(f"Cột {n}") for n in range(40)], [[f"ô {n}" for n in range(40)]])
    told = render_plain(examples.report(blocks=(table,)))
    assert "Cột 39: ô 39" in told.splitlines()


def test_words_held_together_part_at_their_spaces_where_a_column_is_narrow():
    held = "310/QĐ-SM\u00a0ngày\u00a020/12/2023"
    table = Table.of([Column(f"Cột {n}") for n in range(4)], [[held] * 4])
    told = render_plain(examples.report(blocks=(table,)))
    assert told.count("20/12/2023") == 4
    assert told.count("310/QĐ-SM") == 4


def test_links_and_gaps_are_told():
    told = render_plain(
        examples.report(
            blocks=(
                Paragraph((Run("Trang tin", link="https://a.vn"),)),
                Paragraph((Run("https://b.vn", link="https://b.vn"),)),
                Gap("II.1", "chưa có số liệu."),
            )
        )
    )
    assert "Trang tin (https://a.vn)" in told
    assert told.count("https://b.vn") == 1
    assert ">>> [Còn thiếu: II.1] chưa có số liệu." in told
