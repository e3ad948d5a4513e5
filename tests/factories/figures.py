"""Factories of indicators, causes of delay, corrections and the evidence of activities and movements."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.campaign import (
    CaseFileReturnFactory,
    CommunicationActivityFactory,
    DigitalShareFactory,
    MovementFactory,
    ReformRankFactory,
)
from tests.factories.documents import StoredFileFactory
from tests.factories.office import UnitFactory, UserFactory


class LateCauseFactory(DjangoModelFactory):
    class Meta:
        model = models.LateCause

    name = factory.Sequence(lambda n: f"{n} ngày chờ ý kiến cơ quan phối hợp {n}")


class LateFilesFactory(DjangoModelFactory):
    class Meta:
        model = models.LateFiles

    case_files = factory.SubFactory(CaseFileReturnFactory)
    cause = factory.SubFactory(LateCauseFactory)
    # All files that the return of the factory names as overdue.
    count = 3


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = models.Indicator

    name = factory.Sequence(lambda n: f"Mức độ hài lòng {n}")
    unit_of_measure = "%"
    decimals = 1
    lowest = 0
    highest = 100


class IndicatorTargetFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorTarget

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(UnitFactory)
    year = 2020
    value = 90


class IndicatorValueFactory(DjangoModelFactory):
    class Meta:
        model = models.IndicatorValue

    indicator = factory.SubFactory(IndicatorFactory)
    unit = factory.SubFactory(UnitFactory)
    period_start = datetime.date(2020, 1, 1)
    period_end = datetime.date(2020, 12, 31)
    value = 95
    source = "Khảo sát mẫu"


class _CorrectionFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    column = "source"
    old = "Sổ theo dõi"
    new = "Hệ thống một cửa"
    reason = "Đối chiếu lại với hệ thống"
    decided_by = factory.SubFactory(UserFactory)
    decided_at = datetime.datetime(2021, 1, 5, 8, 0, tzinfo=datetime.UTC)


class CaseFileCorrectionFactory(_CorrectionFactory):
    class Meta:
        model = models.CaseFileCorrection

    figure = factory.SubFactory(CaseFileReturnFactory)


class ReformRankCorrectionFactory(_CorrectionFactory):
    class Meta:
        model = models.ReformRankCorrection

    figure = factory.SubFactory(ReformRankFactory)


class DigitalShareCorrectionFactory(_CorrectionFactory):
    class Meta:
        model = models.DigitalShareCorrection

    figure = factory.SubFactory(DigitalShareFactory)


class IndicatorCorrectionFactory(_CorrectionFactory):
    class Meta:
        model = models.IndicatorCorrection

    figure = factory.SubFactory(IndicatorValueFactory)


class ActivityFileFactory(DjangoModelFactory):
    class Meta:
        model = models.ActivityFile

    activity = factory.SubFactory(CommunicationActivityFactory)
    file = factory.SubFactory(StoredFileFactory)


class MovementFileFactory(DjangoModelFactory):
    class Meta:
        model = models.MovementFile

    movement = factory.SubFactory(MovementFactory)
    file = factory.SubFactory(StoredFileFactory)
