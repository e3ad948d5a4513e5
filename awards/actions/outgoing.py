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

if TYPE_CHECKING:
    from office_culture.models import User

# What the register holds in the column of the symbol where no number is known.
NO_NUMBER = "Không rõ số"


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
    document = Document(
        symbol=decision.symbol or NO_NUMBER,
        type_name="Quyết định",
        date=decision.decided_on,
        dated_in=decision.decided_year,
        issuer=decision.issuer,
        subject=decision.subject,
        origin=Origin.ABOVE,
        use=Use.DECISION,
    )
    document.derive()
    # Whoever recorded the decision has said that it is so, and what its source does not tell.
    asked = document.questions().get("date")
    document.kept_as_typed = [*decision.kept_as_typed, *([asked.key] if asked else [])]
    known: Document | None = Document.objects.filter(
        symbol_key=document.symbol_key,
        issuer_key=document.issuer_key,
        date=document.date,
        year=document.year,
    ).first()
    decision.document = known or save_document(document, by)
    others = type(decision)._default_manager.filter(document=decision.document)
    if other := others.exclude(pk=decision.pk).first():
        sentence = gettext("%(document)s is recorded already.") % {"document": decision.document}
        raise Refused(sentence, page=visible_page(other, by))
