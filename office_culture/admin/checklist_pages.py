"""Pages of a version of a checklist: what changed against the one before, and the making of the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from office_culture.actions.checklists import next_version
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, visible
from office_culture.models import ChecklistVersion, VersionState
from office_culture.rules.requests import user_of
from office_culture.selectors.checklists import compare_versions

TEMPLATES = "admin/office_culture/checklistversion"


def compare(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """This version against an older one of the same checklist; without a choice against the one before."""
    newer = visible(page, request, object_id, "checklist")
    others = list(
        ChecklistVersion.objects.filter(checklist=newer.checklist_id, number__lt=newer.number).order_by(
            "-number"
        )
    )
    asked = request.GET.get("with", "")
    older = next((row for row in others if str(row.pk) == asked), others[0] if others else None)
    context = {
        "title": _("What is new in version %(number)s") % {"number": newer.number},
        "newer": newer,
        "older": older,
        "others": others,
        "found": compare_versions(older, newer) if older else None,
    }
    return answer(page, request, f"{TEMPLATES}/compare.html", context)


def following(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks, POST makes the next version as a copy that can be edited, and leads there."""
    version = visible(page, request, object_id, "checklist")
    if not (
        page.has_add_permission(request) and request.user.has_perm("office_culture.change_checklistversion")
    ):
        raise PermissionDenied
    back = reverse("admin:office_culture_checklistversion_change", args=[version.pk])
    draft = ChecklistVersion.objects.filter(checklist=version.checklist_id, state=VersionState.DRAFT).first()
    if request.method == "POST":
        try:
            made = next_version(checklist=version.checklist, by=user_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(back)
        messages.success(request, _("Version %(number)s is a copy to be edited.") % {"number": made.number})
        return HttpResponseRedirect(reverse("admin:office_culture_checklistversion_change", args=[made.pk]))
    context = {
        "title": _("Make the next version"),
        "version": version,
        "draft": draft,
        "back": back,
    }
    return answer(page, request, f"{TEMPLATES}/next.html", context)
