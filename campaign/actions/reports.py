"""What happens to a report: its sections are laid out, it goes to review and is approved."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models import Narrative, Report, ReportState
from office_culture.workflow import Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User


@transaction.atomic
def lay_out(*, report: Report) -> None:
    """Gives the report an empty text for each written section of its outline that has none yet."""
    present = set(report.narratives.values_list("section", flat=True))
    for section in report.outline.written():
        if section.key not in present:
            Narrative(report=report, section=section.key).save()


def _needs_signer(report: Report, by: "User") -> str:
    if report.signer_id is None or not report.signer_post:
        return _now("Name the signer and the signer's post first.")
    return ""


def _keep_reason(report: Report, by: "User", reason: str) -> None:
    report.return_reason = reason


def _clear_reason(report: Report, by: "User", reason: str) -> None:
    report.return_reason = ""


WORKFLOW: Workflow[Report] = Workflow(
    Transition(
        name="submit",
        label=_("Send to review"),
        sources=frozenset({ReportState.DRAFT}),
        target=ReportState.IN_REVIEW,
        permission="campaign.change_report",
        who=_("those who write the report"),
        guard=_needs_signer,
        effect=_clear_reason,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({ReportState.IN_REVIEW, ReportState.APPROVED}),
        target=ReportState.DRAFT,
        permission="campaign.approve_report",
        who=_("leadership"),
        needs_reason=True,
        effect=_keep_reason,
    ),
    Transition(
        name="approve",
        label=_("Approve"),
        sources=frozenset({ReportState.IN_REVIEW}),
        target=ReportState.APPROVED,
        permission="campaign.approve_report",
        who=_("leadership"),
    ),
)
