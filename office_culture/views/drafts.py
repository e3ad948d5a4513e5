"""The drafts that an account has deleted, and their restoring."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from office_culture.actions.drafts import bring_back
from office_culture.actions.workflow import Refused
from office_culture.rules.requests import user_of
from office_culture.selectors.drafts import KEPT_FOR, deleted_drafts


@require_safe
@login_required
def page(request: HttpRequest) -> HttpResponse:
    """The account's own deleted drafts, each with the last day on which it can be brought back."""
    drafts = [(event, event.at + KEPT_FOR) for event in deleted_drafts(user_of(request))]
    context = {**admin.site.each_context(request), "title": _("Deleted drafts"), "drafts": drafts}
    return render(request, "admin/deleted_drafts.html", context)


@require_POST
@login_required
def back(request: HttpRequest, event: int) -> HttpResponse:
    """Restores one draft and redirects to it."""
    user = user_of(request)
    deletion = next((item for item in deleted_drafts(user) if item.pk == event), None)
    if deletion is None:
        raise Http404
    try:
        draft = bring_back(event=deletion, by=user)
    except Refused as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(reverse("deleted_drafts"))
    messages.success(request, _("“%(draft)s” is back.") % {"draft": draft})
    opts = draft._meta
    return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[draft.pk]))
