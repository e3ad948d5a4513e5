import contextlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.rules.symbols import (
    COPY_TYPES,
    NAMED_TYPES,
    NORMATIVE_TYPES,
    PARTY_TYPES,
    SymbolError,
    SymbolKind,
    compose,
    normalise,
    parse,
    type_name,
)

FEW = settings(max_examples=150, deadline=None)
STATE, LETTER, COPY = SymbolKind.STATE, SymbolKind.LETTER, SymbolKind.COPY
NORMATIVE, CONSOLIDATED, PARTY = SymbolKind.NORMATIVE, SymbolKind.CONSOLIDATED, SymbolKind.PARTY

# typed, kind, number, suffix, year, type code, issuer, unit
VALID = [
    ("29/KH-VPUB", STATE, 29, "", None, "KH", "VPUB", ""),
    ("179/KH-UBND", STATE, 179, "", None, "KH", "UBND", ""),
    ("733/QĐ-TTg", STATE, 733, "", None, "QĐ", "TTg", ""),
    ("856-HD/SNV", PARTY, 856, "", None, "HD", "SNV", ""),
    ("30/2020/NĐ-CP", NORMATIVE, 30, "", 2020, "NĐ", "CP", ""),
    ("05/2025/TT-BNV", NORMATIVE, 5, "", 2025, "TT", "BNV", ""),
    ("18/2020/QĐ-TTg", NORMATIVE, 18, "", 2020, "QĐ", "TTg", ""),
    ("15/2024/NQ-HĐND", NORMATIVE, 15, "", 2024, "NQ", "HĐND", ""),
    ("06/2022/QH15", NORMATIVE, 6, "", 2022, "", "QH15", ""),
    ("351/2017/UBTVQH14", NORMATIVE, 351, "", 2017, "", "UBTVQH14", ""),
    ("01/2012/TTLT-BNV-BTC", NORMATIVE, 1, "", 2012, "TTLT", "BNV-BTC", ""),
    ("24/VBHN-NHNN", CONSOLIDATED, 24, "", None, "VBHN", "NHNN", ""),
    ("15/QyĐ-SNV", STATE, 15, "", None, "QyĐ", "SNV", ""),
    ("07/TTr-SNV", STATE, 7, "", None, "TTr", "SNV", ""),
    ("09/CTr-UBND", STATE, 9, "", None, "CTr", "UBND", ""),
    ("88/GM-UBND", STATE, 88, "", None, "GM", "UBND", ""),
    ("12/BC-HĐTĐKT", STATE, 12, "", None, "BC", "HĐTĐKT", ""),
    ("05/BNV-VP", LETTER, 5, "", None, "", "BNV", "VP"),
    ("12/UBND-VX", LETTER, 12, "", None, "", "UBND", "VX"),
    ("02/SY-UBND", COPY, 2, "", None, "SY", "UBND", ""),
    ("11/TrS-SNV", COPY, 11, "", None, "TrS", "SNV", ""),
    ("399-QĐ/TW", PARTY, 399, "", None, "QĐ", "TW", ""),
    ("05-HD/VPTW", PARTY, 5, "", None, "HD", "VPTW", ""),
    ("05-NQ/ĐU", PARTY, 5, "", None, "NQ", "ĐU", ""),
    ("03-BC/CB", PARTY, 3, "", None, "BC", "CB", ""),
    ("123-KH/TWĐTN-BPT", PARTY, 123, "", None, "KH", "TWĐTN-BPT", ""),
    ("45a/QĐ-UBND", STATE, 45, "a", None, "QĐ", "UBND", ""),
    ("45bis/QĐ-UBND", STATE, 45, "bis", None, "QĐ", "UBND", ""),
    ("21/PB-VP.HĐND", STATE, 21, "", None, "PB", "VP.HĐND", ""),
    ("2026/QĐ-TTg", STATE, 2026, "", None, "QĐ", "TTg", ""),
    ("17/NQ-CP", STATE, 17, "", None, "NQ", "CP", ""),
    ("25-CT/TU", PARTY, 25, "", None, "CT", "TU", ""),
]


@pytest.mark.parametrize(("typed", "kind", "number", "suffix", "year", "code", "issuer", "unit"), VALID)
def test_a_valid_symbol_is_read_in_its_parts(typed, kind, number, suffix, year, code, issuer, unit):
    symbol = parse(typed)
    assert (symbol.kind, symbol.number, symbol.suffix, symbol.year) == (kind, number, suffix, year)
    assert (symbol.type_code, symbol.issuer, symbol.unit) == (code, issuer, unit)
    assert str(symbol) == typed


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Số: 29/KH–VPUB", "29/KH-VPUB"),
        ("SỐ 29 / KH - VPUB", "29/KH-VPUB"),
        ("Số 05-NQ/ĐU", "05-NQ/ĐU"),
        ("733/QÐ-TTg", "733/QĐ-TTg"),
        ("733/Q\u0189-TTg", "733/QĐ-TTg"),
        (unicodedata.normalize("NFD", "21/QĐ-BÔ"), "21/QĐ-BÔ"),
        (unicodedata.normalize("NFD", "733/QĐ-TTg"), "733/QĐ-TTg"),
        ("29／KH−VPUB", "29/KH-VPUB"),
        ("29⁄KH-VPUB", "29/KH-VPUB"),
        ("\u00a05/KH-VPUB ", "05/KH-VPUB"),
        ("007/KH-VPUB", "07/KH-VPUB"),
        ("15/TTR-SNV", "15/TTr-SNV"),
        ("15/QYĐ-SNV", "15/QyĐ-SNV"),
    ],
)
def test_spellings_of_one_symbol_become_one(typed, text):
    assert parse(typed).text == text


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("29/KH", "no_issuer"),
        ("KH-29/VPUB", "no_number"),
        ("29-XX-VPUB", "no_slash"),
        ("29/2026/KH/UBND", "many_slashes"),
        ("30/20/NĐ-CP", "bad_year"),
        ("30/2020/NĐ", "no_issuer"),
        ("/QĐ-UBND", "no_number"),
        ("0x1/QĐ-UBND", "bad_number"),
        ("29/KH-", "no_issuer"),
        ("29/KH U<BND", "character"),
        ("29//KH-UBND", "double_mark"),
        ("856-XX/SNV", "party_type"),
        ("1234567/QĐ-UBND", "long_number"),
        ("1046/Q-HC", "lost_letters"),
        ("", "no_symbol"),
        ("Số:", "no_symbol"),
        ("29/2026/KH-UBND", "no_normative_type"),
        ("30/2020/NĐ-", "no_issuer"),
        ("30/1820/NĐ-CP", "bad_year"),
        ("29/VBHN", "no_issuer"),
        ("29/VBHN-BNV-BTC", "consolidated_issuer"),
        ("29/KH-UBND/", "ends_in_slash"),
        ("29/KH--UBND", "double_mark"),
        ("29/-UBND", "double_mark"),
        ("29/KH-9A", "bad_group"),
        ("29/KH-UBND-", "empty_group"),
        ("00/KH-UBND", "zero_number"),
        ("29/QUYẾT-UBND", "character"),
        ("29/KH\u200b-UBND", "character"),
        ("٢٩/KH-UBND", "character"),
        ("05-/ĐU", "double_mark"),
    ],
)
def test_an_impossible_symbol_is_refused_for_its_reason(typed, code):
    with pytest.raises(SymbolError) as refused:
        parse(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("34/QD-VPUB", "34/QĐ-VPUB"),
        ("07/Qb-VPUB", "07/QĐ-VPUB"),
        ("733/QĐ-TTG", "733/QĐ-TTg"),
        ("733/QĐ/TTg", "733/QĐ-TTg"),
        ("733 QĐ-TTg", "733/QĐ-TTg"),
        ("29/kh-vpub", "29/KH-VPUB"),
        ("29/Kh-Vpub", "29/KH-VPUB"),
        ("29-KH-VPUB", "29/KH-VPUB"),
        ("15-NQ-TU", "15-NQ/TU"),
        ("12-CV-TU", "12-CV/TU"),
        ("733QĐ-TTg", "733/QĐ-TTg"),
        ("QĐ 733/QĐ-TTg", "733/QĐ-TTg"),
        ("Số hiệu: 12/QĐ-UBND", "12/QĐ-UBND"),
        ("30/2020 NĐ-CP", "30/2020/NĐ-CP"),
        ("30-2020-NĐ-CP", "30/2020/NĐ-CP"),
        ("12/KH-UBND (bản sao)", "12/KH-UBND"),
        ("12/QĐ-UBND của UBND tỉnh", "12/QĐ-UBND"),
        ("12 bis/QĐ-UBND", "12bis/QĐ-UBND"),
        ("125/KH-UNBD", "125/KH-UBND"),
        ("18-HDBT", "18-HĐBT"),
        ("1234/QĐ.UB", "1234/QĐ-UB"),
        ("01/2012/TTLT.BTP-BCA", "01/2012/TTLT-BTP-BCA"),
        ("29/KH UBND", "29/KH-UBND"),
        ("29/KH/UBND", "29/KH-UBND"),
        ("29/KH-VP.", "29/KH-VP"),
        ("29/KH-VPUB;", "29/KH-VPUB"),
        ("“29/KH-VPUB”", "29/KH-VPUB"),
        ("Kế hoạch số 29/KH-VPUB ngày 14/8/2019", "29/KH-VPUB"),
        ("1961/QĐUBND", "1961/QĐ-UBND"),
        ("01/2020/QD-UBND", "01/2020/QĐ-UBND"),
        ("30/2020/ND-CP", "30/2020/NĐ-CP"),
        ("30/2020/NĐ/CP", "30/2020/NĐ-CP"),
        ("30/2020/NĐCP", "30/2020/NĐ-CP"),
        ("15/2024/NQ-HDND", "15/2024/NQ-HĐND"),
        ("07/2012/TT-BGDT", "07/2012/TT-BGDĐT"),
        ("219-QD/TW", "219-QĐ/TW"),
        ("05-nq/đu", "05-NQ/ĐU"),
        ("445-KL/TƯ", "445-KL/TU"),
        ("91/ND-CP", "91/NĐ-CP"),
        ("12/Xz-VP", "12/Xz-VP"),
        ("15/2O20/NĐ-CP", "15/2020/NĐ-CP"),
        ("l5/2020/NĐ-CP", "15/2020/NĐ-CP"),
        ("12O/QĐ-UBND", "120/QĐ-UBND"),
        ("33l-NQ/TU", "331-NQ/TU"),
        ("125\\QĐ-UBND", "125/QĐ-UBND"),
        ("125|KH_UBND", "125/KH-UBND"),
        ("125/QÑ-UBND", "125/QĐ-UBND"),
        ("125/KH.UBND", "125/KH-UBND"),
        ("１２５/QD-UBND", "125/QĐ-UBND"),
    ],
)
def test_a_spelling_that_is_probably_another_is_doubted(typed, meant):
    symbol = parse(typed)
    assert symbol.doubts
    assert symbol.text == meant
    assert parse(meant).doubts == (symbol.doubts if typed == meant else ())


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("05-QĐi/TU", "Quy định"),
        ("08-TT/TU", "Thông tri"),
        ("33a/QĐ-UBND", "Quyết định"),
        ("33bis/QĐ-UBND", "Quyết định"),
        ("khong so", ""),
        ("Không ghi số", ""),
        ("12/2009/L-CTN", "Lệnh"),
        ("22-LCT/HĐNN7", ""),
        ("64/SL", ""),
        ("114-TC/CN", ""),
        ("27-TT/LB", ""),
        ("10/LĐTBXH-TT", ""),
        ("47/KHLT-SNV-LĐLĐ", "Kế hoạch liên tịch"),
        ("22/2001/TTLB-BNV-BTC", "Thông tư liên bộ"),
        ("2231/SNV - CCHC & PC", "Công văn"),
    ],
)
def test_forms_of_earlier_years_are_read_without_a_doubt(typed, kind):
    symbol = parse(typed)
    assert not symbol.doubts
    assert symbol.type_name == kind


def test_the_issuer_says_which_body_is_meant():
    assert parse("445-KL/TƯ", issuer="Ban Chấp hành Trung ương").text == "445-KL/TW"
    assert parse("445-KL/TƯ", issuer="Tỉnh ủy Sơn La").text == "445-KL/TU"


def test_the_refusal_names_the_place():
    with pytest.raises(SymbolError) as refused:
        parse("29/KH-X--UBND")
    assert refused.value.params == {"marks": "--", "before": "29/KH-X"}
    with pytest.raises(SymbolError) as refused:
        parse("29/KH\u200b-UBND")
    assert refused.value.params == {"character": "U+200B", "position": 6}


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        ("29/KH-VPUB", []),
        ("15/TTR-SNV", ["case"]),
        ("24/VBhn-NHNN", ["case"]),
        ("856-HD/SNV", ["state_body"]),
        ("856-Hd/SNV", ["case", "state_body"]),
        ("123-KH/TWĐTN-BPT", ["mass_organisation"]),
        ("399-QĐ/TW", []),
        ("05-HD/VPTW", []),
        ("25-CT/TU", []),
        ("05-NQ/ĐU", []),
        ("03-BC/CB", []),
        ("12/CV-UBND", []),
        ("953/VP4", ["old_form"]),
        ("18-HĐBT", ["old_form"]),
        ("Không số", ["without_number"]),
        ("1836 QĐ/TWĐTN", ["mass_organisation", "blank_for_hyphen"]),
        ("60/NQ-TW", ["party_body"]),
        ("1961/2019/QĐ-UBND", ["added_year"]),
        ("11/2019/QĐ-UBND", []),
        ("30/NĐ-CP", ["no_year"]),
        ("05/BNV-VP", []),
    ],
)
def test_the_unusual_is_kept_with_a_warning(typed, warnings):
    assert [warning.code for warning in parse(typed).warnings] == warnings


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("29/KH-VPUB", "Kế hoạch"),
        ("02/SY-UBND", "Sao y"),
        ("05/BNV-VP", "Công văn"),
        ("12-CV/TU", "Công văn"),
        ("30/2020/NĐ-CP", "Nghị định"),
        ("24/VBHN-NHNN", "Văn bản hợp nhất"),
        ("05-KL/TW", "Kết luận"),
        ("06/2022/QH15", ""),
        ("03/CV-BCĐ", "Công văn"),
        ("12/SNV-VP", "Công văn"),
        ("45/ABC-TCHC", "Công văn"),
        # Not certain, so somebody must write it.
        ("91/NĐ-CP", ""),
        ("12/TT-BNV", ""),
        ("97-QĐ/TW", ""),
        ("12/XYZ-UBND", ""),
        ("953/VP4", ""),
        ("174/CT", ""),
        ("Không số", ""),
    ],
)
def test_a_symbol_knows_the_name_of_its_type(typed, name):
    assert parse(typed).type_name == name


def test_the_tables_are_those_of_the_decree():
    assert len(NAMED_TYPES) == 27
    assert len(COPY_TYPES) == 3
    assert type_name("TTr") == "Tờ trình"
    assert type_name("NĐ") == "Nghị định"
    with pytest.raises(KeyError):
        type_name("CV")


def test_a_new_symbol_is_composed_with_two_digits():
    assert str(compose(5, "KH", "VPUB")) == "05/KH-VPUB"
    assert str(compose(12, "UBND", "VX")) == "12/UBND-VX"
    with pytest.raises(SymbolError):
        compose(0, "KH", "VPUB")


def test_number_and_notation_stand_apart_for_the_registers():
    assert (parse("5/KH-VPUB").code_number, parse("5/KH-VPUB").notation) == ("05", "KH-VPUB")
    assert (parse("45a/QĐ-UBND").code_number, parse("45a/QĐ-UBND").notation) == ("45a", "QĐ-UBND")
    assert parse("05-NQ/ĐU").notation == "NQ/ĐU"


groups = st.from_regex(r"[A-ZĐƯ][A-ZĐa-z0-9]{0,4}(\.[A-Z]{1,3})?", fullmatch=True)
agencies = st.lists(groups, min_size=1, max_size=3).map("-".join)
numbers = st.builds(
    "{}{}".format, st.integers(min_value=1, max_value=999_999), st.sampled_from(["", "a", "đ", "bis"])
)
symbols = st.one_of(
    st.builds("{}/{}-{}".format, numbers, st.sampled_from([*NAMED_TYPES, *COPY_TYPES]), agencies),
    st.builds("{}-{}/{}".format, numbers, st.sampled_from([*PARTY_TYPES]), agencies),
    st.builds(
        "{}/{}/{}-{}".format,
        numbers,
        st.integers(min_value=1945, max_value=2027),
        st.sampled_from([*NORMATIVE_TYPES]),
        agencies,
    ),
    st.builds(
        "{}/{}-{}".format,
        numbers,
        groups.filter(lambda group: group.upper() not in {"VBHN", "CV"} and len(group) > 1),
        agencies,
    ),
)


@FEW
@given(symbols)
def test_a_printed_symbol_reads_back_as_itself(typed):
    symbol = parse(typed)
    assert parse(symbol.text) == symbol
    assert parse(symbol.text).text == symbol.text
    assert f"{symbol.code_number}" + symbol.text[len(symbol.code_number)] + symbol.notation == symbol.text


@FEW
@given(st.text(st.characters() | st.sampled_from("Sốsố:/-–Ð \u0323\u0301")))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@FEW
@given(st.one_of(st.text(), st.text(alphabet="0129/-–KHQĐđkhVB.& aS:ố"), symbols))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(SymbolError):
        assert parse(text).number > 0
