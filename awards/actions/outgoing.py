"""The way of every paper of commendation: written, reviewed, approved by leadership, issued by the clerk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import OfficialDecision, OutgoingState
from campaign.models.plans import keeps_records_of
from office_culture.actions import papers
from office_culture.actions.workflow import Refused, Transition
from office_culture.models import Document, IssuedPaper, Unit
from office_culture.models.document_kinds import Origin, Use
from office_culture.text.search import fold

if TYPE_CHECKING:
    from office_culture.models import User

WRITERS = _("those who write the paper")
LEADERSHIP = _("leadership")
CLERK = _("the clerk")
Guard = Callable[[Any, "User"], str]


def way_to_approval(model: str, ready: Guard) -> tuple[Transition[Any], ...]:
    """The steps from the draft to the approval; `ready` says what still stands against the paper, or ""."""

    def fit(paper: Any, by: "User") -> str:
        return of_the_office(paper, by) or needs_signer(paper) or ready(paper, by)

    return (
        Transition(
            name="submit",
            label=_("Send to review"),
            sources=frozenset({OutgoingState.DRAFT}),
            target=OutgoingState.IN_REVIEW,
            permission=f"awards.change_{model}",
            who=WRITERS,
            guard=fit,
            effect=forget_reason,
        ),
        Transition(
            name="return",
            label=_("Return with a reason"),
            sources=frozenset({OutgoingState.IN_REVIEW, OutgoingState.APPROVED}),
            target=OutgoingState.DRAFT,
            permission=f"awards.approve_{model}",
            who=LEADERSHIP,
            needs_reason=True,
            guard=of_the_office,
            effect=keep_reason,
        ),
        Transition(
            name="approve",
            label=_("Approve"),
            sources=frozenset({OutgoingState.IN_REVIEW}),
            target=OutgoingState.APPROVED,
            permission=f"awards.approve_{model}",
            who=LEADERSHIP,
            guard=fit,
        ),
        Transition(
            name="issue",
            label=_("Issue"),
            sources=frozenset({OutgoingState.APPROVED}),
            target=OutgoingState.ISSUED,
            permission=f"awards.issue_{model}",
            who=CLERK,
            page=f"{model}_issue",
            guard=fit,
            effect=has_paper,
        ),
    )


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


def needs_signer(paper: Any) -> str:
    """Why nobody could sign the paper, or ""."""
    if paper.signer_id is None or not paper.signer_post:
        return gettext("Name the signer and the signer's post first.")
    return ""


def keep_reason(paper: Any, by: "User", reason: str) -> None:
    paper.state_reason = reason


def forget_reason(paper: Any, by: "User", reason: str) -> None:
    paper.state_reason = ""


def has_paper(paper: Any, by: "User", reason: str) -> None:
    """A paper is issued by its own action only, which numbers it first."""
    if paper.paper_id is None:
        raise Refused(gettext("A paper is issued on the page that gives it its number."))


def withdraw_paper(paper: Any, by: "User", reason: str) -> None:
    """Takes the issued paper, where there is one, out of force with the record."""
    paper.state_reason = reason
    if paper.paper is not None:
        papers.withdraw(paper=paper.paper, by=by, reason=reason)


def stands_as_issued(decision: OfficialDecision, issued: IssuedPaper, by: "User") -> None:
    """The decision gets number, day and issuer of its paper, and its place in the register. Saves the register only."""
    decision.paper, decision.symbol, decision.issuer = issued, issued.symbol, issued.issuer
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


def enter_outside(*, symbol: str, issuer: str, day: Any, subject: str, by: "User") -> Document:
    """The decision of another body in the register, where it may stand already. Raises `ValidationError`."""
    document = Document(
        symbol=symbol,
        type_name="Quyết định",
        date=day,
        issuer=issuer,
        subject=subject,
        origin=Origin.ABOVE,
        use=Use.DECISION,
    )
    known: Document | None = Document.objects.filter(
        symbol_key=document.read.text.casefold(), issuer_key=fold(issuer)[:300], date=day
    ).first()
    return known or _kept(document, by)


def _kept(document: Document, by: "User") -> Document:
    document.full_clean()
    document.save(by=by)
    return document
