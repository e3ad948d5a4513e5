"""Factories of councils, their sessions and what they say on nominees."""

import datetime

import factory
from factory.django import DjangoModelFactory

from awards import models
from office_culture.models import ConflictGround, Council, Seat
from tests.factories.awards import AwardFactory, DossierFactory, NominationRoundFactory, NomineeFactory
from tests.factories.documents import DocumentFactory
from tests.factories.office import PersonFactory, UnitFactory


class CouncilFactory(DjangoModelFactory):
    class Meta:
        model = Council

    name = factory.Sequence(lambda n: f"Hội đồng Thi đua - Khen thưởng {n}")
    work = "commendation"
    unit = factory.SubFactory(UnitFactory)
    set_up_by = factory.SubFactory(DocumentFactory, date=datetime.date(2022, 1, 10))


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    council = factory.SubFactory(CouncilFactory)
    person = factory.SubFactory(PersonFactory)


class CouncilSessionFactory(DjangoModelFactory):
    class Meta:
        model = models.CouncilSession

    name = factory.Sequence(lambda n: f"Phiên họp xét khen thưởng {n}")
    council = factory.SubFactory(CouncilFactory)
    nomination_round = factory.SubFactory(
        NominationRoundFactory, unit=factory.SelfAttribute("..council.unit")
    )
    held_on = datetime.date(2022, 6, 10)
    begun_at = datetime.time(8, 0)
    ended_at = datetime.time(10, 30)
    place = "Phòng họp số 1"


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.Attendance

    session = factory.SubFactory(CouncilSessionFactory)
    seat = factory.SubFactory(SeatFactory, council=factory.SelfAttribute("..session.council"))
    present = True


class OwnThresholdFactory(DjangoModelFactory):
    class Meta:
        model = models.OwnThreshold

    session = factory.SubFactory(CouncilSessionFactory)
    award = factory.SubFactory(AwardFactory)
    recipient = models.RecipientKind.INDIVIDUAL
    threshold_percent = 70
    source = "Quy chế làm việc của Hội đồng mẫu"


class DeliberationFactory(DjangoModelFactory):
    class Meta:
        model = models.Deliberation

    session = factory.SubFactory(CouncilSessionFactory)
    nominee = factory.SubFactory(
        NomineeFactory,
        state=models.NomineeState.PASSED,
        dossier=factory.SubFactory(
            DossierFactory, round=factory.SelfAttribute("...session.nomination_round")
        ),
    )
    handed_in = 9
    in_favour = 8
    against = 1

    class Params:
        agreed = factory.Trait(
            threshold_percent=70,
            threshold_base=models.VoteBase.ALL,
            rule_source="Quy chế làm việc của Hội đồng mẫu",
            base_count=9,
            possible=9,
            outcome=models.VoteOutcome.AGREED,
            outcome_award=factory.SelfAttribute("nominee.award"),
        )


class AbstentionFactory(DjangoModelFactory):
    class Meta:
        model = models.Abstention

    deliberation = factory.SubFactory(DeliberationFactory)
    seat = factory.SubFactory(SeatFactory, council=factory.SelfAttribute("..deliberation.session.council"))
    ground = ConflictGround.UNIT


class OpenVoteFactory(DjangoModelFactory):
    class Meta:
        model = models.OpenVote

    deliberation = factory.SubFactory(DeliberationFactory, ballot=models.Ballot.OPEN)
    seat = factory.SubFactory(SeatFactory, council=factory.SelfAttribute("..deliberation.session.council"))
    choice = models.Choice.FAVOUR
