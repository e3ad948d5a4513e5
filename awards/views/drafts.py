"""From the page of a round to the draft of its decision or submission."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.actions.drafts import draft_decision, draft_submission
from awards.models import AwardDecision, NominationRound, Submission
from awards.views.papers import visible
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of


@require_POST
@login_required
def draft(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Writes the draft, takes over those agreed, and goes to its page."""
    held = visible(request, NominationRound, pk)
    user = user_of(request)
    model: Any = AwardDecision if kind == "decision" else Submission
    may = user.has_perms([f"awards.{verb}_{model._meta.model_name}" for verb in ("add", "change")])
    if not may or not keeps_records_of(user, held.unit):
        raise PermissionDenied
    write: Any = draft_decision if kind == "decision" else draft_submission
    try:
        made, nobody = write(held=held, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(reverse("admin:awards_nominationround_change", args=[held.pk]))
    if nobody:
        messages.warning(request, nobody)
    else:
        told = _("Those agreed in “%(round)s” stand in this draft.") % {"round": held}
        messages.success(request, told)
    return HttpResponseRedirect(reverse(f"admin:awards_{model._meta.model_name}_change", args=[made.pk]))
