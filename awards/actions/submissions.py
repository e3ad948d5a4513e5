"""The life of a submission: written, approved, issued, and answered by decisions of bodies above."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions import decisions
from awards.actions.line_forms import NO_LINES, AnswerForm
from awards.actions.lines import add_agreed, save_checked, write
from awards.models import Answer, AwardDecision, DecisionLine, Submission, SubmissionLine
from awards.sections.papers_of_awards import SUBMISSION_CODE, submission_paper
from awards.selectors.award_papers import lines_of, submission_facts
from awards.selectors.decision_checks import against_deciding
from office_culture.actions import outgoing
from office_culture.actions.approval import (
    CLERK,
    WRITERS,
    against_bases,
    in_short,
    of_the_office,
    way_to_approval,
    withdrawing,
)
from office_culture.actions.outgoing import Prepared, RestsOn
from office_culture.actions.papers import PaperType
from office_culture.actions.workflow import ActionButton, Answers, Because, Refused, Workflow
from office_culture.models import OutgoingState

if TYPE_CHECKING:
    from office_culture.models import User


def _ready(submission: Submission, by: "User") -> str:
    return in_short(against_deciding(submission, lines_of(submission), timezone.localdate()))


def _open_draft(submission: Submission, by: "User") -> str:
    if submission.nomination_round_id is None:
        return Because(gettext("Choose the nomination round first."), "#id_nomination_round")
    return of_the_office(submission, by)


def _add_agreed(submission: Submission, by: "User", answers: Answers) -> None:
    add_agreed(submission, by)


def _unanswered(submission: Submission, by: "User") -> str:
    if not submission.lines.filter(answer=Answer.OPEN).exists():
        return gettext("Every line of this submission is answered.")
    return of_the_office(submission, by)


def _not_decided(submission: Submission, by: "User") -> str:
    if submission.decisions.exclude(state=OutgoingState.WITHDRAWN).exists():
        return gettext("This submission is answered already; it stays as it is.")
    return of_the_office(submission, by)


def _answer(submission: Submission, by: "User", answers: Answers) -> None:
    """Records the answer of another body on the chosen lines; for lines awarded it records that body's decision.

    Lines not chosen stay open. Raises `Refused` where no line is chosen, or one as both awarded and not awarded.
    """
    awarded, refused = set(answers["awarded"]), set(answers["not_awarded"])
    if not awarded | refused:
        raise Refused(str(NO_LINES))
    if awarded & refused:
        raise Refused(gettext("A line is either awarded or not awarded."))
    try:
        if awarded:
            decision = _decision_on(submission, awarded, answers, by)
            decisions.WORKFLOW.perform("record", obj=decision, by=by)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    for line in awarded | refused:
        line.answer = Answer.AWARDED if line in awarded else Answer.NOT_AWARDED
        write(line, by)


def _decision_on(
    submission: Submission, awarded: set[SubmissionLine], answers: Answers, by: "User"
) -> AwardDecision:
    decision = AwardDecision(
        outside=True,
        answers=submission,
        nomination_round=submission.nomination_round,
        without_session=submission.without_session,
        unit=submission.unit,
        subject=answers["subject"],
        issuer=answers["issuer"],
        symbol=answers["symbol"],
        decided_on=answers["decided_on"],
    )
    save_checked(decision, by)
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
        save_checked(DecisionLine(decision=decision, **{name: getattr(line, name) for name in taken}), by)
    return decision


WORKFLOW: Workflow[Submission] = Workflow(
    ActionButton(
        name="take_over",
        label=_("Take over those agreed"),
        sources=frozenset({OutgoingState.DRAFT}),
        permission="awards.change_submission",
        who=WRITERS,
        guard=_open_draft,
        apply=_add_agreed,
    ),
    *way_to_approval("awards.submission", _ready),
    ActionButton(
        name="answer",
        label=_("Record the answer"),
        sources=frozenset({OutgoingState.ISSUED}),
        permission="awards.issue_submission",
        who=CLERK,
        form=AnswerForm,
        guard=_unanswered,
        apply=_answer,
    ),
    withdrawing("awards.submission", guard=_not_decided),
)


def prepared(submission: Submission, on: datetime.date, by: "User") -> Prepared:
    """The paper of the submission as of `on`, with what stands against its issue; nothing follows from the issue."""
    seen = RestsOn.seen(submission.lines.all())
    return Prepared(
        paper=submission_paper(submission_facts(submission, on)),
        paper_type=PaperType(SUBMISSION_CODE, "Tờ trình"),
        against=against_bases(submission, on),
        rests_on=(seen,),
    )


outgoing.register(Submission, WORKFLOW, prepared)
