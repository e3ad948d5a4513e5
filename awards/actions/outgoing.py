"""What papers of commendation add to the way of every paper: decisions of other bodies."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import OfficialDecision
from office_culture.actions.approval import CLERK, Guard, enter_in_register, of_the_office, save_document
from office_culture.actions.workflow import Answers, Refused, Transition
from office_culture.models import Document, IssuedPaper, OutgoingState
from office_culture.models.document_kinds import Origin, Use
from office_culture.selectors.addresses import visible_page
from office_culture.text.names import spelling

if TYPE_CHECKING:
    from office_culture.models import User


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


def register_decision(decision: OfficialDecision, issued: IssuedPaper, by: "User") -> None:
    """Copies number, day and issuer of the paper to the decision, and enters it in the register.

    Saves the register only.
    """
    decision.symbol, decision.issuer = issued.symbol, issued.issuer
    decision.decided_on = issued.date
    decision.document = enter_in_register(issued, by, Use.DECISION)


def enter_outside(decision: OfficialDecision, by: "User") -> None:
    """Links the decision of another body to its document in the register, which is added where it is missing.

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
    decision.document = known or save_document(document, by)
    others = type(decision)._default_manager.filter(document=decision.document)
    if other := others.exclude(pk=decision.pk).first():
        sentence = gettext("%(document)s is recorded already.") % {"document": decision.document}
        raise Refused(sentence, page=visible_page(other, by))
