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
    assert normal.clean(normal.clean(text)) == normal.clean(text)


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
    assert normal.bidi_controls("\u202e")[0].name == "U+202E"


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


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\uf0b7 Một\n\uf0b7\tHai", "- Một\n- Hai"),
        ("•\tMột", "- Một"),
        ("·  Một", "- Một"),
        ("\uf0a7 Một", "- Một"),
        ("một • hai", "một • hai"),
        ("3·5", "3·5"),
        ("Một\vHai\r\nBa\rBốn\u2028Năm\u2029Sáu\x0cBảy\x85Tám", "Một\nHai\nBa\nBốn\nNăm\nSáu\nBảy\nTám"),
        ("phát\u00adtriển", "pháttriển"),
        ("10\u00a0000\u202f000", "10 000 000"),
        ("\ufeffcông\u200bchức\u200d\u2060", "côngchức"),
        ("Céng hßa x· héi Tr\u00adêng", "Céng hßa x· héi Tr\u00adêng"),
    ],
)
def test_what_word_processors_leave_behind_is_mended(pasted, kept):
    assert normal.clean(pasted) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("tổ chức\r\n  phong trào", "tổ chức phong trào"),
        ("một\vhai\tba", "một hai ba"),
        ("\uf0b7 Một\n\uf0b7 Hai", "- Một - Hai"),
        ("hai  dấu cách", "hai  dấu cách"),
    ],
)
def test_a_field_of_one_line_has_no_line_ends(pasted, kept):
    assert normal.clean(pasted, multiline=False) == kept


@FEW
@given(st.text(st.characters() | st.sampled_from("\uf0b7•·\u00ad\u200b\v\r\n\t ")))
def test_mending_twice_changes_nothing(text):
    for multiline in (True, False):
        once = normal.clean(text, multiline=multiline)
        assert normal.clean(once, multiline=multiline) == once


@pytest.mark.parametrize("sign", ["\uf0b7", "•", "➢", "⮚", "✓"])
def test_signs_of_lists_become_dashes(sign):
    assert normal.clean(f"{sign}\tmột\n{sign} hai") == "- một\n- hai"


def test_signs_of_lists_do_not_hide_an_old_font():
    assert normal.clean("NguyÔn ThÞ BÝch\n\uf0b7\tTæ chøc") == "NguyÔn ThÞ BÝch\n- Tæ chøc"
