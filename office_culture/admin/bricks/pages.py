"""Further pages of a record: their addresses, and the record behind the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from office_culture.rules.requests import is_key, user_of


def own_urls(page: Any, pages: Mapping[str, str]) -> list[URLPattern]:
    """Addresses below a record: `{"result": "result/"}` leads to `page.result_view`, named `app_model_result`."""
    opts = page.opts
    return [
        path(
            f"<path:object_id>/{address}",
            page.admin_site.admin_view(getattr(page, f"{name}_view")),
            name=f"{opts.app_label}_{opts.model_name}_{name}",
        )
        for name, address in pages.items()
    ]


class HistoryForReaders:
    """Mixin for pages on Django's own history, which looks for the row before it asks for the right to see it."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        page: Any = self
        if not page.has_view_permission(request):
            raise PermissionDenied
        answered: HttpResponse = super().history_view(request, object_id, extra_context)  # type: ignore[misc]  # Django's own page
        return answered


def visible(page: Any, request: HttpRequest, object_id: Any, *related: str) -> Any:
    """The record if the account may view this kind and this row. Raises `PermissionDenied` and `Http404`."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    if not is_key(str(object_id)):
        raise Http404
    rows = page.model.objects.visible_to(user_of(request)).select_related(*related)
    found = rows.filter(pk=object_id).first()
    if found is None:
        raise Http404
    return found


def answer(page: Any, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    """The response that renders the template with the context that all admin pages share.

    `seen` is the version of `original`, which the forms of the page post back (`actions.seen`).
    """
    request.current_app = page.admin_site.name
    frame = {**page.admin_site.each_context(request), "opts": page.opts}
    frame["seen"] = getattr(context.get("original"), "version", "")
    return TemplateResponse(request, template, {**frame, **context})
