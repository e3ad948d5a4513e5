"""People, their postings, and staffing returns."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from office_culture.admin.bricks import MergePages, RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.personal_data import PersonalData
from office_culture.models import Person, Posting, StaffingReturn
from office_culture.resources.people import PersonResource, PostingResource, StaffingReturnResource


class PostingInline(RecordInline):
    """The posts of one person."""

    model = Posting
    fields = ("unit", "post", "rank", "leads", "concurrent", "valid_from", "valid_to")
    autocomplete_fields = ("unit",)


@admin.register(Person)
class PersonAdmin(PersonalData, MergePages, Spreadsheets, RecordAdmin):
    """People in Vietnamese order of names: given name, middle, family."""

    list_display = ("full_name", "unit", "category", "gender", "staff_number")
    list_select_related = ("unit",)
    list_filter = ("category", "gender")
    ordering = ("sort_key", "pk")
    change_form_template = "admin/office_culture/person/change_form.html"

    fieldsets = (
        (None, {"fields": ("full_name", "unit", "category")}),
        (_("To tell people apart"), {"fields": (("staff_number", "born_on", "born_in", "gender"),)}),
    )
    autocomplete_fields = ("unit",)
    resource_classes = (PersonResource,)
    inlines = (PostingInline,)


@admin.register(Posting)
class PostingAdmin(Spreadsheets, RecordAdmin):
    """Who holds which post, and since when."""

    search_fields = ("search_text", "person__search_text", "unit__search_text")
    list_display = ("post", "person", "unit", "leads", "concurrent", "valid_from", "valid_to")
    list_select_related = ("person", "unit")
    list_filter = ("leads", "concurrent")

    fieldsets = (
        (None, {"fields": ("person", "unit", "post", "rank", "leads", "concurrent")}),
        (_("Period"), {"fields": (("valid_from", "valid_to"),)}),
    )
    autocomplete_fields = ("person", "unit")
    resource_classes = (PostingResource,)


@admin.register(StaffingReturn)
class StaffingReturnAdmin(Spreadsheets, RecordAdmin):
    """Staff assigned and at work, by year and category."""

    search_fields = ("search_text", "unit__search_text")
    list_display = ("unit", "year", "category", "assigned", "actual")
    list_select_related = ("unit",)
    list_filter = ("year", "category")

    fieldsets = (
        (None, {"fields": ("unit", "year", "category")}),
        (_("Numbers"), {"fields": (("assigned", "actual"), "source")}),
    )
    autocomplete_fields = ("unit",)
    resource_classes = (StaffingReturnResource,)
