import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office_culture.text.order import name_sort_key, sort_key

FEW = settings(max_examples=100, deadline=None)

# The order of the `vi` locale of Unicode's collation data (CLDR), written down by hand and not from our key.
DICTIONARY = """
a A à À ả ã á Á ạ ác ạc ai am an Án anh Anh ảnh ánh ao ăn ắn ăng âm ấm ân ấn
ba bà bả bã bá bạ bác bạc bán bạn bảo bắc băng bân bầu bê bề bể bi bí biên bo bó bô bộ bơ bờ
ca cao căn cân chánh chi chí chữ có cô cộ cơ cờ cụ cư cự
da dân dung dũng đa đà đảng đáng đạo đăng đất đê đề đi địa đô độ đơn đức
em én êm êu gà ghi giang giáp hà hạ hai hải hoa hòa hóa hoạch huế huệ hương
kế khen khoa kỷ lan lâm lê lễ linh lĩnh lịnh long mai mẫn minh mơ nam năm nga ngà ngã nghĩa nhân
oanh ô ôn ơ ơn phòng phương quân quý sinh sơn tài tâm thanh thành thảo thi thị thịnh thơ thu thư trang trâm
u ủ uyên ư ưu văn vân việt vũ vụ xuân y ý yên yến
"""


def test_syllables_stand_as_in_the_dictionary():
    reference = DICTIONARY.split()
    shuffled = reference.copy()
    random.Random(2022).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == reference
    assert len({sort_key(s) for s in reference}) == len(reference)


def test_the_place_of_the_tone_mark_does_not_part_a_word():
    assert sort_key("Hòa Bình") == sort_key("Hoà Bình")
    assert sorted(["Hóa", "Hoá", "Hòa", "Hoà"], key=sort_key) == ["Hòa", "Hoà", "Hóa", "Hoá"]


def test_a_tone_counts_for_its_own_syllable_only():
    keys = [sort_key(text) for text in ("ma ma", "ma mà", "mà ma", "mà mà", "má ma")]
    assert keys == sorted(keys)
    assert len(set(keys)) == 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ba", "ba ba"),
        ("an ninh", "anh"),
        ("hoà a", "hoa b"),
        ("Phòng 1", "Phòng Nội chính"),
        ("Bán hàng", "Ban Tiếp công dân"),
        ("thành phố", "Thành phố"),
        ("Thành phố", "Thanh tra"),
        ("Phòng A", "Phòng-A"),
        ("z", "中"),
    ],
)
def test_levels_are_compared_over_the_whole_text(before, after):
    assert sort_key(before) < sort_key(after)


def test_blanks_around_and_between_do_not_count():
    assert sort_key("  Sơn   La ") == sort_key("Sơn La")


@FEW
@given(st.text())
def test_the_key_is_made_of_letters_and_digits_that_every_collation_knows(text):
    assert re.fullmatch("[0-9a-z]*", sort_key(text))
    assert re.fullmatch("[0-9a-z]*", name_sort_key(text))


LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


@FEW
@given(st.text(alphabet=LETTERS), st.text(alphabet=LETTERS))
def test_toneless_words_follow_the_alphabet(one, other):
    alphabetical = [LETTERS.index(c) for c in one] < [LETTERS.index(c) for c in other]
    assert (sort_key(one) < sort_key(other)) == alphabetical


@FEW
@given(st.text(alphabet=LETTERS + LETTERS.upper() + "áàảãạỹệ "), st.sampled_from("abđưy"))
def test_a_text_stands_before_every_text_that_goes_on(text, more):
    assert sort_key(text.strip()) < sort_key(text.strip() + more)


def test_people_stand_by_given_name_then_middle_then_family():
    people = [
        "Nguyễn Huy Anh",
        "Lê Thị Anh",
        "Trần Thị Anh",
        "Bùi Văn Hà",
        "Nguyễn Văn Hà",
        "Cầm Thị Hạ",
        "Lò Hiền",
        "Đỗ Văn Hiền",
        "Y",
    ]
    shuffled = people.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=name_sort_key) == people


def test_a_name_in_capitals_stands_beside_the_same_name():
    names = ["Nguyễn Văn Ân", "NGUYỄN VĂN AN", "Nguyễn Văn An"]
    assert sorted(names, key=name_sort_key) == names[::-1]


def test_names_of_one_word_and_no_word_have_a_place():
    assert name_sort_key("") < name_sort_key("Hà") < name_sort_key("Lò Hà") < name_sort_key("Lò A Hà")
