"""The catalogue of awards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
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

    def page_context(self, request: HttpRequest, obj: Award) -> dict[str, Any]:
        context = super().page_context(request, obj)
        if user_of(request).has_perm("awards.view_awardrule"):
            context["rules"] = [(rule, rule_in_words(rule)) for rule in rules_of(obj)]
        return context
