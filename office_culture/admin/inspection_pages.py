"""Pages around an inspection: its result, its closing, a new finding, the minutes, and whether a unit is ready."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.findings import open_finding
from office_culture.actions.seen import SEEN, as_seen, stamp
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.unsaved import drop_typed, look_first, offered_again, shows_typed
from office_culture.admin.inspection_form import form_url
from office_culture.models import (
    Finding,
    FindingLevel,
    Inspection,
    InspectionResult,
    Person,
    Result,
    Unit,
    WorkStatus,
)
from office_culture.papers.render import render
from office_culture.rules.fields import DayField
from office_culture.rules.requests import user_of
from office_culture.sections.papers_of_inspections import minutes
from office_culture.selectors.inspection_results import bands, compared, inspection_before, outcome
from office_culture.selectors.inspections import readiness
from office_culture.selectors.links import offered
from office_culture.selectors.minutes import FOR_PAPERS, minutes_facts
from office_culture.text.file_names import file_name
from office_culture.views.downloads import inline_response, issued_paper_response

RELATED = ("unit", "inspection_round__checklist_version__checklist")
TEMPLATES = "admin/office_culture/inspection"


def result(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Score and outcome by group, beside those of the inspection before."""
    inspection = visible(page, request, object_id, *RELATED)
    found = outcome(inspection)
    before = inspection_before(inspection)
    context = {
        "title": _("Result: %(unit)s") % {"unit": inspection.unit},
        "inspection": inspection,
        "found": found,
        "groups": compared(found, outcome(before) if before else None),
        "before": before,
        "bands": bands(inspection) if found.scored else (),
        "findings": Finding.objects.filter(result__inspection=inspection).select_related(
            "result__item", "owner"
        ),
        "today": timezone.localdate(),
    }
    return answer(page, request, f"{TEMPLATES}/result.html", context)


def minutes_pdf(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The minutes as PDF: a draft shown in the browser until they are issued, then the issued paper as a download."""
    inspection = visible(page, request, object_id, *FOR_PAPERS)
    year = str(inspection.inspection_round.year)
    name = file_name("bien ban kiem tra", inspection.unit.name_in_text, year)
    if inspection.paper is not None:
        return issued_paper_response(request, inspection, name)
    return inline_response(
        request, render(minutes(minutes_facts(inspection))), f"du-thao-{name}", of=inspection
    )


def ready(page: Any, request: HttpRequest, unit: int) -> HttpResponse:
    """How a unit stands before its next inspection."""
    if not page.has_view_permission(request):
        raise PermissionDenied
    asked = get_object_or_404(Unit.objects.visible_to(user_of(request)), pk=unit)
    today = timezone.localdate()
    context = {
        "title": _("Are we ready? %(unit)s") % {"unit": asked},
        "unit": asked,
        "found": readiness(asked, today),
        "today": today,
    }
    return answer(page, request, f"{TEMPLATES}/readiness.html", context)


def closing(inspection: Inspection) -> dict[str, Any]:
    """Context of the closing page: items that prevent closing, and items to be checked before it."""
    rows = list(
        InspectionResult.objects.filter(inspection=inspection)
        .select_related("item")
        .order_by("item__group__position", "item__group__code", "item__position", "item__code")
        .prefetch_related("findings")
    )
    short = (Result.PARTLY, Result.FAILED)
    return {
        "inspection": inspection,
        "unchecked": [row for row in rows if row.result == Result.UNCHECKED],
        "to_do": [row for row in rows if row.result != Result.UNCHECKED and row.status != WorkStatus.DONE],
        "not_assessed": [row for row in rows if row.result == Result.NOT_ASSESSED],
        "without_finding": [row for row in rows if row.result in short and not row.findings.all()],
        "total": len(rows),
        "form_url": form_url(inspection.pk),
    }


class FindingForm(AskingForm, forms.Form):
    """The content of a finding; its item is known from the address."""

    level = forms.ChoiceField(
        label=gettext_lazy("Level"), choices=FindingLevel.choices, initial=FindingLevel.SHORTCOMING
    )
    content = forms.CharField(
        label=gettext_lazy("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    remedy = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Empty: the minutes do not say."),
    )
    due_on = DayField(
        label=gettext_lazy("Due on"),
        required=False,
        help_text=gettext_lazy("day/month/year. Empty: no day was set, or it is not known."),
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Remedied by (if one person)"), required=False
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Person concerned (if one person)"), required=False
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("owner", "person"):
            field: Any = self.fields[name]
            field.queryset = offered(Person, user)
            field.widget = LinkSelect(Finding._meta.get_field(name), admin.site)
            field.widget.choices = field.choices


def finding(page: Any, request: HttpRequest, object_id: str, result: int) -> HttpResponse:
    """GET shows the form, POST opens the finding and redirects to its item.

    Raises `PermissionDenied` without the right to add findings, `Http404` for an item of another inspection.
    """
    inspection = visible(page, request, object_id, *RELATED)
    if not user_of(request).has_perm("office_culture.add_finding"):
        raise PermissionDenied
    row = inspection.results.select_related("item", "inspection__unit").filter(pk=result).first()
    if row is None:
        raise Http404
    back = f"{form_url(inspection.pk)}#item-{row.pk}"
    form = FindingForm(request.POST or None, user=user_of(request), initial={"content": row.observation})
    if shows_typed(request):
        form.add_error(None, look_first())
    elif request.method == "POST" and form.is_valid() and _opened(request, row, form):
        drop_typed(request)
        messages.success(request, _("The finding is open until its remedy is confirmed."))
        return HttpResponseRedirect(back)
    refusal = "" if row.result in {Result.PARTLY, Result.FAILED} else _not_short(row)
    # What was typed earlier is saved as of the version that was seen then, so that a later change is noticed.
    seen = request.POST.get(SEEN, "") if shows_typed(request) else stamp(row)
    context = {
        "title": _("Open a finding"),
        "inspection": inspection,
        "row": row,
        "seen": seen,
        "refusal": refusal,
        "form": form,
        "media": page.media + form.media,
        "back": back,
        **({} if refusal else offered_again(request)),
    }
    return answer(page, request, f"{TEMPLATES}/finding.html", context)


def _not_short(row: InspectionResult) -> str:
    return _("A finding rests on an item that is partly met or not met; %(code)s is “%(result)s”.") % {
        "code": row.item.code,
        "result": row.get_result_display(),
    }


def _opened(request: HttpRequest, row: InspectionResult, form: FindingForm) -> bool:
    try:
        with as_seen(request.POST, row):
            open_finding(result=row, by=user_of(request), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as error:
        form.show_error(error)
    else:
        return True
    return False
