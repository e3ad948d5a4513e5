"""Factories of commendation."""

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from awards import models
from tests.factories.documents import StoredFileFactory
from tests.factories.office import PersonFactory, UnitFactory, UserFactory


class AwardFactory(DjangoModelFactory):
    class Meta:
        model = models.Award

    name = factory.Sequence(lambda n: f"Giấy khen mẫu {n}")
    kind = models.AwardKind.FORM
    subject = models.AwardSubject.BOTH
    level = models.AwardLevel.BASE
    decided_by = "Thủ trưởng cơ quan"


class AwardRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.AwardRule

    award = factory.SubFactory(AwardFactory)
    recipient = models.RecipientKind.INDIVIDUAL
    topic = models.RuleTopic.STANDARD
    source = "Quy chế thi đua, khen thưởng mẫu"


class RuleConditionFactory(DjangoModelFactory):
    class Meta:
        model = models.RuleCondition

    rule = factory.SubFactory(AwardRuleFactory)
    kind = models.ConditionKind.RATING
    rating = models.Rating.GOOD


class PaperKindFactory(DjangoModelFactory):
    class Meta:
        model = models.PaperKind

    name = factory.Sequence(lambda n: f"Báo cáo thành tích mẫu {n}")


class RequiredPaperFactory(DjangoModelFactory):
    class Meta:
        model = models.RequiredPaper

    rule = factory.SubFactory(AwardRuleFactory, topic=models.RuleTopic.PAPERS)
    kind = factory.SubFactory(PaperKindFactory)


class BaseSalaryFactory(DjangoModelFactory):
    class Meta:
        model = models.BaseSalary

    valid_from = factory.Sequence(lambda n: datetime.date(2000, 1, 1) + datetime.timedelta(days=n))
    amount = 1_000_000
    source = "Nghị định mẫu"


class AchievementFactory(DjangoModelFactory):
    class Meta:
        model = models.Achievement

    unit = factory.SubFactory(UnitFactory)
    title = factory.Sequence(lambda n: f"Hoàn thành xuất sắc nhiệm vụ {n}")
    kind = models.AchievementKind.DUTY
    period_start = datetime.date(2021, 1, 1)
    period_end = datetime.date(2021, 12, 31)


class AchievementFileFactory(DjangoModelFactory):
    class Meta:
        model = models.AchievementFile

    achievement = factory.SubFactory(AchievementFactory)
    file = factory.SubFactory(StoredFileFactory)


class ConferralFactory(DjangoModelFactory):
    class Meta:
        model = models.Conferral

    award = factory.SubFactory(AwardFactory)
    unit = factory.SubFactory(UnitFactory)
    period_start = datetime.date(2021, 1, 1)
    period_end = datetime.date(2021, 12, 31)
    decided_on = datetime.date(2022, 1, 20)


class AwardTotalFactory(DjangoModelFactory):
    class Meta:
        model = models.AwardTotal

    award = factory.SubFactory(AwardFactory)
    recipient = models.RecipientKind.INDIVIDUAL
    unit = factory.SubFactory(UnitFactory)
    year = 2020
    number = 202


class YearlyRatingFactory(DjangoModelFactory):
    class Meta:
        model = models.YearlyRating

    unit = factory.SubFactory(UnitFactory)
    year = 2021
    rating = models.Rating.GOOD


class ImpedimentFactory(DjangoModelFactory):
    class Meta:
        model = models.Impediment

    unit = factory.SubFactory(UnitFactory)
    kind = models.ImpedimentKind.COMPLAINT
    begun_on = datetime.date(2021, 3, 1)
    reason = "Đơn khiếu nại đang được xem xét"


class ServiceLeaveFactory(DjangoModelFactory):
    class Meta:
        model = models.ServiceLeave

    person = factory.SubFactory(PersonFactory)
    kind = models.LeaveKind.STUDY
    begun_on = datetime.date(2021, 3, 1)


class NominationRoundFactory(DjangoModelFactory):
    class Meta:
        model = models.NominationRound

    name = factory.Sequence(lambda n: f"Đợt xét khen thưởng {n}")
    kind = models.RoundKind.REVIEW
    unit = factory.SubFactory(UnitFactory)
    period_start = datetime.date(2021, 1, 1)
    period_end = datetime.date(2021, 12, 31)
    opened_on = datetime.date(2022, 5, 1)


class DossierFactory(DjangoModelFactory):
    class Meta:
        model = models.Dossier

    unit = factory.SubFactory(UnitFactory)
    round = factory.SubFactory(NominationRoundFactory, unit=factory.SelfAttribute("..unit"))


class DossierFileFactory(DjangoModelFactory):
    class Meta:
        model = models.DossierFile

    dossier = factory.SubFactory(DossierFactory)
    file = factory.SubFactory(StoredFileFactory)


class NomineeFactory(DjangoModelFactory):
    class Meta:
        model = models.Nominee
        skip_postgeneration_save = True

    dossier = factory.SubFactory(DossierFactory)
    award = factory.SubFactory(AwardFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..dossier.unit"))
    unit = factory.SelfAttribute("dossier.unit")

    @factory.post_generation
    def in_the_round(self, create, extracted, **kwargs):
        """The award is one of those of the round."""
        if create:
            self.dossier.round.awards.add(self.award)


class NomineeFileFactory(DjangoModelFactory):
    class Meta:
        model = models.NomineeFile

    nominee = factory.SubFactory(NomineeFactory)
    file = factory.SubFactory(StoredFileFactory)


class JudgementFactory(DjangoModelFactory):
    class Meta:
        model = models.Judgement

    nominee = factory.SubFactory(NomineeFactory)
    condition = factory.SubFactory(RuleConditionFactory, kind=models.ConditionKind.JUDGED, text="Gương mẫu")
    met = True
    because = "Biên bản họp đơn vị"
    judged_by = factory.SubFactory(UserFactory)
    judged_at = factory.LazyFunction(timezone.now)


class AppraisalFactory(DjangoModelFactory):
    class Meta:
        model = models.Appraisal

    nominee = factory.SubFactory(NomineeFactory)
    occasion = models.Occasion.PASSED
    judged_on = datetime.date(2022, 5, 20)
    judged_by = factory.SubFactory(UserFactory)
    verdict = models.Verdict.MET
