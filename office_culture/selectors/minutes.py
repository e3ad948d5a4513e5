"""What the papers of inspections print: the minutes of one unit, and the table of a whole round."""

import datetime
from dataclasses import dataclass

from office_culture.models import (
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionState,
    TeamMember,
    TeamRole,
    Unit,
)
from office_culture.models.people import Posting
from office_culture.selectors.documents import citation_of
from office_culture.selectors.inspection_results import InspectionOutcome, outcome, outcomes
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Issuer:
    """The head of the paper: who issues it, below whom, where."""

    name: str
    letterhead: str
    superior: str
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody who was present; `role` only for members of the team."""

    name: str
    post: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing to remedy, as the minutes state it."""

    code: str
    content: str
    level: str
    remedy: str
    owner: str
    due_on: datetime.date


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """All that the minutes of one inspection say."""

    issuer: Issuer
    round_name: str
    round_end: datetime.date
    unit: str
    closed: bool
    visited_on: datetime.date | None
    begun_at: datetime.time | None
    ended_at: datetime.time | None
    place: str
    team: tuple[Attendant, ...]
    present: tuple[Attendant, ...]
    plan: Citation | None
    team_decision: Citation | None
    bases: tuple[Citation, ...]
    checklist: str
    proposed: bool
    outcome: InspectionOutcome
    findings: tuple[FindingRow, ...]
    still_open: int
    unit_opinion: str
    conclusion: str
    representative: Attendant | None

    def member(self, role: str) -> Attendant | None:
        """The member of the team with this role."""
        return next((member for member in self.team if member.role == role), None)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the table of its round."""

    unit: str
    state: str
    outcome: InspectionOutcome


@dataclass(frozen=True, slots=True)
class InspectionRoundFacts:
    """A round with its units, in the office's order."""

    issuer: Issuer
    name: str
    year: int
    start: datetime.date
    end: datetime.date
    finished: bool
    plan: Citation | None
    scored: bool
    groups: tuple[tuple[str, str], ...]
    units: tuple[UnitLine, ...]
    head: Attendant | None

    @property
    def closed(self) -> tuple[UnitLine, ...]:
        """The units whose inspection is closed: only these have a result."""
        return tuple(line for line in self.units if line.state == InspectionState.CLOSED)

    @property
    def bands(self) -> tuple[tuple[str, int], ...]:
        """How many units reached each outcome, the best score first."""
        found: dict[str, list[InspectionOutcome]] = {}
        for line in self.closed:
            if line.outcome.band:
                found.setdefault(line.outcome.band, []).append(line.outcome)
        best = sorted(found, key=lambda band: -max(row.score or 0 for row in found[band]))
        return tuple((band, len(found[band])) for band in best)


FOR_PAPERS = (
    "unit",
    "represented_by",
    "inspection_round__unit",
    "inspection_round__plan",
    "inspection_round__team_decision",
    "inspection_round__checklist_version__checklist",
)


def minutes_facts(inspection: Inspection) -> MinutesFacts:
    """The facts of one inspection, read with `FOR_PAPERS`; six statements."""
    held = inspection.inspection_round
    version = held.checklist_version
    return MinutesFacts(
        issuer=issuer(held.unit),
        round_name=held.name,
        round_end=held.end,
        unit=inspection.unit.name_in_text,
        closed=inspection.state == InspectionState.CLOSED,
        visited_on=inspection.visited_on,
        begun_at=inspection.begun_at,
        ended_at=inspection.ended_at,
        place=inspection.place,
        team=team(held),
        present=_present(inspection.present),
        plan=citation_of(held.plan) if held.plan else None,
        team_decision=citation_of(held.team_decision) if held.team_decision else None,
        bases=tuple(citation_of(row.document) for row in held.round_bases.select_related("document")),
        checklist=version.checklist.name,
        proposed=version.checklist.proposed,
        outcome=outcome(inspection),
        findings=_findings(inspection),
        still_open=_still_open(inspection),
        unit_opinion=inspection.unit_opinion,
        conclusion=inspection.conclusion,
        representative=_representative(inspection),
    )


def issuer(unit: Unit) -> Issuer:
    """The unit as a letterhead names it."""
    return Issuer(
        unit.name_in_text, unit.letterhead_name or unit.name, unit.letterhead_superior, unit.code, unit.place
    )


def team(held: InspectionRound) -> tuple[Attendant, ...]:
    """The members, the head first; one statement."""
    order = {TeamRole.HEAD: 0, TeamRole.MEMBER: 1, TeamRole.SECRETARY: 2}
    members = list(TeamMember.objects.filter(inspection_round=held).order_by("position", "pk"))
    members.sort(key=lambda member: order[TeamRole(member.role)])
    return tuple(Attendant(member.name, member.post, member.role) for member in members)


def _present(lines: str) -> tuple[Attendant, ...]:
    people = []
    for line in lines.splitlines():
        name, _comma, post = line.partition(",")
        if name.strip():
            people.append(Attendant(name.strip(), post.strip()))
    return tuple(people)


def _representative(inspection: Inspection) -> Attendant | None:
    person = inspection.represented_by
    if person is None:
        return None
    day = inspection.visited_on or inspection.inspection_round.end
    posting = Posting.objects.on(day).filter(person=person, unit=inspection.unit_id).first()
    return Attendant(person.full_name, posting.post if posting else "")


def _findings(inspection: Inspection) -> tuple[FindingRow, ...]:
    rows = Finding.objects.filter(result__inspection=inspection)
    rows = rows.select_related("result__item", "owner", "unit")
    return tuple(
        FindingRow(
            code=row.result.item.code,
            content=row.content,
            level=row.level,
            remedy=row.remedy,
            owner=row.owner.full_name if row.owner else row.unit.name_in_text,
            due_on=row.due_on,
        )
        for row in rows.order_by("result__item__group__position", "result__item__position", "due_on", "pk")
    )


def _still_open(inspection: Inspection) -> int:
    """Findings of earlier inspections that nobody has verified."""
    rows = Finding.objects.filter(unit=inspection.unit_id).exclude(state=FindingState.VERIFIED)
    return int(rows.exclude(result__inspection=inspection).filter(found_on__lt=_day(inspection)).count())


def _day(inspection: Inspection) -> datetime.date:
    return inspection.visited_on or inspection.inspection_round.end


def round_facts(held: InspectionRound) -> InspectionRoundFacts:
    """The round with all its units; four statements however many units there are."""
    inspections = list(
        Inspection.objects.filter(inspection_round=held)
        .select_related("unit", "inspection_round__checklist_version__checklist")
        .order_by("unit__position", "unit__sort_key", "pk")
    )
    counted = outcomes(inspections)
    groups = held.checklist_version.groups.order_by("position", "code").values_list("code", "name")
    return InspectionRoundFacts(
        issuer=issuer(held.unit),
        name=held.name,
        year=held.year,
        start=held.start,
        end=held.end,
        finished=held.state == "finished",
        plan=citation_of(held.plan) if held.plan else None,
        scored=held.checklist_version.checklist.scored,
        groups=tuple(groups),
        units=tuple(
            UnitLine(row.unit.name_in_text, row.state, found)
            for row, found in zip(inspections, counted, strict=True)
        ),
        head=next((member for member in team(held) if member.role == TeamRole.HEAD), None),
    )
