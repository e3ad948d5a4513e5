"""The parts that the pages of all outgoing papers share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions import outgoing
from office_culture.actions.workflow import Step
from office_culture.admin.bricks import WorkflowButtons
from office_culture.models import Outgoing, OutgoingState


class OutgoingPage(WorkflowButtons):
    """Mixed into the admin of a kind of paper: edited as a draft, issued on its own page, read-only from then on."""

    # Why nobody edits it, by state; an issued paper stays closed in every later state.
    closed_words: ClassVar[Mapping[str, Any]] = {
        OutgoingState.IN_REVIEW: _(
            "This paper is in review; whoever reviews it can return it to be written on."
        ),
        OutgoingState.APPROVED: _("This paper is approved; leadership can return it with a reason."),
        OutgoingState.ISSUED: _(
            "This paper is issued; nobody changes it any more. A mistake found later needs a new paper."
        ),
    }

    # The name of the address where the paper stands as it would be printed now.
    draft_page: ClassVar[str]
    # Whoever takes one of these steps answers for what the paper says.
    read_before: ClassVar[frozenset[str]] = frozenset({"submit", "approve", outgoing.ISSUE})

    def step_context(self, request: HttpRequest, obj: Any, step: Step[Any]) -> dict[str, Any]:
        found = super().step_context(request, obj, step)
        if step.name in self.read_before:
            found["draft_paper"] = reverse(self.draft_page, args=[obj.pk])
        return found

    def closed(self, obj: Outgoing) -> str:
        return str(self.closed_words.get(OutgoingState.ISSUED if obj.is_final else obj.state, ""))

    def step_result(self, obj: Any, step: Step[Any]) -> tuple[str, str]:
        message, page = super().step_result(obj, step)
        if step.name == outgoing.ISSUE:
            message = gettext("Issued: %(paper)s.") % {"paper": obj.paper}
        return message, page
