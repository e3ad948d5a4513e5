"""Councils and their seats."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from awards.actions import sessions
from awards.models import Council, Seat
from awards.resources.councils import CouncilResource, SeatResource
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.rules.requests import user_of


class SeatInline(RecordInline):
    """The seats; once a session is concluded they stay as they were counted."""

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
class CouncilAdmin(Spreadsheets, RecordAdmin):
    """Who advises on awards, by which decision and for how long."""

    resource_classes = (CouncilResource, SeatResource)
    list_display = ("name", "unit", "set_up_by", "valid_from", "valid_to")
    list_select_related = ("unit", "set_up_by")

    fieldsets = ((None, {"fields": (("name", "unit"), "set_up_by", ("valid_from", "valid_to"))}),)
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
        sessions.list_new_seats(form.instance, user_of(request))
