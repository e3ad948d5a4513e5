"""Factories of the office: units, people, accounts."""

import datetime

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
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


class NotApplicableFactory(DjangoModelFactory):
    class Meta:
        model = models.NotApplicable

    unit = factory.SubFactory(UnitFactory)
    source = factory.Iterator(("case_files", "reform_rank", "digital"))
    reason = "Không có bộ phận một cửa"


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


class UnsavedFormFactory(DjangoModelFactory):
    class Meta:
        model = models.UnsavedForm

    account = factory.SubFactory(UserFactory)
    page = "/admin/office_culture/document/add/"
    key = factory.Sequence(lambda n: f"key-{n}")
    fields = factory.LazyFunction(lambda: [["subject", "Chưa lưu"]])


class NoticeMarkFactory(DjangoModelFactory):
    class Meta:
        model = models.NoticeMark

    account = factory.SubFactory(UserFactory)
    source = "office_culture.finding:remedy"
    object_id = factory.Sequence(lambda n: n + 1)


class SavedViewFactory(DjangoModelFactory):
    class Meta:
        model = models.SavedView

    account = factory.SubFactory(UserFactory)
    page = "office_culture.document"
    name = factory.Sequence(lambda n: f"Cách xem {n}")
    columns = factory.LazyFunction(lambda: ["symbol", "issuer"])
    query = "year=2025"


class LongWorkFactory(DjangoModelFactory):
    class Meta:
        model = models.LongWork

    account = factory.SubFactory(UserFactory)
    kind = "export"
    name = factory.Sequence(lambda n: f"Văn bản {n}")
    total = 4000
    language = "vi"


class UnitPlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.UnitPlace

    unit = factory.SubFactory(UnitFactory)
    parent = factory.SubFactory(UnitFactory)
    valid_to = datetime.date(2020, 12, 31)


class DeviceFactory(DjangoModelFactory):
    class Meta:
        model = models.Device

    account = factory.SubFactory("tests.factories.office.UserFactory")
    token_hash = factory.Sequence(lambda n: f"{n:064}")
    browser = "Firefox, Windows"
    signed_in_at = factory.LazyFunction(timezone.now)


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Tổ Số {n}")


class SignInRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.SignInRule

    group = factory.SubFactory(GroupFactory)


class SubstitutionFactory(DjangoModelFactory):
    class Meta:
        model = models.Substitution

    principal = factory.SubFactory(UserFactory)
    # Somebody with an account.
    substitute = factory.LazyFunction(lambda: UserFactory(person=PersonFactory()).person)
    valid_from = datetime.date(2026, 1, 5)
    valid_to = datetime.date(2026, 1, 16)
    because = "Nghỉ phép"


class BackupFactory(DjangoModelFactory):
    class Meta:
        model = models.Backup

    verb = models.Verb.BACKUP
    detail = {"archive": "office-20260101-010000Z.tar", "size": 2048, "seal": "7:abc", "rows": 3, "faults": 0}
