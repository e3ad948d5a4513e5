"""The page that lists the issues of a report before it is issued, and the acknowledging of warnings."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from campaign.actions import acknowledgements
from campaign.models import Report
from campaign.models.reports import ISSUED_STATES
from campaign.report.preflight.examination import examine
from campaign.report.preflight.registry import checks
from campaign.report.preflight.result import PreflightResult, sort_issues
from campaign.report.views import visible_report
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.admin.bricks.questions import AskingForm
from office_culture.models import Verb
from office_culture.rules.issues import Issue
from office_culture.rules.requests import user_of
from office_culture.rules.text import validate_printable_lines
from office_culture.selectors.acknowledgements import Acknowledgement


class ReasonForm(AskingForm, forms.Form):
    """Why a warning, or several, may stand for an issue on that day."""

    on = forms.DateField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it may stand"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[validate_printable_lines],
        error_messages={"required": acknowledgements.NO_REASON},
    )

    def meant(self, found: Iterable[Issue]) -> list[Issue]:
        """The warnings that the form means. Raises `Refused` where one is gone or has changed since it was read."""
        raise NotImplementedError


class TogetherForm(ReasonForm):
    """One reason for all warnings that are ticked on the page, each by its fingerprint."""

    @property
    def ticked(self) -> set[str]:
        return set(self.data.getlist("warnings")) if self.is_bound else set()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.ticked:
            raise ValidationError(gettext("Tick the warnings that may stand for this reason."))
        return self.cleaned_data

    def meant(self, found: Iterable[Issue]) -> list[Issue]:
        meant = [issue for issue in found if issue.fingerprint in self.ticked]
        if len(meant) < len(self.ticked):
            raise Refused(
                gettext("A ticked warning does not stand any more as it was read. Look at the list again.")
            )
        return meant


class AcknowledgeForm(ReasonForm):
    """The reason for one warning, which hidden fields name."""

    check_code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=200, widget=forms.HiddenInput)
    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @classmethod
    def of(cls, issue: Issue, day: datetime.date) -> "AcknowledgeForm":
        """An empty form for one warning; the warning makes the HTML ids unique."""
        values = {
            "check_code": issue.check,
            "subject": issue.subject,
            "fingerprint": issue.fingerprint,
            "on": day.isoformat(),
        }
        return cls(initial=values, auto_id=f"ack-{issue.fingerprint[:12]}-%s")

    @property
    def identity(self) -> tuple[str, str, str]:
        """Check, subject and fingerprint of the warning."""
        values = self.data if self.is_bound else self.initial
        return values.get("check_code", ""), values.get("subject", ""), values.get("fingerprint", "")

    def meant(self, found: Iterable[Issue]) -> list[Issue]:
        meant = [issue for issue in found if issue.identity == self.identity]
        if not meant:
            raise Refused(
                gettext("This warning does not stand any more as it was read. Look at the list again.")
            )
        return meant


def preflight_address(report: Report, on: datetime.date | None = None) -> str:
    """The address of the preflight for an issue on that day, today without one."""
    address = reverse("report_preflight", args=[report.pk])
    return f"{address}?{urlencode({'on': on.isoformat()})}" if on else address


def _day(typed: str) -> datetime.date:
    """The day of issue in the address; today where it is no valid day or lies ahead."""
    today = timezone.localdate()
    try:
        return min(datetime.date.fromisoformat(typed), today)
    except ValueError:
        return today


@require_safe
@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The issues of the report; for an issued report its acknowledgements."""
    return _render(request, _report(request, pk), _day(request.GET.get("on", "")))


@require_POST
@login_required
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Stores the reason for one warning, or for all that are ticked, if each is unchanged since it was read."""
    report = _report(request, pk)
    form = TogetherForm(request.POST) if "together" in request.POST else AcknowledgeForm(request.POST)
    day = _day(request.POST.get("on", ""))
    if not form.is_valid():
        return _render(request, report, day, form)
    acknowledged = 0
    try:
        with transaction.atomic():
            fresh = Report.objects.select_for_update().get(pk=report.pk)
            for issue in _current_issues(request, fresh, day, form):
                acknowledgements.acknowledge(
                    report=fresh, issue=issue, by=user_of(request), reason=form.cleaned_data["reason"]
                )
                acknowledged += 1
    except Refused as refusal:
        events.record(
            verb=Verb.REFUSED,
            by=user_of(request),
            obj=report,
            reason=str(refusal),
            step="acknowledge",
        )
        messages.error(request, str(refusal))
    else:
        sentence = ngettext(
            "Kept: the warning may stand.", "Kept: the %(count)s warnings may stand.", acknowledged
        )
        messages.success(request, sentence % {"count": acknowledged})
    return HttpResponseRedirect(preflight_address(report, day if day < timezone.localdate() else None))


def _report(request: HttpRequest, pk: int) -> Report:
    """The report. Raises `PermissionDenied` where the account only reviews it, and `Http404`."""
    report = visible_report(request, pk)
    if not report.is_in_scope_of(user_of(request)):
        raise PermissionDenied
    return report


def _current_issues(
    request: HttpRequest, report: Report, day: datetime.date, form: ReasonForm
) -> list[Issue]:
    why = acknowledgements.refusal(report, user_of(request))
    if why:
        raise Refused(why)
    return form.meant(examine(report, day))


def _render(
    request: HttpRequest, report: Report, day: datetime.date, answered: ReasonForm | None = None
) -> HttpResponse:
    user = user_of(request)
    issued = report.state in ISSUED_STATES
    found = sort_issues(report, [] if issued else examine(report, day, user))
    refusal = acknowledgements.refusal(report, user)
    context = {
        **admin.site.each_context(request),
        "title": gettext("Preflight"),
        "report": report,
        "issued": issued,
        "on": day if day < timezone.localdate() else None,
        "standing": found,
        "errors": _by_check((issue, None) for issue in found.errors),
        "warnings": _by_check(
            (issue, None if refusal else _form(issue, day, answered)) for issue in found.waiting
        ),
        "together": None if refusal or len(found.waiting) < 2 else _together(day, answered),
        "refusal": refusal,
        "acknowledged": _acknowledged(found),
        "back": reverse("admin:campaign_report_change", args=[report.pk]),
    }
    return render(request, "project/report_preflight.html", context)


def _together(day: datetime.date, answered: ReasonForm | None) -> TogetherForm:
    """The form for several warnings: as it was refused, or empty."""
    names = "ack-together-%s"
    if isinstance(answered, TogetherForm):
        answered.auto_id = names
        return answered
    return TogetherForm(initial={"on": day.isoformat()}, auto_id=names)


def _form(issue: Issue, day: datetime.date, answered: ReasonForm | None) -> AcknowledgeForm:
    """The refused form with what was typed and its message for its own issue; an empty form for every other one."""
    if isinstance(answered, AcknowledgeForm) and answered.identity == issue.identity:
        answered.auto_id = f"ack-{issue.fingerprint[:12]}-%s"
        return answered
    return AcknowledgeForm.of(issue, day)


def _by_check(rows: Any) -> list[tuple[Any, list[tuple[Issue, AcknowledgeForm | None]]]]:
    """The issues under the titles of their checks."""
    grouped = groupby(rows, key=lambda row: row[0].check)
    return [(checks.title(code), list(group)) for code, group in grouped]


def _acknowledged(found: PreflightResult) -> list[tuple[Acknowledgement, bool]]:
    """Every acknowledgement, the newest first, with whether its warning is unchanged."""
    rows = [(row, True) for _issue, row in found.accepted] + [(row, False) for row in found.lapsed]
    return sorted(rows, key=lambda pair: pair[0].given_at, reverse=True)
