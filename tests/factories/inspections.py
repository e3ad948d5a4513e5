"""Factories of regulations, checklists, rounds, inspections and findings."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from office_culture import models
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.office import PersonFactory, UnitFactory


class RegulationFactory(DjangoModelFactory):
    class Meta:
        model = models.Regulation

    name = factory.Sequence(lambda n: f"Quy chế Thử {n}")
    kind = models.RegulationKind.REGULATION
    unit = factory.SubFactory(UnitFactory)


class RegulationRevisionFactory(DjangoModelFactory):
    class Meta:
        model = models.RegulationRevision

    regulation = factory.SubFactory(RegulationFactory)
    decision = factory.SubFactory(
        DocumentFactory, use=models.Use.OWN_REGULATION, date=datetime.date(2020, 7, 24)
    )
    valid_from = datetime.date(2020, 8, 1)


class ClauseFactory(DjangoModelFactory):
    class Meta:
        model = models.Clause

    revision = factory.SubFactory(RegulationRevisionFactory)
    article = factory.Sequence(lambda n: n + 1)
    text = "Trang phục gọn gàng, lịch sự."


class ChecklistFactory(DjangoModelFactory):
    class Meta:
        model = models.Checklist

    name = factory.Sequence(lambda n: f"Bảng chấm điểm {n}")


class ChecklistVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.ChecklistVersion

    checklist = factory.SubFactory(ChecklistFactory)


class ChecklistBandFactory(DjangoModelFactory):
    class Meta:
        model = models.ChecklistBand

    checklist_version = factory.SubFactory(ChecklistVersionFactory)
    name = "Đạt"
    from_score = Decimal(50)


class ChecklistGroupFactory(DjangoModelFactory):
    class Meta:
        model = models.ChecklistGroup

    checklist_version = factory.SubFactory(ChecklistVersionFactory)
    code = factory.Sequence(lambda n: f"N{n}")
    name = "Trang phục, thẻ, tác phong"


class ChecklistItemFactory(DjangoModelFactory):
    class Meta:
        model = models.ChecklistItem

    group = factory.SubFactory(ChecklistGroupFactory)
    code = factory.Sequence(lambda n: f"N{n}")
    wording = "Đeo thẻ khi làm việc"
    method = models.Method.OBSERVE
    max_points = Decimal(3)


class InspectionRoundFactory(DjangoModelFactory):
    class Meta:
        model = models.InspectionRound

    name = factory.Sequence(lambda n: f"Kiểm tra văn hóa công sở {n}")
    year = 2022
    unit = factory.SubFactory(UnitFactory)
    start = datetime.date(2022, 5, 4)
    end = datetime.date(2022, 5, 20)
    checklist_version = factory.SubFactory(ChecklistVersionFactory, state=models.VersionState.IN_USE)


class RoundBasisFactory(DjangoModelFactory):
    class Meta:
        model = models.RoundBasis

    inspection_round = factory.SubFactory(InspectionRoundFactory)
    document = factory.SubFactory(DocumentFactory)


class TeamMemberFactory(DjangoModelFactory):
    class Meta:
        model = models.TeamMember

    inspection_round = factory.SubFactory(InspectionRoundFactory)
    person = factory.SubFactory(PersonFactory)


class InspectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Inspection

    inspection_round = factory.SubFactory(InspectionRoundFactory)
    unit = factory.SubFactory(UnitFactory)
    visited_on = datetime.date(2022, 5, 10)


class InspectionResultFactory(DjangoModelFactory):
    class Meta:
        model = models.InspectionResult

    inspection = factory.SubFactory(InspectionFactory)
    item = factory.SubFactory(ChecklistItemFactory)
    max_points = factory.SelfAttribute("item.max_points")


class BreachCountFactory(DjangoModelFactory):
    class Meta:
        model = models.BreachCount

    inspection_round = factory.SubFactory(InspectionRoundFactory)
    item = factory.SubFactory(ChecklistItemFactory)


class InspectionFileFactory(DjangoModelFactory):
    class Meta:
        model = models.InspectionFile

    inspection = factory.SubFactory(InspectionFactory)
    file = factory.SubFactory(StoredFileFactory)


class InspectionResultFileFactory(DjangoModelFactory):
    class Meta:
        model = models.InspectionResultFile

    result = factory.SubFactory(InspectionResultFactory)
    file = factory.SubFactory(StoredFileFactory)


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = models.Finding

    result = factory.SubFactory(InspectionResultFactory, result=models.Result.FAILED, points=0)
    unit = factory.SelfAttribute("result.inspection.unit")
    content = factory.Sequence(lambda n: f"Chưa đeo thẻ khi làm việc, lần {n}")
    remedy = "Nhắc nhở, đeo thẻ trong giờ làm việc"
    found_on = datetime.date(2022, 5, 10)
    due_on = datetime.date(2022, 5, 31)


class FindingFileFactory(DjangoModelFactory):
    class Meta:
        model = models.FindingFile

    finding = factory.SubFactory(FindingFactory)
    file = factory.SubFactory(StoredFileFactory)
