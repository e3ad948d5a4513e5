"""Innovations with their authors and effects."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from campaign.models import Innovation, InnovationAuthor, InnovationEffect
from campaign.resources.innovations import (
    InnovationAuthorResource,
    InnovationEffectResource,
    InnovationResource,
)
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets


class InnovationAuthorInline(RecordInline):
    """Authors; what is left empty is taken from the person's records."""

    model = InnovationAuthor
    fields = ("person", "share_percent", "name", "post", "unit_name")
    autocomplete_fields = ("person",)


class InnovationEffectInline(RecordInline):
    """Effects, one row for each thing that changed."""

    model = InnovationEffect
    fields = (
        "direction",
        "what",
        "before",
        "after",
        "unit_of_measure",
        "change_percent",
        "approximate",
        "basis",
        "method",
        "period",
    )


@admin.register(Innovation)
class InnovationAdmin(Spreadsheets, RecordAdmin):
    """Innovations by year and level of recognition."""

    list_display = ("title", "unit", "year", "level", "recognised_on")
    list_select_related = ("unit",)
    list_filter = ("level", "year", ("unit", admin.RelatedOnlyFieldListFilter))

    fieldsets = (
        (None, {"fields": ("title", "unit", "year")}),
        (_("Content"), {"fields": ("problem", "solution", "scope")}),
        (_("Recognition"), {"fields": (("level", "recognised_on"), "recognised_by")}),
    )
    autocomplete_fields = ("unit", "recognised_by")
    inlines = (InnovationAuthorInline, InnovationEffectInline)
    resource_classes = (
        InnovationResource,
        InnovationAuthorResource,
        InnovationEffectResource,
    )
