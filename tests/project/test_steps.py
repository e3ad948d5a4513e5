"""The question of a step: what it says beforehand, how the dialog asks it, and what stays of its answers."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from campaign.actions.innovations import WORKFLOW as INNOVATIONS
from campaign.models import Innovation, InnovationState, Task, TaskState
from office_culture.actions.workflow import Refused, Workflow
from office_culture.models import Inspection, UnsavedForm
from tests.factories import FACTORIES
from tests.factories.innovations import InnovationFactory
from tests.factories.office import UserFactory
from tests.factories.plans import PlanFactory, TaskFactory
from tests.guards.registry import name_of, own_admins
from tests.guards.test_duplicates import posted
from tests.office_culture.inspections.making import at_work

pytestmark = pytest.mark.django_db
KEEP = reverse("unsaved_form")
DIALOG = {"X-Dialog": "1"}
REASON = "Đã kiểm tra"


def kept(browser, page: str, **fields) -> int:
    typed = [[name, str(value)] for name, value in fields.items()]
    return browser.post(KEEP, {"page": page, "fields": json.dumps(typed)}).status_code


@pytest.fixture
def task(office, unit_a):
    return TaskFactory(plan=PlanFactory(unit=office), lead_unit=unit_a, state=TaskState.IN_PROGRESS)


@pytest.fixture
def desk(officer, signed_in):
    browser = signed_in(officer)
    browser.cookies["django_language"] = "en"
    return browser


def step_of(record, step: str) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[record.pk, step])


def test_the_question_says_what_follows_and_the_dialog_gets_where_to_go(desk, task):
    cancel = step_of(task, "cancel")
    asked = desk.get(cancel)
    assert (asked.context["outlook"].state, asked.context["outlook"].back) == ("cancelled", None)
    assert any(
        "Overdue" in warning or "overdue" in warning
        for warning in desk.get(step_of(task, "postpone")).context["foreseen"]
    )
    refused = desk.post(cancel, {"opened_version": task.version}, headers=DIALOG)
    assert "errors" in refused.content.decode()
    done = desk.post(cancel, {"opened_version": task.version, "reason": "Gộp việc"}, headers=DIALOG)
    assert done.json() == {"next": reverse("admin:campaign_task_change", args=[task.pk])}
    assert Task.objects.get().state == TaskState.CANCELLED


DEEPEST = 3  # steps one after the other


def steps_taken(page, request, key, depth=0):
    """Takes every step that asks nothing, from there every further one; the name of each and what nobody foretold."""
    shown = page.get_object(request, str(key))
    for step, refusal in page.workflow.offered(shown, request.user):
        foreseen = page._foreseen(request, shown, step)
        assert foreseen["outlook"], "who acts next and the way back"
        if refusal or depth == DEEPEST:
            continue
        with transaction.atomic():
            try:
                page.workflow.perform(step.name, obj=shown, by=request.user, reason=REASON)
            except (Refused, ValidationError, KeyError):
                continue  # it asks for more, or is refused for what it was given
            after = page.warnings_of(request, page.get_object(request, str(key)))
            untold = [each for each in after if each not in foreseen["foreseen"] and REASON not in each]
            yield f"{name_of(page)}: {step.name}", untold
            yield from steps_taken(page, request, key, depth + 1)
            transaction.set_rollback(True)


def test_no_step_is_followed_by_a_warning_that_its_question_did_not_tell(rf, superuser):
    request = rf.get("/")
    request.user = superuser
    pages = [page for page in own_admins() if isinstance(getattr(page, "workflow", None), Workflow)]
    taken = [step for page in pages for step in steps_taken(page, request, FACTORIES[page.model]().pk)]
    assert [step for step in taken if step[1]] == []
    assert len({name for name, _untold in taken}) > 15


def test_the_way_back_begins_with_the_return_and_never_with_a_step_onwards(office):
    made = InnovationFactory(unit=office, state=InnovationState.SUBMITTED, submitted_on=timezone.localdate())
    steps = INNOVATIONS.steps
    assert INNOVATIONS.outlook(steps["review"], made).back is None
    recognised = INNOVATIONS.outlook(steps["register"], Innovation(state=InnovationState.DRAFT))
    assert recognised.back == steps["unregister"]


def test_what_blocks_a_step_is_linked_and_an_empty_choice_leads_to_adding_one(desk, office):
    draft = InnovationFactory(unit=office, problem="Chờ lâu", solution="")
    page = desk.get(reverse("admin:campaign_innovation_change", args=[draft.pk])).content.decode()
    assert 'href="#id_solution"' in page
    Innovation.objects.update(state=InnovationState.SUBMITTED, submitted_on=timezone.localdate())
    help_text = str(desk.get(step_of(draft, "review")).context["form"].fields["session"].help_text)
    assert reverse("admin:campaign_reviewsession_add") in help_text
    assert "%23step%3Dreview" in help_text


def test_answers_are_kept_shown_again_and_gone_once_the_step_is_taken(
    desk, task, officer, plain_staff, signed_in
):
    page = step_of(task, "cancel")
    assert kept(desk, page, reason="Gõ dở", opened_version=task.version) == 200
    assert kept(signed_in(plain_staff), page, reason="x") == 404
    (form,) = desk.get(page).context["unsaved_forms"]
    shown = desk.post(page, dict(form.fields) | {"_unsaved": "1"})
    assert shown.context["form"]["reason"].value() == "Gõ dở"
    assert Task.objects.get().state == TaskState.IN_PROGRESS
    desk.post(page, dict(form.fields))
    assert not UnsavedForm.objects.filter(account=officer).exists()


def test_save_then_go_on_leads_to_the_question(desk, task):
    page = reverse("admin:campaign_task_change", args=[task.pk])
    shown = desk.get(page).context
    form = shown["adminform"].form
    typed = posted(form, form.instance) | {"_continue": "1", "_then": "cancel"}
    for inline in shown["inline_admin_formsets"]:
        typed |= {f"{inline.formset.prefix}-{count}_FORMS": "0" for count in ("TOTAL", "INITIAL")}
    answer = desk.post(page, typed)
    assert answer.status_code == 302
    assert answer["Location"].endswith("#step=cancel")


def test_the_form_of_an_inspection_is_kept_on_the_side_that_writes(office, unit_a, superuser, signed_in):
    inspection = at_work(unit_a, by=superuser)
    browser = signed_in(superuser)
    page = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    assert kept(browser, page, side="team", conclusion="Gõ dở", opened_version=inspection.version) == 200
    (form,) = browser.get(page).context["unsaved_forms"]
    shown = browser.post(page, dict(form.fields) | {"_unsaved": "1"})
    assert shown.context["visit"]["conclusion"].value() == "Gõ dở"
    assert Inspection.objects.get().conclusion != "Gõ dở"
    browser.post(page, dict(form.fields))
    assert not UnsavedForm.objects.exists()
    outsider = UserFactory(unit=unit_a)
    assert kept(signed_in(outsider), page, side="team") == 404
