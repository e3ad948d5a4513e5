"""What happens to a report: its sections are laid out, it goes to review and is approved."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.actions.remarks import name_reviewers
from campaign.models import Narrative, Report, ReportState
from campaign.report.preflight.registry import checks
from campaign.selectors.remarks import may_be_named, open_remarks, reviewers_of
from office_culture.actions import outgoing, papers
from office_culture.actions.outgoing import needs_signer
from office_culture.actions.workflow import ActionButton, Answers, Refused, StepForm, Transition, Workflow
from office_culture.models import IssuedPaper, User
from office_culture.models.outgoing import SIGNER_FIELDS


@transaction.atomic
def lay_out(*, report: Report, by: "User | None") -> None:
    """Gives the report an empty text for each written section of its outline that has none yet."""
    present = set(report.narratives.values_list("section", flat=True))
    for section in report.outline.written():
        if section.key not in present:
            Narrative(report=report, section=section.key).save(by=by)


def _outside(report: Report, by: User) -> str:
    """A named reviewer of another unit reads and remarks, whatever rights the account has at home."""
    if report.is_in_scope_of(by):
        return ""
    return gettext("This report belongs to another unit; you were asked for remarks only.")


def _submittable(report: Report, by: User) -> str:
    """Only the frame is asked: texts and figures are what a review is there to look at."""
    errors = checks.frame_errors(report, timezone.localdate())
    return _outside(report, by) or needs_signer(report) or " ".join(issue.sentence for issue in errors)


def _approvable(report: Report, by: User) -> str:
    waiting = open_remarks(report).count()
    if not waiting:
        return _outside(report, by)
    return _outside(report, by) or ngettext(
        "%(count)s remark is still open: it is settled first, or the report is returned.",
        "%(count)s remarks are still open: they are settled first, or the report is returned.",
        waiting,
    ) % {"count": waiting}


def _issuable(report: Report, by: User) -> str:
    return _outside(report, by) or needs_signer(report)


class SubmitForm(StepForm):
    """Whom the writer asks to look at the report; those of the last round are offered again."""

    reviewers = forms.ModelMultipleChoiceField(
        label=_("Reviewers"),
        queryset=User.objects.none(),
        required=False,
        help_text=_(
            "They read the report and remark at its sections, whatever their unit. Without any, leadership alone "
            "looks at it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["reviewers"]
        choices.queryset = may_be_named(self.record, self.user)
        choices.label_from_instance = _with_unit
        choices.initial = list(reviewers_of(self.record).values_list("account", flat=True))


def _with_unit(account: User) -> str:
    return f"{account} ({account.unit})" if account.unit else str(account)


def _begin_review(report: Report, by: User, answers: Answers) -> None:
    """The reviewers named with the step; without any, leadership alone looks at the report."""
    report.return_reason = ""
    report.review_round += 1
    name_reviewers(report=report, accounts=answers.get("reviewers", ()), by=by)


def _keep_reason(report: Report, by: User, answers: Answers) -> None:
    report.return_reason = answers.reason


def _supersede_paper(report: Report, by: User, answers: Answers) -> None:
    newer = answers.get("by_paper")
    if newer is None:
        raise Refused(gettext("A report is superseded when its correction is issued; write that first."))
    assert report.paper is not None  # noqa: S101 - the database holds that an issued report has its paper
    papers.supersede(paper=report.paper, by_paper=newer, by=by, reason=answers.reason)


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
    *SIGNER_FIELDS,
)


def _begin_correction(report: Report, by: User, answers: Answers) -> None:
    """A draft with the frame and the texts of the issued report; the one that is being written already stays."""
    if Report.objects.filter(replaces=report).exists():
        return
    correction = Report(replaces=report, **{name: getattr(report, name) for name in _FRAME})
    correction.full_clean()
    correction.save(by=by)
    for text in report.narratives.all():
        Narrative(report=correction, section=text.section, text=text.text).save(by=by)
    lay_out(report=correction, by=by)


WORKFLOW: Workflow[Report] = Workflow(
    Transition(
        name="submit",
        label=_("Send to review"),
        sources=frozenset({ReportState.DRAFT}),
        target=ReportState.IN_REVIEW,
        permission="campaign.change_report",
        who=_("those who write the report"),
        guard=_submittable,
        form=SubmitForm,
        apply=_begin_review,
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
        apply=_keep_reason,
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
    outgoing.issuing(permission="campaign.issue_report", who=_("the clerk"), guard=_issuable),
    ActionButton(
        name="correct",
        label=_("Write a correction"),
        sources=frozenset({ReportState.ISSUED}),
        permission="campaign.issue_report",
        who=_("the clerk"),
        note=_("A new draft takes over frame and texts. Once it is issued, this report is superseded by it."),
        guard=_outside,
        apply=_begin_correction,
    ),
    Transition(
        name="supersede",
        label=_("Supersede"),
        sources=frozenset({ReportState.ISSUED}),
        target=ReportState.SUPERSEDED,
        permission="campaign.issue_report",
        who=_("the clerk"),
        button=False,
        guard=_outside,
        apply=_supersede_paper,
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
        apply=outgoing.withdraw,
    ),
)


def write_correction(*, report: Report, by: User) -> Report:
    """A new draft with the frame and the texts of an issued report; issued, it takes that report's place.

    Asked again it gives the draft that is being written already. Raises `Refused`.
    """
    WORKFLOW.perform("correct", obj=report, by=by)
    return correction_of(report)


def correction_of(report: Report) -> Report:
    """The report that was begun to take the place of this one."""
    begun: Report = Report.objects.get(replaces=report)
    return begun


def supersede_corrected(report: Report, issued: IssuedPaper, by: User) -> None:
    """What `report` corrects is out of force from the issue on; one that was withdrawn meanwhile is so already."""
    corrected = report.replaces
    if corrected is not None and corrected.state == ReportState.ISSUED:
        WORKFLOW.perform("supersede", obj=corrected, by=by, answers={"by_paper": issued})
