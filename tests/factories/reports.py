"""Factories of the report."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.campaign import CampaignFactory
from tests.factories.office import UnitFactory, UserFactory


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


class AcknowledgementFactory(DjangoModelFactory):
    class Meta:
        model = models.Acknowledgement

    report = factory.SubFactory(ReportFactory)
    code = "typed_figures"
    subject = factory.Sequence(lambda n: f"section-{n}")
    fingerprint = "0" * 64
    sentence = "Số gõ tay: 12."
    reason = "Đã đối chiếu với biên bản."
    given_by = factory.SubFactory(UserFactory)
    given_by_name = "Người xác nhận"
    given_at = factory.LazyFunction(timezone.now)


class ReviewerFactory(DjangoModelFactory):
    class Meta:
        model = models.Reviewer

    report = factory.SubFactory(ReportFactory)
    round = 1
    account = factory.SubFactory(UserFactory)
    name = "Người góp ý"
    named_by = factory.SubFactory(UserFactory)
    named_at = factory.LazyFunction(timezone.now)


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = models.Remark

    report = factory.SubFactory(ReportFactory)
    round = 1
    section = "proposals"
    place = "V. Đề xuất, kiến nghị"
    text = factory.Sequence(lambda n: f"Cần nêu rõ kiến nghị thứ {n}.")
    made_by = factory.SubFactory(UserFactory)
    made_by_name = "Người góp ý"
    made_at = factory.LazyFunction(timezone.now)
