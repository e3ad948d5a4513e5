from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.rules.dates import validate_document_date, validate_recordable, weekend_warning
from office_culture.rules.document_symbols import validate_symbol
from office_culture.rules.text import validate_printable

FEW = settings(max_examples=50, deadline=None)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2022, 5, 23))


def refusal(validate, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        validate(*args, **kwargs)
    return " ".join(refused.value.messages)


def passes(validate, *args, **kwargs) -> bool:
    try:
        validate(*args, **kwargs)
    except ValidationError:
        return False
    return True


def test_ordinary_vietnamese_text_passes():
    assert passes(validate_printable, "Kế hoạch số 29/KH-VPUB – “thi đua” 95,5 %, 30 m², 1.000 ₫…")
    assert passes(validate_printable, "Một\nhai\tba", multiline=True)
    assert passes(validate_printable, "")


def test_hidden_characters_are_named_with_their_place():
    assert "U+0007 at place 3" in refusal(validate_printable, "Kế\x07hoạch")
    assert "U+202E at place 1" in refusal(validate_printable, "\u202eabc")
    assert "U+D800 at place 2" in refusal(validate_printable, "a\ud800")
    assert "U+000A at place 4" in refusal(validate_printable, "Một\nhai")


def test_what_would_print_nothing_is_no_text():
    assert "Nothing of this would be printed" in refusal(validate_printable, "\u200b\u200b")
    validate_printable("công\u200b chức")


def test_a_character_without_a_shape_in_the_papers_is_shown_and_named():
    message = refusal(validate_printable, "Xong 😀 rồi")
    assert "“😀” U+1F600 at place 6" in message
    assert "typeface" in message


def test_a_hidden_character_is_told_once_and_a_shapeless_one_beside_it():
    message = refusal(validate_printable, "a\ud800 中")
    assert message.count("U+D800") == 1
    assert "U+4E2D" in message


def test_the_place_counts_composed_letters():
    assert "at place 4" in refusal(validate_printable, "Kế \x07")


def test_many_wrong_characters_make_no_long_message():
    assert len(refusal(validate_printable, "中" * 1000)) < 400


@FEW
@given(st.text())
def test_any_text_is_accepted_or_refused_with_a_sentence(text):
    assert passes(validate_printable, text) or refusal(validate_printable, text).strip()


@pytest.mark.usefixtures("today")
def test_the_slip_of_the_printed_source_is_refused_with_the_date_meant():
    assert "Did you mean 14/06/2019?" in refusal(validate_document_date, date(219, 6, 14))


@pytest.mark.usefixtures("today")
def test_documents_date_from_1945_to_next_year():
    validate_document_date(date(1945, 9, 2))
    validate_document_date(date(2023, 12, 31))
    assert "between 1945 and 2023" in refusal(validate_document_date, date(2024, 1, 1))
    assert "between 1945 and 2023" in refusal(validate_document_date, date(1944, 12, 31))


def test_no_record_speaks_of_the_year_219(today):
    assert "14/06/2019" in refusal(validate_recordable, date(219, 6, 14))
    assert "between 1900 and 2199" in refusal(validate_recordable, date(1899, 12, 31))
    validate_recordable(date(1940, 1, 1))
    validate_recordable(date(2045, 12, 31))


def test_a_sunday_is_worth_a_word():
    assert weekend_warning(date(2022, 5, 15)) == "15/05/2022 is a Sunday. Compare it with the paper."
    assert "Saturday" in weekend_warning(date(2022, 5, 14))
    assert weekend_warning(date(2022, 5, 16)) == ""
    assert weekend_warning(None) == ""


def test_a_symbol_without_issuer_is_refused_in_words():
    assert refusal(validate_symbol, "29/KH") == (
        "The issuer is missing after “KH”. Add a hyphen and the agency, as in 29/KH-VPUB."
    )


def test_a_symbol_longer_than_its_register_field_is_refused():
    validate_symbol("01/2012/TTLT-BNV-BTC-BTTTT")
    assert "30 characters" in refusal(validate_symbol, "29/KH-" + "A" * 28)


def test_the_unusual_and_the_doubtful_symbol_pass():
    assert passes(validate_symbol, "856-HD/SNV")
    assert passes(validate_symbol, "34/QD-VPUB")


def test_every_refusal_of_a_symbol_is_a_whole_sentence():
    for typed in (
        "",
        "29",
        "29/KH",
        "/A-B",
        "29/20/NĐ-CP",
        "5-XX/TU",
        "29/K-9-A",
        "1/1/1/1",
        "%/A-B",
    ):
        message = refusal(validate_symbol, typed)
        assert message.endswith(".")
        assert "%(" not in message
