"""Factories of the office: units, people, accounts."""

import datetime

import factory
from factory.django import DjangoModelFactory

from office_culture import models


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = models.Unit

    name = factory.Sequence(lambda n: f"Phòng Số {n}")
    kind = models.UnitKind.DEPARTMENT


class UnitIdentityFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitIdentity

    unit = factory.SubFactory(UnitFactory)
    kind = "tax_code"
    value = factory.Sequence(lambda n: f"{n:010}")


class UnitNameFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitName

    unit = factory.SubFactory(UnitFactory)
    name = factory.Sequence(lambda n: f"Phòng Cũ Số {n}")
    valid_to = datetime.date(2020, 12, 31)


class UnitChangeFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitChange

    kind = models.UnitChangeKind.MERGE
    takes_effect_on = datetime.date(2025, 7, 1)
    decision = factory.SubFactory("tests.factories.documents.DocumentFactory")


class ChangedUnitFactory(DjangoModelFactory):
    class Meta:
        model = models.ChangedUnit

    change = factory.SubFactory(UnitChangeFactory)
    side = models.ChangeSide.BEFORE
    unit = factory.SubFactory(UnitFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person

    full_name = factory.Sequence(lambda n: f"Người Mẫu Số {n}")
    unit = factory.SubFactory(UnitFactory)


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = models.Posting

    person = factory.SubFactory(PersonFactory)
    unit = factory.SelfAttribute("person.unit")
    post = "Chuyên viên"


class StaffingReturnFactory(DjangoModelFactory):
    class Meta:
        model = models.StaffingReturn

    unit = factory.SubFactory(UnitFactory)
    year = factory.Sequence(lambda n: 2000 + n % 100)
    category = models.StaffCategory.CIVIL_SERVANT
    assigned = 10
    actual = 9


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    username = factory.Sequence(lambda n: f"user{n}")
    full_name = factory.Sequence(lambda n: f"Tài Khoản Số {n}")
    is_staff = True


class EventFactory(DjangoModelFactory):
    class Meta:
        model = models.Event

    verb = models.Verb.DOWNLOAD
    actor_name = "Người Mẫu"
