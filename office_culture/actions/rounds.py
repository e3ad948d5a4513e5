"""The life of a round: opened for its units, finished when all of them are inspected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import bulk
from office_culture.actions.result_counts import count
from office_culture.actions.workflow import Answers, Refused, Transition, Workflow
from office_culture.models import (
    BreachCount,
    ChecklistItem,
    Inspection,
    InspectionResult,
    InspectionRound,
    InspectionRoundState,
    InspectionState,
    TeamRole,
    Unit,
    VersionState,
    context,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

CHANGE = "office_culture.change_inspectionround"


@transaction.atomic
def add_units(*, inspection_round: InspectionRound, units: Iterable[Unit], by: "User") -> list[Inspection]:
    """Adds inspections of `units` to a round that is not finished.

    Raises `Refused` for a finished round or a unit that is in it already.
    """
    held = InspectionRound.objects.select_for_update().get(pk=inspection_round.pk)
    if held.state == InspectionRoundState.FINISHED:
        raise Refused(_("This round is finished; plan the unit in another round."))
    added = []
    for unit in units:
        inspection = Inspection(inspection_round=held, unit=unit)
        try:
            inspection.full_clean()
        except ValidationError as error:
            raise Refused(f"{unit}: " + " ".join(error.messages)) from error
        inspection.save(by=by)
        added.append(inspection)
    if held.state == InspectionRoundState.OPEN:
        lay_out(held, by)
    return added


@transaction.atomic
def open_round(
    *, inspection_round: InspectionRound, by: "User", units: Iterable[Unit] = ()
) -> InspectionRound:
    """Opens a round for the units planned in it and for `units`. Raises `Refused`."""
    add_units(inspection_round=inspection_round, units=units, by=by)
    return workflow.perform("open", obj=inspection_round, by=by)


def lay_out(held: InspectionRound, by: "User") -> None:
    """Gives each inspection of the round a row for each item, where it has none yet."""
    items = list(ChecklistItem.objects.filter(group__checklist_version=held.checklist_version_id))
    for inspection in held.inspections.filter(results__isnull=True):
        _lay_out_one(inspection, items, by)
        inspection.save(by=by)
    counted = set(held.breach_counts.values_list("item", flat=True))
    BreachCount.objects.bulk_create(
        BreachCount(inspection_round=held, item=item) for item in items if item.pk not in counted
    )


def lay_out_late(inspection: Inspection, by: "User", answers: Answers) -> None:
    """The same for one inspection that joined a round under way; the caller saves it."""
    if not inspection.results.exists():
        version = inspection.inspection_round.checklist_version_id
        _lay_out_one(inspection, list(ChecklistItem.objects.filter(group__checklist_version=version)), by)


def _lay_out_one(inspection: Inspection, items: list[ChecklistItem], by: "User") -> None:
    rows = [InspectionResult(inspection=inspection, item=item, max_points=item.max_points) for item in items]
    with context.in_batch():
        count(inspection, bulk.create(rows, by=by))


def _ready(held: InspectionRound, by: "User") -> str:
    """What is missing before the first unit can be visited."""
    if not held.members.filter(role=TeamRole.HEAD).exists():
        return _("The team needs exactly one head; name the head first.")
    if not held.inspections.exists():
        return _("No unit is planned; add the units first.")
    if held.checklist_version.state != VersionState.IN_USE:
        return _("This version of the checklist is not in use; choose one that is.")
    return ""


def _all_closed(held: InspectionRound, by: "User") -> str:
    waiting = held.inspections.exclude(state=InspectionState.CLOSED).select_related("unit")
    names = ", ".join(str(inspection.unit) for inspection in waiting)
    return _("Not closed yet: %(units)s.") % {"units": names} if names else ""


workflow: Workflow[InspectionRound] = Workflow(
    Transition(
        name="open",
        label=gettext_lazy("Open the round"),
        sources=frozenset({InspectionRoundState.PLANNED}),
        target=InspectionRoundState.OPEN,
        permission=CHANGE,
        guard=_ready,
        apply=lambda held, by, answers: lay_out(held, by),
    ),
    Transition(
        name="finish",
        label=gettext_lazy("Finish the round"),
        sources=frozenset({InspectionRoundState.OPEN}),
        target=InspectionRoundState.FINISHED,
        permission=CHANGE,
        guard=_all_closed,
    ),
    Transition(
        name="resume",
        label=gettext_lazy("Resume the round"),
        sources=frozenset({InspectionRoundState.FINISHED}),
        target=InspectionRoundState.OPEN,
        permission="office_culture.reopen_inspection",
        needs_reason=True,
    ),
)
