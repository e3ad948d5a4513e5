"""Public postings, objections and the days that do not count."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import postings
from awards.models import Holiday, NominationRoundState, Objection, ObjectionState, PublicPosting
from awards.resources.postings import HolidayResource, ObjectionResource, PublicPostingResource
from awards.rules.order import legal_order
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, RecordForm, Spreadsheets, WorkflowButtons
from office_culture.rules.requests import user_of


class PublicPostingForm(RecordForm):
    """A list shows nominees of its own round only."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        nomination_round = cleaned.get("nomination_round")
        for nominee in cleaned.get("nominees") or ():
            if nomination_round and nominee.nomination_round_id != nomination_round.pk:
                self.add_error(
                    "nominees",
                    ValidationError(
                        _("%(nominee)s is not proposed in this round."), params={"nominee": nominee}
                    ),
                )
        return cleaned


@admin.register(PublicPosting)
class PublicPostingAdmin(Spreadsheets, RecordAdmin):
    """Lists of the proposed that are shown in public; who stands in them follows from the round where left empty."""

    form = PublicPostingForm
    change_form_template = "admin/awards/publicposting/change_form.html"
    resource_classes = (PublicPostingResource,)
    list_display = ("name", "posted_on", "ends_on", "days", "place")
    list_filter = (("nomination_round", LinkedRecords),)

    fieldsets = (
        (None, {"fields": ("nomination_round", ("posted_on", "days"), "place")}),
        (_("Who"), {"fields": ("nominees", "note")}),
    )
    autocomplete_fields = ("nomination_round", "nominees")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PublicPosting]:
        return super().get_queryset(request).select_related("nomination_round")

    def closed(self, obj: PublicPosting) -> str:
        if obj.nomination_round.state == NominationRoundState.DECIDED:
            return gettext("The round is decided: the list stays as it was posted.")
        return ""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        postings.fill_posting(posting=form.instance, by=user_of(request))

    def page_context(self, request: HttpRequest, obj: PublicPosting) -> dict[str, Any]:
        return super().page_context(request, obj) | {
            "posted": _in_order(obj),
            "posting_runs": obj.posted_on <= timezone.localdate() <= obj.ends_on,
            "objections": list(obj.objections.all()),
        }


def _in_order(posting: PublicPosting) -> list[Any]:
    return sorted(posting.nominees.select_related("award"), key=legal_order)


@admin.register(Objection)
class ObjectionAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """What was brought up against nominees, and the answers."""

    workflow = postings.WORKFLOW
    resource_classes = (ObjectionResource,)
    list_display = ("name", "received_on", "from_whom", "state_badge", "settled_on")
    list_filter = ("state",)

    fieldsets = (
        (None, {"fields": (("posting", "nominee"), ("received_on", "from_whom"), "text")}),
        (_("Answer"), {"fields": ("answer", "settled_on")}),
    )
    readonly_fields = ("answer", "settled_on")
    autocomplete_fields = ("posting", "nominee")

    def closed(self, obj: Objection) -> str:
        if obj.state == ObjectionState.OPEN:
            return ""
        return gettext("This objection is settled; open it again to change it.")


@admin.register(Holiday)
class HolidayAdmin(Spreadsheets, RecordAdmin):
    """Public holidays, and days of weekends that are worked instead."""

    resource_classes = (HolidayResource,)
    list_display = ("day", "name", "worked")
    list_filter = ("worked",)
    fieldsets = ((None, {"fields": (("day", "worked"), "name")}),)
