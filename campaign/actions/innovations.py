"""The life cycle of an innovation from its proposal to the decision on it, and who may take which step."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.innovation_forms import (
    NO_SESSION,
    RecognitionForm,
    ReturnInnovationForm,
    SessionForm,
    recognition_problems,
)
from campaign.models import Innovation, InnovationReturn, InnovationState, RecognitionLevel
from campaign.models.innovations import DECIDED, OPEN
from campaign.models.returns import validate_parts
from campaign.rules.scoring import ReviewVerdict
from campaign.selectors.reviews import calculation_of
from office_culture.actions.workflow import Answers, Because, Refused, Transition, Workflow
from office_culture.models import Document, Verb
from office_culture.text.numbers import percent

if TYPE_CHECKING:
    from office_culture.models import User

REVIEW = "campaign.review_innovation"
DECIDE = "campaign.decide_innovation"
REGISTER = "campaign.register_innovation"
UNIT = _("the unit that proposes")
REVIEWERS = _("those who keep the review")
DECIDERS = _("leadership")
KEEPERS = _("those who keep the register")


def may_write(by: "User", innovation: Innovation) -> bool:
    """Whether the account writes for the innovation's unit; a member of the council only reads it."""
    if by.is_superuser:
        return True
    return by.unit is not None and by.unit.reaches(innovation.unit)


def _for_its_unit(innovation: Innovation, by: "User") -> str:
    if may_write(by, innovation):
        return ""
    return gettext("%(unit)s proposes this innovation: its contact takes this step.") % {
        "unit": innovation.unit
    }


def shares_problem(shares: list[Decimal | None]) -> str:
    """Why the shares of all authors (percent, None if not given) cannot be submitted, or ""."""
    if not shares:
        return gettext("Name the authors first.")
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return gettext("Give the share of every author; together they are 100%.")
    if sum(known) != 100:
        return gettext(
            "The shares of the authors add up to %(total)s, not to 100%%. Correct them, or leave one empty "
            "while you do not know it yet."
        ) % {"total": percent(sum(known, Decimal(0)))}
    return ""


def _is_complete(innovation: Innovation, by: "User") -> str:
    if refusal := _for_its_unit(innovation, by):
        return refusal
    if not innovation.problem or not innovation.solution:
        missing = "solution" if innovation.problem else "problem"
        return Because(gettext("Write down the problem and the solution first."), f"#id_{missing}")
    if not innovation.effects.exists():
        return Because(gettext("Enter at least one effect first."), "#effects-group")
    why = shares_problem(list(innovation.authors.values_list("share_percent", flat=True)))
    return Because(why, "#authors-group")


def _submit(innovation: Innovation, by: "User", answers: Answers) -> None:
    innovation.submitted_on = timezone.localdate()
    innovation.state_reason = ""
    _freeze(innovation, innovation.submitted_on, by)


def _freeze(innovation: Innovation, day: datetime.date, by: "User") -> None:
    """Stores the present name of the unit, and each author's name, post and unit as they were on `day`."""
    innovation.unit_name = innovation.unit.name
    for author in innovation.authors.select_related("person__unit"):
        author.freeze(day)
        author.save(by=by)


def _back_to_the_unit(innovation: Innovation, by: "User", answers: Answers) -> None:
    innovation.submitted_on = None
    innovation.state_reason = answers.reason


def _note_return(innovation: Innovation, by: "User", answers: Answers) -> None:
    _back_to_the_unit(innovation, by, answers)
    parts = list(answers.get("parts") or [])
    try:
        validate_parts(parts)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    InnovationReturn(
        innovation=innovation,
        reason=answers.reason,
        parts=parts,
        returned_by=by,
        returned_on=timezone.localdate(),
    ).save(by=by)


def _choose_session(innovation: Innovation, by: "User", answers: Answers) -> None:
    session = answers.get("session")
    if session is None:
        raise Refused(str(NO_SESSION))
    if session.is_settled:
        raise Refused(
            gettext("“%(session)s” has decided already. Choose a later session.") % {"session": session}
        )
    if not session.criteria.criteria.exists():
        raise Refused(
            gettext("“%(criteria)s” has no criterion yet: nothing could be scored.")
            % {"criteria": session.criteria}
        )
    innovation.session = session
    innovation.state_reason = ""


def _has_passed(innovation: Innovation, by: "User") -> str:
    calculation = calculation_of(innovation)
    if calculation is None or calculation.verdict == ReviewVerdict.INCOMPLETE:
        done, needed = (calculation.ballots, calculation.needed) if calculation else (0, 1)
        sentence = gettext("%(done)s members have scored; at least %(needed)s must.")
        scores = reverse("admin:campaign_innovation_scores", args=[innovation.pk])
        return Because(sentence % {"done": done, "needed": needed}, scores)
    if calculation.verdict != ReviewVerdict.PASSED:
        return gettext("The scores of the council do not reach what the criteria ask.")
    return ""


def _note_recognition(innovation: Innovation, by: "User", answers: Answers) -> None:
    if problems := recognition_problems(innovation, answers.others):
        raise Refused(" ".join(problems.values()))
    innovation.level = answers["level"]
    innovation.recognised_on = answers.get("recognised_on")
    innovation.recognised_by = answers.get("recognised_by")
    innovation.state_reason = ""
    if innovation.submitted_on is None:
        day = innovation.recognised_on or innovation.last_known_day or timezone.localdate()
        _freeze(innovation, day, by)


def recognise_by(innovation: Innovation, decision: Document, by: "User") -> None:
    """Recognises what passed by the office's own decision, which leadership approved; the caller has counted.

    The office itself recognises at the grassroots level only.
    """
    assert decision.date is not None  # noqa: S101 - our own decision has its day from its issue
    innovation.level = RecognitionLevel.BASE
    innovation.recognised_on = decision.date
    innovation.recognised_by = decision
    innovation.state_reason = ""
    innovation.state = InnovationState.RECOGNISED
    detail = {"step": "recognise", "target": InnovationState.RECOGNISED}
    innovation.save(by=by, verb=Verb.TRANSITION, detail=detail)


def _store_reason(innovation: Innovation, by: "User", answers: Answers) -> None:
    innovation.state_reason = answers.reason


def _undo_recognition(innovation: Innovation, by: "User", answers: Answers) -> None:
    innovation.level = ""
    innovation.recognised_on = None
    innovation.recognised_by = None
    innovation.state_reason = answers.reason


def _may_reopen(innovation: Innovation, by: "User") -> str:
    if innovation.submitted_on is None:
        return gettext("This innovation was not reviewed here: take back its entry instead.")
    return _not_confirmed(innovation)


def _withdrawal_refusal(innovation: Innovation, by: "User") -> str:
    if innovation.submitted_on is not None:
        return gettext("This innovation was reviewed here: open the decision again instead.")
    return _not_confirmed(innovation)


def _not_confirmed(innovation: Innovation) -> str:
    if innovation.confirmations.exists():
        return gettext("Its effect and reach are confirmed: the recognition stands.")
    return ""


def _was_never_sent_back(innovation: Innovation, by: "User") -> str:
    if innovation.last_return is not None:
        return gettext("This proposal was on its way through the review: submit it again.")
    return ""


WORKFLOW: Workflow[Innovation] = Workflow(
    Transition(
        name="submit",
        label=_("Submit the proposal"),
        sources=frozenset(OPEN),
        target=InnovationState.SUBMITTED,
        permission="campaign.change_innovation",
        who=UNIT,
        guard=_is_complete,
        apply=_submit,
    ),
    Transition(
        name="recall",
        label=_("Recall the proposal"),
        sources=frozenset({InnovationState.SUBMITTED}),
        target=InnovationState.DRAFT,
        permission="campaign.change_innovation",
        who=UNIT,
        needs_reason=True,
        guard=_for_its_unit,
        apply=_back_to_the_unit,
    ),
    Transition(
        name="return",
        label=_("Return with a reason"),
        sources=frozenset({InnovationState.SUBMITTED}),
        target=InnovationState.RETURNED,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        form=ReturnInnovationForm,
        apply=_note_return,
    ),
    Transition(
        name="review",
        label=_("Put to review"),
        sources=frozenset({InnovationState.SUBMITTED}),
        target=InnovationState.UNDER_REVIEW,
        permission=REVIEW,
        who=REVIEWERS,
        form=SessionForm,
        apply=_choose_session,
    ),
    Transition(
        name="recognise",
        label=_("Recognise"),
        sources=frozenset({InnovationState.UNDER_REVIEW}),
        target=InnovationState.RECOGNISED,
        permission=DECIDE,
        who=DECIDERS,
        guard=_has_passed,
        form=RecognitionForm,
        apply=_note_recognition,
    ),
    Transition(
        name="refuse",
        label=_("Do not recognise"),
        sources=frozenset({InnovationState.UNDER_REVIEW}),
        target=InnovationState.NOT_RECOGNISED,
        permission=DECIDE,
        who=DECIDERS,
        needs_reason=True,
        apply=_store_reason,
    ),
    Transition(
        name="reopen",
        label=_("Open the decision again"),
        sources=frozenset(DECIDED),
        target=InnovationState.UNDER_REVIEW,
        permission=DECIDE,
        who=DECIDERS,
        needs_reason=True,
        guard=_may_reopen,
        apply=_undo_recognition,
    ),
    Transition(
        name="register",
        label=_("Enter as recognised before"),
        sources=frozenset({InnovationState.DRAFT}),
        target=InnovationState.RECOGNISED,
        permission=REGISTER,
        who=KEEPERS,
        guard=_was_never_sent_back,
        form=RecognitionForm,
        apply=_note_recognition,
    ),
    Transition(
        name="unregister",
        label=_("Take back the entry"),
        sources=frozenset({InnovationState.RECOGNISED}),
        target=InnovationState.DRAFT,
        permission=REGISTER,
        who=KEEPERS,
        needs_reason=True,
        guard=_withdrawal_refusal,
        apply=_undo_recognition,
    ),
)


def next_actor(state: str) -> str:
    """Who acts next on an innovation in `state`; "" where no further step is due."""
    steps = [step for step in WORKFLOW.from_state(state) if step.name in MOVES_ON]
    return str(steps[0].who) if steps else ""


# The steps towards recognition; the others lead back.
MOVES_ON = ("submit", "review", "recognise")
