"""Dossiers and nominees."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from awards.actions import dossiers, nominees
from awards.models import (
    Dossier,
    DossierFile,
    DossierState,
    Nominee,
    NomineeFile,
    NomineeState,
)
from awards.resources.nominations import DossierResource, NomineeResource
from office_culture.admin.bricks import FileInline, RecordAdmin, RecordInline, Spreadsheets, WorkflowButtons


class DossierFileInline(FileInline):
    """Papers of the dossier as a whole."""

    model = DossierFile
    fields = ("kind", "stored", "upload", "caption")
    autocomplete_fields = ("kind",)


class NomineeFileInline(FileInline):
    """Papers of the nominee."""

    model = NomineeFile
    fields = ("kind", "stored", "upload", "caption")
    autocomplete_fields = ("kind",)


class NomineeInline(RecordInline):
    """Whom the unit puts up, while the dossier is being written; the rest stands on each nominee's page."""

    model = Nominee
    fields = ("position", "award", "person", "unit", "summary")
    autocomplete_fields = ("award", "person", "unit")
    show_change_link = True


@admin.register(Dossier)
class DossierAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """What each unit puts up, and how far it has come."""

    workflow = dossiers.WORKFLOW
    resource_classes = (DossierResource,)
    list_display = ("unit", "round", "state_badge", "submitted_on")
    list_select_related = ("unit", "round")
    list_filter = ("state", ("round", admin.RelatedOnlyFieldListFilter))

    fieldsets = ((None, {"fields": (("round", "unit"), "note")}),)
    autocomplete_fields = ("round", "unit")
    inlines = (NomineeInline, DossierFileInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Dossier | None = None) -> tuple[str, ...]:
        """A dossier that holds nominees stays in its round and with its unit."""
        return ("round", "unit") if obj else ()

    def closed(self, obj: Dossier) -> str:
        if obj.state == DossierState.DRAFT:
            return ""
        return _now("This dossier is “%(state)s”: it is changed on the pages of returned nominees only.") % {
            "state": obj.get_state_display()
        }


@admin.register(Nominee)
class NomineeAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Nominees with their verdicts."""

    workflow = nominees.WORKFLOW
    resource_classes = (NomineeResource,)
    list_display = ("name", "award", "dossier", "state_badge")
    list_select_related = ("award", "dossier")
    list_filter = (
        "state",
        ("award", admin.RelatedOnlyFieldListFilter),
        ("nomination_round", admin.RelatedOnlyFieldListFilter),
    )

    fieldsets = (
        (None, {"fields": ("dossier", ("award", "position"))}),
        (_("Who"), {"fields": (("person", "unit"), ("name", "post"))}),
        (
            _("For what"),
            {"fields": ("summary", ("period_start", "period_end"), "achievements", "innovations")},
        ),
    )
    autocomplete_fields = ("dossier", "award", "person", "unit", "achievements", "innovations")
    inlines = (NomineeFileInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Nominee]:
        return super().get_queryset(request).select_related("dossier__round", "award", "nomination_round")

    def get_readonly_fields(self, request: HttpRequest, obj: Nominee | None = None) -> tuple[str, ...]:
        """While a dossier is under review, only the fields that a reviewer flagged are open."""
        if obj is None:
            return ()
        if obj.dossier.state == DossierState.DRAFT:
            return ("dossier",)
        shown = flatten_fieldsets(self.fieldsets)
        return tuple(name for name in shown if name not in obj.flagged)

    def closed(self, obj: Nominee) -> str:
        if obj.state == NomineeState.WITHDRAWN:
            return _now("This nominee was withdrawn: the record is closed.")
        if obj.dossier.state == DossierState.DRAFT or obj.state == NomineeState.RETURNED:
            return ""
        return _now("The dossier is “%(state)s”: a nominee is changed only when a reviewer returns it.") % {
            "state": obj.dossier.get_state_display()
        }
