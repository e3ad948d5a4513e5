"""Factories of certificates."""

import factory
from factory.django import DjangoModelFactory

from awards import models
from tests.factories.awards import ConferralFactory
from tests.factories.documents import StoredFileFactory
from tests.factories.office import UnitFactory, UserFactory


class CertificateLayoutFactory(DjangoModelFactory):
    class Meta:
        model = models.CertificateLayout

    name = factory.Sequence(lambda n: f"Giấy khen khổ A4 {n}")
    unit = factory.SubFactory(UnitFactory)


class CertificateFieldFactory(DjangoModelFactory):
    class Meta:
        model = models.CertificateField

    layout = factory.SubFactory(CertificateLayoutFactory)
    content = models.CertificateText.NAME
    x = 30
    y = 95
    width = 237
    height = 12


class CertificatePictureFactory(DjangoModelFactory):
    class Meta:
        model = models.CertificatePicture

    layout = factory.SubFactory(CertificateLayoutFactory)
    kind = models.PictureKind.BLANK
    file = factory.SubFactory(StoredFileFactory)


class CertificateBatchFactory(DjangoModelFactory):
    class Meta:
        model = models.CertificateBatch

    layout = factory.SubFactory(CertificateLayoutFactory)
    name = factory.Sequence(lambda n: f"Giấy khen năm 2022, lần {n}")
    made_by = factory.SubFactory(UserFactory)


class BatchCertificateFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchCertificate

    batch = factory.SubFactory(CertificateBatchFactory)
    position = 1
    conferral = factory.SubFactory(ConferralFactory)


class BatchFileFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchFile

    batch = factory.SubFactory(CertificateBatchFactory)
    kind = models.BatchFileKind.PART
    file = factory.SubFactory(StoredFileFactory)
