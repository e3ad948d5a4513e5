"""The facts that papers of inspections print: the minutes of one unit, and the table of a whole round."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from office_culture.models import (
    ChecklistBand,
    Finding,
    FindingState,
    Inspection,
    InspectionRound,
    InspectionState,
    TeamMember,
    TeamRole,
)
from office_culture.models.people import Posting
from office_culture.selectors.documents import citation_of
from office_culture.selectors.inspection_results import (
    InspectionOutcome,
    ItemResult,
    bands,
    capped_by,
    outcome,
    outcomes,
)
from office_culture.selectors.issuers import Issuer, issuer
from office_culture.selectors.unit_names import UnitNames
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody who was present; `role` only for members of the team."""

    name: str
    post: str
    role: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the minutes state it."""

    code: str
    content: str
    level: str
    remedy: str
    owner: str
    due_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """All facts that the minutes of one inspection print."""

    issuer: Issuer
    round_name: str
    round_year: int
    round_start: datetime.date | None
    round_end: datetime.date | None
    unit: str
    closed: bool
    visited_on: datetime.date | None
    day_not_known: bool
    begun_at: datetime.time | None
    ended_at: datetime.time | None
    place: str
    team: tuple[Attendant, ...]
    present: tuple[Attendant, ...]
    plan: Citation | None
    team_decision: Citation | None
    bases: tuple[Citation, ...]
    checklist: str
    outcome: InspectionOutcome
    capped_by: tuple[str, ...]
    findings: tuple[FindingRow, ...]
    still_open: int
    unit_opinion: str
    conclusion: str
    agreement: str
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
    capped_by: tuple[str, ...] = ()
    findings: tuple[FindingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LateFinding:
    """A finding that was not remedied by its last day."""

    unit: str
    content: str
    remedy: str
    due_on: datetime.date
    days_late: int


@dataclass(frozen=True, slots=True)
class InspectionRoundFacts:
    """A round with its units, in the office's order."""

    issuer: Issuer
    name: str
    year: int
    start: datetime.date | None
    end: datetime.date | None
    last_day: datetime.date
    finished: bool
    plan: Citation | None
    team_decision: Citation | None
    scored: bool
    groups: tuple[tuple[str, str], ...]
    units: tuple[UnitLine, ...]
    head: Attendant | None

    @property
    def closed(self) -> tuple[UnitLine, ...]:
        """The units whose inspection is closed: only these have a result."""
        return tuple(line for line in self.units if line.state == InspectionState.CLOSED)

    @property
    def visited(self) -> tuple[datetime.date, datetime.date] | None:
        """The first and the last day on which the team was at a unit."""
        days = [line.outcome.visited_on for line in self.closed if line.outcome.visited_on]
        return (min(days), max(days)) if days else None

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
    "paper",
    "inspection_round__unit",
    "inspection_round__plan",
    "inspection_round__team_decision",
    "inspection_round__checklist_version__checklist",
)


def minutes_facts(inspection: Inspection) -> MinutesFacts:
    """The facts of one inspection, read with `FOR_PAPERS`; eight statements."""
    inspection_round = inspection.inspection_round
    version = inspection_round.checklist_version
    found = outcome(inspection)
    named = UnitNames(_day(inspection))
    return MinutesFacts(
        issuer=issuer(inspection_round.unit),
        round_name=inspection_round.name,
        round_year=inspection_round.year,
        round_start=inspection_round.start,
        round_end=inspection_round.end,
        unit=named.in_text(inspection.unit),
        closed=inspection.state == InspectionState.CLOSED,
        visited_on=inspection.visited_on,
        day_not_known=inspection.day_not_known,
        begun_at=inspection.begun_at,
        ended_at=inspection.ended_at,
        place=inspection.place,
        team=team(inspection_round),
        present=_present(inspection.present),
        plan=citation_of(inspection_round.plan) if inspection_round.plan else None,
        team_decision=citation_of(inspection_round.team_decision) if inspection_round.team_decision else None,
        bases=tuple(
            citation_of(row.document) for row in inspection_round.round_bases.select_related("document")
        ),
        checklist=version.checklist.name,
        outcome=found,
        capped_by=_wordings(capped_by(found, bands(inspection))),
        findings=_findings(inspection, named),
        still_open=_still_open(inspection),
        unit_opinion=inspection.unit_opinion,
        conclusion=inspection.conclusion,
        agreement=inspection.agreement,
        representative=_representative(inspection),
    )


def _wordings(items: tuple[ItemResult, ...]) -> tuple[str, ...]:
    return tuple(item.wording for item in items)


def team(inspection_round: InspectionRound) -> tuple[Attendant, ...]:
    """The members, the head first; one statement."""
    order = {TeamRole.HEAD: 0, TeamRole.MEMBER: 1, TeamRole.SECRETARY: 2}
    members = list(
        TeamMember.objects.filter(inspection_round=inspection_round)
        .select_related("person")
        .order_by("position", "pk")
    )
    members.sort(key=lambda member: order[TeamRole(member.role)])
    return tuple(Attendant(member.name, member.post, member.role, member.person.gender) for member in members)


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
    day = _day(inspection)
    posting = Posting.objects.on(day).filter(person=person, unit=inspection.unit_id).first()
    return Attendant(person.full_name, posting.post if posting else "")


def _findings(inspection: Inspection, named: UnitNames) -> tuple[FindingRow, ...]:
    rows = Finding.objects.filter(result__inspection=inspection)
    return tuple(_finding(row, named) for row in _in_order(rows))


def _findings_of_round(inspection_round: InspectionRound, named: UnitNames) -> dict[int, list[FindingRow]]:
    """The findings of all units by their inspection, with units as they were called that day; one statement."""
    found: dict[int, list[FindingRow]] = {}
    rows = Finding.objects.filter(result__inspection__inspection_round=inspection_round)
    for row in _in_order(rows):
        found.setdefault(row.result.inspection_id, []).append(_finding(row, named))
    return found


def _in_order(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.select_related("result__item", "owner", "unit").order_by(
        "result__item__group__position", "result__item__position", "placed_on", "pk"
    )


def _finding(row: Finding, named: UnitNames) -> FindingRow:
    return FindingRow(
        code=row.result.item.code,
        content=row.content,
        level=row.level,
        remedy=row.remedy,
        owner=row.owner.full_name if row.owner else named.in_text(row.unit, row.found_on),
        due_on=row.due_on,
    )


def _still_open(inspection: Inspection) -> int:
    """Findings of earlier inspections that nobody had verified by the day of the visit.

    Those of which nobody knows whether they were found before it, or verified before it, are left out.
    """
    day = _day(inspection)
    rows = Finding.objects.filter(unit=inspection.unit_id, found_on__lt=day)
    rows = (
        rows.exclude(state=FindingState.VERIFIED, verified_on__isnull=True)
        .exclude(verified_on__lte=day)
        .exclude(result__inspection=inspection)
    )
    return int(rows.count())


def _day(inspection: Inspection) -> datetime.date:
    return inspection.visited_on or inspection.inspection_round.placed_to


def round_facts(inspection_round: InspectionRound) -> InspectionRoundFacts:
    """The round with all its units; seven statements however many units there are."""
    inspections = list(
        Inspection.objects.filter(inspection_round=inspection_round)
        .select_related("unit", "inspection_round__checklist_version__checklist")
        .order_by("unit__position", "unit__sort_key", "pk")
    )
    counted = outcomes(inspections)
    named = UnitNames(inspection_round.placed_to)
    known_bands = list(
        ChecklistBand.objects.filter(checklist_version=inspection_round.checklist_version_id).order_by(
            "-from_score"
        )
    )
    findings = _findings_of_round(inspection_round, named)
    groups = inspection_round.checklist_version.groups.order_by("position", "code").values_list(
        "code", "name"
    )
    return InspectionRoundFacts(
        issuer=issuer(inspection_round.unit),
        name=inspection_round.name,
        year=inspection_round.year,
        start=inspection_round.start,
        end=inspection_round.end,
        last_day=inspection_round.placed_to,
        finished=inspection_round.state == "finished",
        plan=citation_of(inspection_round.plan) if inspection_round.plan else None,
        team_decision=citation_of(inspection_round.team_decision) if inspection_round.team_decision else None,
        scored=inspection_round.checklist_version.checklist.scored,
        groups=tuple(groups),
        units=tuple(
            UnitLine(
                named.in_text(row.unit, row.visited_on),
                row.state,
                found,
                _wordings(capped_by(found, known_bands)),
                tuple(findings.get(row.pk, ())),
            )
            for row, found in zip(inspections, counted, strict=True)
        ),
        head=next((member for member in team(inspection_round) if member.role == TeamRole.HEAD), None),
    )


def late_findings(inspection_round: InspectionRound, on: datetime.date) -> tuple[LateFinding, ...]:
    """What was to be remedied before a day and is not, unit by unit; one statement."""
    rows = Finding.objects.filter(result__inspection__inspection_round=inspection_round).overdue(on)
    rows = rows.select_related("unit").order_by("unit__position", "unit__sort_key", "placed_on", "pk")
    return tuple(
        LateFinding(row.unit.name_in_text, row.content, row.remedy, row.due_on, (on - row.due_on).days)
        for row in rows
        if row.due_on is not None
    )
