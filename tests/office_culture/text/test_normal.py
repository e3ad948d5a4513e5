import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text import normal

FEW = settings(max_examples=50, deadline=None)


def test_text_from_a_mac_becomes_the_text_of_everybody_else():
    assert normal.clean("  " + unicodedata.normalize("NFD", "Quyết định") + "\u00a0") == "Quyết định"


def test_inner_spaces_and_old_letters_stay_as_typed():
    assert normal.clean("733/QÐ  TTg") == "733/QÐ  TTg"


@FEW
@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert normal.is_clean(normal.clean(text))


def test_control_characters_are_told_with_the_place_a_person_counts():
    (place,) = normal.control_characters("Kế\x07hoạch")
    assert (place.position, place.name) == (3, "U+0007")


@pytest.mark.parametrize("character", ["\n", "\t", "\r"])
def test_line_ends_are_welcome_only_in_long_texts(character):
    text = f"một{character}hai"
    assert normal.control_characters(text)
    assert not normal.control_characters(text, multiline=True)


def test_a_line_separator_is_a_control_even_in_long_texts():
    assert normal.control_characters("một\u2028hai", multiline=True)


@pytest.mark.parametrize("character", sorted(normal.BIDI_CONTROLS))
def test_every_direction_mark_is_found(character):
    assert [place.position for place in normal.bidi_controls(f"29{character}/KH")] == [3]


def test_direction_marks_are_told_by_name():
    assert normal.bidi_controls("\u202e")[0].name == "U+202E RIGHT-TO-LEFT OVERRIDE"


def test_half_characters_are_found():
    assert [place.position for place in normal.broken_characters("a\ud800b\uffff\U0002fffe\ufdd0c")] == [
        2,
        4,
        5,
        6,
    ]


@FEW
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÁÀẢÃẠ0123456789 .,;:-/“”()%"))
def test_ordinary_text_is_never_suspected(text):
    assert not normal.control_characters(text)
    assert not normal.bidi_controls(text)
    assert not normal.broken_characters(text)
