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
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Stale
from office_culture.rules.requests import user_of
from office_culture.rules.scope import keeps_records_of


@require_POST
@login_required
def draft(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Creates or fills the draft with the agreed nominees and redirects to its page. Raises `PermissionDenied`."""
    nomination_round = visible(request, NominationRound, pk)
    user = user_of(request)
    model: Any = AwardDecision if kind == "decision" else Submission
    may = user.has_perms([f"awards.{verb}_{model._meta.model_name}" for verb in ("add", "change")])
    if not may or not keeps_records_of(user, nomination_round.unit):
        raise PermissionDenied
    write: Any = draft_decision if kind == "decision" else draft_submission
    try:
        with as_seen(request.POST, nomination_round):
            made, nobody = write(nomination_round=nomination_round, by=user)
    except (Stale, ValidationError) as refusal:
        reasons = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        messages.error(request, reasons)
        return HttpResponseRedirect(
            reverse("admin:awards_nominationround_change", args=[nomination_round.pk])
        )
    if nobody:
        messages.warning(request, nobody)
    else:
        message = _("Those agreed in “%(round)s” stand in this draft.") % {"round": nomination_round}
        messages.success(request, message)
    return HttpResponseRedirect(reverse(f"admin:awards_{model._meta.model_name}_change", args=[made.pk]))
