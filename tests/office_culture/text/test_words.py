"""Words as search compares them: nothing here asks a database."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text.words import BORDER, EXACT, MOST_KEPT, TITLE, index_text, read_query

FEW = settings(max_examples=100, deadline=None)
VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấứừộợýỳỹĐƯ0123 /-–’'.&", max_size=60)


def running(text: str) -> str:
    """The folded words in their order, without borders."""
    return " ".join(token for token in index_text([text]).split() if token[0] not in EXACT + TITLE + BORDER)


def test_what_is_kept_of_a_document():
    assert index_text(["733/QĐ-TTg"], ["Văn hóa"]) == (
        "733 qd ttg | van hoa | qdttg =733 =qđ =ttg =văn =hoá ^733 ^qdttg ^qd ^ttg"
    )


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Chiến sĩ", "chiến sỹ"),
        ("quy chế", "QUI CHẾ"),
        ("quít", "quýt"),
        ("y tế", "i tế"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("sức khoẻ", "sức khỏe"),
        ("Thúy", unicodedata.normalize("NFD", "Thuý")),
        ("05/KH", "5/KH"),
        ("14/08/2019", "14/8/2019"),
        ("733/QÐ-TTg", "733/QĐ-TTg"),
        ("K'Chung", "K’Chung"),
        ("2019-2025", "2019 – 2025"),
    ],
)
def test_spellings_of_one_word_are_one_word(text, other):
    assert read_query(text).running == read_query(other).running
    marked = {token for token in index_text([text]).split() if token.startswith(EXACT)}
    assert marked == {token for token in index_text([other]).split() if token.startswith(EXACT)}


@pytest.mark.parametrize(
    ("text", "other"), [("tay", "tai"), ("tuy", "tui"), ("yên", "iên"), ("quyên", "quiên")]
)
def test_y_within_a_word_is_another_sound(text, other):
    assert read_query(text).running != read_query(other).running


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("e-Cabinet", "ecabinet"),
        ("eCabinet", "ecabinet"),
        ("K’ Chung", "kchung"),
        ("U.B.N.D", "ubnd"),
        ("2231/SNV-CCHC&PC", "cchcpc"),
        ("4.218 hồ sơ", "4218"),
    ],
)
def test_what_hangs_together_is_found_joined(text, joined):
    assert joined in index_text([text]).split()


def test_from_and_to_are_no_number():
    assert "20192025" not in index_text(["2019-2025"])


def test_a_number_is_known_from_its_first_digit():
    assert running("4.218 hồ sơ") == running("4218 hồ sơ") == "4218 ho so"
    assert read_query("hơn 1.274.500. Tiếp").running == "hon 1274500 tiep"
    for apart in ("01.7.2025", "30.2020", "0212.385.0123", "1.2345", "2.1.345"):
        assert len(read_query(apart).running.split()) > 1


def test_quotes_hold_a_phrase_together():
    assert read_query('giai đoạn "Văn  hóa" “công sở').phrases == ("van hoa", "cong so")
    assert read_query("văn hóa").phrases == ()


@pytest.mark.parametrize("query", ["", "   ", "–", '""', "!?'", "\0"])
def test_a_query_may_hold_no_word(query):
    assert not read_query(query)


def test_a_word_asked_twice_counts_once():
    assert [word.typed for word in read_query("Kế hoạch  kế HOẠCH năm 2022").words] == [
        "ke",
        "hoach",
        "nam",
        "2022",
    ]


def test_a_very_long_text_is_cut_between_words():
    text = index_text([" ".join(f"từ{number}" for number in range(60_000))])
    assert len(text) <= MOST_KEPT
    assert not text.endswith(" ")


@FEW
@given(st.text())
def test_tokens_stand_apart_by_single_blanks(text):
    stored = index_text([text], [text])
    assert stored == " ".join(stored.split())


@FEW
@given(VIETNAMESE)
def test_composed_and_decomposed_text_is_kept_alike(text):
    assert index_text([unicodedata.normalize("NFD", text)]) == index_text(
        [unicodedata.normalize("NFC", text)]
    )


@FEW
@given(VIETNAMESE)
def test_a_text_holds_every_word_it_is_asked_for_by_itself(text):
    stored = set(index_text([text]).split())
    for word in read_query(text).words:
        assert stored & {word.typed, *word.others} or all(part.typed in stored for part in word.parts)


@FEW
@given(st.text())
def test_the_words_of_kept_words_are_the_same_words(text):
    assert read_query(read_query(text).running).running == read_query(text).running
