"""Additional pages beside a list: their addresses, their rights, the links that lead to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from office_culture.rules.requests import user_of

if TYPE_CHECKING:
    from office_culture.admin.bricks import RecordAdmin

    _Page = RecordAdmin
else:
    _Page = object


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One page; `view` gets the request and the context that all admin pages share."""

    name: str
    label: Any
    view: Callable[[HttpRequest, dict[str, Any]], HttpResponse]
    permissions: tuple[str, ...]

    def allowed(self, request: HttpRequest) -> bool:
        return user_of(request).has_perms(self.permissions)


class OwnPages(_Page):
    """Mixed into a record's admin: serves its `pages` and links them above the list."""

    pages: ClassVar[tuple[OwnPage, ...]]
    change_list_template = "admin/list_with_pages.html"

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"{page.name}/",
                self.admin_site.admin_view(require_safe(partial(self.own_page, page=page))),
                name=self._page_name(page),
            )
            for page in self.pages
        ]
        return [*own, *super().get_urls()]

    def _page_name(self, page: OwnPage) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page.name}"

    def own_page(self, request: HttpRequest, *, page: OwnPage) -> HttpResponse:
        if not page.allowed(request):
            raise PermissionDenied
        site = self.admin_site
        back = reverse(f"{site.name}:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return page.view(request, {**site.each_context(request), "opts": self.opts, "back": back})

    def list_context(self, request: HttpRequest) -> dict[str, Any]:
        links = [
            (reverse(f"{self.admin_site.name}:{self._page_name(page)}"), page.label)
            for page in self.pages
            if page.allowed(request)
        ]
        return super().list_context(request) | {"page_links": links}
