"""The capture of papers tells apart what reads differently, what stands elsewhere, and what only looks differently."""

from dataclasses import replace

import pytest

from office_culture.papers.blocks import Paragraph
from office_culture.papers.pdf import render_pdf
from tests.capture import writing
from tests.capture.comparing import compare
from tests.papers import examples


def _captured(directory, **papers):
    for name, paper in papers.items():
        folder = directory / "loaded" / name
        folder.mkdir(parents=True)
        content = render_pdf(paper).content
        writing.write_pdf(folder, content, (paper, content))
    return directory


@pytest.fixture
def before(tmp_path):
    return _captured(tmp_path / "before", letter=examples.letter(), minutes=examples.minutes())


def test_the_same_papers_are_identical(before, tmp_path):
    after = _captured(tmp_path / "after", letter=examples.letter(), minutes=examples.minutes())
    assert compare(before, after) == (["Identical: 2. Different, moved, or on one side only: 0."], True)


def test_another_sentence_is_shown_as_a_difference_of_the_text(before, tmp_path):
    changed = replace(examples.letter(), blocks=(Paragraph.of("Câu văn khác hẳn."),))
    told, same = compare(before, _captured(tmp_path / "after", letter=changed, minutes=examples.minutes()))
    assert not same
    assert told[0].startswith("loaded/letter: text differs, positions differ, picture differs, facts differ")
    assert "+Câu văn khác hẳn." in told[1]
    assert told[-1] == "Identical: 1. Different, moved, or on one side only: 1."


def test_a_moved_word_is_no_difference_of_the_text(before, tmp_path):
    after = _captured(tmp_path / "after", letter=examples.letter(), minutes=examples.minutes())
    words = after / "loaded" / "letter" / "words.txt"
    words.write_text(words.read_text("utf-8").replace("\t", "\t9", 1), "utf-8")
    told, same = compare(before, after)
    assert not same
    assert told[0] == "loaded/letter: positions differ"


def test_a_paper_at_another_address_is_found_again(before, tmp_path):
    after = _captured(tmp_path / "after", note=examples.letter(), minutes=examples.minutes())
    assert compare(before, after)[0][0] == "loaded/letter → loaded/note: identical, at another address"


def test_a_paper_that_is_no_longer_printed_is_named(before, tmp_path):
    after = _captured(tmp_path / "after", minutes=examples.minutes())
    assert compare(before, after)[0][0] == "loaded/letter: only before"
