"""Factories of the report."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from campaign.actions.outlines import load_outlines
from tests.factories.campaign import CampaignFactory
from tests.factories.office import UnitFactory


def outline_in_use(kind: str) -> models.OutlineVersion:
    """The newest outline for that kind; the shipped one where there is none."""
    load_outlines(kinds={kind})
    return models.OutlineVersion.objects.filter(outline__kind=kind, state="in_use").latest("pk")


class ReportOutlineFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportOutline

    name = factory.Sequence(lambda n: f"Đề cương thử {n}")
    kind = models.ReportKind.THEMATIC


class OutlineVersionFactory(DjangoModelFactory):
    class Meta:
        model = models.OutlineVersion

    outline = factory.SubFactory(ReportOutlineFactory)


class OutlineSectionFactory(DjangoModelFactory):
    class Meta:
        model = models.OutlineSection

    outline_version = factory.SubFactory(OutlineVersionFactory)
    position = factory.Sequence(lambda n: n)
    key = factory.Sequence(lambda n: f"muc{n}")
    title = factory.Sequence(lambda n: f"Mục thử {n}")
    written = True


class OutlineAppendixFactory(DjangoModelFactory):
    class Meta:
        model = models.OutlineAppendix

    outline_version = factory.SubFactory(OutlineVersionFactory)
    title = "Danh mục văn bản"
    content = "documents"


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = models.Report

    campaign = factory.SubFactory(CampaignFactory)
    kind = models.ReportKind.INTERIM
    outline_version = factory.LazyAttribute(lambda report: outline_in_use(report.kind))
    unit = factory.SubFactory(
        UnitFactory, code="VPTN", letterhead_name="VĂN PHÒNG", place="Thử", kind="agency"
    )
    drafting_unit = factory.SubFactory(UnitFactory, abbreviation="TCTN")
    subject = factory.Sequence(lambda n: f"Sơ kết phong trào thi đua lần thứ {n}")
    period_start = datetime.date(2019, 1, 1)
    period_end = datetime.date(2022, 5, 23)
    as_of = datetime.date(2022, 5, 23)


class NarrativeFactory(DjangoModelFactory):
    class Meta:
        model = models.Narrative

    report = factory.SubFactory(ReportFactory)
    section = "proposals"
    text = "Không."
