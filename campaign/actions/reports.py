"""The life cycle of a report: its sections are created, it is reviewed, approved, issued and corrected."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from campaign.actions.remarks import name_reviewers
from campaign.models import Narrative, Report, ReportState
from campaign.report.preflight.registry import checks
from campaign.selectors.remarks import may_be_named, open_remarks, reviewers_of
from office_culture.actions import outgoing, papers
from office_culture.actions.approval import foresee_signer, sign_as_substitute
from office_culture.actions.outgoing import needs_signer
from office_culture.actions.workflow import ActionButton, Answers, Refused, StepForm, Transition, Workflow
from office_culture.models import IssuedPaper, User
from office_culture.models.outgoing import SIGNER_FIELDS


@transaction.atomic
def lay_out(*, report: Report, by: "User | None") -> None:
    """Creates an empty text for each written section of the report's outline that has none yet."""
    present = set(report.narratives.values_list("section", flat=True))
    for section in report.outline.written():
        if section.key not in present:
            Narrative(report=report, section=section.key).save(by=by)


def _outside(report: Report, by: User) -> str:
    """Why `by` may only read and remark, as the report belongs to another unit, or ""."""
    if report.is_in_scope_of(by):
        return ""
    return gettext("This report belongs to another unit; you were asked for remarks only.")


def _submittable(report: Report, by: User) -> str:
    """Why the report cannot be sent to review, or "". Texts and figures are not checked: reviewers examine them."""
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
    """Whom the writer asks to review the report; the reviewers of the last round are selected at first."""

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
    """Begins a new round with the reviewers named in `answers`; without any, only leadership reviews the report."""
    report.return_reason = ""
    report.review_round += 1
    name_reviewers(report=report, accounts=answers.get("reviewers", ()), by=by)


def _store_reason(report: Report, by: User, answers: Answers) -> None:
    report.return_reason = answers.reason


def _supersede_paper(report: Report, by: User, answers: Answers) -> None:
    newer = answers.get("by_paper")
    if newer is None:
        raise Refused(gettext("A report is superseded when its correction is issued; write that first."))
    assert report.paper is not None  # noqa: S101 - the database holds that an issued report has its paper
    papers.supersede(paper=report.paper, by_paper=newer, by=by, reason=answers.reason)


def _withdraw(report: Report, by: User, answers: Answers) -> None:
    """Withdraws the report; if it is a correction, the report that it superseded is in force again."""
    outgoing.withdraw(report, by, answers)
    corrected = report.replaces
    if corrected is not None and corrected.state == ReportState.SUPERSEDED:
        WORKFLOW.perform("restore", obj=corrected, by=by, reason=answers.reason)


def _restore_paper(report: Report, by: User, answers: Answers) -> None:
    assert report.paper is not None  # noqa: S101 - the database holds that an issued report has its paper
    papers.restore(paper=report.paper, by=by, reason=answers.reason)


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
    """Creates a draft with the frame and the texts of the issued report, unless it has a correction already."""
    if _corrections(report).exists():
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
        apply=_store_reason,
    ),
    Transition(
        name="approve",
        label=_("Approve"),
        sources=frozenset({ReportState.IN_REVIEW}),
        target=ReportState.APPROVED,
        permission="campaign.approve_report",
        who=_("leadership"),
        guard=_approvable,
        foresee=foresee_signer,
        apply=sign_as_substitute,
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
        apply=_withdraw,
    ),
    Transition(
        name="restore",
        label=_("In force again"),
        sources=frozenset({ReportState.SUPERSEDED}),
        target=ReportState.ISSUED,
        permission="campaign.approve_report",
        who=_("leadership"),
        needs_reason=True,
        button=False,
        guard=_outside,
        apply=_restore_paper,
    ),
)


def write_correction(*, report: Report, by: User) -> Report:
    """Begins a correction of an issued report and returns it: a draft that replaces that report once it is issued.

    Where a correction has been begun already, that one is returned. Raises `Refused`.
    """
    WORKFLOW.perform("correct", obj=report, by=by)
    return correction_of(report)


def correction_of(report: Report) -> Report:
    """The correction of this report that is not withdrawn. Raises `Report.DoesNotExist` where there is none."""
    begun: Report = _corrections(report).get()
    return begun


def _corrections(report: Report) -> QuerySet[Report]:
    """The correction of a report, if there is one; withdrawn ones are left out, so that another can be begun."""
    found: QuerySet[Report] = Report.objects.filter(replaces=report).exclude(state=ReportState.WITHDRAWN)
    return found


def supersede_corrected(report: Report, issued: IssuedPaper, by: User) -> None:
    """Supersedes the report that `report` corrects by the paper `issued`; a withdrawn report stays withdrawn."""
    corrected = report.replaces
    if corrected is not None and corrected.state == ReportState.ISSUED:
        WORKFLOW.perform("supersede", obj=corrected, by=by, answers={"by_paper": issued})
