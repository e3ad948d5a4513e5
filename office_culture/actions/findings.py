"""The life of a finding: opened at a result, remedied by the unit, verified or reopened by the team."""

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.workflow import Answers, Refused, Transition, Workflow
from office_culture.models import (
    Finding,
    FindingLevel,
    FindingState,
    InspectionResult,
    InspectionState,
    Person,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@transaction.atomic
def open_finding(
    *,
    result: InspectionResult,
    content: str,
    remedy: str,
    due_on: datetime.date,
    by: "User",
    level: str = FindingLevel.SHORTCOMING,
    owner: Person | None = None,
    person: Person | None = None,
) -> Finding:
    """Opens a finding at a result that is partly met or not met. Raises `Refused` or `ValidationError`."""
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
        found_on=inspection.visited_on or timezone.localdate(),
    )
    finding.full_clean()
    finding.save(by=by)
    return finding


def _still_a_breach(finding: Finding, by: "User") -> str:
    # The person who remedied it may be the one who checks it; that is for the office to arrange.
    return "" if finding.remedied_on else _("Nothing says yet that it was remedied.")


def _remedied(finding: Finding, by: "User", answers: Answers) -> None:
    finding.remedied_on = timezone.localdate()
    finding.remedy_done = answers.reason


def _verified(finding: Finding, by: "User", answers: Answers) -> None:
    finding.verified_on = timezone.localdate()
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
