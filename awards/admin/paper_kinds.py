"""The papers that rules may ask for."""

from django.contrib import admin

from awards.models import PaperKind
from awards.resources.paper_kinds import PaperKindResource
from office_culture.admin.bricks import TermAdmin


@admin.register(PaperKind)
class PaperKindAdmin(TermAdmin):
    """The papers that rules may ask for."""

    resource_classes = (PaperKindResource,)
    list_display = ("name", "per_nominee", "position", "enabled")
    list_filter = ("per_nominee", "enabled")
    fieldsets = ((None, {"fields": ("name", "code", ("per_nominee", "position", "enabled"))}),)
