"""The way of every paper besides reports: written, reviewed, approved by leadership, issued by the clerk."""

import copy
import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from office_culture.actions import outgoing
from office_culture.actions.outgoing import Against
from office_culture.actions.workflow import Answers, Because, Transition
from office_culture.models import Document, IssuedPaper, OutgoingState
from office_culture.models.document_kinds import Origin, Use
from office_culture.models.outgoing import OutgoingPaper, SignatureForm
from office_culture.selectors.legal_bases import own_bases_not_in_force
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User

WRITERS = _("those who write the paper")
LEADERSHIP = _("leadership")
CLERK = _("the clerk")
Guard = Callable[[Any, "User"], str]
Apply = Callable[[Any, "User", Answers], None]


def way_to_approval(model: str, ready: Guard) -> tuple[Transition[Any], ...]:
    """The steps from the draft to the issue of the model with this label.

    `ready` says what still stands against the paper, or "".
    """
    app, name = model.split(".")

    def fit(paper: Any, by: "User") -> str:
        return (
            _decided_elsewhere(paper)
            or of_the_office(paper, by)
            or outgoing.needs_signer(paper)
            or _needs_proposer(paper)
            or ready(paper, by)
        )

    return (
        Transition(
            name="submit",
            label=_("Send to review"),
            sources=frozenset({OutgoingState.DRAFT}),
            target=OutgoingState.IN_REVIEW,
            permission=f"{app}.change_{name}",
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
            permission=f"{app}.approve_{name}",
            who=LEADERSHIP,
            needs_reason=True,
            applies=is_own,
            guard=of_the_office,
            apply=set_state_reason,
        ),
        Transition(
            name="approve",
            label=_("Approve"),
            sources=frozenset({OutgoingState.IN_REVIEW}),
            target=OutgoingState.APPROVED,
            permission=f"{app}.approve_{name}",
            who=LEADERSHIP,
            applies=is_own,
            guard=fit,
            foresee=foresee_signer,
            apply=sign_as_substitute,
        ),
        outgoing.issuing(permission=f"{app}.issue_{name}", who=CLERK, guard=fit, applies=is_own),
    )


def withdrawing(model: str, *, guard: Guard | None = None, apply: Apply | None = None) -> Transition[Any]:
    """The step that takes an issued paper of the model with this label out of force.

    `guard` is asked in place of `of_the_office`; `apply` is done in place of `withdraw_paper`.
    """
    app, name = model.split(".")
    return Transition(
        name="withdraw",
        label=pgettext_lazy("paper", "Withdraw"),
        sources=frozenset({OutgoingState.ISSUED}),
        target=OutgoingState.WITHDRAWN,
        permission=f"{app}.approve_{name}",
        who=LEADERSHIP,
        needs_reason=True,
        guard=guard or of_the_office,
        apply=apply or withdraw_paper,
    )


def sign_as_substitute(paper: Any, by: "User", answers: Answers) -> None:
    """Puts a substitute into the place of the signer for whom this account acts; else the signer stays.

    Below KT., TUQ. or TL. stands the post of the one who is away. Who signs for a collective (TM.) keeps that line, and
    a paper that is signed in somebody's place already keeps the head's post.
    """
    standing = by.acts_under
    if standing is None or not standing.signature_form or paper.signer_id != standing.principal.person_id:
        return
    in_place = f"{standing.signature_form} {paper.signer_post}"
    if paper.signature_form == SignatureForm.COLLECTIVE:
        paper.signature_holder = f"{paper.signature_holder}; {in_place}"
    elif paper.signature_form == SignatureForm.HEAD:
        paper.signature_form, paper.signature_holder = standing.signature_form, paper.signer_post
    else:
        paper.signature_form = standing.signature_form
    paper.signer, paper.signer_post = standing.substitute, standing.signer_post


def foresee_signer(paper: Any, by: "User") -> list[str]:
    """Says beforehand who signs where that changes with the step."""
    as_signed = copy.copy(paper)
    sign_as_substitute(as_signed, by, Answers())
    if as_signed.signer_id == paper.signer_id:
        return []
    return [
        gettext("The paper is signed: %(form)s %(holder)s / %(post)s – %(name)s.")
        % {
            "form": as_signed.signature_form,
            "holder": as_signed.signature_holder,
            "post": as_signed.signer_post,
            "name": as_signed.signer,
        }
    ]


def _decided_elsewhere(paper: Any) -> str:
    """Why a decision of another body does not go this way, or ""."""
    return "" if is_own(paper) else gettext("This was decided elsewhere: it is recorded, not issued.")


def _needs_proposer(paper: Any) -> str:
    """Why the bases of a decision are not complete, or ""."""
    if getattr(paper, "proposed_by", "-") or not getattr(paper, "is_decision", True):
        return ""
    return Because(
        gettext("Say on whose proposal is decided first: it is the last of the legal bases."),
        "#id_proposed_by",
    )


def is_own(paper: Any) -> bool:
    """Whether the office issues the paper itself."""
    return not getattr(paper, "outside", False)


# A button tells so many reasons; the rest are counted.
MOST_REASONS = 5


def in_short(sentences: list[str]) -> str:
    """The first reasons, and how many more there are."""
    first_reasons = " ".join(sentences[:MOST_REASONS])
    more = len(sentences) - MOST_REASONS
    others = gettext("And %(more)s more.") % {"more": more}
    return f"{first_reasons} {others}" if more > 0 else first_reasons


def of_the_office(paper: Any, by: "User") -> str:
    """Why `by` may not act for the unit that issues the paper, or ""."""
    return outgoing.may_not_act(paper.unit, by)


def against_bases(paper: OutgoingPaper, day: datetime.date) -> tuple[Against, ...]:
    """One objection for each legal basis that the paper names itself and that is not in force on `day`."""
    return tuple(
        Against(
            gettext("“%(basis)s” is not in force on %(day)s. Take it out of the paper.")
            % {"basis": basis, "day": numeric(day)}
        )
        for basis in own_bases_not_in_force(paper, day)
    )


def set_state_reason(paper: Any, by: "User", answers: Answers) -> None:
    paper.state_reason = answers.reason


def forget_reason(paper: Any, by: "User", answers: Answers) -> None:
    paper.state_reason = ""


def withdraw_paper(paper: Any, by: "User", answers: Answers) -> None:
    """Takes the issued paper, where there is one, out of force with the record."""
    paper.state_reason = answers.reason
    outgoing.withdraw(paper, by, answers)


def enter_in_register(issued: IssuedPaper, by: "User", use: Use) -> Document:
    """Gives an issued paper its place in the register of documents. Raises `ValidationError`."""
    document = Document(
        symbol=issued.symbol,
        type_name=issued.type_name,
        date=issued.date,
        issuer=issued.unit.name_in_text,
        issuing_unit=issued.unit,
        subject=issued.subject,
        origin=Origin.OWN,
        use=use,
    )
    return save_document(document, by)


def save_document(document: Document, by: "User") -> Document:
    """The document, checked and saved. Raises `ValidationError`.

    Whether it is one that the register holds, its own record has said; nobody is there to be asked.
    """
    asked = document.questions().values()
    document.kept_as_typed = [*document.kept_as_typed, *(question.key for question in asked if question.same)]
    document.full_clean()
    document.save(by=by)
    return document
