"""Entering the ballots of a session, all of a page or none of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models import (
    Abstention,
    Award,
    Ballot,
    CouncilSession,
    Deliberation,
    OpenVote,
    SessionState,
)
from awards.rules.voting import Ballots, Turnout
from awards.selectors.ballots import BallotLine, BallotSheet, sheet_of
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models.councils import ConflictGround
from office_culture.models.events import Verb

if TYPE_CHECKING:
    from office_culture.models import User

RUN = "awards.run_councilsession"
SECRETARY = _("the secretary of the council")


@dataclass(frozen=True, slots=True)
class BallotEntry:
    """The ballots on one nominee, named by its key. Without `ballots` those entered before are removed.

    `declared` names the seats that abstain of their own accord, each with the reason. `votes` are individual ballots
    (values of `Choice` by seat), only where the vote is open; then `ballots` is their count. `opened` is the version
    shown to whoever enters the ballots, 0 for none; None skips the comparison.
    """

    nominee: int
    ballots: Ballots | None
    lower_award: Award | None = None
    declared: Mapping[int, str] = field(default_factory=dict)
    votes: Mapping[int, str] | None = None
    opened: int | None = None


def entering_refused(*, session: CouncilSession, by: "User") -> str:
    """Why `by` may not enter ballots of this session, or ""."""
    if not by.has_perm(RUN):
        return gettext("This is for: %(who)s.") % {"who": SECRETARY}
    if session.state != SessionState.OPEN:
        return gettext("This session is “%(state)s”: ballots are entered while it is in session.") % {
            "state": session.get_state_display()
        }
    return ""


def entry_problems(*, sheet: BallotSheet, line: BallotLine, entry: BallotEntry) -> dict[str, list[str]]:
    """Why an entry may not be saved: sentences by the column they concern; empty where it may."""
    found: dict[str, list[str]] = {}
    for column, problem in (
        *_of_version(line, entry),
        *_of_declared(sheet, line, entry),
        *_of_numbers(sheet, line, entry),
        *_of_lower(line, entry),
        *_of_votes(sheet, line, entry),
    ):
        found.setdefault(column, []).append(problem)
    return found


def turnout_with(sheet: BallotSheet, line: BallotLine, declared: Iterable[int]) -> Turnout:
    """Who could vote on a nominee if just these members declared that they abstain."""
    by_records = {abstention.seat for abstention in line.abstaining} - {item.seat for item in line.declared}
    return Turnout.of(sheet.members, by_records | set(declared))


def _of_version(line: BallotLine, entry: BallotEntry) -> Iterable[tuple[str, str]]:
    now = line.deliberation.version if line.deliberation else 0
    if entry.opened is not None and entry.opened != now:
        yield (
            "handed_in",
            gettext("Somebody else entered these ballots meanwhile. Open the page anew and compare."),
        )


def _of_declared(sheet: BallotSheet, line: BallotLine, entry: BallotEntry) -> Iterable[tuple[str, str]]:
    voters = {member.seat for member in sheet.members if member.votes}
    if set(entry.declared) - voters:
        yield "declared", gettext("Only members with a vote in this council can abstain.")
    if any(not because.strip() for because in entry.declared.values()):
        yield "because", gettext("Say why the member abstains.")


def _of_numbers(sheet: BallotSheet, line: BallotLine, entry: BallotEntry) -> Iterable[tuple[str, str]]:
    ballots = entry.ballots
    if ballots is None:
        if entry.declared:
            yield "handed_in", gettext("Enter the ballots as well: whoever abstains, the others have voted.")
        return
    if not ballots.adds_up:
        total = ballots.in_favour + ballots.for_lower + ballots.against + ballots.blank
        yield (
            "handed_in",
            gettext("%(total)s ballots are counted, but %(handed_in)s were handed in.")
            % {"total": total, "handed_in": ballots.handed_in},
        )
    turnout = turnout_with(sheet, line, entry.declared)
    if ballots.handed_in > turnout.possible:
        yield (
            "handed_in",
            gettext("%(handed_in)s ballots were handed in, but only %(possible)s members could vote.")
            % {"handed_in": ballots.handed_in, "possible": turnout.possible},
        )
    if ballots.handed_in == 0:
        yield "handed_in", gettext("Without a single ballot there is no vote; leave the row empty.")


def _of_lower(line: BallotLine, entry: BallotEntry) -> Iterable[tuple[str, str]]:
    if entry.ballots is not None and entry.ballots.for_lower and entry.lower_award is None:
        yield "lower_award", gettext("Name the lower form for which there are ballots.")
    if entry.lower_award is not None and entry.lower_award not in line.lower_choices:
        yield (
            "lower_award",
            gettext("“%(award)s” does not rank below “%(proposed)s” for such recipients.")
            % {"award": entry.lower_award, "proposed": line.nominee.award},
        )


def _of_votes(sheet: BallotSheet, line: BallotLine, entry: BallotEntry) -> Iterable[tuple[str, str]]:
    if entry.votes is None:
        if line.open_votes and entry.ballots is not None and entry.ballots != _count(dict(line.open_votes)):
            yield (
                "handed_in",
                gettext("The open votes say otherwise; correct them on the page of the open votes."),
            )
        return
    if not line.is_open:
        yield "votes", gettext("The ballot is secret: who voted how is not recorded.")
    if entry.ballots is not None and entry.ballots != _count(entry.votes):
        yield "votes", gettext("The count and the open votes disagree.")
    absent = set(entry.declared)
    for member in sheet.members:
        if member.seat in entry.votes and (member.seat in absent or not line.may_vote(member)):
            yield (
                "votes",
                gettext("%(member)s could not vote on this nominee.") % {"member": member.name},
            )
    if set(entry.votes) - {member.seat for member in sheet.members}:
        yield "votes", gettext("A vote is not from a member of this council.")


def _count(votes: Mapping[int, str]) -> Ballots:
    return Ballots.of(votes.values())


def enter(*, session: CouncilSession, entries: Sequence[BallotEntry], by: "User") -> None:
    """Stores the entries, each in place of what was entered for its nominee before.

    Raises `Refused` with the sentences to show; then nothing is stored.
    """
    with transaction.atomic():
        fresh = CouncilSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
        why = entering_refused(session=fresh, by=by)
        if why:
            raise Refused(why)
        sheet = sheet_of(fresh)
        for entry in entries:
            line = sheet.line(entry.nominee)
            if line is None:
                raise Refused(gettext("Somebody among these is not up for a vote in this session."))
            problems = entry_problems(sheet=sheet, line=line, entry=entry)
            if problems:
                problem = " ".join(text for texts in problems.values() for text in texts)
                raise Refused(f"{line.nominee}: {problem}")
            _save_line(fresh, line, entry, by)
        events.record(
            verb=Verb.SCORE,
            by=by,
            obj=fresh,
            ballots={str(entry.nominee): _counts(entry.ballots) for entry in entries},
        )


def _counts(ballots: Ballots | None) -> list[int]:
    if ballots is None:
        return []
    return [ballots.handed_in, ballots.in_favour, ballots.for_lower, ballots.against, ballots.blank]


def _save_line(session: CouncilSession, line: BallotLine, entry: BallotEntry, by: "User") -> None:
    deliberation = line.deliberation
    if entry.ballots is None:
        if deliberation is not None:
            deliberation.delete(by=by)
        return
    deliberation = deliberation or Deliberation(session=session, nominee=line.nominee)
    deliberation.handed_in = entry.ballots.handed_in
    deliberation.in_favour = entry.ballots.in_favour
    deliberation.for_lower = entry.ballots.for_lower
    deliberation.against = entry.ballots.against
    deliberation.blank = entry.ballots.blank
    deliberation.lower_award = entry.lower_award
    deliberation.ballot = Ballot.OPEN if line.is_open else Ballot.SECRET
    if deliberation.ballot == Ballot.SECRET and line.open_votes:
        for vote in deliberation.open_votes.all():
            vote.delete(by=by)
    deliberation.save(by=by)
    _save_abstentions(deliberation, entry.declared, by)
    if entry.votes is not None:
        _save_votes(deliberation, entry.votes, by)


def _save_abstentions(deliberation: Deliberation, declared: Mapping[int, str], by: "User") -> None:
    rows = {row.seat_id: row for row in Abstention.objects.filter(deliberation=deliberation)}
    for seat, row in rows.items():
        if seat not in declared:
            row.delete(by=by)
    for seat, because in declared.items():
        row = rows.get(seat) or Abstention(deliberation=deliberation, seat_id=seat)
        if row.pk and row.because == because.strip():
            continue
        row.ground, row.because = ConflictGround.DECLARED, because.strip()
        row.save(by=by)


def _save_votes(deliberation: Deliberation, votes: Mapping[int, str], by: "User") -> None:
    rows = {row.seat_id: row for row in OpenVote.objects.filter(deliberation=deliberation)}
    for seat, row in rows.items():
        if seat not in votes:
            row.delete(by=by)
    for seat, choice in votes.items():
        row = rows.get(seat) or OpenVote(deliberation=deliberation, seat_id=seat)
        if row.pk and row.choice == choice:
            continue
        row.choice = choice
        row.save(by=by)
