"""How a nomination round goes on."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.actions.appraisals import store_verdicts
from awards.models import (
    DossierState,
    NominationRound,
    NominationRoundState,
    NomineeState,
    Occasion,
    SessionState,
)
from awards.selectors.deliberations import not_concluded
from office_culture.actions.workflow import Answers, Because, Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User


def _all_checked(nomination_round: NominationRound, by: "User") -> str:
    """The sentence that names the units whose dossiers are not checked yet, or ""."""
    waiting = list(nomination_round.dossiers.exclude(state=DossierState.CHECKED).select_related("unit"))
    if not waiting:
        return ""
    names = ", ".join(str(dossier.unit) for dossier in waiting)
    first = reverse("admin:awards_dossier_change", args=[waiting[0].pk])
    return Because(gettext("Dossiers not checked yet: %(units)s.") % {"units": names}, first)


def _council_done(nomination_round: NominationRound, by: "User") -> str:
    waiting = nomination_round.sessions.exclude(state=SessionState.CONCLUDED).first()
    page = reverse("admin:awards_councilsession_change", args=[waiting.pk]) if waiting else ""
    return Because(" ".join(not_concluded(nomination_round)), page)


def _nothing_concluded(nomination_round: NominationRound, by: "User") -> str:
    """The sentence that names the concluded sessions, which must be reopened first, or ""."""
    concluded = nomination_round.sessions.filter(state=SessionState.CONCLUDED).values_list("name", flat=True)
    names = ", ".join(concluded)
    if not names:
        return ""
    return gettext(
        "The council has concluded on this round (%(names)s); its session must be reopened first."
    ) % {"names": names}


def _store_verdicts(nomination_round: NominationRound, by: "User", answers: Answers) -> None:
    passed = nomination_round.nominees.filter(state=NomineeState.PASSED)
    store_verdicts(passed, occasion=Occasion.DECIDED, by=by)


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
        apply=_store_verdicts,
    ),
)
