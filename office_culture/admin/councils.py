"""Councils and their seats, and what the pages of all their sessions show."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from office_culture.actions import councils
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.office_papers import DraftsPapers
from office_culture.models import Council, Seat
from office_culture.models.sessions import Presence, Session
from office_culture.resources.councils import CouncilResource, SeatResource
from office_culture.rules.requests import user_of


class SeatInline(RecordInline):
    """The seats; read-only once a session is concluded, so that they stay as they were counted."""

    model = Seat
    fields = ("person", "role", "votes")
    autocomplete_fields = ("person",)

    def has_add_permission(self, request: HttpRequest, obj: Council | None = None) -> bool:
        return super().has_add_permission(request, obj) and not _settled(obj)

    def has_change_permission(self, request: HttpRequest, obj: Council | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _settled(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Council | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _settled(obj)


def _settled(obj: Council | None) -> bool:
    return obj is not None and obj.has_concluded


@admin.register(Council)
class CouncilAdmin(DraftsPapers, Spreadsheets, RecordAdmin):
    """Who judges, by which decision and for how long."""

    resource_classes = (CouncilResource, SeatResource)
    list_display = ("name", "work", "unit", "set_up_by", "valid_from", "valid_to")
    list_select_related = ("unit", "set_up_by")

    fieldsets = ((None, {"fields": (("name", "unit"), "work", "set_up_by", ("valid_from", "valid_to"))}),)
    autocomplete_fields = ("unit", "set_up_by")
    inlines = (SeatInline,)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        super().save_related(request, form, formsets, change)
        councils.list_new_seats(form.instance, user_of(request))


class PresenceInline(RecordInline):
    """Who attends: one row for each seat of the council; rows are added with the seats only."""

    model: type[Presence]
    fields: ClassVar[tuple[str, ...]] = ("seat", "present")
    readonly_fields: ClassVar[tuple[str, ...]] = ("seat",)
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Session | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("seat__council")
