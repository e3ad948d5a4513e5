"""Figures: ranks, digital work, and what every figure's page has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaign.models import DigitalShare, DigitalSystem, ReformRank
from campaign.resources.figures import DigitalShareResource, DigitalSystemResource, ReformRankResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets
from office_culture.requests import user_of

ORIGIN = (_("Origin"), {"fields": ("source", ("entered_by", "entered_at"))})


class FigureAdmin(RecordAdmin):
    """Writes down who entered the figure as it stands now, and when."""

    readonly_fields: ClassVar[Any] = ("entered_by", "entered_at")

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if not change or [name for name in form.changed_data if name != "opened_version"]:
            obj.entered_by, obj.entered_at = user_of(request), timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(ReformRank)
class ReformRankAdmin(Spreadsheets, FigureAdmin):
    """Yearly ranks; 1 is the best place."""

    search_fields = ("search_text", "unit__search_text")
    list_display = ("unit", "year", "index", "rank", "of", "among")
    list_select_related = ("unit",)
    list_filter = ("index", "year", ("unit", admin.RelatedOnlyFieldListFilter))

    fieldsets = (
        (None, {"fields": ("unit", ("year", "index"))}),
        (_("Rank"), {"fields": (("rank", "of"), "among")}),
        ORIGIN,
    )
    autocomplete_fields = ("unit",)
    resource_classes = (ReformRankResource,)


@admin.register(DigitalShare)
class DigitalShareAdmin(Spreadsheets, FigureAdmin):
    """Shares of digital work, with what they leave out."""

    search_fields = ("search_text", "unit__search_text")
    list_display = ("what", "percent", "unit", "period_start", "period_end")
    list_select_related = ("unit",)
    list_filter = (("unit", admin.RelatedOnlyFieldListFilter), "period_end")

    fieldsets = (
        (None, {"fields": ("unit", ("period_start", "period_end"))}),
        (_("Share"), {"fields": ("what", "percent", "excludes", "code")}),
        ORIGIN,
    )
    autocomplete_fields = ("unit",)
    resource_classes = (DigitalShareResource,)


@admin.register(DigitalSystem)
class DigitalSystemAdmin(Spreadsheets, RecordAdmin):
    """Digital systems in the order papers list them."""

    list_display = ("name", "unit", "position", "valid_from", "valid_to")
    list_select_related = ("unit",)
    list_filter = (("unit", admin.RelatedOnlyFieldListFilter),)

    fieldsets = (
        (None, {"fields": ("unit", "name", "position")}),
        (_("Period"), {"fields": (("valid_from", "valid_to"),)}),
    )
    autocomplete_fields = ("unit",)
    resource_classes = (DigitalSystemResource,)
