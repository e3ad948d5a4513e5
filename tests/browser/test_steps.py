"""The dialog of steps by the keyboard on a phone: unsaved typing is saved first, Escape leads back."""

import pytest
from django.urls import reverse

from campaign.models import Task, TaskState
from tests.browser import steps
from tests.factories.plans import TaskFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_step_takes_the_typing_along_and_is_asked_in_one_dialog(open_pages, root):
    task = TaskFactory(content="Tập huấn", state=TaskState.IN_PROGRESS)
    watched = open_pages(user=root, width=390, language="en")
    page = watched.page
    watched.visit(reverse("admin:campaign_task_change", args=[task.pk]))
    button = page.locator("a.step[data-step=cancel]")
    button.press("Enter")
    assert "None: no button takes this back." in steps.asked(page).inner_text()
    page.keyboard.press("Escape")
    page.locator("#id_content").fill("Tập huấn kỹ năng")
    button.press("Enter")
    with page.expect_navigation():
        page.locator("[data-unsaved=save]").press("Enter")
    question = steps.asked(page)
    watched.look()
    assert Task.objects.get().content == "Tập huấn kỹ năng"
    question.locator("textarea[name=reason]").fill("Gộp việc")
    steps.confirm(page)
    assert Task.objects.get().state == TaskState.CANCELLED
    assert not watched.problems, "\n".join(watched.problems)
