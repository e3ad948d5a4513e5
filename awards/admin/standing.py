"""What blocks awards, and longer leaves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from awards.models import Impediment, ServiceLeave
from awards.resources.standing import ImpedimentResource, ServiceLeaveResource
from office_culture.admin.bricks import RecordAdmin, Spreadsheets, unknown


@admin.register(Impediment)
class ImpedimentAdmin(Spreadsheets, RecordAdmin):
    """Discipline, open inspections and complaints: while they last, no award."""

    resource_classes = (ImpedimentResource,)
    list_display = ("name", "unit", "kind", "measure", "begun_on", "ended_on")
    list_select_related = ("unit",)
    list_filter = ("kind", unknown("begun_on"))

    fieldsets = (
        (None, {"fields": (("person", "unit"), "name")}),
        (
            _("Matter"),
            {"fields": (("kind", "measure"), ("begun_on", "ended_on", "is_over"), "reason", "decision")},
        ),
    )
    autocomplete_fields = ("person", "unit", "decision")


@admin.register(ServiceLeave)
class ServiceLeaveAdmin(Spreadsheets, RecordAdmin):
    """Longer leaves, and whether they count as service."""

    resource_classes = (ServiceLeaveResource,)
    list_display = ("name", "kind", "begun_on", "begun_in", "ended_on", "counts")
    list_filter = ("kind", "counts", unknown("begun_on"))

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "person",
                    ("kind", "counts"),
                    ("begun_on", "begun_in"),
                    ("ended_on", "is_over"),
                )
            },
        ),
    )
    autocomplete_fields = ("person",)
