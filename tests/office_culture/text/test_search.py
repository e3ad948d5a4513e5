import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text.search import fold

FEW = settings(max_examples=100, deadline=None)

STORED = [
    "Văn hóa công sở",
    "Văn hoá công sở",
    "VĂN HÓA CÔNG SỞ",
    unicodedata.normalize("NFD", "Văn hóa công sở"),
]
QUERIES = ["văn hóa", "văn hoá", "VĂN HÓA", "van hoa", "Van  Hoa", unicodedata.normalize("NFD", "văn hoá")]


@pytest.mark.parametrize("stored", STORED)
@pytest.mark.parametrize("query", QUERIES)
def test_every_spelling_finds_every_spelling(query, stored):
    assert fold(query) in fold(stored)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Đỗ Đình Thiện", "duong do dinh thien"),
        ("733/QÐ-TTg", "733/qd-ttg"),
        ("29/KH–VPUB", "29/kh-vpub"),
        ("“Dân vận khéo”", '"dan van kheo"'),
        ("  phòng\u00a0 Nội\tchính\n", "phong noi chinh"),
        ("văn\u200bhóa", "vanhoa"),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


def test_different_words_stay_different():
    assert fold("Sở Nội vụ") != fold("Sở Ngoại vụ")


@FEW
@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@FEW
@given(st.text())
def test_the_composed_and_the_decomposed_spelling_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@FEW
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ "))
def test_capitals_fold_like_small_letters(text):
    assert fold(text.upper()) == fold(text)
