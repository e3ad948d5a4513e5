"""Decisions on awards and submissions to bodies above, with their lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import decisions
from awards.models import AwardDecision, DecisionLine, SubmissionLine
from awards.resources.decisions import AwardDecisionResource, DecisionLineResource
from awards.selectors.award_papers import ordered
from awards.selectors.prizes import prizes_on
from awards.views.funds import FUND_TITLE, fund_page
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.bricks.fields import tell_known_links
from office_culture.admin.bricks.forms import RowForm
from office_culture.admin.bricks.list_pages import OwnPage, OwnPages
from office_culture.admin.outgoing import OutgoingPage

SIGNING = (("signature_form", "signature_holder"), ("signer", "signer_post"), "recipients")
ELSEWHERE: Any = (
    _("Decided elsewhere"),
    {"fields": ("outside", ("issuer", "symbol", "decided_on")), "classes": ("collapse",)},
)
OWN: Any = (
    _("Our own decision"),
    {"fields": ("legal_bases", "decider", *SIGNING), "classes": ("collapse",)},
)
NUMBERED: Any = (_("Number and day"), {"fields": (("symbol", "decided_on", "issuer"),)})
PERIOD = ("period_start", "period_end")
SHORT_TEXTS: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})}}
RECORDED = _("This decision is recorded; nobody changes it any more.")


def fieldsets_of(fieldsets: Iterable[Any], decision: Any) -> list[Any]:
    """What is in force shows number and day, and of our own and of others' decisions only what belongs to them."""
    if decision is None or not decision.is_final:
        return list(fieldsets)
    rest = [one for one in fieldsets if one not in (ELSEWHERE, OWN)]
    return [*rest, NUMBERED] if decision.outside else [*rest, NUMBERED, OWN]


class DecisionPage(OutgoingPage):
    """Mixed into the admin of decisions, which may have been made elsewhere."""

    def closed(self, obj: Any) -> str:
        return str(RECORDED) if obj.outside and obj.is_final else super().closed(obj)


class AwardLineForm(RowForm):
    """One line; without a period of its own it has that of the round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_known_links(self)
        for name in PERIOD:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if all(cleaned.get(name) is None for name in PERIOD):
            held = self.instance.paper.nomination_round
            for name in PERIOD if held else ():
                cleaned[name] = getattr(held, name)
        for name in PERIOD:
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, gettext("Give both days of the achievement period."))
        return cleaned


class AwardLineInline(RecordInline):
    """Who stands in the list."""

    form = AwardLineForm
    fields: ClassVar[tuple[str, ...]] = (
        "person",
        "unit",
        "award",
        "summary",
        "period_start",
        "period_end",
        "posthumous",
    )
    autocomplete_fields = ("award", "person", "unit", "nominee")
    formfield_overrides: ClassVar[dict[Any, dict[str, Any]]] = {
        **RecordInline.formfield_overrides,
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 2})},
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("award", "person", "unit", "nominee")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Sixty rows have no room for a plus beside each link."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(getattr(field, "widget", None), "can_add_related"):
            field.widget.can_add_related = False
        return field


class DecisionLineInline(AwardLineInline):
    """The lines of a decision."""

    model = DecisionLine
    fields: ClassVar[tuple[str, ...]] = (*AwardLineInline.fields, "certificate_number", "book_number")


class SubmissionLineInline(AwardLineInline):
    """The lines of a submission."""

    model = SubmissionLine


@admin.register(AwardDecision)
class AwardDecisionAdmin(DecisionPage, OwnPages, Spreadsheets, RecordAdmin):
    """Decisions of the office, from the draft to the certificates and the prizes, and those of other bodies."""

    workflow = decisions.WORKFLOW
    pages = (OwnPage("fund", FUND_TITLE, fund_page, ("awards.view_awarddecision",)),)
    change_form_template = "admin/awards/awarddecision/change_form.html"
    resource_classes = (AwardDecisionResource, DecisionLineResource)
    list_display = ("subject", "symbol", "decided_on", "issuer", "state_badge")
    list_select_related = ("unit",)
    list_filter = ("state", "outside", ("nomination_round", LinkedRecords))

    fieldsets = (
        (None, {"fields": ("subject", ("nomination_round", "unit"), "without_session")}),
        ELSEWHERE,
        OWN,
    )
    autocomplete_fields = ("nomination_round", "unit", "signer")
    formfield_overrides = {**RecordAdmin.formfield_overrides, **SHORT_TEXTS}
    inlines = (DecisionLineInline,)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("awards/lines.css",)}

    def get_fieldsets(self, request: HttpRequest, obj: AwardDecision | None = None) -> Any:
        return fieldsets_of(self.fieldsets, obj)

    def get_inlines(self, request: HttpRequest, obj: AwardDecision | None) -> Any:
        """First the decision, then its lines: they are checked against its round. What is final lists them below."""
        return self.inlines if obj and not obj.is_final else ()

    def get_readonly_fields(self, request: HttpRequest, obj: AwardDecision | None = None) -> tuple[str, ...]:
        """Once lines stand in it, a decision stays that of its round and of its body."""
        return ("nomination_round", "outside") if obj and obj.lines.exists() else ()

    def page_context(self, request: HttpRequest, obj: AwardDecision) -> dict[str, Any]:
        context = super().page_context(request, obj)
        lines = ordered(obj.lines.select_related("award", "conferral", "person", "unit"))
        context["listed_lines"] = lines
        if not obj.outside and not obj.is_final:
            context["draft_prizes"] = prizes = _prizes_in_order(lines)
            context["draft_total"] = {
                "due": sum(prize.due or 0 for _line, prize in prizes),
                "unknown": sum(prize.due is None for _line, prize in prizes),
            }
        return context


def _prizes_in_order(lines: Iterable[DecisionLine]) -> list[tuple[DecisionLine, Any]]:
    """What each line would bring if it were decided today."""
    rows = list(lines)
    found = prizes_on(timezone.localdate(), rows)
    return [(line, found[line.pk]) for line in rows]
