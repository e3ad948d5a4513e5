"""Factories of the campaign: movements, communication, figures."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.documents import DocumentFactory
from tests.factories.office import UnitFactory


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = models.Campaign

    name = factory.Sequence(lambda n: f"Thi đua thực hiện văn hóa công sở {n}")
    office = factory.SubFactory(UnitFactory)
    unit = factory.SelfAttribute("office")
    period_start = datetime.date(2019, 1, 1)
    period_end = datetime.date(2025, 12, 31)


class CampaignBasisFactory(DjangoModelFactory):
    class Meta:
        model = models.CampaignBasis

    campaign = factory.SubFactory(CampaignFactory)
    document = factory.SubFactory(DocumentFactory)


class ParentMovementFactory(DjangoModelFactory):
    class Meta:
        model = models.ParentMovement

    campaign = factory.SubFactory(CampaignFactory)
    name = factory.Sequence(lambda n: f"Phong trào cấp trên {n}")
    level = models.MovementLevel.NATIONAL


class MovementFactory(DjangoModelFactory):
    class Meta:
        model = models.Movement

    name = factory.Sequence(lambda n: f"Phong trào khác {n}")
    level = models.MovementLevel.PROVINCIAL
    unit = factory.SubFactory(UnitFactory)


class CommunicationChannelFactory(DjangoModelFactory):
    class Meta:
        model = models.CommunicationChannel

    name = factory.Sequence(lambda n: f"hội nghị {n}")


class CommunicationActivityFactory(DjangoModelFactory):
    class Meta:
        model = models.CommunicationActivity

    what = factory.Sequence(lambda n: f"Quán triệt kế hoạch {n}")
    channel = factory.SubFactory(CommunicationChannelFactory)
    held_on = datetime.date(2020, 3, 2)
    unit = factory.SubFactory(UnitFactory)


class ActivityDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.ActivityDocument

    activity = factory.SubFactory(CommunicationActivityFactory)
    document = factory.SubFactory(DocumentFactory)


class CaseFileReturnFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseFileReturn

    unit = factory.SubFactory(UnitFactory)
    period_start = datetime.date(2020, 1, 1)
    period_end = datetime.date(2020, 12, 31)
    new = 95
    carried_over = 5
    early = 80
    on_time = 10
    overdue = 3
    returned = 2
    in_progress = 5


class IndexFactory(DjangoModelFactory):
    """An indicator of the kind rank; `code="reform"` is the main one."""

    class Meta:
        model = models.Indicator
        django_get_or_create = ("code",)

    kind = models.IndicatorKind.RANK

    name = factory.LazyAttribute(
        lambda made: "Chỉ số cải cách hành chính" if made.code == "reform" else f"Chỉ số {made.code}"
    )
    code = factory.Sequence(lambda n: f"index-{n}")
    main = factory.LazyAttribute(lambda made: made.code == "reform")


class ReformRankFactory(DjangoModelFactory):
    class Meta:
        model = models.ReformRank

    unit = factory.SubFactory(UnitFactory)
    indicator = factory.SubFactory(IndexFactory, code="reform")
    year = 2020
    rank = 6
    of = 20
    among = "sở, ban, ngành"


class WorkFactory(DjangoModelFactory):
    """An indicator of the kind share."""

    class Meta:
        model = models.Indicator
        django_get_or_create = ("name",)

    kind = models.IndicatorKind.SHARE
    name = factory.Sequence(lambda n: f"văn bản loại {n} được ký số")


class DigitalShareFactory(DjangoModelFactory):
    class Meta:
        model = models.DigitalShare

    unit = factory.SubFactory(UnitFactory)
    period_start = datetime.date(2020, 1, 1)
    period_end = datetime.date(2020, 12, 31)
    indicator = factory.SubFactory(WorkFactory)
    percent = 98


class DigitalSystemFactory(DjangoModelFactory):
    class Meta:
        model = models.DigitalSystem

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Hệ thống {n}")
