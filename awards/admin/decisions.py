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
from django.utils.translation import gettext_lazy as _

from awards.actions import decisions
from awards.admin.filters import IncompleteDecisionFilter
from awards.models import AwardDecision, DecisionLine, SubmissionLine
from awards.resources.decisions import AwardDecisionResource, DecisionLineResource
from awards.selectors.award_papers import ordered
from awards.selectors.prizes import prizes_on
from awards.views.funds import FUND_TITLE, fund_page
from office_culture.admin.bricks import LinkedRecords, RecordAdmin, RecordInline, Spreadsheets
from office_culture.admin.bricks.fields import cache_links
from office_culture.admin.bricks.forms import RowForm
from office_culture.admin.bricks.list_pages import OwnPage, OwnPages
from office_culture.admin.outgoing import OutgoingPage

SIGNING = (("signature_form", "signature_holder"), ("signer", "signer_post"), "recipients")
ELSEWHERE: Any = (
    _("Decided elsewhere"),
    {
        "fields": ("outside", ("issuer", "symbol"), ("decided_on", "decided_year")),
        "classes": ("collapse",),
    },
)
OWN: Any = (
    _("Our own decision"),
    {"fields": ("legal_bases", ("decider", "proposed_by"), *SIGNING), "classes": ("collapse",)},
)
NUMBERED: Any = (_("Number and day"), {"fields": (("symbol", "decided_on", "issuer"),)})
NUMBERED_ELSEWHERE: Any = (
    _("Number and day"),
    {"fields": (("symbol", "issuer"), ("decided_on", "decided_year"))},
)
PERIOD = ("period_start", "period_end")
SHORT_TEXTS: Any = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 3})}}
RECORDED = _("This decision is recorded; nobody changes it any more.")


def fieldsets_of(fieldsets: Iterable[Any], decision: Any) -> list[Any]:
    """The fieldsets of a form; those of a final decision show number and day, and signing only for the office's own."""
    if decision is None or not decision.is_final:
        return list(fieldsets)
    other_fieldsets = [fieldset for fieldset in fieldsets if fieldset not in (ELSEWHERE, OWN)]
    return [*other_fieldsets, NUMBERED_ELSEWHERE] if decision.outside else [*other_fieldsets, NUMBERED, OWN]


class DecisionPage(OutgoingPage):
    """Mixed into the admin of decisions, which may have been made elsewhere."""

    def closed(self, obj: Any) -> str:
        return str(RECORDED) if obj.outside and obj.is_final else super().closed(obj)


class AwardLineForm(RowForm):
    """One line; without a period of its own it has that of the round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cache_links(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if all(cleaned.get(name) is None for name in PERIOD):
            nomination_round = self.instance.paper.nomination_round
            for name in PERIOD if nomination_round else ():
                cleaned[name] = getattr(nomination_round, name)
        return cleaned


class AwardLineInline(RecordInline):
    """The recipients in the list."""

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
        """Takes away the links that add a related record: a table of sixty rows has no room for them."""
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(getattr(field, "widget", None), "can_add_related"):
            field.widget.can_add_related = False
        return field


class DecisionLineInline(AwardLineInline):
    """The lines of a decision."""

    model = DecisionLine
    fields: ClassVar[tuple[str, ...]] = (
        *AwardLineInline.fields,
        "decided_amount",
        "decided_in",
        "certificate_number",
        "book_number",
    )


class SubmissionLineInline(AwardLineInline):
    """The lines of a submission."""

    model = SubmissionLine


@admin.register(AwardDecision)
class AwardDecisionAdmin(DecisionPage, OwnPages, Spreadsheets, RecordAdmin):
    """Decisions of the office, from the draft to the certificates and the prizes, and those of other bodies."""

    workflow = decisions.WORKFLOW
    draft_page = "awarddecision_preview"
    pages = (OwnPage("fund", FUND_TITLE, fund_page, ("awards.view_awarddecision",)),)
    change_form_template = "admin/awards/awarddecision/change_form.html"
    resource_classes = (AwardDecisionResource, DecisionLineResource)
    list_display = ("subject", "symbol", "decided_on", "issuer", "state_badge")
    list_select_related = ("unit",)
    list_filter = ("state", "outside", IncompleteDecisionFilter, ("nomination_round", LinkedRecords))

    fieldsets = (
        (
            None,
            {
                "fields": (
                    "subject",
                    ("nomination_round", "unit"),
                    "without_session",
                    ("decided_total", "decided_total_in"),
                )
            },
        ),
        ELSEWHERE,
        OWN,
    )
    autocomplete_fields = ("nomination_round", "unit", "signer")
    formfield_overrides = {**RecordAdmin.formfield_overrides, **SHORT_TEXTS}
    inlines = (DecisionLineInline,)

    class Media:
        css: ClassVar[dict[str, tuple[str, ...]]] = {"all": ("awards/awards.css",)}

    def get_fieldsets(self, request: HttpRequest, obj: AwardDecision | None = None) -> Any:
        return fieldsets_of(self.fieldsets, obj)

    def get_inlines(self, request: HttpRequest, obj: AwardDecision | None) -> Any:
        """Lines are edited once the decision is saved, as they are checked against its round, and until it is final."""
        return self.inlines if obj and not obj.is_final else ()

    def get_readonly_fields(self, request: HttpRequest, obj: AwardDecision | None = None) -> tuple[str, ...]:
        """The round, and whether another body decided, are read-only once the decision has lines."""
        return ("nomination_round", "outside") if obj and obj.lines.exists() else ()

    def page_context(self, request: HttpRequest, obj: AwardDecision) -> dict[str, Any]:
        context = super().page_context(request, obj)
        lines = ordered(obj.lines.select_related("award", "conferral", "person", "unit"))
        context["listed_lines"] = _with_computed(obj, lines)
        if obj.decided_total is not None:
            context["computed_total"] = _computed_total(obj, lines)
        if not obj.outside and not obj.is_final:
            context["draft_prizes"] = prizes = _prizes_in_order(lines)
            context["draft_total"] = {
                "due": sum(prize.due or 0 for _line, prize in prizes),
                "unknown": sum(prize.due is None for _line, prize in prizes),
            }
        return context


def _prizes_in_order(lines: Iterable[DecisionLine]) -> list[tuple[DecisionLine, Any]]:
    """Each line with its prize if it were decided today."""
    rows = list(lines)
    found = prizes_on(timezone.localdate(), rows)
    return [(line, found[line.pk]) for line in rows]


def _computed_total(decision: AwardDecision, lines: list[DecisionLine]) -> int | None:
    """The sum of the prizes of the lines in đồng, as stored or as of the day; None where one of them is unknown."""
    if decision.outside and decision.decided_on is None:
        return None
    day = decision.decided_on or timezone.localdate()
    if decision.is_final and not decision.outside:
        dues = [line.prize_due for line in lines]
    else:
        dues = [prize.due for prize in prizes_on(day, lines).values()]
    return None if None in dues else sum(filter(None, dues))


def _with_computed(decision: AwardDecision, lines: list[Any]) -> list[Any]:
    """The lines with `computed`, their prize in đồng by the rules, None where unknown.

    It is the one stored at the issue, or as of the day of another body's decision that states amounts.
    """
    stated = any(line.decided_amount is not None for line in lines)
    day = decision.decided_on if decision.outside and stated else None
    found = prizes_on(day, lines) if day else {}
    for line in lines:
        line.computed = found[line.pk].amount if line.pk in found else line.prize_amount
    return lines
