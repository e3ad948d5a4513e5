"""A post says which version it saw; where it does not, or saw an old one, nothing changes and it is told why."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from campaign.models import CaseFileReturn
from office_culture.models import Document, Posting, StaffingReturn
from tests import sheets
from tests.factories import FACTORIES
from tests.factories.documents import DocumentFactory
from tests.factories.figures import CaseFileReturnFactory
from tests.factories.office import PersonFactory, PostingFactory, StaffingReturnFactory
from tests.factories.plans import TaskFactory
from tests.guards.registry import name_of, own_admins
from tests.office_culture.test_rows_below import person_page, row
from tests.office_culture.test_two_browsers import posted
from tests.sessions import session_of

pytestmark = pytest.mark.django_db

UNSEEN = "does not say which version"


@pytest.fixture(autouse=True)
def english(settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    with override("en"):
        yield


@pytest.fixture
def desk(superuser, settings) -> Client:
    """Django's own client, which adds nothing to a post."""
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session_of(superuser)
    browser.cookies["django_language"] = "en"
    return browser


def page_of(document: Document) -> str:
    return reverse("admin:office_culture_document_change", args=[document.pk])


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_each_page_refuses_a_post_that_does_not_say_what_it_saw(model_admin, desk):
    made = FACTORIES[model_admin.model]()
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change"
    address = reverse(name, args=[made.pk])
    page = desk.get(address)
    form = page.context["adminform"].form
    if not page.context["has_change_permission"] or "opened_version" not in form.fields:
        assert not hasattr(made, "version") or desk.post(address, {}).status_code == 403
        return
    assert form["opened_version"].value() == made._meta.model._base_manager.get(pk=made.pk).version
    assert 'name="opened_version"' in page.content.decode()
    managed = {
        f"{shown.formset.prefix}-{count}_FORMS": "0"
        for shown in page.context["inline_admin_formsets"]
        for count in ("TOTAL", "INITIAL")
    }
    for typed in ({}, {"opened_version": "99999"}):
        refused = desk.post(address, managed | typed)
        assert any(UNSEEN in text for text in refused.context["adminform"].form.non_field_errors()), typed


@pytest.mark.parametrize("opened", [None, "", "-1", "999"])
def test_nothing_is_written_over_unseen(desk, opened):
    document = DocumentFactory(note="Kept")
    data = posted(document, [], note="Typed", opened_version=opened)
    if opened is None:
        del data["opened_version"]
    answer = desk.post(page_of(document), data)
    assert UNSEEN in answer.content.decode()
    assert "Kept now: “Kept”." in answer.content.decode()
    assert Document.objects.get().note == "Kept"
    again = answer.context["adminform"].form["opened_version"].value()
    assert desk.post(page_of(document), data | {"opened_version": again}).status_code == 302
    assert Document.objects.get().note == "Typed"


def test_each_field_that_differs_is_offered_to_take_over(desk):
    document = DocumentFactory(note="Before", subject="Về việc A")
    opened = posted(document, [])
    assert (
        desk.post(page_of(document), opened | {"note": "Theirs", "subject": "Về việc B"}).status_code == 302
    )
    late = desk.post(page_of(document), opened | {"note": "Mine", "issuer": "Văn phòng Khác"})
    errors = late.context["adminform"].form.errors
    assert set(errors) == {"__all__", "note", "subject"}, "nobody else touched the issuer"
    assert "Theirs" in errors["note"][0]
    page = late.content.decode()
    assert 'name="answer-subject" value="theirs:2" checked' in page, "I typed nothing there"
    assert 'name="answer-note" value="mine:2" checked' in page
    taken = opened | {"note": "Mine", "issuer": "Văn phòng Khác", "opened_version": "2"}
    answers = {"answer-note": "theirs:2", "answer-subject": "theirs:2"}
    assert desk.post(page_of(document), taken | answers).status_code == 302
    saved = Document.objects.get()
    assert (saved.note, saved.subject, saved.issuer) == ("Theirs", "Về việc B", "Văn phòng Khác")


def test_an_answer_of_another_round_takes_nothing_over(desk):
    document = DocumentFactory(note="Kept")
    data = posted(document, [], note="Typed") | {"answer-note": "theirs:7"}
    assert desk.post(page_of(document), data).status_code == 302
    assert Document.objects.get().note == "Typed"


def test_a_row_that_was_changed_on_its_own_page_is_not_written_over(desk):
    person = PersonFactory()
    held = PostingFactory(person=person)
    address = reverse("admin:office_culture_person_change", args=[person.pk])
    shown = row(person, id=str(held.pk), post="Trưởng phòng", opened_version=str(held.version))
    held.post = "Phó Trưởng phòng"
    held.save()
    for version in (shown["opened_version"], ""):
        data = person_page(person, shown | {"opened_version": version}, initial=1)
        refused = desk.post(address, data)
        errors = refused.context["inline_admin_formsets"][0].formset.errors[0]
        assert "Phó Trưởng phòng" in errors["post"][0]
        gone = desk.post(
            address, person_page(person, shown | {"opened_version": version, "DELETE": "on"}, initial=1)
        )
        assert "A row that you remove was changed" in gone.content.decode()
        assert Posting.objects.get().post == "Phó Trưởng phòng"
    data = person_page(person, shown | {"opened_version": str(held.version)}, initial=1)
    assert desk.post(address, data).status_code == 302
    assert Posting.objects.get().post == "Trưởng phòng"


def test_a_step_is_taken_from_the_version_that_was_seen(desk):
    task = TaskFactory()
    address = reverse("admin:campaign_task_step", args=[task.pk, "start"])
    opened = desk.get(address).context["form"]["opened_version"].value()
    assert f'name="opened_version" value="{opened}"' in desk.get(address).content.decode()
    task.content = "Nội dung mới"
    task.save()
    for typed in ({}, {"opened_version": ""}, {"opened_version": opened}):
        refused = desk.post(address, typed)
        task.refresh_from_db()
        assert task.state == "planned"
        assert "was changed while you looked at it" in refused.content.decode()
    assert "Nội dung mới" in refused.content.decode()
    again = refused.context["form"]["opened_version"].value()
    assert desk.post(address, {"opened_version": again}).status_code == 302
    task.refresh_from_db()
    assert task.state == "in_progress"


def test_a_sheet_is_taken_in_over_what_its_preview_showed(desk, office):
    titles = ("Unit", "Year", "Category", "Actual")
    line = (office.name, 2022, "contract staff", 1)
    held = StaffingReturnFactory(unit=office, year=2022, category="contract", actual=7)
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheets.workbook(titles, line)))
    held.actual = 9
    held.save()
    assert "changed after the preview" in sheets.text_of(sheets.confirm(desk, StaffingReturn, token))
    assert StaffingReturn.objects.get().actual == 9
    sheets.bring_in(desk, StaffingReturn, titles, line)
    assert StaffingReturn.objects.get().actual == 1


def test_a_row_that_came_into_being_after_the_preview_is_not_written_over(desk, office):
    titles = ("Unit", "Year", "Category", "Actual")
    sheet = sheets.workbook(titles, (office.name, 2022, "contract staff", 1))
    token = sheets.token_of(sheets.preview(desk, StaffingReturn, sheet))
    StaffingReturnFactory(unit=office, year=2022, category="contract", actual=7)
    assert "changed after the preview" in sheets.text_of(sheets.confirm(desk, StaffingReturn, token))
    assert StaffingReturn.objects.get().actual == 7


def test_rows_are_confirmed_in_bulk_as_the_list_showed_them(desk, office):
    figure = CaseFileReturnFactory(unit=office, overdue=0, early=83)
    address = reverse("admin:campaign_casefilereturn_changelist")
    version = f'name="version-{figure.pk}" value="{figure.version}"'
    assert version in desk.get(address).content.decode()
    ticked = {"action": "step_confirm", "_selected_action": str(figure.pk), "_confirmed": "1"}
    for seen in ({}, {f"version-{figure.pk}": ""}, {f"version-{figure.pk}": "7"}):
        refused = desk.post(address, ticked | seen, follow=True)
        assert "did not show these rows as they are now" in refused.content.decode()
        assert not CaseFileReturn.objects.get().confirmed
    across = ticked | {"select_across": "1"}
    assert "Nothing was done" in desk.post(address, across, follow=True).content.decode()
    desk.post(address, ticked | {f"version-{figure.pk}": str(figure.version)})
    assert CaseFileReturn.objects.get().confirmed
