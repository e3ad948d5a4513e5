"""Base admin of figures: who entered and confirmed them, their correction, and charts of earlier values."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions import figures
from campaign.models.figures import Figure
from office_culture.admin.bricks import RecordAdmin, RecordForm, Spreadsheets, WorkflowButtons
from office_culture.admin.bricks.memory import with_reason
from office_culture.models import Verb
from office_culture.papers.screen_charts import Panel
from office_culture.rules.requests import user_of

ORIGIN = (
    _("Origin"),
    {"fields": ("source", ("entered_by", "entered_at"), ("confirmed_by", "confirmed_at"))},
)
CORRECTION = (_("Correction"), {"fields": ("correction_reason",)})


class FigureForm(RecordForm):
    """The form of a figure; a confirmed one asks for the reason of each change."""

    correction_reason = forms.CharField(
        label=_("Reason for the correction"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays on record with the old and the new value."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.correction_reason = cleaned.get("correction_reason") or ""
        if (
            self.instance.pk
            and self.instance.confirmed
            and changed(self)
            and not self.instance.correction_reason
        ):
            self.add_error(
                "correction_reason",
                gettext("This figure is confirmed: give the reason for the change. Nothing was saved yet."),
            )
        return cleaned


def changed(form: ModelForm[Any]) -> list[str]:
    """The names of the changed form fields, without the reason for the correction."""
    return [name for name in form.changed_data if name != "correction_reason"]


class FigureAdmin(WorkflowButtons, Spreadsheets, RecordAdmin):
    """Confirmed figures are closed to all but those who may correct them, and these must give a reason."""

    form = FigureForm
    change_form_template = "admin/campaign/figure/change_form.html"
    search_fields: ClassVar[tuple[str, ...]] = ("search_text", "unit__search_text")
    readonly_fields: ClassVar[Any] = ("entered_by", "entered_at", "confirmed_by", "confirmed_at")
    bulk_steps = ("confirm",)
    # Its numbers are checked against each other, and a correction gives its reason beside them.
    read_as_whole = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.with_correction()

    def panels(self, request: HttpRequest, figure: Any) -> list[Panel]:
        """Charts to show below the figure."""
        return []

    def closed(self, obj: Figure) -> str:
        if not obj.confirmed:
            return ""
        return gettext(
            "This figure is confirmed. It changes only as a correction by those who may confirm it: with a reason, "
            "and the old value stays on record."
        )

    def has_change_permission(self, request: HttpRequest, obj: Figure | None = None) -> bool:
        if obj is None or not obj.confirmed:
            return super().has_change_permission(request, obj)
        return super().has_change_permission(request) and not figures.correcting_refused(
            obj, user_of(request)
        )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and obj.confirmed and self.has_change_permission(request, obj):
            return (CORRECTION, *fieldsets)
        return fieldsets

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        kwargs["fields"] = [name for name in shown if name != "correction_reason"]
        return super().get_form(request, obj, change=change, **kwargs)

    def page_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        context = super().page_context(request, obj)
        if request.method == "POST":  # a refused page holds what was typed; the charts show what is kept
            return context
        return context | {
            "panels": self.panels(request, obj),
            "corrections": with_reason(obj, Verb.CORRECT) if obj.confirmed else [],
        }

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        """A correction is saved with the rows below, as one change; see `save_related`."""
        if change and obj.confirmed:
            obj.values_before = type(obj)._default_manager.get(pk=obj.pk).values_in_words()
            return
        if not change or changed(form):
            obj.entered_by, obj.entered_at = user_of(request), timezone.now()
            super().save_model(request, obj, form, change)

    def save_related(
        self,
        request: HttpRequest,
        form: ModelForm[Any],
        formsets: list[BaseModelFormSet[Any, Any]],
        change: bool,
    ) -> None:
        """Saves the rows below a confirmed figure together with it, as one correction with one event."""
        figure = form.instance
        before = getattr(figure, "values_before", None)
        if before is None:
            super().save_related(request, form, formsets, change)
            return
        for formset in formsets:
            self.save_formset(request, form, formset, change)
        figures.correct(figure=figure, before=before, reason=figure.correction_reason, by=user_of(request))

    @admin.display(description=_("state"), ordering="state")
    def standing(self, figure: Any) -> SafeString:
        words = figure.get_state_display()
        if figure.was_corrected:
            words = gettext("confirmed, corrected")
        return format_html('<span class="badge badge-{}">{}</span>', figure.state, words)


class MeasurementAdmin(FigureAdmin):
    """Figures of indicators, whatever their kind."""

    search_fields = (*FigureAdmin.search_fields, "indicator__search_text")
    list_select_related = ("indicator", "unit")
    autocomplete_fields = ("indicator", "unit")
