"""Factories of indicators, causes of delay, corrections and the evidence of activities and movements."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.campaign import (
    CaseFileReturnFactory,
    CommunicationActivityFactory,
    MovementFactory,
)
from tests.factories.documents import StoredFileFactory
from tests.factories.office import UnitFactory


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

    class Params:
        # Only values are measured in something, within limits.
        measured = factory.LazyAttribute(lambda made: made.kind == models.IndicatorKind.VALUE)

    kind = models.IndicatorKind.VALUE
    name = factory.Sequence(lambda n: f"Mức độ hài lòng {n}")
    unit_of_measure = factory.Maybe("measured", "%", "")
    decimals = factory.Maybe("measured", 1, 0)
    lowest = factory.Maybe("measured", 0)
    highest = factory.Maybe("measured", 100)


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
