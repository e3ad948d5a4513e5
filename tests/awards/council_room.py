"""A council of nine with a vote that sits on a round put up by two units."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import Group

from awards.actions import ballots, sessions
from awards.actions.ballots import BallotEntry
from awards.models import (
    Attendance,
    Award,
    CouncilSession,
    DossierState,
    NominationRound,
    NominationRoundState,
    Nominee,
    NomineeState,
    RuleTopic,
)
from awards.rules.voting import Ballots
from office_culture.models import Council, Seat, Unit, User
from office_culture.project import roles
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
)
from tests.factories.councils import CouncilFactory, CouncilSessionFactory, SeatFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, PostingFactory, UserFactory

HELD_ON = datetime.date(2022, 6, 10)
ROLES = ("chair", "deputy", "secretary", *["member"] * 6)


@dataclass
class Room:
    """Everything around one session. The letter is voted on in secret, 70% of all; the flag in the open, of those
    present; the diploma, in secret, 90% of all."""

    office: Unit
    unit: Unit
    council: Council
    seats: list[Seat]
    session: CouncilSession
    held: NominationRound
    letter: Award
    diploma: Award
    secretary: User

    def nominee(
        self, award: Award | None = None, *, name: str = "", unit: Unit | None = None, person=True
    ) -> Nominee:
        unit = unit or self.unit
        dossier = self.held.dossiers.filter(unit=unit).first() or DossierFactory(
            round=self.held, unit=unit, state=DossierState.CHECKED, submitted_on=datetime.date(2022, 5, 20)
        )
        who = PersonFactory(unit=unit, **({"full_name": name} if name else {})) if person else None
        return NomineeFactory(
            dossier=dossier, award=award or self.letter, person=who, unit=unit, state=NomineeState.PASSED
        )

    def step(self, name: str, reason: str = "") -> CouncilSession:
        self.session = sessions.WORKFLOW.perform(name, obj=self.session, by=self.secretary, reason=reason)
        return self.session

    def open(self, present: int = 9) -> None:
        self.step("open")
        self.attend(present)

    def attend(self, present: int) -> None:
        for place, seat in enumerate(self.seats):
            row = Attendance.objects.get(session=self.session, seat=seat)
            row.present = place < present
            row.save()

    def count(self, nominee: Nominee, *counts: int, **further) -> None:
        """`counts` are in favour, for the lower form, against, blank; all of them are handed in."""
        favour, lower, against, blank = (*counts, 0, 0, 0, 0)[:4]
        given = Ballots(favour + lower + against + blank, favour, lower, against, blank)
        ballots.enter(
            session=self.session, entries=[BallotEntry(nominee.pk, given, **further)], by=self.secretary
        )


def room(office: Unit, unit: Unit) -> Room:
    letter = AwardFactory(name="Giấy khen", position=90)
    diploma = AwardFactory(name="Bằng khen", position=50, level="province")
    held = NominationRoundFactory(
        unit=office, state=NominationRoundState.SUBMITTED, name="Đợt xét khen thưởng năm 2022"
    )
    held.awards.set([letter, diploma])
    for award, percent in ((letter, 70), (diploma, 90)):
        for recipient in ("individual", "collective"):
            AwardRuleFactory(
                award=award,
                recipient=recipient,
                topic=RuleTopic.VOTE,
                threshold_percent=Decimal(percent),
                threshold_base="all",
                ballot="secret",
                quorum_percent=Decimal("66.67"),
                source=f"Quy chế mẫu, Điều {percent}",
            )
    council = CouncilFactory(
        name="Hội đồng Thi đua - Khen thưởng Văn phòng Thử nghiệm",
        unit=office,
        set_up_by=DocumentFactory(
            symbol="15/QĐ-VPTN",
            date=datetime.date(2022, 1, 10),
            subject="thành lập Hội đồng Thi đua - Khen thưởng",
        ),
    )
    seats = []
    for place, role in enumerate(ROLES, start=1):
        person = PersonFactory(full_name=f"Ủy Viên Thứ {place}", unit=office)
        PostingFactory(person=person, unit=office, post=f"Chức vụ {place}")
        seats.append(SeatFactory(council=council, person=person, role=role))
    session = CouncilSessionFactory(
        council=council,
        nomination_round=held,
        held_on=HELD_ON,
        name="Phiên họp xét khen thưởng năm 2022",
        place="Phòng họp số 2",
    )
    return Room(
        office,
        unit,
        council,
        seats,
        session,
        held,
        letter,
        diploma,
        having("council_secretary", office, username="thuky"),
    )


def having(slug: str, unit: Unit, **fields) -> User:
    """An account with one role and no other right."""
    user = UserFactory(unit=unit, **fields)
    user.groups.add(Group.objects.get(name=roles.named(slug).name))
    return User.objects.get(pk=user.pk)
