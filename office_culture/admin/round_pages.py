"""Pages of a round: its units with state and score, and the result table as a paper."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from office_culture.admin.bricks.pages import answer, visible
from office_culture.models import InspectionState
from office_culture.papers.render import render
from office_culture.rules.requests import user_of
from office_culture.sections.papers_of_inspections import result_table
from office_culture.selectors.minutes import round_facts
from office_culture.selectors.rounds import sees_all_units, units_of
from office_culture.text.file_names import file_name
from office_culture.views.downloads import inline_response, issued_paper_response

RELATED = ("unit", "paper", "plan", "team_decision", "checklist_version__checklist")


def overview(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The units of a round with state and score; a unit's own account sees only its own line."""
    inspection_round = visible(page, request, object_id, *RELATED)
    lines = units_of(inspection_round, user_of(request))
    closed = [line for line in lines if line.inspection.state == InspectionState.CLOSED]
    context = {
        "title": inspection_round.name,
        "inspection_round": inspection_round,
        "lines": lines,
        "closed": len(closed),
        "waiting": sum(line.open_findings for line in lines),
        "scored": inspection_round.checklist_version.checklist.scored,
        "all_units": sees_all_units(inspection_round, user_of(request)),
    }
    return answer(page, request, "admin/office_culture/inspectionround/overview.html", context)


def table(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The report with its table as PDF: a draft until it is issued, then the issued paper.

    Raises `PermissionDenied` for accounts that may not see every unit in it.
    """
    inspection_round = visible(page, request, object_id, *RELATED)
    if not sees_all_units(inspection_round, user_of(request)):
        raise PermissionDenied
    name = file_name("ket qua", inspection_round.name)
    if inspection_round.paper is not None:
        return issued_paper_response(request, inspection_round, name)
    return inline_response(
        request, render(result_table(round_facts(inspection_round))), f"du-thao-{name}", of=inspection_round
    )
