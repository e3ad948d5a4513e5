"""The head of the minutes of every council: members, place and time, and the decision that set it up."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from office_culture.models import Council, CouncilRole, Posting
from office_culture.models.sessions import Session
from office_culture.rules.councils import Member
from office_culture.selectors.documents import citation_of
from office_culture.selectors.issuers import Issuer, issuer
from office_culture.text.citations import Citation
from office_culture.text.dates import in_words


@dataclass(frozen=True, slots=True)
class MinutesHead:
    """A session as its minutes name it. Times are empty where nobody wrote them down."""

    issuer: Issuer
    council: str
    set_up_by: Citation | None
    name: str
    held_on: datetime.date
    begun_at: datetime.time | None
    ended_at: datetime.time | None
    place: str
    discussion: str
    members: tuple[Member, ...]  # by rank, as in the decision that sets the council up

    @property
    def voters(self) -> tuple[Member, ...]:
        """The members with a vote."""
        return tuple(member for member in self.members if member.votes)

    @property
    def presiding(self) -> Member | None:
        """The chair, in whose absence a deputy; None where neither attends."""
        return self._attending(CouncilRole.CHAIR) or self._attending(CouncilRole.DEPUTY)

    @property
    def secretary(self) -> Member | None:
        """The secretary, if present."""
        return self._attending(CouncilRole.SECRETARY)

    def _attending(self, role: str) -> Member | None:
        return next((member for member in self.members if member.role == role and member.present), None)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat as the decision that sets the council up names it."""

    name: str
    post: str
    role: str
    gender: str = ""


def seats_of(council: Council) -> tuple[SeatFacts, ...]:
    """The seats by rank: chair, deputies, members, secretary; one statement."""
    seats = sorted(
        council.seats.select_related("person").order_by("pk"),
        key=lambda seat: _BY_RANK.index(CouncilRole(seat.role)),
    )
    return tuple(SeatFacts(seat.name, seat.post, seat.role, seat.person.gender) for seat in seats)


_BY_RANK = (CouncilRole.CHAIR, CouncilRole.DEPUTY, CouncilRole.MEMBER, CouncilRole.SECRETARY)


def minutes_issued(session: Any, on: datetime.date) -> str:
    """Number and day of the minutes of a session as papers of `on` name them; "" where they were not issued by then."""
    paper = session.paper
    return f"số {paper.symbol} {in_words(paper.date)}" if paper and paper.date <= on else ""


def minutes_head(session: Session, members: tuple[Member, ...]) -> MinutesHead:
    """The head of the minutes; no statement where the council, its unit and its decision were read with the session."""
    council = session.council
    return MinutesHead(
        issuer=issuer(council.unit),
        council=council.name,
        set_up_by=citation_of(council.set_up_by) if council.set_up_by else None,
        name=session.name,
        held_on=session.held_on,
        begun_at=session.begun_at,
        ended_at=session.ended_at,
        place=session.place,
        discussion=session.discussion,
        members=tuple(sorted(members, key=lambda member: _BY_RANK.index(CouncilRole(member.role)))),
    )


def members_of(session: Session) -> tuple[Member, ...]:
    """The seats of the council in their order, each with its attendance and where its person is posted that day.

    Whoever is not listed counts as the kind of attendance says of a new row. Three statements.
    """
    rows = session.attendances
    attendances = {row.seat_id: row for row in rows.all()}
    seats = list(session.council.seats.select_related("person__unit"))
    units: dict[int, list[str]] = defaultdict(list)
    postings = Posting.objects.on(session.held_on).filter(person__in=[seat.person_id for seat in seats])
    for person, path in postings.values_list("person", "unit__path"):
        units[person].append(path)
    members = []
    for seat in seats:
        attendance = attendances.get(seat.pk) or rows.model(seat=seat)
        members.append(
            Member(
                seat=seat.pk,
                person=seat.person_id,
                name=seat.name,
                post=seat.post,
                role=seat.role,
                gender=seat.person.gender,
                votes=seat.votes,
                present=attendance.present,
                opinion=getattr(attendance, "opinion", ""),
                opinion_counts=getattr(attendance, "counts_as_vote", False),
                units=tuple(units.get(seat.person_id) or [seat.person.unit.path]),
            )
        )
    return tuple(members)
