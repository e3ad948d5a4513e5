"""The pages on which sections of a report are handed out, and on which a unit writes the section it was handed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.assignments import WORKFLOW, hand_out, handing_out_refused, may_write
from campaign.models import Narrative, Report, SectionAssignment
from campaign.sections.narratives import narrative
from campaign.selectors.assignments import free_sections
from campaign.selectors.narratives import printed_places
from office_culture.actions import events
from office_culture.actions.seen import as_seen
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.forms import RecordForm
from office_culture.admin.bricks.pages import answer, visible
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.records import normalised
from office_culture.admin.bricks.unsaved import drop_typed, offered_again, shows_typed
from office_culture.models import Unit, User
from office_culture.models.events import Verb
from office_culture.papers.html import render_pieces
from office_culture.rules.facts import Fact, FactBook, placeholders
from office_culture.rules.fields import DayField
from office_culture.rules.requests import user_of
from office_culture.selectors.links import offered
from office_culture.text.citations import Citations

TEMPLATES = "admin/campaign/sectionassignment"


class HandOutForm(AskingForm, forms.Form):
    """Which sections are handed out, to which unit, and the last day."""

    sections = forms.MultipleChoiceField(label=_("Sections"), widget=forms.CheckboxSelectMultiple)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Written by"))
    due = DayField(label=_("Due"), help_text=_("The last day, as day/month/year."))
    note = forms.CharField(
        label=_("What the unit should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, report: Report, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.offered = free_sections(report)
        self.fields["sections"].choices = self.offered  # type: ignore[attr-defined]
        below = offered(Unit, user).filter(path__startswith=report.unit.path)
        self.fields["unit"].queryset = below.on(report.as_of)  # type: ignore[attr-defined]


class TextForm(RecordForm):
    """The text of one section."""

    class Meta:
        model = Narrative
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 16, "class": "narrative"})}


def hand_out_page(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks which sections go to which unit, POST hands them out; a refusal says why and changes nothing."""
    report = visible(page, request, object_id, "unit")
    user = user_of(request)
    back = reverse("admin:campaign_report_change", args=[report.pk])
    refusal = handing_out_refused(report, user)
    posted = normalised(request.POST) if request.method == "POST" else None
    form = HandOutForm(posted, report=report, user=user)
    if posted is not None and refusal:
        events.record(
            verb=Verb.REFUSED,
            by=user,
            obj=report,
            reason=refusal,
            step="hand_out",
        )
    elif posted is not None and form.is_valid() and _handed_out(request, report, form):
        return HttpResponseRedirect(back)
    context = {
        "title": _("Hand out sections"),
        "original": report,
        "refusal": refusal,
        "form": form,
        "nothing_left": not form.offered,
        "back": back,
    }
    return answer(page, request, f"{TEMPLATES}/hand_out.html", context)


def _handed_out(request: HttpRequest, report: Report, form: HandOutForm) -> bool:
    try:
        with as_seen(request.POST, report):
            made = hand_out(report=report, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        form.show_error(error)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(
        request,
        ngettext("%(count)s section is handed out.", "%(count)s sections are handed out.", len(made))
        % {"count": len(made)},
    )
    return True


def assignment_details(assignment: SectionAssignment, user: User) -> dict[str, Any]:
    """What the page of a section shows besides its columns: place, section, text, and why it cannot be written."""
    place = printed_places(assignment.report).get(assignment.section, "")
    section = assignment.report.outline.section(assignment.section)
    text = Narrative.objects.filter(report=assignment.report_id, section=assignment.section).first()
    return {
        "place": place,
        "section": section,
        "text": text.text if text else "",
        "writing_refused": may_write(assignment.report, assignment.section, user),
    }


def may_write_now(page: Any, request: HttpRequest, object_id: str) -> bool:
    """Whether the account may save the text of the section that was handed out."""
    assignment = visible(page, request, object_id, "report__unit", "unit")
    return not may_write(assignment.report, assignment.section, user_of(request))


def write(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Shows and saves the text of the section that the unit was handed, with its guidance; no other section."""
    assignment = visible(page, request, object_id, "report__unit", "unit")
    user = user_of(request)
    if request.method != "POST":
        text = _text(assignment)
        return _page(page, request, assignment, TextForm(instance=text))
    with transaction.atomic():
        locked = Report.objects.select_for_update(of=("self",)).get(pk=assignment.report_id)
        text = _text(assignment, lock=True)
        form = TextForm(normalised(request.POST), instance=text)
        form.shown_again = shows_typed(request)
        why = may_write(locked, assignment.section, user)
        if why:
            messages.error(request, why)
        elif "show" not in request.POST and form.is_valid():
            text.save(by=user_of(request))
            drop_typed(request)
            return _saved(request, assignment)
    return _page(page, request, assignment, form, status=403 if why else 200)


def preview(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The posted text as HTML, as it will print; nothing is saved. Raises `PermissionDenied`."""
    assignment = visible(page, request, object_id, "report__unit", "unit")
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if may_write(assignment.report, assignment.section, user_of(request)):
        raise PermissionDenied
    return HttpResponse(_printed(str(normalised(request.POST).get("text", ""))))


def _printed(text: str) -> SafeString:
    """The text as HTML with lists, tables and emphasis; keys stay keys, so that no figure of another unit is shown."""
    facts = {key: Fact(key, key, key, f"{{{key}}}") for key in placeholders(text)}
    (html,) = render_pieces([tuple(narrative(text, facts, Citations()))], {})
    # The renderer writes a tree of elements: nothing in a text can become markup.
    return format_html('<div class="paper">{}</div>', mark_safe(html))  # noqa: S308 - the renderer escapes every text


def _text(assignment: SectionAssignment, *, lock: bool = False) -> Narrative:
    rows = Narrative.objects.filter(report=assignment.report_id, section=assignment.section)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found: Narrative = rows.first() or Narrative(section=assignment.section)
    # One book of facts for the check of the text and for the page.
    found.report = assignment.report
    return found


def _saved(request: HttpRequest, assignment: SectionAssignment) -> HttpResponse:
    messages.success(request, gettext("The text is saved."))
    if "_deliver" in request.POST:
        try:
            WORKFLOW.perform("deliver", obj=assignment, by=user_of(request))
            messages.success(request, gettext("The section is delivered."))
        except Refused as refused:
            messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("admin:campaign_sectionassignment_change", args=[assignment.pk]))


def _keys(assignment: SectionAssignment) -> list[tuple[Any, list[Fact]]]:
    """The facts of the unit's own records by source, for their keys; records of other units are left out."""
    unit = assignment.unit
    scope = replace(assignment.report.scope(), unit_id=unit.pk, unit_path=unit.path)
    return [(title, facts) for title, facts in FactBook(scope).offered() if facts]


def _page(
    page: Any, request: HttpRequest, assignment: SectionAssignment, form: TextForm, *, status: int = 200
) -> HttpResponse:
    user = user_of(request)
    about = assignment_details(assignment, user)
    if about["writing_refused"] and request.method != "POST":
        raise PermissionDenied
    context = {
        **about,
        "title": f"{about['place']}. {assignment.title}" if about["place"] else assignment.title,
        "original": assignment,
        "form": form,
        "keys": _keys(assignment),
        "preview": _printed(str(form["text"].value() or "")),
        "back": reverse("admin:campaign_sectionassignment_change", args=[assignment.pk]),
        **({} if about["writing_refused"] else offered_again(request)),
    }
    shown = answer(page, request, f"{TEMPLATES}/write.html", context)
    shown.status_code = status
    return shown
