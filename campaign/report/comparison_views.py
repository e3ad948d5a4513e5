"""Compares two reports: which facts changed, in figures and percent, each value with its rows behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tablib
from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from campaign.models import Report
from campaign.report.changes import ChangeGroup, FigureChange, changed_only, compare, report_before
from office_culture.actions import events
from office_culture.admin.rows import list_addresses
from office_culture.models import User, Verb
from office_culture.resources.formats import WorkbookFormat
from office_culture.rules.facts import Fact
from office_culture.rules.requests import is_key, user_of


class ChooseForm(forms.Form):
    """Which two reports, and whether unchanged facts are shown as well."""

    older = forms.ModelChoiceField(Report.objects.none(), label=gettext_lazy("earlier report"))
    newer = forms.ModelChoiceField(Report.objects.none(), label=gettext_lazy("later report"))
    all = forms.BooleanField(label=gettext_lazy("also what has not changed"), required=False)

    def __init__(self, *args: Any, reports: QuerySet[Report], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("older", "newer"):
            field: Any = self.fields[name]
            field.queryset = reports
            field.label_from_instance = _named


def _named(report: Report) -> str:
    span = f"{report.period_start:%d/%m/%Y} – {report.period_end:%d/%m/%Y}"
    return f"{report} ({report.get_kind_display()}, {span}, {report.get_state_display()})"


@dataclass(frozen=True, slots=True)
class Side:
    """A value with the address of the list of its rows."""

    fact: Fact | None
    address: str

    @property
    def words(self) -> bool:
        """Whether the value is text, not a figure."""
        return self.fact is not None and isinstance(self.fact.value, str)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A change as the page shows it."""

    change: FigureChange
    before: Side
    now: Side


@require_safe
@login_required
@permission_required("campaign.view_report", raise_exception=True)
def page(request: HttpRequest) -> HttpResponse:
    """The table; without a choice it compares the newest report with the last one of its kind before."""
    user = user_of(request)
    form = _form(request, user)
    older, newer, everything = _chosen(form)
    groups = _groups(older, newer, everything=everything)
    context = {
        **admin.site.each_context(request),
        "title": _("Comparison of two reports"),
        "form": form,
        "older": older,
        "newer": newer,
        "everything": everything,
        "groups": _shown(groups, user),
        "count": sum(change.changed for group in groups for change in group.changes),
    }
    return render(request, "project/report_comparison.html", context)


@require_safe
@login_required
@permission_required("campaign.view_report", raise_exception=True)
def sheet(request: HttpRequest) -> HttpResponse:
    """The same table as a workbook; the download is recorded at the later report."""
    form = _form(request, user_of(request))
    older, newer, everything = _chosen(form)
    if older is None or newer is None:
        return page(request)
    data = tablib.Dataset(
        headers=[
            _("Group"),
            _("Fact"),
            _("Name in narratives"),
            str(older),
            str(newer),
            _("Change"),
            _("Change in percent"),
            _("Meaning"),
        ]
    )
    data.extend(_lines(_groups(older, newer, everything=everything)))
    name = f"so-sanh-{older.pk}-{newer.pk}.xlsx"
    events.record(
        verb=Verb.DOWNLOAD,
        by=user_of(request),
        obj=newer,
        format="xlsx",
        file=name,
        compared_with=older.pk,
    )
    book = WorkbookFormat()
    response = HttpResponse(book.export_data(data), content_type=book.get_content_type())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(request: HttpRequest, user: User) -> ChooseForm:
    reports = Report.objects.visible_to(user).select_related("unit", "paper", "campaign")
    newer = reports.filter(pk=request.GET["newer"]).first() if _is_key(request, "newer") else None
    if "older" in request.GET and "newer" in request.GET:
        return ChooseForm(request.GET, reports=reports)
    newer = newer or reports.first()
    older = None
    if newer is not None:
        older = report_before(newer, user, same_kind=True) or report_before(newer, user)
    chosen = {"older": older.pk if older else "", "newer": newer.pk if newer else ""}
    if older is None:
        return ChooseForm(reports=reports, initial=chosen)
    return ChooseForm({**chosen, **({"all": "on"} if "all" in request.GET else {})}, reports=reports)


def _is_key(request: HttpRequest, name: str) -> bool:
    return is_key(request.GET.get(name, ""))


def _chosen(form: ChooseForm) -> tuple[Report | None, Report | None, bool]:
    if not form.is_bound or not form.is_valid():
        return None, None, False
    return form.cleaned_data["older"], form.cleaned_data["newer"], form.cleaned_data["all"]


def _groups(older: Report | None, newer: Report | None, *, everything: bool) -> list[ChangeGroup]:
    if older is None or newer is None:
        return []
    found = compare(older, newer)
    return found if everything else changed_only(found)


def _shown(
    groups: list[ChangeGroup], user: User
) -> list[tuple[str, list[ComparisonRow], list[ComparisonRow]]]:
    """Each title with the facts that both reports know, and apart from them those of one only, such as of one year.

    The addresses behind all of them are found at once.
    """
    facts = [fact for group in groups for change in group.changes for fact in (change.before, change.now)]
    addresses = list_addresses([fact.rows if fact else None for fact in facts], user)
    sides = map(Side, facts, addresses)
    shown = []
    for group in groups:
        rows = [ComparisonRow(change, next(sides), next(sides)) for change in group.changes]
        both = [row for row in rows if row.before.fact is not None and row.now.fact is not None]
        of_one = [row for row in rows if row.before.fact is None or row.now.fact is None]
        shown.append((group.title, both, of_one))
    return shown


def _lines(groups: list[ChangeGroup]) -> Iterator[list[Any]]:
    for group in groups:
        for change in group.changes:
            yield [
                group.title,
                change.label,
                change.key,
                _cell(change.before),
                _cell(change.now),
                _difference(change),
                change.percent,
                _verdict(change),
            ]


def _cell(fact: Fact | None) -> Any:
    """The value as a number where it is one, so that the sheet can calculate; None where no record has it, never 0."""
    return fact.value if fact is not None else None


def _difference(change: FigureChange) -> Any:
    if not change.counted or change.before is None or change.now is None:
        return None
    return Decimal(str(change.now.value)) - Decimal(str(change.before.value))


def _verdict(change: FigureChange) -> str:
    return {"better": _("better"), "worse": _("worse")}.get(change.verdict, "")
