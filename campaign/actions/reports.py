"""What happens to a report: its sections are laid out, it goes to review and is approved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.actions.remarks import name_reviewers
from campaign.models import Narrative, Report, ReportState
from campaign.preflight.frame import frame_errors
from campaign.selectors.remarks import open_remarks
from office_culture.actions import papers
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import IssuedPaper, Verb

if TYPE_CHECKING:
    from office_culture.models import User


@transaction.atomic
def lay_out(*, report: Report, by: "User | None") -> None:
    """Gives the report an empty text for each written section of its outline that has none yet."""
    present = set(report.narratives.values_list("section", flat=True))
    for section in report.outline.written():
        if section.key not in present:
            Narrative(report=report, section=section.key).save(by=by)


def _needs_signer(report: Report, by: "User") -> str:
    if report.signer_id is None or not report.signer_post:
        return gettext("Name the signer and the signer's post first.")
    return ""


def _outside(report: Report, by: "User") -> str:
    """A named reviewer of another unit reads and remarks, whatever rights the account has at home."""
    if report.is_in_scope_of(by):
        return ""
    return gettext("This report belongs to another unit; you were asked for remarks only.")


def _submittable(report: Report, by: "User") -> str:
    """Only the frame is asked: texts and figures are what a review is there to look at."""
    errors = frame_errors(report, timezone.localdate())
    return _outside(report, by) or _needs_signer(report, by) or " ".join(issue.sentence for issue in errors)


def _approvable(report: Report, by: "User") -> str:
    waiting = open_remarks(report).count()
    if not waiting:
        return _outside(report, by)
    return _outside(report, by) or ngettext(
        "%(count)s remark is still open: it is settled first, or the report is returned.",
        "%(count)s remarks are still open: they are settled first, or the report is returned.",
        waiting,
    ) % {"count": waiting}


def _issuable(report: Report, by: "User") -> str:
    return _outside(report, by) or _needs_signer(report, by)


def _begin_review(report: Report, by: "User", reason: str, details: Mapping[str, Any]) -> None:
    """The reviewers named with the step; without any, leadership alone looks at the report."""
    report.review_round += 1
    name_reviewers(report=report, accounts=details.get("reviewers", ()), by=by)


def _keep_reason(report: Report, by: "User", reason: str) -> None:
    report.return_reason = reason


def _clear_reason(report: Report, by: "User", reason: str) -> None:
    report.return_reason = ""


def _has_paper(report: Report, by: "User", reason: str) -> None:
    if report.paper_id is None:
        raise Refused(gettext("A report is issued on the page that gives it its number."))


def _supersede_paper(report: Report, by: "User", reason: str) -> None:
    correction = Report.objects.filter(replaces=report).select_related("paper").first()
    if correction is None or correction.paper is None:
        raise Refused(gettext("A report is superseded when its correction is issued; write that first."))
    papers.supersede(paper=_paper_of(report), by_paper=correction.paper, by=by, reason=reason)


def _withdraw_paper(report: Report, by: "User", reason: str) -> None:
    papers.withdraw(paper=_paper_of(report), by=by, reason=reason)


def _paper_of(report: Report) -> IssuedPaper:
    assert report.paper is not None  # noqa: S101 - the database holds that an issued report has its paper
    return report.paper


# What a correction takes over from the report that it corrects.
_FRAME = (
    "campaign",
    "kind",
    "outline_version",
    "unit",
    "drafting_unit",
    "subject",
    "period_start",
    "period_end",
    "as_of",
    "requested_by",
    "addressees",
    "recipients",
    "clerk_code",
    "signature_form",
    "signature_holder",
    "signer",
    "signer_post",
)

WORKFLOW: Workflow[Report] = Workflow(
    Transition(
        name="submit",
        label=_("Send to review"),
        sources=frozenset({ReportState.DRAFT}),
        target=ReportState.IN_REVIEW,
        permission="campaign.change_report",
        who=_("those who write the report"),
        guard=_submittable,
        effect=_clear_reason,
        fill=_begin_review,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({ReportState.IN_REVIEW, ReportState.APPROVED}),
        target=ReportState.DRAFT,
        permission="campaign.approve_report",
        who=_("leadership"),
        needs_reason=True,
        guard=_outside,
        effect=_keep_reason,
    ),
    Transition(
        name="approve",
        label=_("Approve"),
        sources=frozenset({ReportState.IN_REVIEW}),
        target=ReportState.APPROVED,
        permission="campaign.approve_report",
        who=_("leadership"),
        guard=_approvable,
    ),
    Transition(
        name="issue",
        label=_("Issue"),
        sources=frozenset({ReportState.APPROVED}),
        target=ReportState.ISSUED,
        permission="campaign.issue_report",
        who=_("the clerk"),
        page="report_issue",
        guard=_issuable,
        effect=_has_paper,
    ),
    Transition(
        name="supersede",
        label=_("Write a correction"),
        sources=frozenset({ReportState.ISSUED}),
        target=ReportState.SUPERSEDED,
        permission="campaign.issue_report",
        who=_("the clerk"),
        page="report_correct",
        guard=_outside,
        effect=_supersede_paper,
    ),
    Transition(
        name="withdraw",
        label=pgettext_lazy("paper", "Withdraw"),
        sources=frozenset({ReportState.ISSUED}),
        target=ReportState.WITHDRAWN,
        permission="campaign.approve_report",
        who=_("leadership"),
        needs_reason=True,
        guard=_outside,
        effect=_withdraw_paper,
    ),
)


def write_correction(*, report: Report, by: "User") -> Report:
    """A new draft with the frame and the texts of an issued report; issued, it takes that report's place.

    Asked again it gives the draft that is being written already. Raises `Refused`.
    """
    with transaction.atomic():
        fresh = Report.objects.select_for_update().get(pk=report.pk)
        begun: Report | None = Report.objects.filter(replaces=fresh).first()
        if begun is not None:
            return begun
        why = WORKFLOW.refusal(WORKFLOW.transitions["supersede"], fresh, by)
        if why:
            raise Refused(why)
        correction = Report(replaces=fresh, **{name: getattr(fresh, name) for name in _FRAME})
        correction.full_clean()
        detail = {"step": "correct", "corrects": str(fresh.paper)}
        correction.save(by=by, verb=Verb.CREATE, detail=detail)
        for text in fresh.narratives.all():
            Narrative(report=correction, section=text.section, text=text.text).save(by=by)
        lay_out(report=correction, by=by)
    return correction
