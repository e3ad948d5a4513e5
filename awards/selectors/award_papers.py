"""Decisions, submissions and revocations as their papers print them: frozen, with all text resolved."""

import datetime
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from awards.models import (
    AwardDecision,
    AwardLine,
    CouncilSession,
    DecisionLine,
    Deliberation,
    Revocation,
    Submission,
)
from awards.rules.order import legal_order
from awards.selectors.eligibility import key_of
from awards.selectors.prizes import LinePrize, prizes_on
from office_culture.selectors.councils import minutes_issued
from office_culture.selectors.documents import citation_of
from office_culture.selectors.office_papers import FrameFacts, frame_facts
from office_culture.text.citations import Citation
from office_culture.text.order import name_key


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line; `recipient` tells whether two are of the same person or collective.

    `due` is what is paid of the prize; None where it is unknown or another body pays. `in_total` says that the decision
    states only what all prizes are together, and that is another amount than the prizes of its lines.

    `ballots` is what the council said, as (in favour, of whom); None where no council voted.
    """

    name: str
    post: str
    unit_name: str
    award: str
    award_key: int
    is_title: bool
    is_person: bool
    recipient: Hashable
    posthumous: bool
    summary: str
    period: tuple[datetime.date, datetime.date] | None
    due: int | None = None
    in_total: bool = False
    absorbed: bool = False
    missing: str = ""
    book_number: str = ""
    ballots: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SessionBasis:
    """A session of the council; `minutes` are number and day of its issued minutes, "" without."""

    council: str
    name: str
    held_on: datetime.date
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision of the office with its lines in the legal order; `total` is the sum in đồng that it states itself."""

    frame: FrameFacts
    lines: tuple[LineFacts, ...]
    sessions: tuple[SessionBasis, ...]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """A submission to a body above with its list."""

    frame: FrameFacts
    lines: tuple[LineFacts, ...]
    sessions: tuple[SessionBasis, ...]


@dataclass(frozen=True, slots=True)
class RevokedFacts:
    """One award that is taken back; `gender` is that of the person, "" where no record says."""

    name: str
    post: str
    unit_name: str
    award: str
    is_title: bool
    is_person: bool
    gender: str
    decision: Citation | None
    money: int | None


@dataclass(frozen=True, slots=True)
class RevocationFacts:
    """A decision of the office that takes awards back."""

    frame: FrameFacts
    reason: str
    lines: tuple[RevokedFacts, ...]
    return_days: int | None


def ordered(lines: Iterable[Any]) -> list[Any]:
    """Lines in the legal order; they come with their award."""
    return sorted(lines, key=legal_order)


def lines_of(paper: AwardDecision | Submission) -> list[Any]:
    """The lines of a paper in the legal order, with all that checks and papers need."""
    rows = paper.lines.select_related("award", "person", "unit", "nominee__nomination_round")
    return ordered(rows)


def decision_facts(
    decision: AwardDecision, day: datetime.date | None = None, *, lines: list[DecisionLine] | None = None
) -> DecisionFacts:
    """The facts of a decision; prizes as of `day`, those of an issued one as they were stored.

    `lines` are those of the decision where their prizes are set already.
    """
    written_down = lines is not None or decision.is_final
    lines = lines_of(decision) if lines is None else lines
    on = decision.decided_on or day or timezone.localdate()
    # The draft says why a prize is unknown, and papers are Vietnamese whatever the language of the reader.
    with override("vi"):
        prizes = {} if written_down else prizes_on(on, lines)
    dues = [prizes[line.pk].due if line.pk in prizes else line.prize_due for line in lines]
    in_total = decision.total_differs(dues)
    return DecisionFacts(
        frame=frame_facts(decision, on, matter=CouncilSession.work),
        lines=tuple(_decided(line, prizes.get(line.pk), in_total=in_total) for line in lines),
        sessions=_sessions(decision.outcomes.values(), lines, on),
        total=decision.decided_total,
    )


def submission_facts(submission: Submission, day: datetime.date | None = None) -> SubmissionFacts:
    """The facts of a submission as of `day`, with the vote of the council on each line."""
    lines = lines_of(submission)
    on = day or timezone.localdate()
    return SubmissionFacts(
        frame=frame_facts(submission, on, matter=CouncilSession.work),
        lines=tuple(
            _line(line, ballots=_ballots(submission.outcomes.get(line.nominee_id))) for line in lines
        ),
        sessions=_sessions(submission.outcomes.values(), lines, on),
    )


def revocation_facts(
    revocation: Revocation, return_days: int | None, day: datetime.date | None = None
) -> RevocationFacts:
    """The facts of a revocation as of `day`; `return_days` as the rule of its day says."""
    on = revocation.decided_on or day or timezone.localdate()
    rows = revocation.lines.select_related(
        "conferral__award", "conferral__decision", "conferral__line", "conferral__person", "conferral__unit"
    )
    return RevocationFacts(
        frame=frame_facts(revocation, on, matter=CouncilSession.work),
        reason=revocation.reason,
        lines=tuple(_revoked(row) for row in sorted(rows, key=_place_of_revoked)),
        return_days=return_days,
    )


def line_facts(line: DecisionLine, *, in_total: bool = False) -> LineFacts:
    """One line as it was issued; `in_total` as `LineFacts` has it."""
    return _decided(line, None, in_total=in_total)


def _decided(line: DecisionLine, prize: LinePrize | None, *, in_total: bool) -> LineFacts:
    if prize is None:
        return _line(
            line,
            due=line.prize_due,
            in_total=in_total,
            absorbed=line.absorbed,
            book_number=line.book_number,
        )
    return _line(
        line,
        due=prize.due,
        in_total=in_total,
        absorbed=prize.absorbed,
        missing=prize.missing,
        book_number=line.book_number,
    )


def _line(line: AwardLine, **more: Any) -> LineFacts:
    return LineFacts(
        name=line.name,
        post=line.post,
        unit_name=place_of_work(line),
        award=line.award.name,
        award_key=line.award_id,
        is_title=line.award.is_called_title,
        is_person=line.person_id is not None,
        recipient=key_of(line),
        posthumous=line.posthumous,
        summary=line.summary,
        period=(line.period_start, line.period_end) if line.period_start and line.period_end else None,
        **more,
    )


def place_of_work(row: Any) -> str:
    """The unit as it was printed; "" for a group of posts, which is nobody's place of work."""
    return "" if row.unit.is_group_of_posts else row.unit_name


def _revoked(row: Any) -> RevokedFacts:
    conferral = row.conferral
    return RevokedFacts(
        name=conferral.name,
        post=conferral.post,
        unit_name=place_of_work(conferral),
        award=conferral.award.name,
        is_title=conferral.award.is_called_title,
        is_person=conferral.person_id is not None,
        gender=conferral.person.gender if conferral.person else "",
        decision=citation_of(conferral.decision) if conferral.decision else None,
        money=row.owed,
    )


def _place_of_revoked(row: Any) -> tuple[Any, ...]:
    """The sort key: the highest award first, collectives before individuals, then by name."""
    conferral = row.conferral
    is_person = conferral.person_id is not None
    return (
        conferral.award.position,
        conferral.award_id,
        is_person,
        name_key(conferral.name, is_person=is_person),
        row.pk,
    )


def _ballots(outcome: Deliberation | None) -> tuple[int, int] | None:
    if outcome is None or outcome.base_count is None:
        return None
    return (outcome.for_lower if outcome.outcome == "lower" else outcome.in_favour, outcome.base_count)


def _sessions(
    outcomes: Iterable[Deliberation], lines: Sequence[AwardLine], on: datetime.date
) -> tuple[SessionBasis, ...]:
    """The sessions that agreed on these lines, by day; their minutes as far as they were issued by `on`."""
    return tuple(
        SessionBasis(
            session.council.name,
            session.name,
            session.held_on,
            minutes_issued(session, on),
        )
        for session in sessions_behind(outcomes, lines)
    )


def sessions_behind(outcomes: Iterable[Deliberation], lines: Sequence[AwardLine]) -> list[CouncilSession]:
    """The sessions that agreed on these lines, by day."""
    nominees = {getattr(line, "nominee_id", None) for line in lines}
    sessions = {item.session for item in outcomes if item.nominee_id in nominees}
    return sorted(sessions, key=lambda session: (session.held_on, session.pk))
