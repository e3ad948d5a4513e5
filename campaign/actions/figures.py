"""The steps of a figure after its entry: its unit confirms it, and may correct it later with a reason."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CaseFileReturn, DigitalShare, FigureState, IndicatorValue, ReformRank
from campaign.models.figures import Figure
from office_culture.actions.workflow import Answers, Refused, Transition, Workflow
from office_culture.models.events import Verb
from office_culture.rules.scope import keeps_records_of

if TYPE_CHECKING:
    from office_culture.models import User

OWNER = _("the unit that answers for the figure")


def _owns(figure: Any, by: "User") -> str:
    if keeps_records_of(by, figure.unit):
        return ""
    return gettext("%(unit)s answers for this figure: its contact takes this step.") % {"unit": figure.unit}


def _may_be_confirmed(figure: Any, by: "User") -> str:
    return _owns(figure, by) or figure.unconfirmable()


def _sign(figure: Any, by: "User", answers: Answers) -> None:
    figure.confirmed_by, figure.confirmed_at = by, timezone.now()


def _confirmation(model: type[Figure]) -> Workflow[Any]:
    return Workflow(
        Transition(
            name="confirm",
            label=_("Confirm"),
            sources=frozenset({FigureState.ENTERED}),
            target=FigureState.CONFIRMED,
            permission=confirming(model),
            who=OWNER,
            guard=_may_be_confirmed,
            apply=_sign,
        )
    )


def confirming(model: type[Figure]) -> str:
    """The name of the permission to confirm and to correct figures of this kind."""
    return f"campaign.confirm_{model._meta.model_name}"


# A confirmed figure is never reopened: a later change is a correction, recorded with its reason.
WORKFLOWS: dict[type[Figure], Workflow[Any]] = {
    model: _confirmation(model) for model in (CaseFileReturn, ReformRank, DigitalShare, IndicatorValue)
}


def correcting_refused(figure: Any, by: "User") -> str:
    """Why `by` may not correct the confirmed `figure`, or ""."""
    if not by.has_perm(confirming(type(figure))):
        return gettext("Correcting a confirmed figure is for: %(who)s.") % {"who": OWNER}
    return _owns(figure, by)


def correct(*, figure: Any, before: Mapping[str, str], reason: str, by: "User") -> bool:
    """Saves a changed figure that was confirmed, with one event of the old values, the new values and the reason.

    `before` is `values_in_words()` of the stored figure; rows that are part of it are saved already. Raises
    `Refused`, and the caller then rolls these rows back. Returns whether anything differed: if not, nothing is saved.
    """
    now = figure.values_in_words()
    changed = [name for name in {**before, **now} if before.get(name, "") != now.get(name, "")]
    if not changed:
        return False
    if not figure.confirmed:
        raise Refused(gettext("This figure is not confirmed yet: change it without a correction."))
    if why := correcting_refused(figure, by):
        raise Refused(why)
    if not reason.strip():
        raise Refused(gettext("Give the reason for the correction."))
    columns = {field.name for field in figure._meta.concrete_fields}
    parts = {name: [before.get(name, ""), now.get(name, "")] for name in changed if name not in columns}
    figure.save(by=by, reason=reason.strip(), verb=Verb.CORRECT, more_changes=parts)
    return True
