"""The life of a round: opened for its units, finished when all of them are inspected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import bulk, outgoing
from office_culture.actions.inspection_papers import report_prepared
from office_culture.actions.result_counts import count
from office_culture.actions.workflow import Answers, Because, Refused, Transition, Workflow
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
RECORDS = "office_culture.reopen_inspection"


@transaction.atomic
def add_units(*, inspection_round: InspectionRound, units: Iterable[Unit], by: "User") -> list[Inspection]:
    """Adds inspections of `units` to a round that is not finished.

    Raises `Refused` for a finished round or a unit that is in it already.
    """
    locked_round = InspectionRound.objects.select_for_update().get(pk=inspection_round.pk)
    if locked_round.state == InspectionRoundState.FINISHED:
        raise Refused(_("This round is finished; plan the unit in another round."))
    added = []
    for unit in units:
        inspection = Inspection(inspection_round=locked_round, unit=unit)
        try:
            inspection.full_clean()
        except ValidationError as error:
            raise Refused(f"{unit}: " + " ".join(error.messages)) from error
        inspection.save(by=by)
        added.append(inspection)
    if locked_round.state == InspectionRoundState.OPEN:
        lay_out(locked_round, by)
    return added


@transaction.atomic
def open_round(
    *, inspection_round: InspectionRound, by: "User", units: Iterable[Unit] = ()
) -> InspectionRound:
    """Opens a round for the units planned in it and for `units`. Raises `Refused`."""
    add_units(inspection_round=inspection_round, units=units, by=by)
    return workflow.perform("open", obj=inspection_round, by=by)


def lay_out(inspection_round: InspectionRound, by: "User") -> None:
    """Creates the results of each inspection of the round that has none yet, and the counts of the round's items."""
    items = list(ChecklistItem.objects.filter(group__checklist_version=inspection_round.checklist_version_id))
    for inspection in inspection_round.inspections.filter(results__isnull=True):
        _create_results(inspection, items, by)
        inspection.save(by=by)
    counted = set(inspection_round.breach_counts.values_list("item", flat=True))
    BreachCount.objects.bulk_create(
        BreachCount(inspection_round=inspection_round, item=item) for item in items if item.pk not in counted
    )


def lay_out_late(inspection: Inspection, by: "User", answers: Answers) -> None:
    """Creates the results of one inspection that joined a round under way; the caller saves the inspection."""
    if not inspection.results.exists():
        version = inspection.inspection_round.checklist_version_id
        _create_results(inspection, list(ChecklistItem.objects.filter(group__checklist_version=version)), by)


def _create_results(inspection: Inspection, items: list[ChecklistItem], by: "User") -> None:
    rows = [InspectionResult(inspection=inspection, item=item, max_points=item.max_points) for item in items]
    with context.in_batch():
        count(inspection, bulk.create(rows, by=by))


def _ready(inspection_round: InspectionRound, by: "User") -> str:
    """Why the round cannot be begun yet, such as a team without a head, or ""."""
    if not inspection_round.members.filter(role=TeamRole.HEAD).exists():
        return Because(_("The team needs exactly one head; name the head first."), "#members-group")
    if not inspection_round.inspections.exists():
        return Because(_("No unit is planned; add the units first."), "#inspections-group")
    if inspection_round.checklist_version.state != VersionState.IN_USE:
        return Because(
            _("This version of the checklist is not in use; choose one that is."), "#id_checklist_version"
        )
    return ""


def _all_closed(inspection_round: InspectionRound, by: "User") -> str:
    waiting = inspection_round.inspections.exclude(state=InspectionState.CLOSED).select_related("unit")
    names = ", ".join(str(inspection.unit) for inspection in waiting)
    overview = reverse("admin:office_culture_inspectionround_overview", args=[inspection_round.pk])
    return Because(_("Not closed yet: %(units)s.") % {"units": names}, overview) if names else ""


workflow: Workflow[InspectionRound] = Workflow(
    Transition(
        name="open",
        label=gettext_lazy("Open the round"),
        sources=frozenset({InspectionRoundState.PLANNED}),
        target=InspectionRoundState.OPEN,
        permission=CHANGE,
        guard=_ready,
        apply=lambda inspection_round, by, answers: lay_out(inspection_round, by),
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
        permission=RECORDS,
        needs_reason=True,
        guard=lambda inspection_round, by: outgoing.paper_in_force(inspection_round),
    ),
    *outgoing.issuing_when_closed(
        report_prepared,
        label=gettext_lazy("Issue the report"),
        source=InspectionRoundState.FINISHED,
        permission=RECORDS,
        who=gettext_lazy("the records officer"),
        guard=lambda inspection_round, by: outgoing.may_not_issue(inspection_round.unit, by),
    ),
    outgoing.withdrawing_paper(
        source=InspectionRoundState.FINISHED,
        permission=RECORDS,
        who=gettext_lazy("the records officer"),
        guard=lambda inspection_round, by: outgoing.may_not_act(inspection_round.unit, by),
    ),
)
