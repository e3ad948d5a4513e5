"""The page that gives a decision, a submission or a revocation its number."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from awards.actions import decisions, revocations, submissions
from awards.models import AwardDecision, OutgoingPaper, Revocation, Submission
from awards.views.papers import visible
from office_culture.actions import events
from office_culture.actions.workflow import Refused, Workflow
from office_culture.admin.bricks.issue import IssueForm
from office_culture.models import IssuedPaper, Verb
from office_culture.rules.requests import user_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the number of a decision, then issues it."""
    return _page(
        request,
        visible(request, AwardDecision, pk),
        decisions.WORKFLOW,
        lambda record, **asked: decisions.issue_decision(decision=record, **asked),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the number of a submission, then issues it."""
    return _page(
        request,
        visible(request, Submission, pk),
        submissions.WORKFLOW,
        lambda record, **asked: submissions.issue_submission(submission=record, **asked),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the number of a revocation, then issues it."""
    return _page(
        request,
        visible(request, Revocation, pk),
        revocations.WORKFLOW,
        lambda record, **asked: revocations.issue_revocation(revocation=record, **asked),
    )


def _page(
    request: HttpRequest,
    record: OutgoingPaper,
    workflow: Workflow[Any],
    issue: Callable[..., IssuedPaper],
) -> HttpResponse:
    back = reverse(f"admin:awards_{record._meta.model_name}_change", args=[record.pk])
    form = IssueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            paper = issue(record, by=user_of(request), **form.cleaned_data)
        except ValidationError as error:
            _tell_at_fields(form, error)
        except Refused as refusal:
            events.record(
                verb=Verb.REFUSED,
                by=user_of(request),
                obj=record,
                reason=str(refusal),
                step="issue",
            )
            messages.error(request, str(refusal))
            return HttpResponseRedirect(back)
        else:
            messages.success(request, gettext("Issued: %(paper)s.") % {"paper": paper})
            return HttpResponseRedirect(back)
    step = workflow.transitions["issue"]
    context = {
        **admin.site.each_context(request),
        "title": step.label,
        "original": record,
        "step": "issue",
        "refusal": workflow.refusal(step, record, user_of(request)),
        "form": form,
        "back": back,
    }
    return render(request, "project/report_step.html", context)


def _tell_at_fields(form: IssueForm, error: ValidationError) -> None:
    """What belongs to no field of the form stands on top of it."""
    for name, problems in getattr(error, "error_dict", {None: error.messages}).items():
        form.add_error(name if name in form.fields else None, problems)
