"""Factories of plans, tasks, pledges and registrations."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from tests.factories.documents import DocumentFactory, StoredFileFactory
from tests.factories.office import PersonFactory, UnitFactory

DAY = datetime.date


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = models.Plan

    document = factory.SubFactory(DocumentFactory)
    title = factory.Sequence(lambda n: f"Kế hoạch thi đua số {n}")
    unit = factory.SubFactory(UnitFactory)
    period_start = DAY(2019, 1, 1)
    period_end = DAY(2025, 12, 31)


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = models.Requirement

    document = factory.SubFactory(DocumentFactory, origin="above", use="directive", issuer="UBND tỉnh")
    text = factory.Sequence(lambda n: f"Yêu cầu thứ {n} của cấp trên")


class TaskFactory(DjangoModelFactory):
    class Meta:
        model = models.Task

    plan = factory.SubFactory(PlanFactory)
    content = factory.Sequence(lambda n: f"Nhiệm vụ thứ {n} của kế hoạch")
    lead_unit = factory.SubFactory(UnitFactory)
    start = DAY(2022, 1, 10)
    due = DAY(2022, 6, 30)


class TaskPartnerFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskPartner

    task = factory.SubFactory(TaskFactory)
    unit = factory.SubFactory(UnitFactory)


class TaskFileFactory(DjangoModelFactory):
    class Meta:
        model = models.TaskFile

    task = factory.SubFactory(TaskFactory)
    file = factory.SubFactory(StoredFileFactory)
    caption = "biên bản"


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = models.Reminder

    task = factory.SubFactory(TaskFactory)
    day = factory.Sequence(lambda n: DAY(2022, 1, 1) + datetime.timedelta(days=n))
    kind = models.ReminderKind.DUE_SOON


class ReminderMailFactory(DjangoModelFactory):
    class Meta:
        model = models.ReminderMail

    reminder = factory.SubFactory(ReminderFactory)
    address = factory.Sequence(lambda n: f"dau-moi-{n}@example.test")


class CalendarFeedFactory(DjangoModelFactory):
    class Meta:
        model = models.CalendarFeed

    unit = factory.SubFactory(UnitFactory)
    purpose = factory.Sequence(lambda n: f"điện thoại của cán bộ {n}")


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = models.Pledge

    unit = factory.SubFactory(UnitFactory)
    year = 2021
    signed_on = factory.Sequence(lambda n: DAY(2021, 1, 1) + datetime.timedelta(days=n % 300))


class PledgeTargetFactory(DjangoModelFactory):
    class Meta:
        model = models.PledgeTarget

    pledge = factory.SubFactory(PledgeFactory)
    criterion = factory.Sequence(lambda n: f"chỉ tiêu thi đua {n}")
    target = 95
    unit_of_measure = "%"


class EmulationTitleFactory(DjangoModelFactory):
    class Meta:
        model = models.EmulationTitle

    name = factory.Sequence(lambda n: f"Danh hiệu {n}")
    subject = models.TitleSubject.INDIVIDUAL


class TitleRegistrationFactory(DjangoModelFactory):
    class Meta:
        model = models.TitleRegistration

    year = 2021
    title = factory.SubFactory(EmulationTitleFactory)
    person = factory.SubFactory(PersonFactory)
    unit = factory.SelfAttribute("person.unit")
    registered_on = DAY(2021, 1, 15)
