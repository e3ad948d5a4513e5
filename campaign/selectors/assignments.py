"""Sections handed out, as the page of their report lists them."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from campaign.models import AssignmentState, Report, SectionAssignment
from campaign.selectors.narratives import printed_places
from office_culture.rules.facts import FactScope

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class HandedOut:
    """One section handed out: place and title, unit, last day, state, and whether it is overdue."""

    pk: int
    place: str
    title: str
    unit: str
    due: datetime.date
    state: str
    state_label: str
    delivered_on: datetime.date | None
    overdue: bool


def handed_out(report: Report, user: "User", day: datetime.date) -> list[HandedOut]:
    """The sections handed out that `user` may see, in the order of the outline; overdue as of `day`."""
    rows = report.assignments.visible_to(user).exclude(state=AssignmentState.TAKEN_BACK)
    found = {row.section: row for row in rows.select_related("unit")}
    places = printed_places(report) if found else {}
    return [
        HandedOut(
            pk=row.pk,
            place=places.get(section.key, ""),
            title=row.title,
            unit=row.unit.name,
            due=row.due,
            state=row.state,
            state_label=row.get_state_display(),
            delivered_on=row.delivered_on,
            overdue=row.is_overdue(day),
        )
        for section in report.outline.sections
        if (row := found.get(section.key)) is not None
    ]


def undelivered(scope: FactScope) -> QuerySet[SectionAssignment]:
    """The sections that a unit still has to deliver, the most urgent first; a check before the report is issued."""
    rows: QuerySet[SectionAssignment] = SectionAssignment.objects.filter(report=scope.report_id)
    return rows.awaited().select_related("unit")  # type: ignore[attr-defined]


def free_sections(report: Report) -> list[tuple[str, str]]:
    """Key and name (III.1.b. Thực hiện …) of the written sections that are handed out to no unit."""
    taken = set(
        report.assignments.exclude(state=AssignmentState.TAKEN_BACK).values_list("section", flat=True)
    )
    found, places = [], printed_places(report)
    for section in report.outline.written():
        if section.key not in taken:
            place = places.get(section.key, "")
            found.append((section.key, f"{place}. {section.title}" if place else section.title))
    return found
