"""The catalogue of awards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from awards.resources.catalogue import AwardResource
from awards.rules.wording import rule_in_words
from awards.selectors.rules import rules_of
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.rules.requests import user_of


@admin.register(Award)
class AwardAdmin(Spreadsheets, RecordAdmin):
    """Titles and forms, the highest first."""

    resource_classes = (AwardResource,)
    list_display = ("name", "kind", "subject", "level", "decided_by")
    list_filter = ("kind", "subject", "level")

    change_form_template = "admin/awards/award/change_form.html"

    fieldsets = (
        (None, {"fields": ("name", ("kind", "subject", "level"), "decided_by", "position")}),
        (_("Existence"), {"fields": (("valid_from", "valid_to"),)}),
    )

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and user_of(request).has_perm("awards.view_awardrule"):
            context["rules"] = [(rule, rule_in_words(rule)) for rule in rules_of(obj)]
        return super().render_change_form(request, context, add, change, form_url, obj)
