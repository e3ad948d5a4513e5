"""Pages of versions: make the next one, compare two, and lock those in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from office_culture.actions.seen import as_seen, stamp
from office_culture.actions.versions import next_version
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.pages import answer, own_urls, visible
from office_culture.admin.bricks.workflow import WorkflowButtons
from office_culture.models.versions import Frozen, Version, VersionPart
from office_culture.rules.requests import user_of
from office_culture.selectors.versions import Rows, compare, rows_of

# For types it is a record's page; at run time a plain mixin, so that other mixins keep their place before the page.
if TYPE_CHECKING:
    from office_culture.admin.bricks.records import RecordAdmin as _Page
else:
    _Page = object


class FrozenInUse(_Page):
    """Mixed into the admin of a version or of a row below one: read-only for everybody once it is in use."""

    def closed(self, obj: Version | VersionPart) -> str:
        return str(Frozen()) if obj.frozen else ""


class VersionPages(FrozenInUse, WorkflowButtons):
    """Mixed into the admin of a kind of version."""

    change_form_template = "admin/version_change_form.html"
    # What two versions are compared by.
    compared_rows: Callable[[Any], Rows] = staticmethod(rows_of)

    def get_urls(self) -> list[URLPattern]:
        return [*own_urls(self, {"compare": "compare/", "next": "next/"}), *super().get_urls()]

    def may_follow(self, request: HttpRequest) -> bool:
        """Whether the account may make the next version."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return super().page_context(request, obj) | {"may_follow": self.may_follow(request)}

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Compares this version with the older one that `with` names in the address, or else with the one before."""
        newer = visible(self, request, object_id)
        others = list(newer.siblings().filter(number__lt=newer.number).order_by("-number"))
        asked = request.GET.get("with", "")
        older = next((row for row in others if str(row.pk) == asked), others[0] if others else None)
        context = {
            "title": _("What is new in version %(number)s") % {"number": newer.number},
            "newer": newer,
            "older": older,
            "others": others,
            "found": compare(older, newer, self.compared_rows) if older else None,
        }
        return answer(self, request, "admin/version_compare.html", context)

    def next_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET asks for confirmation, POST makes the next version as an editable copy and redirects to it."""
        version = visible(self, request, object_id)
        if not self.may_follow(request):
            raise PermissionDenied
        if request.method == "POST":
            try:
                with as_seen(request.POST, version):
                    made = next_version(version=version, by=user_of(request))
            except Refused as refused:
                messages.error(request, str(refused))
                return HttpResponseRedirect(self._address("change", version.pk))
            messages.success(
                request, _("Version %(number)s is a copy to be edited.") % {"number": made.number}
            )
            return HttpResponseRedirect(self._address("change", made.pk))
        context = {
            "title": _("Make the next version"),
            "version": version,
            "seen": stamp(version),
            "draft": next((row for row in version.siblings() if not row.frozen), None),
        }
        return answer(self, request, "admin/version_next.html", context)
