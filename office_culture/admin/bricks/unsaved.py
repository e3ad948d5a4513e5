"""Offers what an account typed into this form earlier and did not save."""

from typing import Any
from uuid import uuid4

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from office_culture.actions import unsaved
from office_culture.rules.requests import user_of

# What was typed is posted once more under this name to be looked at; nothing is saved then.
SHOW = "_unsaved"
KEY = "_unsaved_key"
# What the stubs allow a class to declare is narrower than what Django reads.
_ModelAdmin: Any = admin.ModelAdmin


class OffersUnsaved(_ModelAdmin):
    """The form is kept on the server while one types; it is offered at the next opening and gone once saved."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)
        if shows_typed(request):
            made.shown_again = True  # Django makes the class anew for each request
        return made

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        may_save = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        if may_save and not context.get("is_popup"):
            context |= offered_again(request, "" if change else request.POST.get(KEY) or str(uuid4()))
        answer: HttpResponse = super().render_change_form(request, context, add, change, form_url, obj)
        return answer

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        drop_typed(request)
        answer: HttpResponse = super().response_add(request, obj, post_url_continue)
        return answer

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        drop_typed(request)
        answer: HttpResponse = super().response_change(request, obj)
        return answer


def offered_again(request: HttpRequest, key: str = "") -> dict[str, Any]:
    """Context of a page whose form is kept while one types: what was typed there and not saved."""
    mine = user_of(request).unsaved_forms.unexpired().filter(page=request.path)
    return {
        "unsaved_page": request.path,
        "unsaved_key": key,
        "unsaved_forms": () if request.method == "POST" else mine,
    }


def shows_typed(request: HttpRequest) -> bool:
    """Whether this post only shows again what was typed earlier; nothing may be saved then."""
    return SHOW in request.POST


def drop_typed(request: HttpRequest) -> None:
    """Drops what was kept of the form of this page, because it is saved now."""
    unsaved.drop(by=user_of(request), page=request.path, key=request.POST.get(KEY, "")[:36])


def look_first() -> str:
    """What the form says while it shows again what was typed earlier."""
    return _("This is what you typed earlier. Nothing is saved yet: look through it, then save.")
