"""Papers about a round of inspections: decision on its team, notice of its outcome, reminder of its findings."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions.approval import enter_in_register
from office_culture.actions.outgoing import Against, not_before
from office_culture.models import (
    Document,
    Finding,
    Inspection,
    InspectionRound,
    InspectionRoundState,
    IssuedPaper,
    OfficePaper,
    TeamMember,
)
from office_culture.models.document_kinds import Use
from office_culture.models.documents import not_in_force
from office_culture.models.legal_bases import INSPECTIONS
from office_culture.models.rounds import RoundBasis
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import OfficePaperKind, register
from office_culture.sections.papers_of_rounds import (
    conclusion_notice,
    findings_letter,
    in_year,
    team_decision,
    team_of,
)
from office_culture.selectors.minutes import late_findings, round_facts, team
from office_culture.selectors.office_papers import based_on, frame_facts
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


def _rows(inspection_round: InspectionRound) -> Iterable[Any]:
    return (
        TeamMember.objects.filter(inspection_round=inspection_round),
        RoundBasis.objects.filter(inspection_round=inspection_round),
        Inspection.objects.filter(inspection_round=inspection_round),
        Finding.objects.filter(result__inspection__inspection_round=inspection_round),
    )


def _no_team_yet(inspection_round: InspectionRound) -> str:
    if inspection_round.team_decision_id:
        return gettext("The team is set up by %(decision)s already.") % {
            "decision": inspection_round.team_decision
        }
    return ""


def _team(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    inspection_round: Any = paper.about
    grounds = based_on(_documents(inspection_round))
    return team_decision(
        frame_facts(paper, on, matter=INSPECTIONS),
        round_facts(inspection_round),
        team(inspection_round),
        grounds,
        draft=draft,
    )


def _documents(inspection_round: InspectionRound) -> list[Document]:
    """What the decision on the team rests on: the texts that are inspected against, and the plan."""
    bases = [row.document for row in inspection_round.round_bases.select_related("document")]
    return [*bases, *([inspection_round.plan] if inspection_round.plan else [])]


def _bases_in_force(paper: OfficePaper, on: datetime.date) -> Iterable[Against]:
    inspection_round: Any = paper.about
    return [Against(why) for why in not_in_force(_documents(inspection_round), on)]


def _team_set_up(paper: OfficePaper, issued: IssuedPaper, by: "User") -> None:
    """The decision stands in the register, and at the round."""
    inspection_round: Any = paper.about
    paper.document = inspection_round.team_decision = enter_in_register(issued, by, Use.DECISION)
    inspection_round.save(by=by, reason=issued.symbol)


def _finished(inspection_round: InspectionRound) -> str:
    if inspection_round.state == InspectionRoundState.FINISHED:
        return ""
    return gettext("The round is “%(state)s”: its outcome is announced once it is finished.") % {
        "state": inspection_round.get_state_display()
    }


def _conclusion(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    inspection_round: Any = paper.about
    return conclusion_notice(frame_facts(paper, on), round_facts(inspection_round), draft=draft)


def _still_open(paper: OfficePaper, on: datetime.date) -> Iterable[Against]:
    inspection_round: Any = paper.about
    if why := _finished(inspection_round):
        yield Against(why)
    visits = inspection_round.inspections.exclude(visited_on__isnull=True).order_by("-visited_on")
    yield from not_before(visits.values_list("visited_on", flat=True).first(), on)


def _any_overdue(inspection_round: InspectionRound) -> str:
    if late_findings(inspection_round, timezone.localdate()):
        return ""
    return gettext("No finding of this round is overdue.")


def _findings(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    inspection_round: Any = paper.about
    return findings_letter(
        frame_facts(paper, on),
        round_facts(inspection_round),
        late_findings(inspection_round, on),
        draft=draft,
    )


def answer_ahead(paper: OfficePaper, on: datetime.date) -> Iterable[Against]:
    """What stands against a reminder whose units would have to answer before they get it."""
    if paper.answer_by and paper.answer_by <= on:
        sentence = gettext("The units are to answer by %(day)s; give a day after that of the letter.")
        yield Against(sentence % {"day": numeric(paper.answer_by)})


register(
    OfficePaperKind(
        name="team",
        title=_("decision on an inspection team"),
        button=_("Draft the decision on the team"),
        about=InspectionRound,
        type_code="QĐ",
        type_name="Quyết định",
        subject=lambda inspection_round: (
            f"Về việc thành lập {team_of(inspection_round.name, inspection_round.year)}"
        ),
        can_draft=_no_team_yet,
        build=_team,
        rests_on=_rows,
        against=_bases_in_force,
        follows=_team_set_up,
    )
)
register(
    OfficePaperKind(
        name="conclusion",
        title=_("notice of the outcome of an inspection"),
        button=_("Draft the notice of the outcome"),
        about=InspectionRound,
        type_code="TB",
        type_name="Thông báo",
        subject=lambda inspection_round: f"Kết luận {in_year(inspection_round.name, inspection_round.year)}",
        can_draft=_finished,
        build=_conclusion,
        rests_on=_rows,
        against=_still_open,
    )
)
register(
    OfficePaperKind(
        name="findings",
        title=_("reminder of findings not remedied"),
        button=_("Draft the reminder of overdue findings"),
        about=InspectionRound,
        type_code="",
        type_name="Công văn",
        subject=lambda inspection_round: (
            f"đôn đốc khắc phục tồn tại sau {in_year(inspection_round.name, inspection_round.year)}"
        ),
        can_draft=_any_overdue,
        build=_findings,
        rests_on=_rows,
        against=answer_ahead,
    )
)
