"""The life of an inspection: asked of the unit, begun, closed, and reopened only with a reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Case, F, PositiveIntegerField, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.result_counts import count
from office_culture.actions.rounds import lay_out_late
from office_culture.actions.workflow import Answers, Transition, Workflow
from office_culture.models import (
    BreachCount,
    Inspection,
    InspectionResult,
    InspectionRoundState,
    InspectionState,
    Result,
    WorkStatus,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

CHANGE = "office_culture.change_inspection"


def _round_under_way(inspection: Inspection, by: "User") -> str:
    if inspection.inspection_round.state == InspectionRoundState.OPEN:
        return ""
    return _("The round is “%(state)s”; its inspections move on while it is under way.") % {
        "state": inspection.inspection_round.get_state_display()
    }


def _announced(inspection: Inspection, by: "User") -> str:
    if inspection.inspection_round.surprise:
        return _("This round is not announced, so the units do not assess themselves first.")
    return _round_under_way(inspection, by)


def _complete(inspection: Inspection, by: "User") -> str:
    """Whether nothing is missing that the minutes need; says which items are not checked."""
    if not inspection.visited_on:
        return _("Enter the day of the visit first.")
    rows = inspection.results.select_related("item")
    missing = [row.item.code for row in rows if row.result == Result.UNCHECKED]
    if missing:
        return _(
            "Not checked yet: %(items)s. Give each of them a result first, or say why it could not be assessed."
        ) % {"items": ", ".join(missing)}
    undone = [row.item.code for row in rows if row.status != WorkStatus.DONE]
    if undone:
        return _("Work is not done on: %(items)s. Mark it as done first.") % {"items": ", ".join(undone)}
    if not rows:
        return _("This inspection has no items; open its round first.")
    return _round_under_way(inspection, by)


def _close(inspection: Inspection, by: "User", answers: Answers) -> None:
    results = list(inspection.results.select_related("item"))
    count(inspection, results)
    _tally(inspection, results, 1)


def _reopen(inspection: Inspection, by: "User", answers: Answers) -> None:
    _tally(inspection, inspection.results.all(), -1)


def _tally(inspection: Inspection, results: Iterable[InspectionResult], step: int) -> None:
    """Adds the results of a closed inspection to the counts of its round, or takes them out again."""
    of_round = BreachCount.objects.filter(inspection_round=inspection.inspection_round_id)
    by_result: dict[str, list[int]] = {}
    rows = list(results)
    for row in rows:
        by_result.setdefault(row.result, []).append(row.item_id)
    columns = {Result.MET: None, Result.PARTLY: "partly", Result.FAILED: "failed"}
    for result, column in columns.items():
        changes = {"checked": F("checked") + step}
        if column:
            changes[column] = F(column) + step
        of_round.filter(item__in=by_result.get(result, ())).update(**changes)
    sampled = [row for row in rows if row.counted]
    if sampled:
        of_round.filter(item__in=[row.item_id for row in sampled]).update(
            cases=_changed("cases", {row.item_id: step * (row.counted or 0) for row in sampled}),
            compliant=_changed("compliant", {row.item_id: step * (row.compliant or 0) for row in sampled}),
        )


def _changed(column: str, by_item: dict[int, int]) -> Case:
    """The column with what each item adds to it, for one statement."""
    added = (When(item=item, then=F(column) + more) for item, more in by_item.items())
    return Case(*added, default=F(column), output_field=PositiveIntegerField())


workflow: Workflow[Inspection] = Workflow(
    Transition(
        name="ask",
        label=gettext_lazy("Ask the unit for its own assessment"),
        sources=frozenset({InspectionState.PLANNED}),
        target=InspectionState.SELF_ASSESSMENT,
        permission=CHANGE,
        who=gettext_lazy("the inspection team"),
        guard=_announced,
        apply=lay_out_late,
    ),
    Transition(
        name="start",
        label=gettext_lazy("Begin the inspection"),
        sources=frozenset({InspectionState.PLANNED, InspectionState.SELF_ASSESSMENT}),
        target=InspectionState.AT_WORK,
        permission=CHANGE,
        who=gettext_lazy("the inspection team"),
        guard=_round_under_way,
        apply=lay_out_late,
    ),
    Transition(
        name="close",
        label=gettext_lazy("Close the inspection"),
        sources=frozenset({InspectionState.AT_WORK}),
        target=InspectionState.CLOSED,
        permission="office_culture.close_inspection",
        who=gettext_lazy("the inspection team"),
        guard=_complete,
        apply=_close,
    ),
    Transition(
        name="reopen",
        label=gettext_lazy("Reopen the inspection"),
        sources=frozenset({InspectionState.CLOSED}),
        target=InspectionState.AT_WORK,
        permission="office_culture.reopen_inspection",
        who=gettext_lazy("the records officer"),
        needs_reason=True,
        guard=_round_under_way,
        apply=_reopen,
    ),
)
