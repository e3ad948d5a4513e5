"""What happens to one nominee under review: passed on, returned with flagged fields, sent again, withdrawn."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from awards.actions.dossiers import REVIEW, REVIEWERS, UNIT, of_the_office, of_the_unit
from awards.models import DossierState, Judgement, Nominee, NomineeState, RuleCondition
from awards.selectors.submission import blocked_because
from office_culture.actions import events
from office_culture.models.events import Verb
from office_culture.workflow import Refused, Transition, Workflow

if TYPE_CHECKING:
    from office_culture.models import User

PAPERS = "papers"
# What a reviewer can flag; `PAPERS` stands for the files of the nominee.
FLAGS = (
    "award",
    "person",
    "unit",
    "name",
    "post",
    "summary",
    "period_start",
    "period_end",
    "achievements",
    "innovations",
    PAPERS,
)


def _under_review(nominee: Nominee) -> str:
    if nominee.dossier.state == DossierState.UNDER_REVIEW:
        return ""
    return _now("The dossier is “%(state)s”; nominees are reviewed while it is under review.") % {
        "state": nominee.dossier.get_state_display()
    }


def reviewing_refused(nominee: Nominee, by: "User") -> str:
    """Why `by` may not review this nominee, or ""."""
    if not by.has_perm(REVIEW):
        return _now("This is for: %(who)s.") % {"who": REVIEWERS}
    return _under_review(nominee) or of_the_office(nominee.dossier, by)


def returning_refused(nominee: Nominee, by: "User") -> str:
    """Why `by` may not return this nominee to its unit, or ""."""
    if nominee.state != NomineeState.PROPOSED:
        return _now("This nominee is “%(state)s”; only a proposed one is returned.") % {
            "state": nominee.get_state_display()
        }
    return reviewing_refused(nominee, by)


def _passes(nominee: Nominee, by: "User") -> str:
    return reviewing_refused(nominee, by) or " ".join(blocked_because(nominee))


def _unit_acts(nominee: Nominee, by: "User") -> str:
    return of_the_unit(nominee.dossier, by)


def _withdrawable(nominee: Nominee, by: "User") -> str:
    if nominee.dossier.state == DossierState.SUBMITTED:
        return _now("The dossier is submitted: recall it first, or wait for the review.")
    return of_the_unit(nominee.dossier, by)


def _settle(nominee: Nominee, by: "User", reason: str) -> None:
    nominee.state_reason = reason
    nominee.flagged = []


WORKFLOW: Workflow[Nominee] = Workflow(
    Transition(
        name="pass",
        label=_("Pass on to the council"),
        sources=frozenset({NomineeState.PROPOSED}),
        target=NomineeState.PASSED,
        permission=REVIEW,
        who=REVIEWERS,
        guard=_passes,
        effect=_settle,
    ),
    Transition(
        name="take_back",
        label=_("Take back for review"),
        sources=frozenset({NomineeState.PASSED}),
        target=NomineeState.PROPOSED,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=reviewing_refused,
        effect=_settle,
    ),
    Transition(
        name="send",
        label=_("Send again"),
        sources=frozenset({NomineeState.RETURNED}),
        target=NomineeState.PROPOSED,
        permission="awards.change_nominee",
        who=UNIT,
        guard=_unit_acts,
        effect=_settle,
    ),
    Transition(
        name="withdraw",
        label=_("Withdraw"),
        sources=frozenset({NomineeState.PROPOSED, NomineeState.RETURNED}),
        target=NomineeState.WITHDRAWN,
        permission="awards.change_nominee",
        who=UNIT,
        needs_reason=True,
        guard=_withdrawable,
        effect=_settle,
    ),
)


def give_back(
    *, nominee: Nominee, fields: Collection[str], reason: str, by: "User", address: str | None = None
) -> Nominee:
    """Returns a nominee to its unit; only `fields` (of `FLAGS`) are then open there. Raises `Refused`."""
    with transaction.atomic():
        fresh = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee.pk)
        why = returning_refused(fresh, by)
        if why:
            raise Refused(why)
        if not reason.strip():
            raise Refused(_now("Give a reason: it is shown to those who go on with this record."))
        chosen = [name for name in FLAGS if name in fields]
        if not chosen:
            raise Refused(_now("Choose at least one field that the unit has to mend."))
        fresh.state = NomineeState.RETURNED
        fresh.state_reason = reason.strip()
        fresh.flagged = chosen
        fresh._change_reason = f"return: {reason.strip()}"[:100]  # type: ignore[attr-defined]
        fresh.save()
        events.record(
            verb=Verb.TRANSITION,
            by=by,
            obj=fresh,
            reason=reason.strip(),
            address=address,
            step="return",
            source=str(NomineeState.PROPOSED),
            target=str(NomineeState.RETURNED),
            fields=chosen,
        )
    return fresh


@transaction.atomic
def judge(*, nominee: Nominee, condition: RuleCondition, met: bool, because: str, by: "User") -> Judgement:
    """Writes down what a reviewer found on a condition that no record can answer. Raises `Refused`."""
    why = reviewing_refused(nominee, by)
    if why:
        raise Refused(why)
    if not because.strip():
        raise Refused(_now("Say on what the judgement rests."))
    kept = Judgement.objects.select_for_update().filter(nominee=nominee, condition=condition).first()
    kept = kept or Judgement(nominee=nominee, condition=condition)
    kept.met, kept.because = met, because.strip()
    kept.judged_by, kept.judged_at = by, timezone.now()
    kept._history_user = by  # type: ignore[attr-defined]
    kept.full_clean()
    kept.save()
    return kept
