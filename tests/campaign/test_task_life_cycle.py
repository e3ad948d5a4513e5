"""The life cycle of a task: walked at random against a table of its own, and driven through the admin."""

import datetime
from unittest import mock

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.actions import tasks
from campaign.models import Task
from office_culture.actions.workflow import Refused
from office_culture.models import Event, User
from office_culture.selectors.events import events_of
from tests.factories.office import UserFactory
from tests.factories.plans import PlanFactory, TaskFactory
from tests.rights import granted

pytestmark = pytest.mark.django_db

STEPS = ("start", "report", "accept", "return", "postpone", "cancel")
# Written down here once more, so that a slip in the program's own table is found.
ALLOWED = {
    ("planned", "start"): "in_progress",
    ("planned", "report"): "reported",
    ("in_progress", "report"): "reported",
    ("returned", "report"): "reported",
    ("reported", "accept"): "accepted",
    ("reported", "return"): "returned",
    ("planned", "postpone"): "planned",
    ("in_progress", "postpone"): "in_progress",
    ("returned", "postpone"): "returned",
    ("planned", "cancel"): "cancelled",
    ("in_progress", "cancel"): "cancelled",
    ("returned", "cancel"): "cancelled",
}
OPEN = {"planned", "in_progress", "returned"}
STEERING = {"accept", "return", "postpone", "cancel"}
NEED_A_REASON = {"return", "postpone", "cancel"}


@pytest.fixture
def plan(office):
    return PlanFactory(unit=office)


@pytest.fixture
def task(plan, unit_a):
    return TaskFactory(plan=plan, lead_unit=unit_a, result="Đã ban hành.")


@pytest.fixture
def unit_contact(unit_a) -> User:
    """Writes what became of the tasks of unit A, and nothing else."""
    user = UserFactory(username="lead", unit=unit_a)
    rights = ("view_task", "change_task", "view_taskfile", "view_taskpartner")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def contact_b(unit_b) -> User:
    return granted(UserFactory(username="contact-b", unit=unit_b))


def allowed_to(who: str, step: str) -> bool:
    if who == "officer":
        return True
    return who == "contact" and step not in STEERING


def test_no_walk_leaves_the_table(plan, unit_a, officer, unit_contact, contact_b):
    """Forbidden steps, wrong people, missing reasons and stale copies change nothing; each step leaves one event."""
    people = {"officer": officer, "contact": unit_contact, "stranger": contact_b}

    @given(
        walk=st.lists(
            st.tuples(
                st.sampled_from(STEPS),
                st.sampled_from(("officer", "officer", "contact", "stranger")),
                st.booleans(),
                st.sampled_from(("", "   ", "thiếu số liệu")),
            ),
            max_size=12,
        )
    )
    @settings(max_examples=40, deadline=None)
    def walked(walk):
        stale = TaskFactory(plan=plan, lead_unit=unit_a, result="Đã ban hành.")
        state, due, moves = "planned", stale.due, 0
        for step, who, with_stale_copy, reason in walk:
            copy = stale if with_stale_copy else Task.objects.get(pk=stale.pk)
            events = Event.objects.filter(verb__in=("transition", "postpone")).count()
            later = due + datetime.timedelta(days=5)
            reasoned = step not in NEED_A_REASON or bool(reason.strip())
            target = ALLOWED.get((state, step))
            expected = target is not None and allowed_to(who, step) and reasoned
            done = attempt(
                lambda s=step, c=copy, d=later, r=reason, w=who: tasks.WORKFLOW.perform(
                    s, obj=c, by=people[w], reason=r, answers={"due": d}
                )
            )
            if expected and step == "postpone":
                due, moves = later, moves + 1
            elif expected:
                state = target
            assert done == expected, (step, who, state, reason)
            fresh = Task.objects.get(pk=stale.pk)
            assert (fresh.state, fresh.due, fresh.first_due) == (state, due, stale.first_due)
            assert events_of(fresh).filter(verb="postpone").count() == moves
            assert Event.objects.filter(verb__in=("transition", "postpone")).count() == events + expected
            assert (fresh.done_on is not None) == (state in {"reported", "accepted"})

    walked()


def attempt(act) -> bool:
    try:
        act()
    except Refused as refusal:
        sentence = str(refusal)
    else:
        return True
    assert sentence.endswith("."), sentence
    return False


def test_there_is_no_other_state(task):
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state="overdue")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state="accepted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(state="cancelled")


def take(browser, task, step, reason=""):
    address = reverse("admin:campaign_task_step", args=[task.pk, step])
    return browser.post(address, {"reason": reason}, follow=True)


def change_url(task):
    return reverse("admin:campaign_task_change", args=[task.pk])


def test_goes_from_the_lead_unit_to_those_who_steer_the_plan(task, screen, unit_contact, signed_in):
    lead = signed_in(unit_contact)
    lead.cookies["django_language"] = "en"
    take(lead, task, "start")
    take(lead, task, "report")
    take(lead, task, "accept")
    assert Task.objects.get(pk=task.pk).state == "reported"
    waiting = lead.get(change_url(task)).content.decode()
    assert "is for: those who steer the plan" in waiting
    take(screen, task, "return", reason="Thiếu biên bản")
    task.refresh_from_db()
    assert (task.state, task.done_on) == ("returned", None)
    assert "Thiếu biên bản" in lead.get(change_url(task)).content.decode()
    take(lead, task, "report")
    take(screen, task, "accept")
    task.refresh_from_db()
    assert (task.state, task.state_reason) == ("accepted", "")
    closed = screen.get(change_url(task)).content.decode()
    assert "This task is accepted: its record is closed." in closed
    assert 'name="_save"' not in closed


def test_asks_for_the_result_before_it_is_reported(plan, unit_a, screen):
    task = TaskFactory(plan=plan, lead_unit=unit_a, state="in_progress")
    page = take(screen, task, "report").content.decode()
    assert "Write down the result first" in page
    task.refresh_from_db()
    assert task.state == "in_progress"


def test_a_unit_does_not_accept_its_own_work_in_a_plan_of_the_office(task, contact_a):
    Task.objects.filter(pk=task.pk).update(state="reported", done_on=task.due)
    with pytest.raises(Refused, match="plan"):
        tasks.WORKFLOW.perform("accept", obj=task, by=contact_a)


class TestPostponing:
    def url(self, task):
        return reverse("admin:campaign_task_step", args=[task.pk, "postpone"])

    def test_keeps_the_first_day_and_the_reason(self, task, screen):
        assert b"Move the last day" in screen.get(change_url(task)).content
        screen.post(self.url(task), {"due": "30/09/2022", "reason": "chờ hướng dẫn"})
        screen.post(self.url(task), {"due": "31/12/2022", "reason": "chờ kinh phí"})
        task.refresh_from_db()
        assert (task.first_due, task.due) == (datetime.date(2022, 6, 30), datetime.date(2022, 12, 31))
        assert task.was_postponed
        moves = events_of(task).filter(verb="postpone").order_by("pk")
        assert [(event.changes, event.reason) for event in moves] == [
            ({"due": ["2022-06-30", "2022-09-30"]}, "chờ hướng dẫn"),
            ({"due": ["2022-09-30", "2022-12-31"]}, "chờ kinh phí"),
        ]
        page = screen.get(change_url(task)).content.decode()
        assert "chờ hướng dẫn" in page
        assert "chờ kinh phí" in page

    @pytest.mark.parametrize(
        ("due", "reason", "field", "sentence"),
        [
            ("30/06/2022", "vì thế", "due", "is the last day already"),
            ("09/01/2022", "vì thế", "due", "lies before the start"),
            ("31/02/2023", "vì thế", "due", "There is no day"),
            ("30/09/2022", "", "reason", "required"),
            ("30/09/2022", "   ", "reason", "required"),
        ],
    )
    def test_refuses_at_the_field_and_keeps_what_was_typed(self, task, screen, due, reason, field, sentence):
        page = screen.post(self.url(task), {"due": due, "reason": reason})
        assert sentence in " ".join(page.context["form"].errors[field])
        assert due in page.content.decode()
        task.refresh_from_db()
        assert task.due == task.first_due
        assert not events_of(task).filter(verb="postpone").exists()

    def test_is_for_those_who_steer_and_leaves_a_trace_when_refused(self, task, unit_contact, signed_in):
        page = signed_in(unit_contact).post(
            self.url(task), {"due": "30/09/2022", "reason": "bận"}, follow=True
        )
        assert [message.level_tag for message in page.context["messages"]] == ["error"]
        task.refresh_from_db()
        assert task.due == task.first_due
        assert Event.objects.filter(verb="refused", actor=unit_contact).count() == 1

    def test_ended_tasks_stand(self, task, officer):
        Task.objects.filter(pk=task.pk).update(state="cancelled", state_reason="thôi")
        with pytest.raises(Refused, match="is not possible from there"):
            tasks.WORKFLOW.perform(
                "postpone", obj=task, by=officer, reason="x", answers={"due": datetime.date(2023, 1, 1)}
            )


class TestOverdue:
    """The day changes at midnight of the office, which is 17:00 in UTC."""

    @pytest.mark.parametrize(
        ("now", "overdue"),
        [("16:59:59", False), ("17:00:00", True)],
    )
    def test_begins_at_midnight_in_vietnam(self, plan, unit_a, superuser, signed_in, now, overdue):
        moment = datetime.datetime.fromisoformat(f"2022-06-30T{now}+00:00")
        with mock.patch("django.utils.timezone.now", return_value=moment):
            task = TaskFactory(plan=plan, lead_unit=unit_a, due=datetime.date(2022, 6, 30))
            page = signed_in(superuser).get(
                reverse("admin:campaign_task_changelist"), {"last_day": "overdue"}
            )
            assert (task in page.context["cl"].result_list) == overdue
            assert any("Overdue" in warning or "hạn" in warning for warning in task.warnings()) == overdue

    def test_follows_from_the_day_and_the_state(self, plan, unit_a):
        day = datetime.date(2022, 7, 1)
        late = {
            state: TaskFactory(plan=plan, lead_unit=unit_a, state=state, state_reason="x", done_on=day)
            for state in ("planned", "in_progress", "returned", "reported", "accepted", "cancelled")
        }
        assert {task.state for task in Task.objects.overdue(day)} == OPEN
        assert {state for state, task in late.items() if task.is_overdue(day)} == OPEN
        assert not Task.objects.overdue(datetime.date(2022, 6, 30)).exists()
        assert {task.state for task in Task.objects.due_soon(datetime.date(2022, 6, 30), 0)} == OPEN
        assert not Task.objects.due_soon(day, 365).exists()
