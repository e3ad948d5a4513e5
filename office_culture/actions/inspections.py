"""The life cycle of an inspection: self-assessment asked of the unit, begun, closed, reopened only with a reason."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Case, F, PositiveIntegerField, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions import outgoing
from office_culture.actions.closing import ClosingForm, write_answers
from office_culture.actions.inspection_papers import minutes_prepared
from office_culture.actions.result_counts import count
from office_culture.actions.rounds import lay_out_late
from office_culture.actions.workflow import Answers, Because, Transition, Workflow
from office_culture.models import (
    BreachCount,
    Finding,
    Inspection,
    InspectionResult,
    InspectionRoundState,
    InspectionState,
    Person,
    Result,
    TeamRole,
    WorkStatus,
)

if TYPE_CHECKING:
    from office_culture.models.accounts import User

CHANGE = "office_culture.change_inspection"
RECORDS = "office_culture.reopen_inspection"

# What minutes say of a visit (Decree 30/2020, sample 1.9); asked when it is closed, as far as nobody has written it.
ASKED_AT_CLOSING = (
    "begun_at",
    "ended_at",
    "place",
    "represented_by",
    "unit_opinion",
    "conclusion",
    "agreement",
)


class InspectionClosingForm(ClosingForm):
    """Besides, who signs is among those whom the account knows."""

    asked = ASKED_AT_CLOSING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_opinion"].help_text = gettext_lazy(
            "As the unit said it; also that it has none, for example: Đơn vị không có ý kiến khác."
        )
        signer: Any = self.fields["represented_by"]
        known = Person.objects.visible_to(self.user).values("pk")
        signer.queryset = Person.objects.filter(Q(pk__in=known) | Q(pk=self.record.represented_by_id))
        signer.initial = self.record.represented_by_id


def _round_under_way(inspection: Inspection, by: "User") -> str:
    if inspection.inspection_round.state == InspectionRoundState.OPEN:
        return ""
    sentence = _("The round is “%(state)s”; its inspections move on while it is under way.")
    state = inspection.inspection_round.get_state_display()
    return Because(sentence % {"state": state}, _round_of(inspection))


def _round_of(inspection: Inspection) -> str:
    return reverse("admin:office_culture_inspectionround_change", args=[inspection.inspection_round_id])


def _announced(inspection: Inspection, by: "User") -> str:
    if inspection.inspection_round.surprise:
        return _("This round is not announced, so the units do not assess themselves first.")
    return _round_under_way(inspection, by)


def _complete(inspection: Inspection, by: "User") -> str:
    """Why the inspection cannot be closed, such as items that are not checked, or ""."""
    form = reverse("admin:office_culture_inspection_form", args=[inspection.pk])
    if not (inspection.visited_on or inspection.day_not_known):
        return Because(_("Enter the day of the visit first, or say that it is not known."), f"{form}#visit")
    rows = inspection.results.select_related("item")
    missing = [row.item.code for row in rows if row.result == Result.UNCHECKED]
    if missing:
        sentence = _(
            "Not checked yet: %(items)s. Give each of them a result first, or say why it could not be assessed."
        )
        return Because(sentence % {"items": ", ".join(missing)}, form)
    undone = [row.item.code for row in rows if row.status != WorkStatus.DONE]
    if undone:
        sentence = _("Work is not done on: %(items)s. Mark it as done first.")
        return Because(sentence % {"items": ", ".join(undone)}, form)
    if not rows:
        return Because(_("This inspection has no items; open its round first."), _round_of(inspection))
    if not inspection.inspection_round.members.filter(role=TeamRole.HEAD).exists():
        return Because(
            _("The team has no head who could sign the minutes; name one in the round first."),
            f"{_round_of(inspection)}#members-group",
        )
    return _round_under_way(inspection, by)


def _may_reopen(inspection: Inspection, by: "User") -> str:
    return outgoing.paper_in_force(inspection) or _round_under_way(inspection, by)


def _may_issue(inspection: Inspection, by: "User") -> str:
    return outgoing.may_not_issue(inspection.inspection_round.unit, by)


def _may_withdraw(inspection: Inspection, by: "User") -> str:
    return outgoing.may_not_act(inspection.inspection_round.unit, by)


def _close(inspection: Inspection, by: "User", answers: Answers) -> None:
    write_answers(inspection, answers, ASKED_AT_CLOSING)
    results = list(inspection.results.select_related("item"))
    count(inspection, results)
    _tally(inspection, results, 1)
    _date_findings(inspection, by)


def _date_findings(inspection: Inspection, by: "User") -> None:
    """Gives findings that were opened before the day of the visit was entered that day, unless they are due earlier."""
    if inspection.visited_on is None:
        return
    for finding in Finding.objects.filter(result__inspection=inspection, found_on__isnull=True):
        if finding.due_on is None or finding.due_on >= inspection.visited_on:
            finding.found_on = inspection.visited_on
            finding.save(by=by)


def _reopen(inspection: Inspection, by: "User", answers: Answers) -> None:
    _tally(inspection, inspection.results.all(), -1)


def _tally(inspection: Inspection, results: Iterable[InspectionResult], step: int) -> None:
    """Adds the results of a closed inspection to the counts of its round, or subtracts them with a `step` of -1."""
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
    """An expression for one statement: the column plus what each item adds to it."""
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
        form=InspectionClosingForm,
        guard=_complete,
        apply=_close,
    ),
    Transition(
        name="reopen",
        label=gettext_lazy("Reopen the inspection"),
        sources=frozenset({InspectionState.CLOSED}),
        target=InspectionState.AT_WORK,
        permission=RECORDS,
        who=gettext_lazy("the records officer"),
        needs_reason=True,
        guard=_may_reopen,
        apply=_reopen,
    ),
    *outgoing.issuing_when_closed(
        minutes_prepared,
        label=gettext_lazy("Issue the minutes"),
        source=InspectionState.CLOSED,
        permission=RECORDS,
        who=gettext_lazy("the records officer"),
        guard=_may_issue,
    ),
    outgoing.withdrawing_paper(
        source=InspectionState.CLOSED,
        permission=RECORDS,
        who=gettext_lazy("the records officer"),
        guard=_may_withdraw,
    ),
)
