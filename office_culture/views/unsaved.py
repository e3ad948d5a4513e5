"""What pages with a form send while one types, and what they ask: whether the session still lasts."""

import json
from collections.abc import Callable
from inspect import unwrap
from typing import Any, TypeVar

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.urls import Resolver404, resolve
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from office_culture.actions import unsaved
from office_culture.rules.requests import user_of

_LONGEST_KEY = 36
View = TypeVar("View", bound=Callable[..., Any])


def typed_on(may: Callable[..., bool]) -> Callable[[View], View]:
    """Marks a view whose form is kept while one types.

    `may` takes the arguments of the view and says whether the account may save there; refusals count as no.
    """

    def mark(view: View) -> View:
        view.may_save = may  # type: ignore[attr-defined]  # read by `may_save` below
        return view

    return mark


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsaved_form(request: HttpRequest) -> HttpResponse:
    """Keeps or drops what was typed; answers who is signed in, how long the session lasts, and a token for the form.

    Without a session it answers 401: a page that asks from a script is not redirected to the form for signing in.
    """
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    if request.method == "POST":
        page, key = request.POST.get("page", ""), request.POST.get("key", "")[:_LONGEST_KEY]
        if "drop" in request.POST:
            unsaved.drop(by=user_of(request), page=page, key=key)
            return HttpResponseRedirect(_own(page))
        if not may_save(request, page):
            raise Http404
        try:
            unsaved.save(
                by=user_of(request), page=page, key=key, fields=_typed(request.POST.get("fields", ""))
            )
        except RequestDataTooBig:
            return JsonResponse({}, status=413)
    lasts = request.session.get_expiry_age()
    return JsonResponse({"account": request.user.pk, "lasts": lasts, "token": get_token(request)})


def may_save(request: HttpRequest, page: str) -> bool:
    """Whether the path is that of a page with a form that is kept, and the account may save there."""
    try:
        match = resolve(page)
    except Resolver404:
        return False
    view = unwrap(match.func)
    if marked := getattr(view, "may_save", None):
        page_of = (view.__self__,) if hasattr(view, "__self__") else ()
        try:
            return bool(marked(*page_of, request, **match.kwargs))
        except (Http404, PermissionDenied):
            return False
    admin: Any = getattr(match.func, "model_admin", None)
    if not isinstance(admin, ModelAdmin) or not page.isascii():
        return False
    name = f"{admin.opts.app_label}_{admin.opts.model_name}"
    if match.url_name == f"{name}_add":
        return bool(admin.has_add_permission(request))
    if match.url_name != f"{name}_change":
        return False
    record = admin.get_object(request, unquote(match.kwargs["object_id"]))
    return record is not None and bool(admin.has_change_permission(request, record))


def _own(page: str) -> str:
    """The path if it is one of ours, else that of the start page."""
    try:
        resolve(page)
    except Resolver404:
        return "/"
    return page


def _typed(text: str) -> list[tuple[str, str]]:
    """The names and values from JSON; nothing from anything else."""
    try:
        found = json.loads(text)
        return [(str(name), str(value).replace("\0", "")) for name, value in found]
    except (TypeError, ValueError, RecursionError):
        return []
