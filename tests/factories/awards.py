"""Factories of commendation."""

import datetime

import factory
from factory.django import DjangoModelFactory

from awards import models
from tests.factories.office import UnitFactory


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = models.Award

    name = factory.Sequence(lambda n: f"Giấy khen mẫu {n}")
    kind = models.AwardKind.FORM
    subject = models.AwardSubject.BOTH
    level = models.AwardLevel.BASE
    decided_by = "Thủ trưởng cơ quan"


class NominationRoundFactory(DjangoModelFactory):
    class Meta:
        model = models.NominationRound

    name = factory.Sequence(lambda n: f"Đợt xét khen thưởng {n}")
    kind = models.RoundKind.REVIEW
    unit = factory.SubFactory(UnitFactory)
    opened_on = datetime.date(2022, 5, 1)
