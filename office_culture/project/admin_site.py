"""The project's admin site: its name, its menu by area of work, its start page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from office_culture.project.menu import by_area
from office_culture.rules.requests import user_of


class OfficeAdminSite(AdminSite):
    """Vietnamese first, one menu by area of work, no mass deletion anywhere."""

    site_title = _("Office culture records")
    site_header = _("Office culture records")
    index_title = _("Home")
    empty_value_display = "–"
    enable_nav_sidebar = True

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        if app_label:
            return super().get_app_list(request, app_label)
        # Django would sort by translated names on every page what the areas order anyhow.
        return by_area(self._build_app_dict(request).values())

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        from office_culture.project.dashboard import tiles
        from office_culture.project.leadership import newest_reports

        user = user_of(request)
        start = {"tiles": tiles(user), "newest_report": next(iter(newest_reports(user, 1)), None)}
        return super().index(request, {**start, **(extra_context or {})})
