"""Factories of the report."""

import datetime
import functools
import tomllib
from collections.abc import Sequence

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from campaign import models
from campaign.actions.outlines import SHIPPED, STEP
from tests.factories.campaign import CampaignFactory
from tests.factories.office import UnitFactory, UserFactory


@functools.cache
def shipped_outlines() -> dict[str, dict]:
    """The outlines that come with the program, by the kind of report."""
    return {row["kind"]: row for row in tomllib.loads(SHIPPED.read_text("utf-8"))["outlines"]}


def outline_in_use(kind: str) -> models.OutlineVersion:
    """The newest outline for that kind; the shipped one where there is none.

    It is written without the checks of `load_outlines`, which tests of its own call: most reports of tests need one.
    """
    if not models.ReportOutline.objects.filter(kind=kind).exists():
        return _shipped(**shipped_outlines()[kind])
    return models.OutlineVersion.objects.filter(outline__kind=kind, state="in_use").latest("pk")


def _shipped(sections: list[dict], appendices: Sequence[dict] = (), **columns) -> models.OutlineVersion:
    version = OutlineVersionFactory(outline=ReportOutlineFactory(**columns))
    for model, rows in ((models.OutlineSection, sections), (models.OutlineAppendix, appendices)):
        parts = [
            model(outline_version=version, position=place * STEP, **row)
            for place, row in enumerate(rows, start=1)
        ]
        for part in parts:
            part.derive()
        model.objects.bulk_create(parts)
    version.state = "in_use"
    version.save()
    return version


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
    recipients = "Lãnh đạo Văn phòng"


class NarrativeFactory(DjangoModelFactory):
    class Meta:
        model = models.Narrative

    report = factory.SubFactory(ReportFactory)
    section = "proposals"
    text = "Không."


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


class SectionAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = models.SectionAssignment

    report = factory.SubFactory(ReportFactory)
    section = "proposals"
    unit = factory.SubFactory(
        UnitFactory,
        name=factory.Sequence(lambda n: f"Phòng viết {n}"),
        parent=factory.SelfAttribute("..report.unit"),
    )
    due = datetime.date(2030, 1, 31)


class KeptFactsFactory(DjangoModelFactory):
    class Meta:
        model = models.IssuedFacts

    report = factory.SubFactory(ReportFactory)
    facts = factory.LazyFunction(dict)
