"""The life of a submission: written, approved, issued, and answered by decisions of bodies above."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from awards.actions import decisions
from awards.actions.lines import keep, take_over, write
from awards.actions.outgoing import (
    CLERK,
    LEADERSHIP,
    WRITERS,
    in_short,
    of_the_office,
    way_to_approval,
    withdraw_paper,
)
from awards.models import Answer, AwardDecision, DecisionLine, OutgoingState, Submission, SubmissionLine
from awards.sections.papers_of_awards import SUBMISSION_CODE, submission_paper
from awards.selectors.award_papers import lines_of, submission_facts
from awards.selectors.decision_checks import against_deciding
from office_culture.actions import papers
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import Refused, Transition, Workflow
from office_culture.models import IssuedPaper

if TYPE_CHECKING:
    from office_culture.models import User


def _ready(submission: Submission, by: "User") -> str:
    return in_short(against_deciding(submission, lines_of(submission), timezone.localdate()))


def _open_draft(submission: Submission, by: "User") -> str:
    if submission.nomination_round_id is None:
        return gettext("Choose the nomination round first.")
    return of_the_office(submission, by)


def _take_over(submission: Submission, by: "User", reason: str) -> None:
    take_over(submission, by)


def _unanswered(submission: Submission, by: "User") -> str:
    if not submission.lines.filter(answer=Answer.OPEN).exists():
        return gettext("Every line of this submission is answered.")
    return of_the_office(submission, by)


def _not_decided(submission: Submission, by: "User") -> str:
    if submission.decisions.exclude(state=OutgoingState.WITHDRAWN).exists():
        return gettext("This submission is answered already; it stays as it is.")
    return of_the_office(submission, by)


def _answer(submission: Submission, by: "User", reason: str, details: Mapping[str, Any]) -> None:
    """A decision of another body on some of the lines; the others wait for the next one."""
    awarded, refused = set(details["awarded"]), set(details["not_awarded"])
    if not awarded | refused:
        raise Refused(gettext("Choose the lines that the decision answers."))
    if awarded & refused:
        raise Refused(gettext("A line is either awarded or not awarded."))
    try:
        if awarded:
            decision = _decision_on(submission, awarded, details, by)
            decisions.WORKFLOW.perform("record", obj=decision, by=by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    for line in awarded | refused:
        line.answer = Answer.AWARDED if line in awarded else Answer.NOT_AWARDED
        write(line, by)


def _decision_on(
    submission: Submission, awarded: set[SubmissionLine], details: Mapping[str, Any], by: "User"
) -> AwardDecision:
    decision = AwardDecision(
        outside=True,
        answers=submission,
        nomination_round=submission.nomination_round,
        without_session=submission.without_session,
        unit=submission.unit,
        subject=details["subject"],
        issuer=details["issuer"],
        symbol=details["symbol"],
        decided_on=details["decided_on"],
    )
    keep(decision, by)
    for line in awarded:
        taken = (
            "award",
            "nominee",
            "person",
            "unit",
            "name",
            "post",
            "unit_name",
            "summary",
            "ground",
            "period_start",
            "period_end",
            "posthumous",
            "position",
        )
        keep(DecisionLine(decision=decision, **{name: getattr(line, name) for name in taken}), by)
    return decision


WORKFLOW: Workflow[Submission] = Workflow(
    Transition(
        name="take_over",
        label=_("Take over those agreed"),
        sources=frozenset({OutgoingState.DRAFT}),
        target=OutgoingState.DRAFT,
        permission="awards.change_submission",
        who=WRITERS,
        guard=_open_draft,
        effect=_take_over,
    ),
    *way_to_approval("submission", _ready),
    Transition(
        name="answer",
        label=_("Record the answer"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.ISSUED,
        permission="awards.issue_submission",
        who=CLERK,
        guard=_unanswered,
        fill=_answer,
    ),
    Transition(
        name="withdraw",
        label=pgettext_lazy("paper", "Withdraw"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.WITHDRAWN,
        permission="awards.approve_submission",
        who=LEADERSHIP,
        needs_reason=True,
        guard=_not_decided,
        effect=withdraw_paper,
    ),
)


def issue_submission(
    *,
    submission: Submission,
    by: "User",
    number: int | None = None,
    on: datetime.date | None = None,
) -> IssuedPaper:
    """The issued paper of an approved submission.

    Raises `Refused` with the sentence to show, and `ValidationError` at `number` or `on`.
    """
    with transaction.atomic():
        fresh = Submission.objects.select_for_update().get(pk=submission.pk)
        why = WORKFLOW.refusal(WORKFLOW.transitions["issue"], fresh, by)
        if why:
            raise Refused(why)
        fresh.paper = papers.issue(
            paper=submission_paper(submission_facts(fresh)),
            paper_type=PaperType(SUBMISSION_CODE, "Tờ trình"),
            unit=fresh.unit,
            by=by,
            number=number,
            on=on,
        )
        fresh.save(by=by)
        WORKFLOW.perform("issue", obj=fresh, by=by)
    return fresh.paper
