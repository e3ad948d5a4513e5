"""Numbers of sections come from their order alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.outline import Outline, Section, roman


def test_levels_have_their_own_signs_and_begin_anew_below_each_parent():
    outline = Outline(
        "Báo cáo",
        tuple(
            Section(str(position), level, "x")
            for position, level in enumerate((0, 1, 2, 3, 3, 3, 3, 3, 2, 1, 2, 3))
        ),
    )
    assert [number for number, _ in outline.numbered()] == [
        "", "I", "1", "a", "b", "c", "d", "đ", "2", "II", "1", "a",
    ]  # fmt: skip
    assert outline.place("7")[0] == "I.1.đ"
    assert outline.place("11")[0] == "II.1.a"


def test_two_sections_never_share_a_key():
    with pytest.raises(ValueError, match="same key"):
        Outline("Báo cáo", (Section("a", 1, "x"), Section("a", 1, "y")))


@given(st.lists(st.integers(1, 3), min_size=1, max_size=20))
def test_first_level_counts_without_a_gap(levels):
    outline = Outline("Báo cáo", tuple(Section(str(place), level, "x") for place, level in enumerate(levels)))
    first = [number for number, section in outline.numbered() if section.level == 1]
    assert first == [roman(place) for place in range(1, len(first) + 1)]
