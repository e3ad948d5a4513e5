"""The way of every paper of commendation: written, reviewed, approved by leadership, issued by the clerk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import OfficialDecision
from office_culture.actions import outgoing
from office_culture.actions.workflow import Answers, Refused, Transition
from office_culture.models import Document, IssuedPaper, OutgoingState, Unit
from office_culture.models.document_kinds import Origin, Use
from office_culture.rules.scope import keeps_records_of
from office_culture.text.names import spelling

if TYPE_CHECKING:
    from office_culture.models import User

WRITERS = _("those who write the paper")
LEADERSHIP = _("leadership")
CLERK = _("the clerk")
Guard = Callable[[Any, "User"], str]


def way_to_approval(model: str, ready: Guard) -> tuple[Transition[Any], ...]:
    """The steps from the draft to the approval; `ready` says what still stands against the paper, or ""."""

    def fit(paper: Any, by: "User") -> str:
        return of_the_office(paper, by) or outgoing.needs_signer(paper) or ready(paper, by)

    return (
        Transition(
            name="submit",
            label=_("Send to review"),
            sources=frozenset({OutgoingState.DRAFT}),
            target=OutgoingState.IN_REVIEW,
            permission=f"awards.change_{model}",
            who=WRITERS,
            applies=is_own,
            guard=fit,
            apply=forget_reason,
        ),
        Transition(
            name="return",
            label=_("Return with a reason"),
            sources=frozenset({OutgoingState.IN_REVIEW, OutgoingState.APPROVED}),
            target=OutgoingState.DRAFT,
            permission=f"awards.approve_{model}",
            who=LEADERSHIP,
            needs_reason=True,
            applies=is_own,
            guard=of_the_office,
            apply=keep_reason,
        ),
        Transition(
            name="approve",
            label=_("Approve"),
            sources=frozenset({OutgoingState.IN_REVIEW}),
            target=OutgoingState.APPROVED,
            permission=f"awards.approve_{model}",
            who=LEADERSHIP,
            applies=is_own,
            guard=fit,
        ),
        outgoing.issuing(permission=f"awards.issue_{model}", who=CLERK, guard=fit, applies=is_own),
    )


def is_own(paper: Any) -> bool:
    """Whether the office issues the paper itself."""
    return not getattr(paper, "outside", False)


def is_outside(decision: OfficialDecision) -> bool:
    """Whether another body decided, so that the office only records it."""
    return decision.outside


def recording(model: str, guard: Guard, apply: Callable[[Any, "User", Answers], None]) -> Transition[Any]:
    """The one step of a decision that was made elsewhere."""
    return Transition(
        name="record",
        label=_("Record the decision"),
        sources=frozenset({OutgoingState.DRAFT}),
        target=OutgoingState.ISSUED,
        permission=f"awards.issue_{model}",
        who=CLERK,
        applies=is_outside,
        guard=guard,
        apply=apply,
    )


def recording_refused(decision: OfficialDecision, by: "User") -> str:
    """Why the decision cannot be recorded whatever it says, or ""."""
    if not decision.outside:
        return gettext("This is our own decision: it is issued after its approval.")
    if refusal := of_the_office(decision, by):
        return refusal
    if not (decision.issuer and decision.symbol and decision.decided_on):
        return gettext("Enter issuer, number and day of the decision as its paper says.")
    return ""


# A button tells so many reasons; the rest are counted.
MOST_TOLD = 5


def in_short(sentences: list[str]) -> str:
    """The first reasons, and how many more there are."""
    told = " ".join(sentences[:MOST_TOLD])
    more = len(sentences) - MOST_TOLD
    return f"{told} {gettext('And %(more)s more.') % {'more': more}}" if more > 0 else told


def of_the_office(paper: Any, by: "User") -> str:
    """Why `by` may not act for the unit that issues the paper, or ""."""
    if keeps_records_of(by, paper.unit):
        return ""
    return gettext("%(unit)s answers for this: whoever keeps its records takes this step.") % {
        "unit": paper.unit
    }


def keep_reason(paper: Any, by: "User", answers: Answers) -> None:
    paper.state_reason = answers.reason


def forget_reason(paper: Any, by: "User", answers: Answers) -> None:
    paper.state_reason = ""


def withdraw_paper(paper: Any, by: "User", answers: Answers) -> None:
    """Takes the issued paper, where there is one, out of force with the record."""
    paper.state_reason = answers.reason
    outgoing.withdraw(paper, by, answers)


def stands_as_issued(decision: OfficialDecision, issued: IssuedPaper, by: "User") -> None:
    """The decision gets number, day and issuer of its paper, and its place in the register. Saves the register only."""
    decision.symbol, decision.issuer = issued.symbol, issued.issuer
    decision.decided_on = issued.date
    decision.document = _entered(issued, decision.unit, by)


def _entered(issued: IssuedPaper, unit: Unit, by: "User") -> Document:
    document = Document(
        symbol=issued.symbol,
        type_name=issued.type_name,
        date=issued.date,
        issuer=unit.name_in_text,
        issuing_unit=unit,
        subject=issued.subject,
        origin=Origin.OWN,
        use=Use.DECISION,
    )
    return _kept(document, by)


def enter_outside(decision: OfficialDecision, by: "User") -> None:
    """Gives the decision of another body its place in the register, where it may stand already.

    Saves the register only. Raises `ValidationError`, and `Refused` where it is recorded already.
    """
    day = decision.decided_on
    assert day is not None  # noqa: S101 - asked for before anything is recorded
    document = Document(
        symbol=decision.symbol,
        type_name="Quyết định",
        date=day,
        issuer=decision.issuer,
        subject=decision.subject,
        origin=Origin.ABOVE,
        use=Use.DECISION,
    )
    known: Document | None = Document.objects.filter(
        symbol_key=document.read.text.casefold(),
        issuer_key=spelling(decision.issuer)[:300],
        date=day,
    ).first()
    decision.document = known or _kept(document, by)
    others = type(decision)._default_manager.filter(document=decision.document)
    if others.exclude(pk=decision.pk).exists():
        raise Refused(gettext("%(document)s is recorded already.") % {"document": decision.document})


def _kept(document: Document, by: "User") -> Document:
    document.full_clean()
    document.save(by=by)
    return document
