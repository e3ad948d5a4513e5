"""Factories of innovations, their review and their confirmation."""

import datetime

import factory
from factory.django import DjangoModelFactory

from campaign import models
from office_culture.models import VersionState
from tests.factories.councils import CouncilFactory, SeatFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.office import PersonFactory, UnitFactory, UserFactory


class InnovationFactory(DjangoModelFactory):
    class Meta:
        model = models.Innovation

    title = factory.Sequence(lambda n: f"{n} giải pháp họp trực tuyến {n}")
    unit = factory.SubFactory(UnitFactory)
    year = 2021

    class Params:
        recognised = factory.Trait(
            state=models.InnovationState.RECOGNISED,
            level=models.RecognitionLevel.BASE,
            recognised_on=datetime.date(2021, 12, 15),
        )
        complete = factory.Trait(
            problem="Tài liệu họp phải in và chuyển tận nơi.",
            solution="Gửi và đọc tài liệu trên phần mềm.",
        )


class InnovationAuthorFactory(DjangoModelFactory):
    class Meta:
        model = models.InnovationAuthor

    innovation = factory.SubFactory(InnovationFactory)
    person = factory.SubFactory(PersonFactory)


class InnovationEffectFactory(DjangoModelFactory):
    class Meta:
        model = models.InnovationEffect

    innovation = factory.SubFactory(InnovationFactory)
    direction = models.EffectDirection.REDUCED
    what = "chi phí in ấn tài liệu"


class InnovationFileFactory(DjangoModelFactory):
    class Meta:
        model = models.InnovationFile

    innovation = factory.SubFactory(InnovationFactory)
    file = factory.SubFactory(StoredFileFactory)
    caption = "bảng theo dõi chi phí in"


class InnovationReturnFactory(DjangoModelFactory):
    class Meta:
        model = models.InnovationReturn

    innovation = factory.SubFactory(InnovationFactory)
    reason = "hiệu quả chưa có số liệu"
    parts = factory.LazyFunction(lambda: ["effects"])
    returned_by = factory.SubFactory(UserFactory)
    returned_on = datetime.date(2022, 5, 10)


class ReviewCriteriaFactory(DjangoModelFactory):
    class Meta:
        model = models.ReviewCriteria

    name = factory.Sequence(lambda n: f"Tiêu chí xét sáng kiến {n}")


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.Criterion

    version_of = factory.SubFactory(ReviewCriteriaFactory)
    name = factory.Sequence(lambda n: f"Tiêu chí thứ {n}")


class ReviewSessionFactory(DjangoModelFactory):
    class Meta:
        model = models.ReviewSession

    name = factory.Sequence(lambda n: f"Phiên họp xét sáng kiến thứ {n}")
    council = factory.SubFactory(CouncilFactory, work="innovations")
    held_on = datetime.date(2022, 6, 1)
    begun_at = datetime.time(8, 0)
    ended_at = datetime.time(10, 30)
    place = "Phòng họp số 1"
    criteria = factory.SubFactory(ReviewCriteriaFactory, state=VersionState.IN_USE)


class ReviewAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = models.ReviewAttendance

    session = factory.SubFactory(ReviewSessionFactory)
    seat = factory.SubFactory(SeatFactory, council=factory.SelfAttribute("..session.council"))


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = models.Score

    innovation = factory.SubFactory(InnovationFactory)
    seat = factory.SubFactory(SeatFactory, council__work="innovations")
    criterion = factory.SubFactory(CriterionFactory)
    points = 8


class EffectConfirmationFactory(DjangoModelFactory):
    class Meta:
        model = models.EffectConfirmation

    innovation = factory.SubFactory(InnovationFactory, recognised=True)
    reach = models.RecognitionLevel.PROVINCE
    confirmed_on = datetime.date(2022, 3, 1)
    confirmed_by = "Chủ tịch UBND tỉnh"
