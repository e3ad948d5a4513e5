import csv
import re
import shutil
import subprocess
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text.legacy import TCVN3, VNI, converted, from_tcvn3, from_vni
from office_culture.text.syllables import is_syllable

ROOT = Path(__file__).parents[3]
FEW = settings(max_examples=150, deadline=None)
FROZEN = list(csv.DictReader((ROOT / "tests/data/tcvn3.tsv").read_text().splitlines(), delimiter="\t"))

SENTENCES = [
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập - Tự do - Hạnh phúc",
    "Quyết định về việc khen thưởng các tập thể, cá nhân có thành tích",
    "Nguyễn Thị Ánh Tuyết",
    "Sở Lao động - Thương binh và Xã hội tỉnh Sơn La",
    "Tổ chức thực hiện công tác thi đua, khen thưởng năm 2019",
    "Kế hoạch số 29/KH-VPUB ngày 14 tháng 8 năm 2019",
]


def as_tcvn3(text):
    letters = {letter: sign for sign, letter in TCVN3.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def as_vni(text):
    letters = {letter: signs for signs, letter in VNI.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def test_the_table_of_tcvn3_is_the_frozen_one():
    assert {chr(int(row["byte"], 16)): row["letter"] for row in FROZEN} == TCVN3


@pytest.mark.parametrize("row", FROZEN, ids=lambda row: row["byte"])
def test_the_table_of_tcvn3_is_that_of_iconv(row):
    program = shutil.which("iconv")
    if program is None:
        return  # the frozen table was made by it
    made = subprocess.run(
        [program, "-f", "TCVN5712-1", "-t", "UTF-8"],
        input=bytes([int(row["byte"], 16)]),
        capture_output=True,
        check=True,
        timeout=600,
    )
    assert made.stdout.decode() == row["letter"]


def test_both_tables_have_every_letter_of_the_language():
    toned = {
        f"{letter}{tone}"
        for letter in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    }
    letters = {unicodedata.normalize("NFC", one) for one in toned} | {"đ"}
    letters -= set("aeiouy")
    assert letters <= set(TCVN3.values())
    # VNI types í and ì as they are.
    assert letters - {"í", "ì"} <= set(VNI.values())
    assert {letter.upper() for letter in letters} - {"Í", "Ì"} <= set(VNI.values())


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("typed", "fonts"), [(as_tcvn3, "TCVN3 (ABC)"), (as_vni, "VNI")])
def test_a_text_of_old_fonts_is_found_and_converted(sentence, typed, fonts):
    # The fonts of small letters have no capitals with tones.
    expected = sentence if fonts == "VNI" else from_tcvn3(typed(sentence))
    found = converted(typed(sentence))
    assert found is not None
    assert (found.text, found.fonts) == (expected, fonts)
    assert converted(found.text) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("NguyÔn V¨n An", "Nguyễn Văn An"),
        ("Tr\u00adêng phßng", "Trường phòng"),
        ("UBND TØNH L¢M §åNG", "UBND TỈNH LÂM ĐỒNG"),
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("Nguyeãn Vaên An", "Nguyễn Văn An"),
        ("TRÖÔØNG ÑAÏI HOÏC", "TRƯỜNG ĐẠI HỌC"),
        ("QuyÕt ®Þnh sè 134/Q§-UB", "Quyết định số 134/QĐ-UB"),
    ],
)
def test_texts_met_in_offices(typed, meant):
    found = converted(typed)
    assert found is not None
    assert found.text == meant


def test_only_the_lines_of_old_fonts_are_converted():
    found = converted("Kính gửi: Phòng Nội vụ\nCéng hßa x· héi")
    assert found is not None
    assert found.text == "Kính gửi: Phòng Nội vụ\nCộng hòa xã hội"


@pytest.mark.parametrize(
    "text",
    [
        "café, naïve, Müller, São Paulo, Zürich, señor, déjà vu, façade, Noël, Haïti",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "VĂN PHÒNG ỦY BAN NHÂN DÂN",
        "hoà, hòa, thuỷ, thủy, quý, quí, kỹ sư, bác sĩ",
        "là và cà phê ở xã bên",
        "phòng ban, Hà, Lò, Cà, Tòng",
        "« Nội dung » © 2020 ® ± 5 µm ½ · ¼",
        "5 µm và 3 µg",
        "phát\u00adtriển văn\u00adhóa",
        "733/QĐ-TTg, 29/KH-VPUB, 05-NQ/ĐU, 12/2019/QĐ-UBND",
        "733/QÐ-TTg",
        "Krông Nô, Đắk Lắk, Plei Ku, Ea Súp, Y Moan Ênuôl",
        "Sùng A Lử, Giàng A Páo, Vàng Seo Sử",
        "AT© công·ty l·n",
        "",
    ],
)
def test_ordinary_texts_are_never_suspected(text):
    assert converted(text) is None


def test_no_text_of_the_sample_office_and_of_the_catalogues_is_suspected():
    seen = 0

    def texts(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from texts(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from texts(inner)
        elif isinstance(value, str):
            yield value

    for path in ROOT.glob("*/**/*.toml"):
        for text in texts(tomllib.loads(path.read_text())):
            seen += 1
            assert converted(text) is None, text
    for path in ROOT.glob("office_culture/translations/own/*/LC_MESSAGES/*.po"):
        for line in path.read_text().splitlines():
            assert converted(line) is None, line
    assert seen > 1000


WORDS = sorted(
    {
        word
        for path in ROOT.glob("office_culture/project/sample/office/*.toml")
        for word in re.findall(r"[^\W\d_]+", path.read_text())
    }
)


@FEW
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_no_words_of_the_office_in_any_order_are_suspected(text):
    assert converted(text) is None


@FEW
@given(st.text(st.characters(codec="ascii")))
def test_nothing_in_plain_english_letters_is_suspected(text):
    assert converted(text) is None


@FEW
@given(st.text())
def test_any_text_is_converted_once(text):
    found = converted(text)
    if found is not None:
        assert converted(found.text) is None or found.text != text


@FEW
@given(st.text())
def test_conversion_never_fails(text):
    assert isinstance(from_tcvn3(text) + from_vni(text), str)


@pytest.mark.parametrize(
    "word", ["trường", "Nguyễn", "hoà", "hòa", "gìn", "quên", "yếu", "nghiêng", "ĐỒNG", "giữa", "uyển"]
)
def test_a_syllable_of_the_language(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Tr\u00adêng", "Müller", "hàt", "bàc", "xyz", "", "strong", "áà", "ngôa"])
def test_no_syllable_of_the_language(word):
    assert not is_syllable(word)
