"""The pages of two steps in a report's life that ask for more than a reason: issuing, and writing a correction."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from campaign.actions.reports import WORKFLOW, write_correction
from campaign.models import Report
from campaign.selectors.preflight import standing
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.issue import IssueForm
from office_culture.models import Verb
from office_culture.project.report.issue import PreflightStands, issue_report
from office_culture.project.report.preflight_views import preflight_address
from office_culture.project.report.views import visible_report
from office_culture.rules.requests import user_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the number, then issues."""
    report = visible_report(request, pk)
    form = IssueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = issue_report(
                report=report,
                by=user_of(request),
                number=form.cleaned_data["number"],
                on=form.cleaned_data["on"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        except Refused as refusal:
            _tell_refusal(request, report, "issue", refusal)
            if isinstance(refusal, PreflightStands):
                return HttpResponseRedirect(preflight_address(report, form.cleaned_data["on"]))
            return HttpResponseRedirect(_page_of(report))
        else:
            messages.success(request, gettext("Issued: %(paper)s.") % {"paper": paper})
            return HttpResponseRedirect(_page_of(report))
    return _asked(request, report, "issue", form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirms, then begins the report that will take this one's place."""
    report = visible_report(request, pk)
    if request.method == "POST":
        try:
            correction = write_correction(report=report, by=user_of(request))
        except Refused as refusal:
            _tell_refusal(request, report, "supersede", refusal)
            return HttpResponseRedirect(_page_of(report))
        return HttpResponseRedirect(_page_of(correction))
    return _asked(request, report, "supersede", forms.Form())


def _tell_refusal(request: HttpRequest, report: Report, step: str, refusal: Refused) -> None:
    events.record(
        verb=Verb.REFUSED,
        by=user_of(request),
        obj=report,
        reason=str(refusal),
        step=step,
    )
    messages.error(request, str(refusal))


def _asked(request: HttpRequest, report: Report, step: str, form: Any) -> HttpResponse:
    transition = WORKFLOW.transitions[step]
    context = {
        **admin.site.each_context(request),
        "title": transition.label,
        "original": report,
        "step": step,
        "refusal": WORKFLOW.refusal(transition, report, user_of(request)),
        "standing": standing(report, user=user_of(request)) if step == "issue" else None,
        "form": form,
        "back": _page_of(report),
    }
    return render(request, "project/report_step.html", context)


def _page_of(report: Report) -> str:
    return reverse("admin:campaign_report_change", args=[report.pk])
