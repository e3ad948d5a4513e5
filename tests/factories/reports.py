"""Factories of the report."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.campaign import CampaignFactory
from tests.factories.office import UnitFactory


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = models.Report

    campaign = factory.SubFactory(CampaignFactory)
    kind = models.ReportKind.INTERIM
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
