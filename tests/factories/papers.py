"""Factories of issued papers."""

import datetime

import factory
from factory.django import DjangoModelFactory

from office_culture import models
from office_culture.papers import frozen
from office_culture.rules.signatures import SignaturePart
from tests.factories.councils import CouncilFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.office import UnitFactory, UserFactory
from tests.papers import examples


class NumberRegisterFactory(DjangoModelFactory):
    class Meta:
        model = models.NumberRegister

    unit = factory.SubFactory(UnitFactory)
    year = 2022
    series = "BC"


class IssuedPaperFactory(DjangoModelFactory):
    class Meta:
        model = models.IssuedPaper

    unit = factory.SubFactory(UnitFactory)
    type_code = "BC"
    type_name = "Báo cáo"
    series = "BC"
    year = 2022
    number = factory.Sequence(lambda n: n + 1)
    symbol = factory.LazyAttribute(lambda paper: f"{paper.number:02d}/BC-VPTN")
    date = datetime.date(2022, 5, 23)
    subject = "Sơ kết phong trào thi đua"
    issuer = "Văn phòng Thử nghiệm"
    signers = "Người Mẫu"
    issued_by = factory.SubFactory(UserFactory)


def issued_minutes(unit: models.Unit, on: datetime.date) -> models.IssuedPaper:
    """Minutes of that day with a number, on which a decision rests."""
    paper: models.IssuedPaper = IssuedPaperFactory(
        unit=unit,
        type_code="BB",
        type_name="Biên bản",
        series="BB",
        symbol="09/BB-VPTN",
        number=9,
        date=on,
    )
    return paper


class PaperFactsFactory(DjangoModelFactory):
    class Meta:
        model = models.PaperFacts

    paper = factory.SubFactory(IssuedPaperFactory)
    text = factory.LazyFunction(lambda: frozen.dumps(examples.letter()))


class PaperFileFactory(DjangoModelFactory):
    class Meta:
        model = models.PaperFile

    paper = factory.SubFactory(IssuedPaperFactory)
    file = factory.SubFactory(StoredFileFactory)
    kind = models.PaperFileKind.ISSUED


class PaperSignatureFactory(DjangoModelFactory):
    class Meta:
        model = models.PaperSignature

    paper = factory.SelfAttribute("file.paper")
    file = factory.SubFactory(PaperFileFactory)
    position = 1
    part = SignaturePart.PERSON
    for_whom = "Người Mẫu"
    signer = "Người Mẫu"
    certificate = "Common Name: Người Mẫu"
    certified_by = "Common Name: CA Thử nghiệm"
    serial = "1a"
    fingerprint = "0" * 64
    valid_from = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC)
    valid_to = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    algorithm = "rsassa_pss RSA 2048 sha256"


class OfficePaperFactory(DjangoModelFactory):
    """A draft of the decision on a council; `tests.project.drafted_papers` has one of each kind."""

    class Meta:
        model = models.OfficePaper

    kind = "council"
    about = factory.SubFactory(CouncilFactory)
    subject = factory.Sequence(lambda n: f"Về việc thành lập Hội đồng số {n}")
    unit = factory.SubFactory(
        UnitFactory,
        letterhead_name="VĂN PHÒNG THỬ NGHIỆM",
        code=factory.Sequence(lambda n: f"VPHC{n}"),
        place="Sơn La",
    )
