"""What happens to a figure after it was entered: its unit confirms it, and may correct it later with a reason."""

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
    """The permission to confirm and to correct figures of this kind."""
    return f"campaign.confirm_{model._meta.model_name}"


# A figure is confirmed once and for all: what turns out wrong later is corrected in the open, never reopened.
WORKFLOWS: dict[type[Figure], Workflow[Any]] = {
    model: _confirmation(model) for model in (CaseFileReturn, ReformRank, DigitalShare, IndicatorValue)
}


def correcting_refused(figure: Any, by: "User") -> str:
    """Why `by` may not correct the confirmed `figure`, or ""."""
    if not by.has_perm(confirming(type(figure))):
        return gettext("Correcting a confirmed figure is for: %(who)s.") % {"who": OWNER}
    return _owns(figure, by)


def correct(*, figure: Any, before: Mapping[str, str], reason: str, by: "User") -> bool:
    """Saves a changed figure that was confirmed; one event keeps what it said before and says now, and why.

    `before` is `told()` of the stored figure; rows that are part of it are saved already. Raises `Refused`, and the
    caller then takes the rows back. Gives back whether anything differed: if not, nothing is saved.
    """
    now = figure.told()
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
    figure.save(by=by, reason=reason.strip(), verb=Verb.CORRECT, told=parts)
    return True
