"""The life of a dossier: written, submitted, recalled before anybody looked, reviewed, checked."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import Dossier, DossierState, NominationRoundState, NomineeState
from awards.selectors.dossier_checks import what_is_missing
from office_culture.actions.workflow import Answers, Because, Transition, Workflow
from office_culture.rules.scope import keeps_records_of

if TYPE_CHECKING:
    from office_culture.models import User

REVIEW = "awards.review_dossier"
UNIT = _("the unit of the dossier")
REVIEWERS = _("those who review dossiers")


def of_the_unit(dossier: Dossier, by: "User") -> str:
    """Why `by` may not act for the unit of the dossier, or ""."""
    if keeps_records_of(by, dossier.unit):
        return ""
    return gettext("%(unit)s wrote this dossier: its contact takes this step.") % {"unit": dossier.unit}


def of_the_office(dossier: Dossier, by: "User") -> str:
    """Why `by` may not act for the office that runs the round, or ""."""
    office = dossier.round.unit
    if keeps_records_of(by, office):
        return ""
    return gettext("%(office)s runs this round: whoever keeps its records takes this step.") % {
        "office": office
    }


def _complete(dossier: Dossier, by: "User") -> str:
    if refusal := of_the_unit(dossier, by):
        return refusal
    if dossier.round.state != NominationRoundState.GATHERING:
        return gettext("This round is “%(state)s” and takes no more dossiers.") % {
            "state": dossier.round.get_state_display()
        }
    return Because(" ".join(what_is_missing(dossier)), "#nominees-group")


def _note_day(dossier: Dossier, by: "User", answers: Answers) -> None:
    dossier.submitted_on = timezone.localdate()


def _forget_day(dossier: Dossier, by: "User", answers: Answers) -> None:
    dossier.submitted_on = None


def _all_settled(dossier: Dossier, by: "User") -> str:
    if refusal := of_the_office(dossier, by):
        return refusal
    waiting = dossier.nominees.exclude(state__in=(NomineeState.PASSED, NomineeState.WITHDRAWN))
    rows = list(waiting.values_list("pk", "name"))
    if not rows:
        return ""
    names = ", ".join(name for _pk, name in rows)
    first = reverse("admin:awards_nominee_change", args=[rows[0][0]])
    return Because(gettext("Neither passed on nor withdrawn yet: %(names)s.") % {"names": names}, first)


WORKFLOW: Workflow[Dossier] = Workflow(
    Transition(
        name="submit",
        label=_("Submit"),
        sources=frozenset({DossierState.DRAFT}),
        target=DossierState.SUBMITTED,
        permission="awards.change_dossier",
        who=UNIT,
        guard=_complete,
        apply=_note_day,
    ),
    Transition(
        name="recall",
        label=_("Recall"),
        sources=frozenset({DossierState.SUBMITTED}),
        target=DossierState.DRAFT,
        permission="awards.change_dossier",
        who=UNIT,
        guard=of_the_unit,
        apply=_forget_day,
    ),
    Transition(
        name="review",
        label=_("Begin the review"),
        sources=frozenset({DossierState.SUBMITTED}),
        target=DossierState.UNDER_REVIEW,
        permission=REVIEW,
        who=REVIEWERS,
        guard=of_the_office,
    ),
    Transition(
        name="finish",
        label=_("Finish the review"),
        sources=frozenset({DossierState.UNDER_REVIEW}),
        target=DossierState.CHECKED,
        permission=REVIEW,
        who=REVIEWERS,
        guard=_all_settled,
    ),
    Transition(
        name="resume",
        label=_("Resume the review"),
        sources=frozenset({DossierState.CHECKED}),
        target=DossierState.UNDER_REVIEW,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=of_the_office,
    ),
)
