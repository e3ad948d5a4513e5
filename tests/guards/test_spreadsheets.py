"""What holds for every sheet, whoever adds the next one."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import NOT_PROVIDED
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from awards.models import AwardDecision, Conferral, GeneralRule, Revocation
from campaign.models import CaseFileReturn, Report
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.models import Document, Inspection, Person, Posting, StaffingReturn
from office_culture.models.base import WHOLE_OFFICE
from office_culture.resources.base import RecordResource
from tests import sheets
from tests.answers import assert_refused, assert_sent_to_sign_in
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_admins
from tests.guards.sheet_columns import LISTED, columns_of, listed

pytestmark = pytest.mark.django_db

# Columns that the program or a life cycle fills; a sheet that could write them would pass by both.
NEVER = {"id", "version", "created_at", "updated_at", "search_text", "state", "entered_by", "entered_at"}

SHEET_ADMINS = [page for page in own_admins() if isinstance(page, Spreadsheets)]
SHEETS = [
    pytest.param(page, place, id=f"{name_of(page)}-{place}")
    for page in SHEET_ADMINS
    for place in range(len(page.resource_classes))
]
BROUGHT_IN = [param for param in SHEETS if param.values[0].sheet_import]


def model_of(param):
    page, place = param.values
    return page.resource_classes[place]._meta.model


# What offices bring in by the thousand.
MANY_AT_ONCE = {Document, Person, Posting, Conferral, CaseFileReturn, Inspection, StaffingReturn}
# Of the rules for the whole office there is one row for each topic and day.
KNOWN_AGAIN = {GeneralRule}

SCOPED = [param for param in BROUGHT_IN if model_of(param).unit_path is not WHOLE_OFFICE]
OWNED = [param for param in BROUGHT_IN if model_of(param).unit_path == "unit"]


@pytest.fixture(autouse=True)
def waiting_files(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"


@pytest.fixture
def desk(superuser, signed_in):
    made = signed_in(superuser)
    made.cookies["django_language"] = "en"
    with override("en"):
        yield made


@pytest.mark.parametrize("page", [a for a in own_admins() if isinstance(a, RecordAdmin)], ids=name_of)
def test_every_record_has_a_sheet(page):
    assert isinstance(page, Spreadsheets)
    assert type(page).__mro__.index(Spreadsheets) < type(page).__mro__.index(RecordAdmin)
    assert page.resource_classes[0]._meta.model is page.model
    assert all(issubclass(kind, RecordResource) for kind in page.resource_classes)


def test_the_columns_of_all_sheets_are_those_of_the_list():
    assert listed() == LISTED.read_text(encoding="utf-8"), (
        "a sheet has other columns now; if that is meant: python -m tests.guards.sheet_columns"
    )


@pytest.mark.parametrize(("page", "place"), SHEETS)
def test_columns_are_those_of_the_page_but_for_named_exceptions(page, place):
    kind = page.resource_classes[place]
    offered = page.sheet_columns(kind._meta.model)
    assert not kind._meta.fields, "columns come from the fieldsets of the page"
    assert set(kind.left_out) <= set(offered), "what the page does not offer needs no exception"
    assert not set(kind.added) & set(offered), "what the page offers is a column already"
    assert not set(kind.derived) & {*offered, *kind.added}
    assert all(len(reason) > 5 for reason in {**kind.left_out, **kind.added}.values()), (
        "an exception has its reason"
    )


@pytest.mark.parametrize(("page", "place"), SHEETS)
def test_no_column_takes_in_what_the_program_fills(page, place):
    kind = page.resource_classes[place]
    model = kind._meta.model
    columns = columns_of(page, kind)
    assert columns
    assert not {*columns} & (NEVER | {"pk"})
    assert model is page.model or model.part_of in columns, "a row of a part names its record"


@pytest.mark.parametrize(("page", "place"), SHEETS)
def test_keys_are_natural_and_what_is_needed_has_a_column(page, place):
    kind = page.resource_classes[place]
    columns = columns_of(page, kind)
    assert {name for key in kind.keys for name in key} <= set(columns)
    for field in kind._meta.model._meta.concrete_fields:
        if (
            field.editable
            and not (field.blank or field.null)
            and field.default is NOT_PROVIDED
            and not field.primary_key
        ):
            assert field.name in {*columns, *NEVER}, f"no row could be added without {field.name}"


@pytest.mark.parametrize(("page", "place"), SHEETS)
def test_titles_are_told_apart_in_every_language(page, place, rf, superuser):
    request = rf.get("/")
    request.user = superuser
    columns = page.sheets(request)[place].columns.values()
    for code, _name in settings.LANGUAGES:
        with override(code):
            titles = [column.title.casefold() for column in columns]
            assert len(titles) == len(set(titles)), titles


@pytest.mark.long
@pytest.mark.parametrize(("page", "place"), BROUGHT_IN)
def test_what_goes_out_comes_in_unchanged_and_ten_more_rows_cost_little(page, place, desk):
    """Rows that do not change cost nothing more; new rows cost what only the row itself can ask."""
    model = page.resource_classes[place]._meta.model
    statements, new = [], []
    for kind, least in (("csv", 3), ("xlsx", 13)):
        while model.objects.count() < least:
            FACTORIES[model]()
        rows = model.objects.count()
        data = sheets.export(desk, page.model, kind=kind, resource=place)
        with CaptureQueriesContext(connection) as captured:
            answer = sheets.preview(desk, page.model, data, name=f"sheet.{kind}", resource=place)
        assert f"New: 0. Changed: 0. Unchanged: {rows}." in sheets.text_of(answer)
        statements.append(len(captured))
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            model.objects.all()._raw_delete(connection.alias)
            answer = sheets.preview(desk, page.model, data, name=f"sheet.{kind}", resource=place)
            transaction.set_rollback(True)
        assert model in KNOWN_AGAIN or f"New: {rows}. " in sheets.text_of(answer), sheets.text_of(answer)
        new.append(len(captured))
    assert statements[1] - statements[0] <= 1
    assert new[1] - new[0] <= (1 if model in MANY_AT_ONCE else 10 * 3)


@pytest.mark.long
@pytest.mark.parametrize(("page", "place"), SCOPED)
def test_a_sheet_of_another_unit_changes_and_shows_nothing(page, place, desk, contact_a, signed_in):
    model = page.resource_classes[place]._meta.model
    theirs = FACTORIES[model]()
    data = sheets.export(desk, page.model, resource=place)
    spy = signed_in(contact_a)
    assert len(sheets.rows_of(sheets.export(spy, page.model, resource=place))) == 1 + (
        model.objects.visible_to(contact_a).count()
    )
    answer = sheets.preview(spy, page.model, data, resource=place)
    assert 'name="token"' not in answer.content.decode()
    assert model.objects.get(pk=theirs.pk).version == theirs.version


@pytest.mark.long
@pytest.mark.parametrize(("page", "place"), OWNED)
def test_a_row_does_not_move_into_another_unit(page, place, contact_a, unit_a, unit_b, signed_in):
    model = page.resource_classes[place]._meta.model
    FACTORIES[model](unit=unit_a)
    spy = signed_in(contact_a)
    rows = sheets.rows_of(sheets.export(spy, page.model, resource=place))
    rows[1] = [unit_b.name if cell == unit_a.name else cell for cell in rows[1]]
    answer = sheets.preview(spy, page.model, sheets.workbook(*rows), resource=place)
    assert 'name="token"' not in answer.content.decode()
    assert not model.objects.filter(unit=unit_b).exists()


@pytest.mark.long
@pytest.mark.parametrize("page", SHEET_ADMINS, ids=name_of)
def test_staff_without_rights_and_strangers_reach_no_sheet(page, plain_staff, signed_in, client):
    FACTORIES[page.model]()
    desk = signed_in(plain_staff)
    for name, args in (("import", ()), ("process_import", ()), ("export", ()), ("template", (0,))):
        address = sheets.url(page.model, name, *args)
        for ask in ("get", "post"):
            assert_sent_to_sign_in(getattr(client, ask)(address))
            assert getattr(desk, ask)(address).status_code in {403, 405}, address
    action = {"action": "export_selected", "_selected_action": [page.model.objects.first().pk]}
    assert_refused(desk.post(sheets.url(page.model, "changelist"), action))


@pytest.mark.long
@pytest.mark.parametrize("page", SHEET_ADMINS, ids=name_of)
def test_pages_carry_no_inline_script_or_style(page, desk):
    FACTORIES[page.model]()
    names = ["export", *(["import"] if page.sheet_import else [])]
    for name in names:
        body = desk.get(sheets.url(page.model, name)).content.decode()
        assert " style=" not in body
        assert " onchange=" not in body
        assert "<script>" not in body


@pytest.mark.parametrize(
    ("page", "place"), [p for p in BROUGHT_IN if model_of(p) in (AwardDecision, Revocation, Report)]
)
def test_what_went_out_enters_anew_whatever_the_program_had_filled_in(page, place, desk):
    model = page.resource_classes[place]._meta.model
    FACTORIES[model]()
    data = sheets.export(desk, page.model, resource=place)
    for row in model.objects.all():
        row.delete()
    answer = sheets.preview(desk, page.model, data, resource=place)
    assert "New: 1. Changed: 0. Unchanged: 0." in sheets.text_of(answer), sheets.text_of(answer)
    sheets.confirm(desk, page.model, sheets.token_of(answer))
    assert model.objects.count() == 1
