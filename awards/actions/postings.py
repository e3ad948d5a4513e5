"""Objections against those posted: open until they are answered."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from awards.models import (
    NominationRound,
    Nominee,
    NomineeState,
    Objection,
    ObjectionState,
    PublicPosting,
)
from awards.selectors.deliberations import agreed_in
from office_culture.actions.approval import of_the_office
from office_culture.actions.workflow import Answers, Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User


def nominees_to_post(nomination_round: NominationRound) -> list[Nominee]:
    """Whom a list shows in public: those agreed on, or before the council all who were passed on."""
    agreed = [item.nominee for item in agreed_in(nomination_round)]
    return agreed or list(
        Nominee.objects.filter(nomination_round=nomination_round, state=NomineeState.PASSED)
    )


def fill_posting(*, posting: PublicPosting, by: "User | None") -> None:
    """Adds the nominees of the round (`nominees_to_post`) to a posting that has none."""
    if not posting.nominees.exists():
        names = nominees_to_post(posting.nomination_round)
        posting.save(by=by, links={"nominees": names})
        posting.nominees.set(names)


def _settleable(objection: Objection, by: "User") -> str:
    return of_the_office(objection.posting.nomination_round, by)


def _settle(objection: Objection, by: "User", answers: Answers) -> None:
    objection.answer, objection.settled_on = answers.reason, timezone.localdate()


def _reopen(objection: Objection, by: "User", answers: Answers) -> None:
    objection.answer, objection.settled_on = "", None


WORKFLOW: Workflow[Objection] = Workflow(
    Transition(
        name="settle",
        label=_("Settle with an answer"),
        sources=frozenset({ObjectionState.OPEN}),
        target=ObjectionState.SETTLED,
        permission="awards.settle_objection",
        who=_("those who review dossiers"),
        needs_reason=True,
        guard=_settleable,
        apply=_settle,
    ),
    Transition(
        name="reopen",
        label=_("Open again"),
        sources=frozenset({ObjectionState.SETTLED}),
        target=ObjectionState.OPEN,
        permission="awards.settle_objection",
        who=_("those who review dossiers"),
        needs_reason=True,
        guard=_settleable,
        apply=_reopen,
    ),
)
