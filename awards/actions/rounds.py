"""How a nomination round goes on."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.appraisals import keep_verdicts
from awards.models import (
    DossierState,
    NominationRound,
    NominationRoundState,
    NomineeState,
    Occasion,
    SessionState,
)
from awards.selectors.deliberations import not_concluded
from office_culture.actions.workflow import Answers, Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User


def _all_checked(held: NominationRound, by: "User") -> str:
    """Dossiers that nobody finished reviewing would be left behind."""
    waiting = held.dossiers.exclude(state=DossierState.CHECKED).select_related("unit")
    names = ", ".join(str(dossier.unit) for dossier in waiting)
    return gettext("Dossiers not checked yet: %(units)s.") % {"units": names} if names else ""


def _council_done(held: NominationRound, by: "User") -> str:
    return " ".join(not_concluded(held))


def _nothing_concluded(held: NominationRound, by: "User") -> str:
    """What a council concluded on stays as it saw it."""
    concluded = held.sessions.filter(state=SessionState.CONCLUDED).values_list("name", flat=True)
    names = ", ".join(concluded)
    if not names:
        return ""
    return gettext(
        "The council has concluded on this round (%(names)s); its session must be reopened first."
    ) % {"names": names}


def _keep_verdicts(held: NominationRound, by: "User", answers: Answers) -> None:
    passed = held.nominees.filter(state=NomineeState.PASSED)
    keep_verdicts(passed, occasion=Occasion.DECIDED, by=by)


WORKFLOW: Workflow[NominationRound] = Workflow(
    Transition(
        name="submit",
        label=_("Put up to those who decide"),
        sources=frozenset({NominationRoundState.GATHERING}),
        target=NominationRoundState.SUBMITTED,
        permission="awards.change_nominationround",
        who=_("the records officer"),
        guard=_all_checked,
    ),
    Transition(
        name="reopen",
        label=_("Gather again"),
        sources=frozenset({NominationRoundState.SUBMITTED}),
        target=NominationRoundState.GATHERING,
        permission="awards.change_nominationround",
        who=_("the records officer"),
        needs_reason=True,
        guard=_nothing_concluded,
    ),
    Transition(
        name="decide",
        label=_("Record that it is decided"),
        sources=frozenset({NominationRoundState.SUBMITTED}),
        target=NominationRoundState.DECIDED,
        permission="awards.change_nominationround",
        who=_("the records officer"),
        guard=_council_done,
        apply=_keep_verdicts,
    ),
)
