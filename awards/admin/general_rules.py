"""Numbers that the law sets for all awards."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awards.models import (
    GeneralRule,
)
from awards.resources.general_rules import GeneralRuleResource
from office_culture.admin.bricks import number_column
from office_culture.admin.legal_bases import Confirmable


@admin.register(GeneralRule)
class GeneralRuleAdmin(Confirmable):
    """Numbers that the law sets for all awards."""

    resource_classes = (GeneralRuleResource,)
    list_display = (
        "topic",
        number_column("value", _("value")),
        "valid_from",
        "valid_to",
        "source",
        "how_sure",
    )
    list_filter = ("topic", "sure")

    fieldsets = (
        (None, {"fields": (("topic", "value"), ("valid_from", "valid_to"))}),
        (_("Source of the rule"), {"fields": (("source", "sure"), "note")}),
    )
