"""The life of a finding: opened at a result, remedied by the unit, verified or reopened by the team."""

import datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.workflow import Answers, Refused, StepForm, Transition, Workflow
from office_culture.models import (
    Finding,
    FindingLevel,
    FindingState,
    InspectionResult,
    InspectionState,
    Person,
)
from office_culture.rules.fields import DayField
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@transaction.atomic
def open_finding(
    *,
    result: InspectionResult,
    content: str,
    by: "User",
    remedy: str = "",
    due_on: datetime.date | None = None,
    level: str = FindingLevel.SHORTCOMING,
    owner: Person | None = None,
    person: Person | None = None,
) -> Finding:
    """Opens a finding at a result that is partly met or not met. Raises `Refused` or `ValidationError`.

    It was found on the day of the visit; where that is not known, nor is the day of the finding.
    """
    inspection = result.inspection
    if inspection.state not in {InspectionState.AT_WORK, InspectionState.CLOSED}:
        raise Refused(_("Findings follow from the visit; begin the inspection first."))
    finding = Finding(
        result=result,
        unit=inspection.unit,
        content=content,
        remedy=remedy,
        due_on=due_on,
        level=level,
        owner=owner,
        person=person,
        found_on=inspection.visited_on,
    )
    finding.full_clean()
    finding.save(by=by)
    return finding


def _still_a_breach(finding: Finding, by: "User") -> str:
    # The person who remedied it may be the one who checks it; that is for the office to arrange.
    return "" if finding.remedied_on or finding.remedy_done else _("Nothing says yet that it was remedied.")


def _day_not_known() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("The day is not known"),
        required=False,
        help_text=gettext_lazy("For what is entered from papers that do not tell it."),
    )


class RemedyForm(StepForm):
    """On which day the unit remedied it: what is entered from papers of last year has a day of last year."""

    remedied_on = DayField(
        label=gettext_lazy("Remedied on"),
        required=False,
        help_text=gettext_lazy("Empty: today. day/month/year"),
    )
    day_not_known = _day_not_known()


class CheckForm(StepForm):
    """On which day the team saw the remedy."""

    verified_on = DayField(
        label=gettext_lazy("Checked on"),
        required=False,
        help_text=gettext_lazy("Empty: today. day/month/year"),
    )
    day_not_known = _day_not_known()


def _day(answers: Answers, name: str, since: datetime.date | None, too_early: str) -> datetime.date | None:
    """The day that was answered, today without one, None where the answer is that nobody knows it.

    Raises `ValidationError` for a day ahead or before `since`, and for a day that is said to be not known.
    """
    today = timezone.localdate()
    day: datetime.date | None = answers.get(name)
    if answers.get("day_not_known"):
        if day is not None:
            raise ValidationError({name: _("Here is a day; take the tick out, or empty the day.")})
        return None
    if day is None:
        return today
    if day > today:
        ahead = _("%(day)s lies ahead: enter a day that has come.") % {"day": numeric(day)}
        raise ValidationError({name: ahead})
    if since is not None and day < since:
        raise ValidationError({name: too_early})
    return day


def _remedied(finding: Finding, by: "User", answers: Answers) -> None:
    found = numeric(finding.found_on) if finding.found_on else ""
    before_found = _("It was found on %(day)s; a remedy comes later.") % {"day": found}
    finding.remedied_on = _day(answers, "remedied_on", finding.found_on, before_found)
    finding.remedy_done = answers.reason


def _verified(finding: Finding, by: "User", answers: Answers) -> None:
    too_early = _("A remedy cannot be checked before it was made.")
    finding.verified_on = _day(answers, "verified_on", finding.remedied_on, too_early)
    finding.verified_by = str(by)[:150]


def _reopened(finding: Finding, by: "User", answers: Answers) -> None:
    finding.reopened_because = answers.reason
    finding.remedied_on = finding.verified_on = None
    finding.remedy_done = finding.verified_by = ""


workflow: Workflow[Finding] = Workflow(
    Transition(
        name="remedy",
        label=gettext_lazy("Report as remedied"),
        sources=frozenset({FindingState.OPEN, FindingState.REOPENED}),
        target=FindingState.REMEDIED,
        permission="office_culture.remedy_finding",
        who=gettext_lazy("the unit"),
        needs_reason=True,
        form=RemedyForm,
        apply=_remedied,
    ),
    Transition(
        name="verify",
        label=gettext_lazy("Confirm the remedy"),
        sources=frozenset({FindingState.REMEDIED}),
        target=FindingState.VERIFIED,
        permission="office_culture.verify_finding",
        who=gettext_lazy("the inspection team"),
        guard=_still_a_breach,
        form=CheckForm,
        apply=_verified,
    ),
    Transition(
        name="reopen",
        label=gettext_lazy("Reopen the finding"),
        sources=frozenset({FindingState.REMEDIED, FindingState.VERIFIED}),
        target=FindingState.REOPENED,
        permission="office_culture.verify_finding",
        who=gettext_lazy("the inspection team"),
        needs_reason=True,
        apply=_reopened,
    ),
)
