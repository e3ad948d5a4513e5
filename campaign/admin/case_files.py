"""Returns of one-stop case files."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.figures import WORKFLOWS
from campaign.admin.figures import ORIGIN, FigureAdmin
from campaign.admin.panels import return_panels
from campaign.models import CaseFileReturn, LateFiles
from campaign.resources.case_files import CaseFileReturnResource
from campaign.resources.delays import LateFilesResource
from campaign.selectors.next_returns import next_return
from office_culture.admin.bricks import LinkedRecords, RecordInline
from office_culture.admin.bricks.inlines import RowFormSet
from office_culture.papers.screen_charts import Panel
from office_culture.rules.requests import is_key, user_of
from office_culture.text.numbers import whole_or_unknown


class LateFilesFormSet(RowFormSet):
    """The causes of one return: together they are the files resolved overdue."""

    def clean(self) -> None:
        super().clean()
        figure = self.instance
        if figure.pk and figure.confirmed and self.has_changed() and not figure.correction_reason:
            raise ValidationError(
                gettext("This figure is confirmed: give the reason for the change. Nothing was saved yet.")
            )
        rows = [form for form in self.forms if self._stays(form)]
        counts: list[Any] = [form.cleaned_data.get("count") for form in rows]
        if not rows or None in counts:
            return
        if problem := figure.late_mismatch(sum(counts)):
            rows[-1].add_error("count", problem)


class LateFilesInline(RecordInline):
    """How many files were late for which cause."""

    model = LateFiles
    formset = LateFilesFormSet
    fields = ("cause", "count")
    autocomplete_fields = ("cause",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("cause")


def _count_column(name: str, label: Any) -> Callable[[CaseFileReturn], str]:
    """A column with a count that is known or follows from known ones (`CaseFileReturn.counts`)."""

    @admin.display(description=label, ordering=name)
    def column(row: CaseFileReturn) -> str:
        return whole_or_unknown(row.counts[name])

    column.__name__ = name
    return column


@admin.register(CaseFileReturn)
class CaseFileReturnAdmin(FigureAdmin):
    """Counts of case files by period, with the sums that follow from them."""

    workflow = WORKFLOWS[CaseFileReturn]
    list_display = (
        "unit",
        "period_start",
        "period_end",
        "received",
        "resolved",
        _count_column("overdue", _("resolved overdue")),
        _count_column("in_progress", _("in progress at the end")),
        "standing",
    )
    list_select_related = ("unit",)
    list_filter = ("state", ("unit", LinkedRecords), "period_end")

    fieldsets = (
        (None, {"fields": ("unit", ("period_start", "period_end"))}),
        (
            _("Received"),
            {
                "fields": (("new", "carried_over"), "received_in_all", "carried_over_note"),
                "description": _("Leave empty what the source does not tell; write 0 where there was none."),
            },
        ),
        (_("Resolved"), {"fields": (("early", "on_time"), ("overdue", "returned"), "resolved_in_all")}),
        (_("Balance"), {"fields": ("in_progress", "balance")}),
        (_("As published"), {"fields": (("published_rate", "published_of"),)}),
        ORIGIN,
    )
    autocomplete_fields = ("unit",)
    readonly_fields: ClassVar[Any] = (*FigureAdmin.readonly_fields, "balance")
    inlines = (LateFilesInline,)
    resource_classes = (CaseFileReturnResource, LateFilesResource)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.with_totals()

    def known_values(self, request: HttpRequest) -> dict[str, Any]:
        """Nothing beside what follows from the last return."""
        return {}

    def carried_on(self, request: HttpRequest, obj: CaseFileReturn) -> dict[str, str]:
        """The unit: its next period follows from the last one."""
        return {"unit": str(obj.unit_id)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The values of the next return (`next_return`); `unit` in the address chooses the unit."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        unit = str(given.pop("unit", ""))
        chosen = int(unit) if is_key(unit) else None
        proposed = next_return(user_of(request), chosen)
        return {**({"unit": chosen} if chosen else {}), **proposed, **given}

    def panels(self, request: HttpRequest, figure: CaseFileReturn) -> list[Panel]:
        return return_panels(figure)

    def page_context(self, request: HttpRequest, obj: CaseFileReturn) -> dict[str, Any]:
        context = super().page_context(request, obj)
        if self.has_add_permission(request):
            context["next_url"] = f"{reverse('admin:campaign_casefilereturn_add')}?unit={obj.unit_id}"
        return context

    @admin.display(description=_("received"), ordering="total_received")
    def received(self, obj: CaseFileReturn) -> str:
        return whole_or_unknown(obj.received)

    @admin.display(description=_("resolved"), ordering="total_resolved")
    def resolved(self, obj: CaseFileReturn) -> str:
        return whole_or_unknown(obj.resolved)

    @admin.display(description=_("how it adds up"))
    def balance(self, obj: CaseFileReturn) -> str:
        """The three sums of the return in figures, so that they can be checked by hand."""
        if obj.pk is None:
            return gettext(
                "Received minus resolved must equal what is in progress; the sums are shown after saving."
            )
        if obj.contradiction:
            return obj.contradiction
        return gettext(
            "%(new)s + %(carried_over)s = %(received)s received; %(early)s + %(on_time)s + %(overdue)s + "
            "%(returned)s = %(resolved)s resolved; %(received)s − %(resolved)s = %(in_progress)s in progress."
        ) % {name: whole_or_unknown(count) for name, count in obj.counts.items()}
