"""How a nomination round goes on."""

from django.utils.translation import gettext_lazy as _

from awards.models import NominationRound, RoundState
from office_culture.workflow import Transition, Workflow

WORKFLOW: Workflow[NominationRound] = Workflow(
    Transition(
        name="submit",
        label=_("Put up to those who decide"),
        sources=frozenset({RoundState.GATHERING}),
        target=RoundState.SUBMITTED,
        permission="awards.change_nominationround",
        who=_("the records officer"),
    ),
    Transition(
        name="reopen",
        label=_("Gather again"),
        sources=frozenset({RoundState.SUBMITTED}),
        target=RoundState.GATHERING,
        permission="awards.change_nominationround",
        who=_("the records officer"),
        needs_reason=True,
    ),
    Transition(
        name="decide",
        label=_("Record that it is decided"),
        sources=frozenset({RoundState.SUBMITTED}),
        target=RoundState.DECIDED,
        permission="awards.change_nominationround",
        who=_("the records officer"),
    ),
)
