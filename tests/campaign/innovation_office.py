"""An office whose council can take an innovation all the way."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import Permission

from campaign.actions import innovations, reviews
from campaign.models import Criterion, Innovation, ReviewSession
from office_culture.models import Document, Seat, Unit, User, VersionState
from tests.factories.councils import CouncilFactory, SeatFactory
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import (
    CriterionFactory,
    InnovationAuthorFactory,
    InnovationEffectFactory,
    InnovationFactory,
    ReviewCriteriaFactory,
    ReviewSessionFactory,
)
from tests.factories.office import PersonFactory, PostingFactory, UserFactory

HELD_ON = datetime.date(2022, 6, 1)
SET_UP_BY = "12/QĐ-VPTN"
DECISION = {"level": "base", "recognised_on": datetime.date(2022, 6, 10)}


@dataclass
class Council:
    """A session by four criteria: novelty has a least mean of 5 of 10; the pass mark is 70 of 100."""

    session: ReviewSession
    criteria: list[Criterion]
    members: list[Seat]

    def score(self, innovation: Innovation, by: User, *points: int, members: slice = slice(None)) -> None:
        """The same points of each of the members."""
        for member in self.members[members]:
            reviews.give_scores(
                innovation=innovation,
                member=member,
                points={c.pk: Decimal(p) for c, p in zip(self.criteria, points, strict=True)},
                by=by,
            )


def council(office: Unit, *, members: int = 3) -> Council:
    version = ReviewCriteriaFactory(pass_mark=70)
    criteria = [
        CriterionFactory(version_of=version, position=place, name=name, weight=weight, minimum=minimum)
        for place, (name, weight, minimum) in enumerate(
            (
                ("Tính mới", 40, 5),
                ("Khả năng áp dụng", 25, None),
                ("Hiệu quả kinh tế", 15, None),
                ("Hiệu quả xã hội", 20, None),
            )
        )
    ]
    version.state = VersionState.IN_USE
    version.save()
    board = CouncilFactory(
        name="Hội đồng xét, công nhận sáng kiến",
        work="innovations",
        unit=office,
        set_up_by=Document.objects.filter(symbol=SET_UP_BY).first()
        or DocumentFactory(
            symbol=SET_UP_BY, date=HELD_ON, subject="thành lập Hội đồng xét, công nhận sáng kiến"
        ),
    )
    session = ReviewSessionFactory(council=board, held_on=HELD_ON, criteria=version, place="Phòng họp số 1")
    roles = ("chair", "secretary", *["member"] * members)
    seats = []
    for place in range(members):
        person = PersonFactory(full_name=f"Ủy Viên Số {place + 1}", unit=office)
        PostingFactory(person=person, post="Trưởng phòng")
        seats.append(SeatFactory(council=board, person=person, role=roles[place]))
    return Council(session, criteria, seats)


def proposal(unit: Unit, **values) -> Innovation:
    """A draft that may be submitted, by two authors."""
    made = InnovationFactory(unit=unit, complete=True, year=2022, **values)
    for share in (60, 40):
        person = PersonFactory(unit=unit)
        PostingFactory(person=person, post="Chuyên viên")
        InnovationAuthorFactory(innovation=made, person=person, share_percent=share)
    InnovationEffectFactory(innovation=made, change_percent=-30)
    return Innovation.objects.get(pk=made.pk)


def account(unit: Unit, *rights: str, person=None) -> User:
    """An account with these rights of the campaign."""
    user = UserFactory(unit=unit, person=person)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return User.objects.get(pk=user.pk)


def step(name: str, innovation: Innovation, by: User, reason: str = "", **details) -> Innovation:
    return innovations.WORKFLOW.perform(name, obj=innovation, by=by, reason=reason, answers=details)


def under_review(unit: Unit, by: User, board: Council, **values) -> Innovation:
    submitted = step("submit", proposal(unit, **values), by)
    return step("review", submitted, by, session=board.session)
