"""Characters without a shape are found in the text of a paper as the renderer finds them, without drawing it."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count

import pytest

from office_culture.papers.blocks import Heading, Paragraph
from office_culture.papers.coverage import bundled_characters
from office_culture.papers.pdf import render_pdf
from office_culture.papers.walk import unprintable
from tests.papers import examples
from tests.papers.test_hostile import filled_with

FIRST = 0x1F300  # pictures, none of which the typeface has


def marked(part, turn):
    """The same with another picture in each of its texts."""
    if isinstance(part, str) and not isinstance(part, Enum):
        return f"{part}{chr(FIRST + next(turn))}"
    if isinstance(part, tuple):
        return tuple(marked(one, turn) for one in part)
    if is_dataclass(part):
        kept = {"metadata", "check_address", "link", "origin"}
        changed = {
            field.name: marked(getattr(part, field.name), turn)
            for field in fields(part)
            if field.name not in kept
        }
        return replace(part, **changed)
    return part


@pytest.mark.parametrize("paper", [filled_with("chữ"), examples.report()], ids=["every block", "report"])
def test_the_walk_finds_what_the_renderer_finds(paper):
    everywhere = marked(paper, count())
    drawn = {glyph.character for glyph in render_pdf(everywhere).missing}
    walked = {char for char, _place in unprintable(everywhere, bundled_characters())}
    assert len(drawn) > 20
    assert drawn <= walked
    # What is walked beyond that are words that only another paper of these blocks draws, such as those of empty tables.
    assert len(walked - drawn) < len(drawn) / 2
    assert unprintable(paper, bundled_characters()) == ()


def test_the_place_is_the_heading_above():
    blocks = (Heading(2, "1", "Kết quả"), Paragraph.of("Vui \U0001f600"))
    paper = replace(examples.report(), blocks=blocks, appendices=())
    assert unprintable(paper, bundled_characters()) == (("\U0001f600", "1. Kết quả"),)
