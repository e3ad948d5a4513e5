"""Factories of decisions on awards and of what leads to them and from them."""

import datetime

import factory
from factory.django import DjangoModelFactory

from awards import models
from office_culture.models import LegalBasis
from tests.factories.awards import AwardFactory, ConferralFactory, NominationRoundFactory, NomineeFactory
from tests.factories.office import PersonFactory, UnitFactory


class GeneralRuleFactory(DjangoModelFactory):
    class Meta:
        model = models.GeneralRule

    topic = models.GeneralTopic.ROUNDING
    value = 10_000
    valid_from = factory.Sequence(lambda n: datetime.date(2000, 1, 1) + datetime.timedelta(days=n))
    source = "Nghị định mẫu"


class LegalBasisFactory(DjangoModelFactory):
    class Meta:
        model = LegalBasis

    text = factory.Sequence(lambda n: f"Căn cứ Nghị định số {n + 1}/2020/NĐ-CP của Chính phủ")
    source = "Công báo"


class HolidayFactory(DjangoModelFactory):
    class Meta:
        model = models.Holiday

    day = factory.Sequence(lambda n: datetime.date(2000, 1, 3) + datetime.timedelta(weeks=n))
    name = "Ngày nghỉ mẫu"


class AwardDecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.AwardDecision

    subject = factory.Sequence(lambda n: f"Về việc khen thưởng đợt {n}")
    legal_bases = "Căn cứ Quy chế thi đua, khen thưởng của cơ quan"
    proposed_by = "Trưởng phòng Tổ chức - Hành chính - Quản trị"
    unit = factory.SubFactory(
        UnitFactory,
        letterhead_name="VĂN PHÒNG THỬ NGHIỆM",
        code=factory.Sequence(lambda n: f"VPTN{n}"),
        place="Sơn La",
    )


class DecisionLineFactory(DjangoModelFactory):
    class Meta:
        model = models.DecisionLine

    decision = factory.SubFactory(AwardDecisionFactory)
    award = factory.SubFactory(AwardFactory)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..decision.unit"))
    unit = factory.SelfAttribute("decision.unit")
    period_start = datetime.date(2021, 1, 1)
    period_end = datetime.date(2021, 12, 31)
    summary = "Hoàn thành xuất sắc nhiệm vụ năm 2021"


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = models.Submission

    subject = factory.Sequence(lambda n: f"Về việc đề nghị khen thưởng đợt {n}")
    unit = factory.SubFactory(
        UnitFactory,
        letterhead_name="VĂN PHÒNG THỬ NGHIỆM",
        code=factory.Sequence(lambda n: f"VPTT{n}"),
        place="Sơn La",
    )
    addressees = "Chủ tịch UBND tỉnh"


class SubmissionLineFactory(DjangoModelFactory):
    class Meta:
        model = models.SubmissionLine

    submission = factory.SubFactory(SubmissionFactory)
    award = factory.SubFactory(AwardFactory, level=models.AwardLevel.PROVINCE)
    person = factory.SubFactory(PersonFactory, unit=factory.SelfAttribute("..submission.unit"))
    unit = factory.SelfAttribute("submission.unit")
    period_start = datetime.date(2021, 1, 1)
    period_end = datetime.date(2021, 12, 31)
    summary = "Hoàn thành xuất sắc nhiệm vụ năm 2021"


class PublicPostingFactory(DjangoModelFactory):
    class Meta:
        model = models.PublicPosting

    nomination_round = factory.SubFactory(NominationRoundFactory)
    posted_on = datetime.date(2022, 6, 1)
    place = "Bảng tin cơ quan"
    days = 10


class ObjectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Objection

    nominee = factory.SubFactory(NomineeFactory)
    posting = factory.SubFactory(
        PublicPostingFactory, nomination_round=factory.SelfAttribute("..nominee.dossier.round")
    )
    received_on = datetime.date(2022, 6, 3)
    text = "Sáng kiến nêu trong báo cáo là của tập thể"


class RevocationFactory(DjangoModelFactory):
    class Meta:
        model = models.Revocation

    subject = factory.Sequence(lambda n: f"Về việc hủy bỏ quyết định khen thưởng {n}")
    legal_bases = "Căn cứ Quy chế thi đua, khen thưởng của cơ quan"
    proposed_by = "Trưởng phòng Tổ chức - Hành chính - Quản trị"
    unit = factory.SubFactory(
        UnitFactory,
        letterhead_name="VĂN PHÒNG THỬ NGHIỆM",
        code=factory.Sequence(lambda n: f"VPHB{n}"),
        place="Sơn La",
    )
    ground = models.RevocationGround.FALSE
    reason = "Kê khai thành tích không đúng sự thật"


class RevokedAwardFactory(DjangoModelFactory):
    class Meta:
        model = models.RevokedAward

    revocation = factory.SubFactory(RevocationFactory)
    conferral = factory.SubFactory(ConferralFactory)
