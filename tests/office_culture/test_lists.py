"""Lists of records: columns and views of one's own, spans of days, chips, one's own rows first, ticked rows."""

import datetime

import pytest
from django.forms import ModelChoiceField
from django.urls import reverse

from campaign.models import Task, TaskState
from office_culture.admin.bricks.links import bound_choices
from office_culture.models import ChecklistVersion, Finding, FindingState, SavedView
from office_culture.models.saved_views import LONGEST_QUERY
from tests.factories.inspections import ChecklistVersionFactory, FindingFactory
from tests.factories.office import PersonFactory, UserFactory
from tests.factories.plans import PlanFactory, TaskFactory
from tests.rights import granted

pytestmark = pytest.mark.django_db

TASKS = reverse("admin:campaign_task_changelist")
TASK_VIEWS = reverse("admin:campaign_task_views")
DAY = datetime.date


@pytest.fixture
def desk(officer, signed_in):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def tasks(office, unit_a):
    plan = PlanFactory(unit=office, title="Kế hoạch 2026")
    rows = (("Một", DAY(2026, 3, 31)), ("Hai", DAY(2026, 6, 30)), ("Ba", DAY(2026, 9, 30)))
    return [
        TaskFactory(plan=plan, content=content, lead_unit=unit_a, start=DAY(2026, 1, 5), due=due)
        for content, due in rows
    ]


def contents(answer) -> list[str]:
    return [row.content for row in answer.context["cl"].result_list]


def columns(answer) -> list[str]:
    return [name for name in answer.context["cl"].list_display if name != "action_checkbox"]


def test_columns_are_chosen_by_each_person_for_themselves(desk, tasks, signed_in):
    opened = desk.get(TASKS)
    at_first = columns(opened)
    assert f'action="{TASK_VIEWS}"' in opened.content.decode()
    offered = {name: chosen for name, _label, chosen in opened.context["columns_offered"]}
    assert (offered["due"], offered["plan"]) == (True, False)
    desk.post(TASK_VIEWS, {"columns": ["due", "plan", "nonsense"]})
    answer = desk.get(TASKS)
    assert columns(answer) == ["short_content", "due", "plan"]
    assert "Kế hoạch 2026" in answer.content.decode()
    other = signed_in(granted(UserFactory(unit=tasks[0].plan.unit)))
    assert columns(other.get(TASKS)) == at_first
    desk.post(TASK_VIEWS, {"drop": ""})
    assert columns(desk.get(TASKS)) == at_first


def test_a_view_keeps_columns_and_filters_under_a_name_for_its_owner_alone(desk, tasks, signed_in):
    posted = {"name": "Sắp tới", "columns": ["due"], "query": "state__exact=planned&p=1"}
    answer = desk.post(TASK_VIEWS, posted, follow=True)
    view = SavedView.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"_view={view.pk}")
    assert columns(answer) == ["short_content", "due"]
    assert [chip.title for chip in answer.context["cl"].chips] == ["State"]
    assert len(columns(desk.get(TASKS))) > 2
    desk.post(TASK_VIEWS, {"columns": ["plan"], "query": f"state__exact=planned&_view={view.pk}"})
    view.refresh_from_db()
    assert (view.name, view.columns) == ("Sắp tới", ["plan"])
    other = signed_in(granted(UserFactory(unit=tasks[0].plan.unit)))
    assert len(columns(other.get(f"{TASKS}?_view={view.pk}"))) > 2
    other.post(TASK_VIEWS, {"drop": str(view.pk)})
    assert SavedView.objects.count() == 1
    desk.post(TASK_VIEWS, {"name": "Dài", "columns": [], "query": "q=" + "a" * LONGEST_QUERY})
    assert not SavedView.objects.filter(name="Dài").exists()
    assert desk.get(TASK_VIEWS).status_code == 405
    desk.post(TASK_VIEWS, {"drop": str(view.pk)})
    assert not SavedView.objects.filter(name="Sắp tới").exists()


def test_only_who_may_see_the_list_arranges_it(plain_staff, signed_in):
    assert signed_in(plain_staff).post(TASK_VIEWS, {"columns": ["due"]}).status_code == 403
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("due__gte=1/4/2026&due__lte=30/06/2026", ["Hai"]),
        ("due__gte=2026-04-01", ["Hai", "Ba"]),
        ("due__lte=31/3/2026", ["Một"]),
    ],
)
def test_a_span_of_days_is_typed_as_clerks_do(desk, tasks, span, found):
    assert sorted(contents(desk.get(f"{TASKS}?{span}"))) == sorted(found)


def test_what_is_no_day_filters_nothing_and_is_told(desk, tasks):
    answer = desk.get(f"{TASKS}?due__gte=32/13/2026")
    assert answer.status_code == 200
    assert len(contents(answer)) == 3
    assert next(spec for spec in answer.context["cl"].filter_specs if getattr(spec, "errors", ())).typed


def test_each_filter_in_use_is_a_chip_that_takes_it_away(desk, tasks):
    answer = desk.get(f"{TASKS}?due__gte=1/4/2026&state__exact=planned&start__year=2026")
    chips = {chip.title: chip for chip in answer.context["cl"].chips}
    assert set(chips) == {"State", "Due", "Start"}
    assert chips["Start"].value == "2026"
    assert "01/04/2026" in chips["Due"].value
    assert contents(desk.get(f"{TASKS}{chips['Due'].without}")) == contents(
        desk.get(f"{TASKS}?state__exact=planned&start__year=2026")
    )


def test_a_filter_by_an_account_is_a_chip_without_a_name(desk, officer):
    answer = desk.get(f"/admin/campaign/casefilereturn/?confirmed_by__id__exact={officer.pk}")
    assert [(chip.title, chip.value) for chip in answer.context["cl"].chips] == [("Who confirmed it", "")]


def test_what_one_has_to_do_stands_first_the_soonest_on_top(tasks, unit_a, unit_b, contact_a, signed_in):
    plan = tasks[0].plan
    TaskFactory(
        plan=plan,
        content="Xong",
        lead_unit=unit_a,
        start=DAY(2026, 1, 5),
        due=DAY(2027, 1, 5),
        state="cancelled",
        state_reason="x",
    )
    browser = signed_in(contact_a)
    assert contents(browser.get(TASKS)) == ["Một", "Hai", "Ba", "Xong"]
    assert contents(browser.get(f"{TASKS}?o=-3"))[0] == "Xong"


def test_quantities_stand_at_the_right_and_years_do_not(desk, tasks):
    plans = desk.get(reverse("admin:campaign_plan_changelist")).content.decode()
    assert 'class="field-task_count number"' in plans
    assert 'class="field-title' in plans
    assert "field-title number" not in plans
    pledges = desk.get(reverse("admin:campaign_pledge_changelist"))
    assert "year" not in pledges.context["cl"].figures


def test_ticked_rows_take_a_step_by_the_rules_of_their_own_page(desk, tasks, unit_b):
    for task in tasks[:2]:
        Task.objects.filter(pk=task.pk).update(state=TaskState.REPORTED, done_on=DAY(2026, 3, 1))
    ticked = {"action": "step_accept", "_selected_action": [str(task.pk) for task in tasks]}
    asked = desk.post(TASKS, ticked)
    assert [bool(row.refusal) for row in sorted(asked.context["rows"], key=lambda row: row.row.pk)] == [
        False,
        False,
        True,
    ]
    assert not Task.objects.filter(state=TaskState.ACCEPTED).exists()
    told = desk.post(TASKS, ticked | {"_confirmed": "1"}, follow=True).content.decode()
    assert "Done for 2 rows." in told
    assert set(Task.objects.filter(state=TaskState.ACCEPTED)) == set(tasks[:2])


def test_a_question_of_a_step_is_answered_once_for_all_ticked_rows(superuser, signed_in):
    desk = signed_in(superuser)
    found = [FindingFactory(state=FindingState.REMEDIED, remedied_on=DAY(2026, 3, 1)) for _ in range(2)]
    page = reverse("admin:office_culture_finding_changelist")
    ticked = {"action": "step_verify", "_selected_action": [str(row.pk) for row in found]}
    assert 'name="verified_on"' in desk.post(page, ticked).content.decode()
    versions = {f"version-{row.pk}": str(row.version) for row in found}
    desk.post(page, ticked | versions | {"_confirmed": "1", "verified_on": "02/03/2026"})
    assert [(row.state, row.verified_on) for row in Finding.objects.all()] == [
        (FindingState.VERIFIED, DAY(2026, 3, 2))
    ] * 2


def test_ticked_rows_are_changed_through_the_form_of_their_own_page(desk, tasks, unit_b):
    Task.objects.filter(pk=tasks[2].pk).update(state=TaskState.CANCELLED, state_reason="Hoãn")
    ticked = {"action": "change_selected", "_selected_action": [str(task.pk) for task in tasks]}
    asked = desk.post(TASKS, ticked)
    assert asked.context["possible"] == 2
    nothing = desk.post(TASKS, ticked | {"_confirmed": "1", "lead_unit": str(unit_b.pk)})
    assert "Tick the fields" in nothing.content.decode()
    chosen = {"_confirmed": "1", "change-lead_unit": "on", "lead_unit": str(unit_b.pk)}
    stale = desk.post(TASKS, ticked | chosen | {f"version-{tasks[0].pk}": "77"}, follow=True)
    assert "Nothing was done" in stale.content.decode()
    assert "Done for 2 rows." in desk.post(TASKS, ticked | chosen, follow=True).content.decode()
    assert [task.lead_unit for task in Task.objects.order_by("pk")] == [unit_b, unit_b, tasks[2].lead_unit]
    assert Task.objects.get(pk=tasks[0].pk).product == tasks[0].product


def test_who_may_not_take_a_step_is_not_offered_it_for_ticked_rows(tasks, plain_staff, signed_in, contact_a):
    answer = signed_in(contact_a).post(
        TASKS, {"action": "step_accept", "_selected_action": [str(tasks[0].pk)]}
    )
    assert all(row.refusal for row in answer.context["rows"])
    assert '<p class="notice notice-warning" role="status">' in answer.content.decode()


def test_rows_that_left_the_list_meanwhile_are_told_of(desk, tasks):
    ticked = {"action": "step_accept", "_selected_action": [str(tasks[0].pk)]}
    told = desk.post(f"{TASKS}?state__exact=cancelled", ticked, follow=True).content.decode()
    assert "None of the ticked rows is in this list any more." in told


def test_offered_records_are_told_apart(desk, officer, office):
    ChecklistVersionFactory.create_batch(2, number=1)
    PersonFactory.create_batch(2, full_name="Lò Thị Mẫu", unit=office)
    for field, model in (("checklist_version", "inspectionround"), ("person", "teammember")):
        query = {"app_label": "office_culture", "model_name": model, "field_name": field}
        offered = [row["text"] for row in desk.get(reverse("admin:autocomplete"), query).json()["results"]]
        assert len(offered) == len(set(offered)) == 2, offered
    plain = ModelChoiceField(ChecklistVersion.objects.all(), empty_label=None)
    bound_choices(plain, officer)
    labels = [label for _value, label in plain.choices]
    assert len(set(labels)) == 2
    assert all(label.endswith("(1)") for label in labels)
