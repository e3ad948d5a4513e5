"""Minutes of inspections and reports of rounds as papers that are issued once the inspection or round is closed."""

import datetime
from typing import TYPE_CHECKING

from office_culture.actions.outgoing import Against, Prepared, RestsOn, not_before
from office_culture.actions.papers import PaperType
from office_culture.models import (
    Finding,
    Inspection,
    InspectionResult,
    InspectionRound,
    TeamMember,
    Unit,
)
from office_culture.papers.paper import Paper
from office_culture.sections.papers_of_inspections import MINUTES_CODE, REPORT_CODE, minutes, result_table
from office_culture.selectors.minutes import FOR_PAPERS, minutes_facts, round_facts

if TYPE_CHECKING:
    from office_culture.models import User


def minutes_prepared(inspection: Inspection, on: datetime.date, by: "User") -> Prepared:
    """The minutes of a closed inspection, issued by the office whose team inspected."""
    inspection_round = inspection.inspection_round
    seen = (
        RestsOn.seen(InspectionResult.objects.filter(inspection=inspection)),
        RestsOn.seen(Finding.objects.filter(result__inspection=inspection)),
        *_frame(inspection_round),
    )
    row = Inspection.objects.select_related(*FOR_PAPERS).get(pk=inspection.pk)
    facts = minutes_facts(row)
    return _prepared(
        minutes(facts, draft=False),
        PaperType(MINUTES_CODE, "Biên bản"),
        inspection_round.unit,
        seen,
        not_before(facts.visited_on, on),
    )


def report_prepared(inspection_round: InspectionRound, on: datetime.date, by: "User") -> Prepared:
    """The report on a finished round."""
    inspections = Inspection.objects.filter(inspection_round=inspection_round)
    seen = (
        RestsOn.seen(inspections),
        RestsOn.seen(Finding.objects.filter(result__inspection__in=inspections)),
        *_frame(inspection_round),
    )
    facts = round_facts(inspection_round)
    last = facts.visited[1] if facts.visited else None
    return _prepared(
        result_table(facts, draft=False),
        PaperType(REPORT_CODE, "Báo cáo"),
        inspection_round.unit,
        seen,
        not_before(last, on),
    )


def _frame(inspection_round: InspectionRound) -> tuple[RestsOn, ...]:
    return (
        RestsOn.seen(InspectionRound.objects.filter(pk=inspection_round.pk)),
        RestsOn.seen(TeamMember.objects.filter(inspection_round=inspection_round)),
        RestsOn.seen(Unit.objects.filter(pk=inspection_round.unit_id)),
    )


def _prepared(
    paper: Paper, paper_type: PaperType, unit: Unit, seen: tuple[RestsOn, ...], against: tuple[Against, ...]
) -> Prepared:
    return Prepared(paper=paper, paper_type=paper_type, against=against, rests_on=seen, unit=unit)
