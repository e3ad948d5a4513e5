"""Sessions of councils of an office described in TOML, taken through the same steps as on the screen."""

from collections.abc import Callable, Mapping
from typing import Any

from awards.actions import ballots, rounds, sessions
from awards.actions.ballots import Entry
from awards.models import Attendance, Council, CouncilSession, NominationRound
from awards.rules.voting import Ballots
from awards.selectors.ballots import Line, sheet_of
from office_culture.models import User

Named = Callable[[Any, str], Any]
COLUMNS = ("name", "held_on", "place", "discussion")


def load(tables: Mapping[str, Any], named: Named) -> None:
    """Loads what the tables hold; `named` finds a record by the name that the files use. Raises `Refused`."""
    for row in tables.get("council_sessions", []):
        session = CouncilSession(
            council=named(Council, row["council"]),
            nomination_round=named(NominationRound, row["nomination_round"]),
            **{name: row[name] for name in COLUMNS if name in row},
        )
        session.full_clean()
        session.save()
        if "concluded_by" in row:
            _hold(session, row)


def _hold(session: CouncilSession, row: Mapping[str, Any]) -> None:
    by = User.objects.get(username=row["concluded_by"])
    session = sessions.WORKFLOW.perform("open", obj=session, by=by)
    for attendance in Attendance.objects.filter(session=session).select_related("seat"):
        attendance.present = attendance.name not in row.get("absent", ())
        attendance.save()
    against = {(one["name"], one["award"]): one["number"] for one in row.get("against", ())}
    entries = [_entry(line, against) for line in sheet_of(session).lines]
    ballots.enter(session=session, entries=entries, by=by)
    sessions.WORKFLOW.perform("conclude", obj=session, by=by)
    if "decided_by" in row:
        held = session.nomination_round
        rounds.WORKFLOW.perform("decide", obj=held, by=User.objects.get(username=row["decided_by"]))


def _entry(line: Line, against: Mapping[tuple[str, str], int]) -> Entry:
    number = against.get((line.nominee.name, str(line.nominee.award)), 0)
    possible = line.turnout.possible
    return Entry(line.nominee.pk, Ballots(possible, possible - number, against=number))
