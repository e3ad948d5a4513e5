"""Numbers of sections come from their order alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.rules.outline_tree import LETTERS, AppendixPlan, Numbering, Outline, Section, roman
from campaign.rules.outlines import outline_faults


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


def made(*levels: int, **changes) -> tuple[Section, ...]:
    return tuple(Section(f"s{place}", level, f"Mục {place}", **changes) for place, level in enumerate(levels))


def test_text_without_a_heading_begins_no_new_count():
    outline = Outline("Báo cáo", made(0, 1, 2, 0, 1))
    assert [number for number, _ in outline.numbered()] == ["", "I", "1", "", "II"]


def test_a_section_is_numbered_in_its_own_way_and_an_unnumbered_one_counts_for_nothing():
    sections = (
        Section("a", 1, "x", numbering=Numbering.ARABIC),
        Section("b", 1, "y", numbering=Numbering.NONE),
        Section("c", 1, "z", numbering=Numbering.ARABIC),
    )
    assert [number for number, _ in Outline("Báo cáo", sections).numbered()] == ["1", "", "2"]


def test_what_is_left_out_takes_its_children_along_and_leaves_no_gap_in_the_numbers():
    outline = Outline("Báo cáo", made(0, 1, 2, 3, 1, 2)).without({"s1"})
    assert [(number, section.key) for number, section in outline.numbered()] == [
        ("", "s0"),
        ("I", "s4"),
        ("1", "s5"),
    ]


def test_leaving_out_the_opening_leaves_the_rest():
    assert len(Outline("Báo cáo", made(0, 1, 2)).without({"s0"}).sections) == 2


@pytest.mark.parametrize(
    ("levels", "faults"),
    [((1, 2, 3, 1), 0), ((0, 1, 2), 0), ((1, 3), 1), ((2, 1), 1), ((0, 2), 1), ((1, 2, 0, 2), 1), ((), 1)],
)
def test_levels_do_not_jump_and_no_child_stands_before_its_parent(levels, faults):
    assert len(outline_faults(made(*levels))) == faults


def test_letters_run_out_after_the_last_of_the_decree():
    full = (1, 2, *[3] * len(LETTERS))
    assert not outline_faults(made(*full))
    (fault,) = outline_faults(made(*full, 3))
    assert str(len(LETTERS)) in fault
    # A new parent begins anew.
    assert not outline_faults(made(*full, 2, 3))


def test_sections_beside_each_other_are_numbered_in_one_way():
    sections = (Section("a", 1, "x"), Section("b", 1, "y", numbering=Numbering.ARABIC))
    assert len(outline_faults(sections)) == 1
    apart = (
        Section("a", 1, "x"),
        Section("b", 2, "y", numbering=Numbering.LETTERS),
        Section("c", 1, "z"),
        Section("d", 2, "w"),
    )
    assert not outline_faults(apart)


def test_an_appendix_is_mentioned_in_a_section_that_stands():
    plan = AppendixPlan("Danh mục", "documents", section="nowhere")
    assert len(outline_faults(made(1), [plan])) == 1
    assert not outline_faults(made(1), [AppendixPlan("Danh mục", "documents", section="s0")])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=30), st.sets(st.integers(0, 29)))
def test_whatever_is_left_out_numbers_follow_each_other(levels, gone):
    outline = Outline("Báo cáo", made(*levels)).without({f"s{place}" for place in gone})
    first = [number for number, section in outline.numbered() if section.level == 1]
    assert first == [roman(place) for place in range(1, len(first) + 1)]
    assert not {section.key for section in outline.sections} & {f"s{place}" for place in gone}
