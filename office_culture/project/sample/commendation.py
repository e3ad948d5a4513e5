"""The awards of the sample office: sessions of the council, votes, decisions, revocations.

Every step uses the same actions as the screen, so the sample is never in a state that the screens forbid.
"""

from collections.abc import Mapping
from typing import Any

from awards.actions import ballots, decisions, postings, revocations, rounds, sessions, submissions
from awards.actions.certificates import start_from_default
from awards.actions.postings import fill_posting
from awards.models import (
    AwardDecision,
    CertificateLayout,
    Conferral,
    CouncilSession,
    DecisionLine,
    NominationRound,
    Objection,
    OwnThreshold,
    PublicPosting,
    Revocation,
    RevokedAward,
    Submission,
    SubmissionLine,
)
from awards.rules.voting import Ballots
from awards.selectors.ballots import BallotLine, sheet_of
from office_culture.actions import outgoing, papers
from office_culture.models import Council
from office_culture.project.sample.steps import Named, account, approve, build, issue_minutes, save, take_step


def load(tables: Mapping[str, Any], named: Named) -> None:
    """Loads the rows of the tables; `named` finds a record by model and the name used in the files."""
    for row in tables.get("round_decisions", []):
        _decide(row, named)
    for row in tables.get("submissions", []):
        _put_up(row, named)
    for row in tables.get("revocations", []):
        _revoke(row, named)
    for row in tables.get("certificate_layouts", []):
        layout = build(CertificateLayout(), row["layout"], named)
        start_from_default(layout=layout, by=account(row["by"]))


def _decide(row: Mapping[str, Any], named: Named) -> None:
    """Takes one round from the council to its decision."""
    nomination_round = named(NominationRound, row["round"])
    if "posting" in row:
        posting = _post(nomination_round, row["posting"])
        for objection in row.get("objections", []):
            _object(posting, objection, row["by"])
    _vote(nomination_round, row["session"], named)
    decision = build(AwardDecision(nomination_round=nomination_round), row["decision"], named)
    take_step(decisions.WORKFLOW, "take_over", decision, row["by"])
    approve(decisions.WORKFLOW, decision, row)
    paper = outgoing.issue(record=decision, by=account(row["by"]), number=row["number"], on=row["on"])
    papers.finish(paper)
    take_step(decisions.WORKFLOW, "number", decision, row["by"], answers={"first": row["first_certificate"]})
    due = list(DecisionLine.objects.filter(decision=decision, prize_due__gt=0))
    take_step(
        decisions.WORKFLOW, "pay", decision, row["by"], answers={"paid_on": row["paid_on"], "lines": due}
    )
    take_step(rounds.WORKFLOW, "decide", nomination_round, row["by"])


def _post(nomination_round: NominationRound, row: Mapping[str, Any]) -> PublicPosting:
    posting: PublicPosting = save(PublicPosting(nomination_round=nomination_round, **row))
    fill_posting(posting=posting, by=None)
    return posting


def _object(posting: PublicPosting, row: Mapping[str, Any], by: str) -> None:
    """Enters an objection to a nominee of the posting and settles it on the day given."""
    against = posting.nominees.get(name=row["nominee"])
    values = {name: row[name] for name in ("received_on", "from_whom", "text")}
    objection = save(Objection(posting=posting, nominee=against, **values))
    take_step(postings.WORKFLOW, "settle", objection, by, reason=row["answer"])
    objection.settled_on = row["settled_on"]
    save(objection)


def _vote(nomination_round: NominationRound, row: Mapping[str, Any], named: Named) -> None:
    """Enters votes in favour by all who may vote, except the votes against that the row names."""
    session: Any = save(
        CouncilSession(
            council=named(Council, row["council"]),
            nomination_round=nomination_round,
            **{name: row[name] for name in ("name", "held_on", "place", "discussion")},
        )
    )
    by = row["by"]
    _own_thresholds(session, row["own_threshold"])
    take_step(sessions.WORKFLOW, "open", session, by)
    for attendance in session.attendances.select_related("seat"):
        attendance.present = attendance.name not in row["absent"]
        save(attendance)
    entries = [_ballots(line, row.get("against", {})) for line in sheet_of(session).lines]
    ballots.enter(session=session, entries=entries, by=account(by))
    course = {name: row[name] for name in ("begun_at", "ended_at")}
    take_step(sessions.WORKFLOW, "conclude", session, by, answers=course)
    if "minutes" in row:  # the decision names them with number and day
        issue_minutes(sessions.WORKFLOW, session, by, row["minutes"])


def _own_thresholds(session: CouncilSession, row: Mapping[str, Any]) -> None:
    """Sets the threshold for awards on whose vote no rule is recorded."""
    asked = {
        (line.nominee.award, line.nominee.recipient_kind)
        for line in sheet_of(session).lines
        if line.voting is None
    }
    for award, recipient in sorted(asked, key=lambda item: (item[0].position, item[1])):
        save(OwnThreshold(session=session, award=award, recipient=recipient, **row))


def _ballots(line: BallotLine, against: Mapping[str, int]) -> ballots.BallotEntry:
    possible = line.turnout.possible
    no = min(against.get(line.nominee.name, 0), possible)
    counted = Ballots(handed_in=possible, in_favour=possible - no, for_lower=0, against=no, blank=0)
    return ballots.BallotEntry(nominee=line.nominee.pk, ballots=counted)


def _put_up(row: Mapping[str, Any], named: Named) -> None:
    """Issues a submission with its lines; the body above awards all of them by the decision of the answer."""
    submission = build(Submission(), row["submission"], named)
    for line in row["lines"]:
        build(SubmissionLine(submission=submission), line, named)
    approve(submissions.WORKFLOW, submission, row)
    paper = outgoing.issue(record=submission, by=account(row["by"]), number=row["number"], on=row["on"])
    papers.finish(paper)
    answers = {**row["answer"], "awarded": submission.lines.all(), "not_awarded": ()}
    take_step(submissions.WORKFLOW, "answer", submission, row["by"], answers=answers)


def _revoke(row: Mapping[str, Any], named: Named) -> None:
    """Revokes awards; their objects and money are returned on the day given."""
    revocation = build(Revocation(), row["revocation"], named)
    for award in row["awards"]:
        received = Conferral.objects.get(name=award["name"], award__name=award["award"], year=award["year"])
        save(RevokedAward(revocation=revocation, conferral=received))
    approve(revocations.WORKFLOW, revocation, row)
    paper = outgoing.issue(record=revocation, by=account(row["by"]), number=row["number"], on=row["on"])
    papers.finish(paper)
    lines = list(revocation.lines.all())
    returned = {
        "returned_on": row["returned_on"],
        "objects": lines,
        "money": [line for line in lines if line.money],
    }
    take_step(revocations.WORKFLOW, "returns", revocation, row["by"], answers=returned)
