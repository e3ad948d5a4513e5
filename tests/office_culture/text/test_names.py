"""Names are compared whole: tones count; capitals, white space and typing habits do not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_culture.rules.signatures import Alike, compare_names
from office_culture.text.names import names_within, same_name, spelling, without_marks

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạấềữộĐẮ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Huy Anh", "NGUYỄN HUY ANH"),
        ("Nguyễn Huy Anh", " Nguyễn\u00a0 Huy\tAnh "),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
        ("Trần Thuý", "Trần Thúy"),
        ("Đỗ Văn Đức", "Ðỗ Văn Ðức"),
    ],
    ids=["capitals", "spaces", "place of the tone", "place of the tone, y", "eth"],
)
def test_the_same_name(one, other):
    assert same_name(one, other)
    assert compare_names(one, other) is Alike.SAME


@pytest.mark.parametrize(
    ("paper", "certificate"),
    [
        ("Nguyễn Huy Anh", "Nguyễn Huy Anh Tuấn"),
        ("Nguyễn Huy Anh Tuấn", "Nguyễn Huy Anh"),
        ("Nguyễn Huy Anh", "Nguyễn Huy Ánh"),
        ("Nguyễn Huy Anh", "Nguyên Huy Anh"),
        ("Nguyễn Huy Anh", "NGUYEN HUY ANH TUAN"),
        ("Nguyễn Huy Anh", "NguyenHuyAnh"),
        ("Nguyễn Huy Anh", "Nguyễn Huу Anh"),  # a Cyrillic letter
        ("Nguyễn Huy Anh", ""),
        ("Lê Thị Thơ", "Lê Thị Tho"),
    ],
)
def test_another_name(paper, certificate):
    assert compare_names(paper, certificate) is Alike.OTHER


@pytest.mark.parametrize("certificate", ["NGUYEN HUY ANH", "Nguyen Huy Anh", "nguyen  huy anh"])
def test_a_name_without_tones_is_asked_for(certificate):
    assert compare_names("Nguyễn Huy Anh", certificate) is Alike.ASK


def test_a_name_that_has_no_tones_is_itself():
    assert without_marks("Lan")
    assert compare_names("Lan", "LAN") is Alike.SAME


@given(st.text(LETTERS, max_size=30))
def test_spelling_is_blind_to_capitals_and_composition_and_settles(name):
    assert spelling(name) == spelling(name.upper()) == spelling(unicodedata.normalize("NFD", name))
    assert spelling(spelling(name)) == spelling(name)


@pytest.mark.parametrize(
    ("unit", "post", "within"),
    [
        ("Văn phòng Sở", "Chánh Văn phòng Sở", True),
        ("Văn phòng Sở", "chánh văn  phòng sở", True),
        ("Văn phòng", "Trưởng phòng", False),
        ("Phòng Tổ", "Trưởng Phòng Tổng hợp", False),
        ("Văn phòng Sở", "", False),
    ],
)
def test_a_name_within_another_is_whole_words(unit, post, within):
    assert names_within(unit, post) is within
