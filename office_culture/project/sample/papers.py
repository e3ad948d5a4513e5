"""Papers that the sample office drafted from its records, and minutes that it issued."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from awards.actions import sessions
from awards.models import CouncilSession
from campaign.actions import review_sessions
from campaign.models import ReviewSession
from office_culture.actions import inspections, office_papers, outgoing, papers, rounds
from office_culture.actions.workflow import Workflow
from office_culture.models import Inspection, InspectionRound
from office_culture.project.sample.steps import Named, account, approve, build, find, issue_minutes, take_step
from office_culture.rules.paper_kinds import KINDS

# Records that close by themselves, and whose paper is issued afterwards.
CLOSED: dict[type[Any], Workflow[Any]] = {
    Inspection: inspections.workflow,
    InspectionRound: rounds.workflow,
    CouncilSession: sessions.WORKFLOW,
    ReviewSession: review_sessions.WORKFLOW,
}


def load(tables: Mapping[str, Any], named: Named) -> None:
    """Loads the rows of the tables; `named` finds a record by model and the name used in the files."""
    minutes, written = tables.get("minutes_issues", []), tables.get("office_papers", [])
    # By their days, as each may rest on those before it; what is not issued comes last.
    for row in sorted([*minutes, *written], key=lambda row: row.get("on", datetime.date.max)):
        if "kind" in row:
            _write(row, named)
        else:
            record = find(row["about"])
            issue_minutes(CLOSED[type(record)], record, row["by"], row)


def _write(row: Mapping[str, Any], named: Named) -> None:
    """Drafts a paper about a record, to be answered in the given days from today; with a number it is
    issued, too, and with `in_review` it waits for leadership.
    """
    by = account(row["by"])
    paper = office_papers.draft(kind=KINDS[row["kind"]], about=find(row["about"]), by=by)
    values = dict(row["paper"])
    if "answer_in_days" in row:
        values["answer_by"] = timezone.localdate() + datetime.timedelta(days=row["answer_in_days"])
    paper = build(paper, values, named)
    if row.get("in_review"):
        take_step(office_papers.WORKFLOW, "submit", paper, row["by"])
    if "number" in row:
        approve(office_papers.WORKFLOW, paper, row)
        papers.finish(outgoing.issue(record=paper, by=by, number=row["number"], on=row["on"]))
