"""Pages of a version of an outline: what changed against the one before, and the making of the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from campaign.actions.outlines import CHANGE, next_version
from campaign.models import OutlineVersion
from campaign.rules.outline_tree import Outline, Section
from campaign.selectors.outlines import compare_versions
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, visible
from office_culture.models import VersionState
from office_culture.rules import parts
from office_culture.rules.requests import user_of

TEMPLATES = "admin/campaign/outlineversion"


def numbered(sections: tuple[Section, ...]) -> list[dict[str, Any]]:
    """The sections as they will print: number, title, and what stands there."""
    try:
        outline = Outline("", sections)
    except ValueError:
        return []
    return [
        {
            "number": number,
            "section": section,
            "content": parts.sections.meaning(section.content),
        }
        for number, section in outline.numbered()
    ]


def compare(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """This version against an older one of the same outline; without a choice against the one before."""
    newer = visible(page, request, object_id, "outline")
    others = list(
        OutlineVersion.objects.filter(outline=newer.outline_id, number__lt=newer.number)
        .select_related("outline")
        .order_by("-number")
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
    version = visible(page, request, object_id, "outline")
    if not (page.has_add_permission(request) and request.user.has_perm(CHANGE)):
        raise PermissionDenied
    back = reverse("admin:campaign_outlineversion_change", args=[version.pk])
    draft = OutlineVersion.objects.filter(outline=version.outline_id, state=VersionState.DRAFT).first()
    if request.method == "POST":
        try:
            made = next_version(outline=version.outline, by=user_of(request))
        except Refused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(back)
        messages.success(request, _("Version %(number)s is a copy to be edited.") % {"number": made.number})
        return HttpResponseRedirect(reverse("admin:campaign_outlineversion_change", args=[made.pk]))
    context = {
        "title": _("Make the next version"),
        "version": version,
        "draft": draft,
        "back": back,
    }
    return answer(page, request, f"{TEMPLATES}/next.html", context)
