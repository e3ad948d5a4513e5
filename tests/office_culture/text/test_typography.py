"""What a line never parts, and the one form of names and spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_culture.text.typography import NameForm, unify_names, with_no_break_spaces

NO_BREAK = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ngày 14 tháng 8 năm 2019 của", "ngày~14 tháng~8 năm~2019 của"),
        ("Kế hoạch số 29/KH-VPUB về", "Kế hoạch số~29/KH-VPUB về"),
        ("gồm 06 đơn vị và 4.218 hồ sơ", "gồm 06~đơn vị và 4.218~hồ sơ"),
        ("xếp thứ 6/20 sở", "xếp thứ~6/20~sở"),
        ("giai đoạn 2019 - 2025 do", "giai đoạn 2019~-~2025 do"),
        ("Nghị quyết 17/NQ-CP của", "Nghị quyết 17/NQ-CP của"),
        ("các phòng, ban", "các phòng, ban"),
    ],
)
def test_holds_what_belongs_together(typed, printed):
    assert with_no_break_spaces(typed) == printed.replace("~", NO_BREAK)


@given(st.text(alphabet="ngày số 0123456789/.-tháng năm thứ", max_size=60))
def test_changes_nothing_but_spaces(text):
    assert with_no_break_spaces(text).replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("typed", "form", "printed"),
    [
        ("Ủy ban nhân dân tỉnh", NameForm.SHORT, "UBND tỉnh"),
        ("Uỷ ban nhân dân tỉnh", NameForm.SHORT, "UBND tỉnh"),
        (
            "UBND tỉnh, Kế hoạch số 179/KH-UBND",
            NameForm.FULL,
            "Ủy ban nhân dân tỉnh, Kế hoạch số 179/KH-UBND",
        ),
        ("UBND và Ủy ban nhân dân", NameForm.AS_TYPED, "UBND và Ủy ban nhân dân"),
        ("giai đoạn 2019-2025", NameForm.AS_TYPED, "giai đoạn 2019 - 2025"),
        ("cán bộ công chức viên chức", NameForm.AS_TYPED, "cán bộ, công chức, viên chức"),
        ("12-2019-2025-3", NameForm.AS_TYPED, "12-2019 - 2025-3"),
    ],
)
def test_writes_names_and_spans_in_one_form(typed, form, printed):
    assert unify_names(typed, form) == printed
    assert unify_names(printed, form) == printed
