"""An account of unit A against the records of unit B, and staff without rights against every page."""

import pytest
from django.contrib.auth.models import Permission
from django.utils.translation import override

from office_culture.models import Person, Posting, StaffingReturn, Unit, User
from tests import sheets
from tests.factories.office import PersonFactory, PostingFactory, StaffingReturnFactory, UnitFactory
from tests.rights import granted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(contact_a, signed_in):
    made = signed_in(contact_a)
    made.cookies["django_language"] = "en"
    return made


RETURN_TITLES = ("Unit", "Year", "Category", "Actual", "Source")


def test_export_holds_no_row_of_another_unit(desk, unit_a, unit_b):
    StaffingReturnFactory(unit=unit_a, source="ours")
    StaffingReturnFactory(unit=unit_b, source="SECRET")
    assert b"SECRET" not in sheets.export(desk, StaffingReturn, kind="csv")
    action = {
        "action": "export_selected",
        "_selected_action": list(StaffingReturn.objects.values_list("pk", flat=True)),
    }
    rows = sheets.rows_of(desk.post(sheets.url(StaffingReturn, "changelist"), action).content)
    assert [row[5] for row in rows[1:]] == ["ours"]


def test_template_names_no_other_unit(desk, unit_a, unit_b):
    page = desk.get(sheets.url(StaffingReturn, "template", 0))
    assert "Phòng B" not in str(sheets.load_workbook(sheets.io.BytesIO(page.content))["lists"]["A1"].value)
    book = sheets.load_workbook(sheets.io.BytesIO(page.content))
    assert [row[0] for row in book["lists"].iter_rows(values_only=True) if row[0]] == ["Phòng A"]


def test_preview_neither_shows_nor_changes_a_record_of_another_unit(desk, unit_b):
    theirs = StaffingReturnFactory(unit=unit_b, year=2022, category="contract", actual=7, source="SECRET")
    rows = (RETURN_TITLES, ("Phòng B", 2022, "contract staff", 1, "mine"))
    page = sheets.preview(desk, StaffingReturn, sheets.workbook(*rows))
    text = sheets.text_of(page)
    assert "SECRET" not in page.content.decode()
    assert "There is no unit “Phòng B” among the records of your account" in text
    theirs.refresh_from_db()
    assert (theirs.actual, theirs.source) == (7, "SECRET")


def test_a_key_without_unit_reaches_no_foreign_record(desk, unit_a, unit_b):
    theirs = PersonFactory(full_name="Người Bí Mật", unit=unit_b, staff_number="99")
    titles = ("Full name", "Unit", "Staff number")
    page = sheets.preview(desk, Person, sheets.workbook(titles, ("Kẻ Khác", "Phòng A", "99")))
    assert "Người Bí Mật" not in page.content.decode()
    assert "Another person has this staff number." in sheets.text_of(page)
    theirs.refresh_from_db()
    assert theirs.full_name == "Người Bí Mật"


def test_a_record_does_not_move_into_another_unit(desk, unit_a, unit_b):
    mine = PersonFactory(full_name="Người Của A", unit=unit_a, staff_number="1")
    titles = ("Full name", "Unit", "Staff number")
    page = sheets.preview(desk, Person, sheets.workbook(titles, ("Người Của A", "Phòng B", "1")))
    assert "There is no unit “Phòng B”" in sheets.text_of(page)
    mine.refresh_from_db()
    assert mine.unit == unit_a


def test_a_new_unit_does_not_start_outside_the_scope(desk, unit_a):
    titles = ("Name", "Kind", "Belongs to", "Exists from")
    page = sheets.preview(desk, Unit, sheets.workbook(titles, ("Sở Tự Lập", "agency", None, None)))
    assert "would belong to a unit whose records your account does not keep" in sheets.text_of(page)
    sheets.bring_in(desk, Unit, titles, ("Tổ Mới", "department", "Phòng A", None))
    assert Unit.objects.get(name="Tổ Mới").parent == unit_a


def test_a_link_beyond_the_scope_may_stay_but_not_be_set(desk, unit_a, unit_b):
    ours = PostingFactory(person=PersonFactory(full_name="Người Của A", unit=unit_a), unit=unit_a)
    PersonFactory(full_name="Người Của B", unit=unit_b)
    unit_a.refresh_from_db()
    data = sheets.export(desk, Unit)
    assert "Unchanged: 1." in sheets.text_of(sheets.preview(desk, Unit, data)), "its parent lies above"
    titles = ("Person", "Unit", "Post", "From")
    page = sheets.preview(desk, Posting, sheets.workbook(titles, ("Người Của B", "Phòng A", "Thư ký", None)))
    assert "There is no person “Người Của B”" in sheets.text_of(page)
    assert Posting.objects.get() == ours


def test_confirmation_asks_the_rights_again(desk, contact_a, unit_a):
    rows = (RETURN_TITLES[:4], ("Phòng A", 2022, "contract staff", 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    contact_a.user_permissions.remove(Permission.objects.get(codename="change_staffingreturn"))
    assert sheets.confirm(desk, StaffingReturn, token).status_code == 403
    assert not StaffingReturn.objects.exists()


def test_confirmation_asks_the_scope_again(desk, contact_a, unit_a, unit_b):
    rows = (RETURN_TITLES[:4], ("Phòng A", 2022, "contract staff", 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(*rows)))
    User.objects.filter(pk=contact_a.pk).update(unit=unit_b)
    assert "There is no unit “Phòng A”" in sheets.text_of(sheets.confirm(desk, StaffingReturn, token))
    assert not StaffingReturn.objects.exists()


@pytest.mark.parametrize("held", [(), ("add",), ("change",), ("view",), ("add", "view"), ("change", "view")])
def test_import_needs_both_rights(plain_staff, signed_in, held):
    plain_staff.user_permissions.set(
        Permission.objects.filter(codename__in=[f"{right}_staffingreturn" for right in held])
    )
    desk = signed_in(plain_staff)
    assert desk.get(sheets.url(StaffingReturn, "import")).status_code == 403
    assert desk.post(sheets.url(StaffingReturn, "process_import")).status_code == 403
    assert desk.get(sheets.url(StaffingReturn, "template", 0)).status_code == 403
    if held == ("view",):
        page = desk.get(sheets.url(StaffingReturn, "changelist")).content.decode()
        assert sheets.url(StaffingReturn, "import") not in page
        assert sheets.url(StaffingReturn, "export") in page


def test_records_of_units_without_account_unit_stay_hidden(signed_in, unit_b):
    from tests.factories.office import UserFactory

    nobody = granted(UserFactory(unit=None))
    UnitFactory(name="SECRET", parent=unit_b)
    assert b"SECRET" not in sheets.export(signed_in(nobody), Unit, kind="csv")
