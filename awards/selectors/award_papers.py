"""Decisions, submissions and revocations as their papers tell them: frozen, with all text resolved."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from awards.models import (
    AwardDecision,
    AwardLine,
    DecisionLine,
    Deliberation,
    OutgoingPaper,
    Revocation,
    Submission,
)
from awards.rules.order import legal_order
from awards.selectors.prizes import LinePrize, prizes_on
from office_culture.models import Unit
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation


@dataclass(frozen=True, slots=True)
class Agency:
    """What a letterhead prints, and how sentences call the office."""

    name: str
    letterhead: str
    superior: str
    place: str
    code: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, in whose place."""

    name: str | None
    post: str
    form: str
    holder: str


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One recipient. `due` is what is paid of the prize; None where it is unknown or another body pays.

    `ballots` is what the council said, as (in favour, of whom); None where no council voted.
    """

    name: str
    post: str
    unit_name: str
    award: str
    award_key: int
    is_title: bool
    is_person: bool
    posthumous: bool
    summary: str
    period: tuple[datetime.date, datetime.date]
    due: int | None = None
    absorbed: bool = False
    missing: str = ""
    book_number: str = ""
    ballots: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision of the office with its lines in the legal order."""

    agency: Agency
    subject: str
    bases: tuple[str, ...]
    decider: str
    signatory: Signatory
    recipients: tuple[str, ...]
    lines: tuple[LineFacts, ...]
    sessions: tuple[tuple[str, datetime.date], ...]
    year: int


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """A submission to a body above with its list."""

    agency: Agency
    subject: str
    bases: tuple[str, ...]
    addressees: tuple[str, ...]
    paragraphs: tuple[str, ...]
    signatory: Signatory
    recipients: tuple[str, ...]
    lines: tuple[LineFacts, ...]
    sessions: tuple[tuple[str, datetime.date], ...]
    year: int


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

    agency: Agency
    subject: str
    bases: tuple[str, ...]
    decider: str
    signatory: Signatory
    recipients: tuple[str, ...]
    reason: str
    lines: tuple[RevokedFacts, ...]
    return_days: int | None
    year: int


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
    """Everything on the decision; prizes as of `day`, those of an issued one as they were written down.

    `lines` are those of the decision where their prizes are written down already.
    """
    written_down = lines is not None or decision.is_final
    lines = lines_of(decision) if lines is None else lines
    on = decision.decided_on or day or timezone.localdate()
    # Why a prize is unknown stands on the draft, and papers are Vietnamese whoever reads them.
    with override("vi"):
        prizes = {} if written_down else prizes_on(on, lines)
    return DecisionFacts(
        agency=agency_of(decision.unit),
        subject=decision.subject,
        bases=_lines(decision.legal_bases),
        decider=_decider(decision),
        signatory=_signatory(decision),
        recipients=_lines(decision.recipients),
        lines=tuple(_decided(line, prizes.get(line.pk)) for line in lines),
        sessions=_sessions(decision.outcomes.values(), lines),
        year=on.year,
    )


def submission_facts(submission: Submission) -> SubmissionFacts:
    """Everything on the submission, with what the council said on each line."""
    lines = lines_of(submission)
    return SubmissionFacts(
        agency=agency_of(submission.unit),
        subject=submission.subject,
        bases=_lines(submission.legal_bases),
        addressees=_lines(submission.addressees),
        paragraphs=_lines(submission.text),
        signatory=_signatory(submission),
        recipients=_lines(submission.recipients),
        lines=tuple(
            _line(line, ballots=_ballots(submission.outcomes.get(line.nominee_id))) for line in lines
        ),
        sessions=_sessions(submission.outcomes.values(), lines),
        year=timezone.localdate().year,
    )


def revocation_facts(revocation: Revocation, return_days: int | None) -> RevocationFacts:
    """Everything on the decision of revocation; `return_days` as the rule of its day says."""
    rows = revocation.lines.select_related(
        "conferral__award", "conferral__decision", "conferral__line", "conferral__person"
    )
    return RevocationFacts(
        agency=agency_of(revocation.unit),
        subject=revocation.subject,
        bases=_lines(revocation.legal_bases),
        decider=_decider(revocation),
        signatory=_signatory(revocation),
        recipients=_lines(revocation.recipients),
        reason=revocation.reason,
        lines=tuple(_revoked(row) for row in rows),
        return_days=return_days,
        year=(revocation.decided_on or timezone.localdate()).year,
    )


def agency_of(unit: Unit) -> Agency:
    """The office as its papers name it."""
    return Agency(
        name=unit.name_in_text,
        letterhead=unit.letterhead_name or unit.name,
        superior=unit.letterhead_superior,
        place=unit.place,
        code=unit.code,
    )


def line_facts(line: DecisionLine) -> LineFacts:
    """One line as it was issued."""
    return _decided(line, None)


def _decided(line: DecisionLine, prize: LinePrize | None) -> LineFacts:
    if prize is None:
        absorbed = line.prize_due == 0 and bool(line.prize_amount)
        return _line(line, due=line.prize_due, absorbed=absorbed, book_number=line.book_number)
    return _line(
        line,
        due=prize.due,
        absorbed=prize.absorbed,
        missing=prize.missing,
        book_number=line.book_number,
    )


def _line(line: AwardLine, **more: Any) -> LineFacts:
    return LineFacts(
        name=line.name,
        post=line.post,
        unit_name=line.unit_name,
        award=line.award.name,
        award_key=line.award_id,
        is_title=line.is_title,
        is_person=line.person_id is not None,
        posthumous=line.posthumous,
        summary=line.summary,
        period=(line.period_start, line.period_end),
        **more,
    )


def _revoked(row: Any) -> RevokedFacts:
    conferral = row.conferral
    return RevokedFacts(
        name=conferral.name,
        post=conferral.post,
        unit_name=conferral.unit_name,
        award=conferral.award.name,
        is_title=conferral.award.kind == "title",
        is_person=conferral.person_id is not None,
        gender=conferral.person.gender if conferral.person else "",
        decision=citation_of(conferral.decision) if conferral.decision else None,
        money=row.owed,
    )


def _ballots(said: Deliberation | None) -> tuple[int, int] | None:
    if said is None or said.base_count is None:
        return None
    return (said.for_lower if said.outcome == "lower" else said.in_favour, said.base_count)


def _sessions(
    said: Iterable[Deliberation], lines: Sequence[AwardLine]
) -> tuple[tuple[str, datetime.date], ...]:
    """The sessions that agreed on these lines, by name and day."""
    nominees = {getattr(line, "nominee_id", None) for line in lines}
    return tuple(
        sorted(
            {(one.session.name, one.session.held_on) for one in said if one.nominee_id in nominees},
            key=lambda session: session[1],
        )
    )


def _decider(paper: AwardDecision | Revocation) -> str:
    # Who signs for another does not decide: the one in whose place the paper is signed does.
    return paper.decider or paper.signature_holder or paper.signer_post


def _signatory(paper: OutgoingPaper) -> Signatory:
    return Signatory(
        name=paper.signer.full_name if paper.signer else None,
        post=paper.signer_post,
        form=paper.signature_form,
        holder=paper.signature_holder,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
