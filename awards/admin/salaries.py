"""The base salary by date."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awards.models import (
    BaseSalary,
)
from awards.resources.salaries import BaseSalaryResource
from office_culture.admin.bricks import number_column
from office_culture.admin.legal_bases import Confirmable


@admin.register(BaseSalary)
class BaseSalaryAdmin(Confirmable):
    """The base salary by date: prizes are multiples of it."""

    resource_classes = (BaseSalaryResource,)
    list_display = ("valid_from", number_column("amount", _("amount (đồng)")), "source", "how_sure")
    list_filter = ("sure",)

    fieldsets = (
        (None, {"fields": (("valid_from", "amount"),)}),
        (_("Source of the rule"), {"fields": (("source", "sure"), "note")}),
    )
