"""How the sample office decided its rounds: a council sat and voted, a decision was issued, awards were received.

Every step goes through the same actions as on the screen, so the sample is never in a state that the screens forbid.
"""

from collections.abc import Callable, Mapping
from typing import Any

from awards.actions import ballots, decisions, postings, revocations, rounds, sessions
from awards.actions.certificates import start_from_default
from awards.actions.postings import fill_posting
from awards.models import (
    AwardDecision,
    CertificateLayout,
    Conferral,
    Council,
    CouncilSession,
    DecisionLine,
    NominationRound,
    Objection,
    OwnThreshold,
    PublicPosting,
    Revocation,
    RevokedAward,
)
from awards.rules.voting import Ballots
from awards.selectors.ballots import BallotLine, sheet_of
from office_culture.actions import outgoing, papers
from office_culture.actions.workflow import Workflow
from office_culture.models import Person, Unit, User

Named = Callable[[Any, str], Any]


def load(tables: Mapping[str, Any], named: Named) -> None:
    """Loads what the tables hold; `named` finds a record by the name that the files use."""
    for row in tables.get("round_decisions", []):
        _decide(row, named)
    for row in tables.get("outside_decisions", []):
        _record(row, named)
    for row in tables.get("revocations", []):
        _revoke(row, named)
    for row in tables.get("certificate_layouts", []):
        layout = _made(CertificateLayout(), row["layout"], named)
        start_from_default(layout=layout, by=_account(row["by"]))


def _decide(row: Mapping[str, Any], named: Named) -> None:
    """One round from the council to its decision."""
    held = named(NominationRound, row["round"])
    if "posting" in row:
        posting = _post(held, row["posting"])
        for objection in row.get("objections", []):
            _object(posting, objection, row["by"])
    _vote(held, row["session"], named)
    decision = _made(AwardDecision(nomination_round=held), row["decision"], named)
    _step(decisions.WORKFLOW, "take_over", decision, row["by"])
    _approve(decisions.WORKFLOW, decision, row)
    paper = outgoing.issue(record=decision, by=_account(row["by"]), number=row["number"], on=row["on"])
    papers.finish(paper)
    _step(decisions.WORKFLOW, "number", decision, row["by"], answers={"first": row["first_certificate"]})
    due = list(DecisionLine.objects.filter(decision=decision, prize_due__gt=0))
    _step(decisions.WORKFLOW, "pay", decision, row["by"], answers={"paid_on": row["paid_on"], "lines": due})
    _step(rounds.WORKFLOW, "decide", held, row["by"])


def _post(held: NominationRound, row: Mapping[str, Any]) -> PublicPosting:
    posting: PublicPosting = _keep(PublicPosting(nomination_round=held, **row))
    fill_posting(posting=posting, by=None)
    return posting


def _object(posting: PublicPosting, row: Mapping[str, Any], by: str) -> None:
    """An objection against one of the list, answered on a day."""
    against = posting.nominees.get(name=row["nominee"])
    told = {name: row[name] for name in ("received_on", "from_whom", "text")}
    objection = _keep(Objection(posting=posting, nominee=against, **told))
    _step(postings.WORKFLOW, "settle", objection, by, reason=row["answer"])
    objection.settled_on = row["settled_on"]
    _keep(objection)


def _vote(held: NominationRound, row: Mapping[str, Any], named: Named) -> None:
    """All who may vote are in favour, but for the votes that the row names."""
    session: Any = _keep(
        CouncilSession(
            council=named(Council, row["council"]),
            nomination_round=held,
            **{name: row[name] for name in ("name", "held_on", "place", "discussion")},
        )
    )
    by = row["by"]
    _own_thresholds(session, row["own_threshold"])
    _step(sessions.WORKFLOW, "open", session, by)
    for attendance in session.attendances.select_related("seat"):
        attendance.present = attendance.name not in row["absent"]
        _keep(attendance)
    entries = [_ballots(line, row.get("against", {})) for line in sheet_of(session).lines]
    ballots.enter(session=session, entries=entries, by=_account(by))
    _step(sessions.WORKFLOW, "conclude", session, by)


def _own_thresholds(session: CouncilSession, row: Mapping[str, Any]) -> None:
    """For the awards on whose vote no rule is recorded."""
    asked = {
        (line.nominee.award, line.nominee.recipient_kind)
        for line in sheet_of(session).lines
        if line.voting is None
    }
    for award, recipient in sorted(asked, key=lambda one: (one[0].position, one[1])):
        _keep(OwnThreshold(session=session, award=award, recipient=recipient, **row))


def _ballots(line: BallotLine, against: Mapping[str, int]) -> ballots.BallotEntry:
    possible = line.turnout.possible
    no = min(against.get(line.nominee.name, 0), possible)
    counted = Ballots(handed_in=possible, in_favour=possible - no, for_lower=0, against=no, blank=0)
    return ballots.BallotEntry(nominee=line.nominee.pk, ballots=counted)


def _record(row: Mapping[str, Any], named: Named) -> None:
    """A decision of another body with its lines."""
    decision = _made(AwardDecision(outside=True), row["decision"], named)
    for line in row["lines"]:
        _made(DecisionLine(decision=decision), line, named)
    _step(decisions.WORKFLOW, "record", decision, row["by"])


def _revoke(row: Mapping[str, Any], named: Named) -> None:
    """An award taken back; its object and its money are returned on a day."""
    revocation = _made(Revocation(), row["revocation"], named)
    for one in row["awards"]:
        received = Conferral.objects.get(name=one["name"], award__name=one["award"], year=one["year"])
        _keep(RevokedAward(revocation=revocation, conferral=received))
    _approve(revocations.WORKFLOW, revocation, row)
    paper = outgoing.issue(record=revocation, by=_account(row["by"]), number=row["number"], on=row["on"])
    papers.finish(paper)
    lines = list(revocation.lines.all())
    returned = {
        "returned_on": row["returned_on"],
        "objects": lines,
        "money": [line for line in lines if line.money],
    }
    _step(revocations.WORKFLOW, "returns", revocation, row["by"], answers=returned)


def _approve(workflow: Workflow[Any], record: Any, row: Mapping[str, Any]) -> None:
    _step(workflow, "submit", record, row["by"])
    _step(workflow, "approve", record, row["approved_by"])


def _step(workflow: Workflow[Any], name: str, record: Any, by: str, **more: Any) -> None:
    workflow.perform(name, obj=record, by=_account(by), **more)
    record.refresh_from_db()


def _made(record: Any, values: Mapping[str, Any], named: Named) -> Any:
    links: dict[str, Any] = {"unit": Unit, "signer": Person, "person": Person}
    for key, value in values.items():
        field = record._meta.get_field(key)
        model = links.get(key) or (field.related_model if field.is_relation else None)
        setattr(record, key, named(model, value) if model else value)
    return _keep(record)


def _keep(record: Any) -> Any:
    record.full_clean()
    record.save()
    return record


def _account(username: str) -> User:
    """Read anew for each use: an account remembers its rights."""
    return User.objects.get(username=username)
