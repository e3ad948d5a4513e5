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
from office_culture.views.downloads import shown, taken

HELD = ("unit", "plan", "team_decision", "checklist_version__checklist")


def overview(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Units × state × score; a unit's own account sees its own line."""
    held = visible(page, request, object_id, *HELD)
    lines = units_of(held, user_of(request))
    closed = [line for line in lines if line.inspection.state == InspectionState.CLOSED]
    context = {
        "title": held.name,
        "held": held,
        "lines": lines,
        "closed": len(closed),
        "waiting": sum(line.open_findings for line in lines),
        "scored": held.checklist_version.checklist.scored,
        "all_units": sees_all_units(held, user_of(request)),
    }
    return answer(page, request, "admin/office_culture/inspectionround/overview.html", context)


def table(page: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """The result table, for those who see every unit in it: a draft to look at until the round is finished."""
    held = visible(page, request, object_id, *HELD)
    if not sees_all_units(held, user_of(request)):
        raise PermissionDenied
    facts = round_facts(held)
    content = render(result_table(facts))
    name = file_name("ket qua", facts.name)
    return taken(request, content, name, of=held) if facts.finished else shown(content, name)
