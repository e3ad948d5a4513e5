"""Revocations, with what has to be returned."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.actions import revocations
from awards.admin.decisions import (
    ELSEWHERE,
    OWN,
    SHORT_TEXTS,
    DecisionPage,
    fieldsets_of,
)
from awards.admin.filters import IncompleteDecisionFilter
from awards.models import Revocation, RevokedAward
from awards.resources.revocations import RevocationResource, RevokedAwardResource
from awards.selectors.returns import Returns, overdue_returns, returns_of
from office_culture.admin.bricks import RecordAdmin, RecordInline, Spreadsheets
from office_culture.models import OutgoingState


class RevokedAwardInline(RecordInline):
    """The awards that are taken back."""

    model = RevokedAward
    fields = ("conferral", "money")
    autocomplete_fields = ("conferral",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RevokedAward]:
        return super().get_queryset(request).select_related("conferral__line")


@admin.register(Revocation)
class RevocationAdmin(DecisionPage, Spreadsheets, RecordAdmin):
    """Decisions that take awards back; the awards stay readable and count for nothing."""

    workflow = revocations.WORKFLOW
    draft_page = "revocation_preview"
    change_form_template = "admin/awards/revocation/change_form.html"
    resource_classes = (RevocationResource, RevokedAwardResource)
    list_display = ("subject", "symbol", "decided_on", "ground", "state_badge", "returns_due_on", "returns")
    list_select_related = ("unit",)
    list_filter = ("state", "ground", "outside", IncompleteDecisionFilter)

    fieldsets = (
        (None, {"fields": ("subject", "unit", "ground", "reason")}),
        ELSEWHERE,
        OWN,
    )
    autocomplete_fields = ("unit", "signer")
    formfield_overrides = {**RecordAdmin.formfield_overrides, **SHORT_TEXTS}
    inlines = (RevokedAwardInline,)

    def get_fieldsets(self, request: HttpRequest, obj: Revocation | None = None) -> Any:
        return fieldsets_of(self.fieldsets, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revocation]:
        return super().get_queryset(request).prefetch_related("lines")

    def get_inlines(self, request: HttpRequest, obj: Revocation | None) -> Any:
        return self.inlines if obj and not obj.is_final else ()

    @admin.display(description=_("returns"))
    def returns(self, revocation: Revocation) -> str:
        """The state of the returns of an issued revocation in words, otherwise "–"."""
        if revocation.state != OutgoingState.ISSUED:
            return "–"
        return str(returns_of(revocation, timezone.localdate()).label)

    def warnings_of(self, request: HttpRequest, obj: Revocation) -> list[str]:
        return [*super().warnings_of(request, obj), *overdue_returns(obj, timezone.localdate())]

    def page_context(self, request: HttpRequest, obj: Revocation) -> dict[str, Any]:
        context = super().page_context(request, obj)
        context["revoked_lines"] = list(obj.lines.select_related("conferral__award", "conferral__line"))
        if obj.state == OutgoingState.ISSUED:
            context["returns"] = returns_of(obj, timezone.localdate())
            context["returns_late"] = context["returns"] == Returns.OVERDUE
        return context
