"""Breaking and balancing of lines that are placed by measure."""

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from office_culture.papers.fonts import bundled_fonts
from office_culture.papers.lines import balanced_lines, break_lines

FACE = bundled_fonts().bold
WORDS = st.lists(st.text("ABĐÊƠƯabc", min_size=1, max_size=12), min_size=1, max_size=15).map(" ".join)


@settings(deadline=None)
@given(WORDS, st.floats(60, 400))
def test_lines_fit_and_lose_nothing(words: str, width: float):
    for lines in (break_lines(words, FACE, 12, width), balanced_lines(words, FACE, 12, width)):
        assert all(stringWidth(line, FACE, 12) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@settings(deadline=None)
@given(WORDS, st.floats(200, 400))
def test_balancing_needs_no_more_lines_and_cuts_no_word_that_fits(words: str, width: float):
    lines = balanced_lines(words, FACE, 12, width)
    assert len(lines) == len(break_lines(words, FACE, 12, width))
    assert " ".join(lines) == words


def test_balanced_lines_are_of_nearly_one_length():
    words = (
        "Sơ kết ba năm thực hiện phong trào thi đua thực hiện văn hóa công sở giai đoạn 2019 - 2025 tại tỉnh"
    )
    greedy = break_lines(words, FACE, 14, 467)
    balanced = balanced_lines(words, FACE, 14, 467)
    assert len(greedy) == len(balanced) == 2
    assert len(greedy[-1].split()) < 8
    assert abs(stringWidth(balanced[0], FACE, 14) - stringWidth(balanced[1], FACE, 14)) < 60


def test_names_of_bodies_stay_whole_where_they_fit():
    name = "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH HỒNG LAM"
    assert balanced_lines(name, FACE, 12, 187) == ["VĂN PHÒNG", "ỦY BAN NHÂN DÂN", "TỈNH HỒNG LAM"]
    assert balanced_lines(name, FACE, 12, 400) == [name]


def test_lines_break_at_the_dashes_of_a_name_and_not_inside_a_range():
    name = "PHÒNG TỔ CHỨC - HÀNH CHÍNH - QUẢN TRỊ"
    assert balanced_lines(name, FACE, 12, 187) == ["PHÒNG TỔ CHỨC -", "HÀNH CHÍNH - QUẢN TRỊ"]
    period = balanced_lines("Tổng kết phong trào thi đua giai đoạn 2019 - 2025", FACE, 14, 240)
    assert len(period) == 2
    assert any("2019 - 2025" in line for line in period)
