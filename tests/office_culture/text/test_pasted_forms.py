"""Days and bullets as they are copied from papers and from word processors."""

import datetime

import pytest

from office_culture.text.dates import DateError, parse
from office_culture.text.normal import clean

TODAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize(
    "typed",
    [
        "ngày 5 tháng 5 năm 2020",
        "Sơn La, ngày 05 tháng 5 năm 2020",
        "Ngày 5/5/2020.",
        "５/５/２０２０",
        "5/5/2020,",
        "ngày mồng 5 tháng 5, năm 2020",
    ],
)
def test_a_day_as_papers_write_it(typed):
    assert parse(typed, today=TODAY) == datetime.date(2020, 5, 5)


@pytest.mark.parametrize(
    "typed", ["ngày 31 tháng 4 năm 2020", "ngày 5 tháng 5 năm 20", "tháng 5/2020", "5/5/202O"]
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(DateError):
        parse(typed, today=TODAY)


@pytest.mark.parametrize("bullet", ["o\t", "§\t", "Ø\t", "ü\t", "v\t ", "◆ ", "○\t", "‣ ", "\uf0d8\t"])
def test_bullets_of_every_font_become_hyphens(bullet):
    assert clean(f"{bullet}Một\n {bullet}Hai") == "- Một\n - Hai"


@pytest.mark.parametrize("text", ["o ép", "§ 5 Điều 3", "ô\tMột", "☐ chưa", "Anh\tBình", "a) o\tb"])
def test_what_is_no_bullet_stays(text):
    assert clean(text) == text
