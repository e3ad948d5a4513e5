"""Factories of the document register and of stored files."""

import datetime
import hashlib

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from office_culture import models
from tests.factories.office import UserFactory


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    symbol = factory.Sequence(lambda n: f"{n + 1}/KH-VPTN")
    date = datetime.date(2022, 5, 17)
    issuer = "Văn phòng Thử nghiệm"
    subject = "tổ chức thực hiện phong trào thi đua"
    origin = models.Origin.OWN
    use = models.Use.OWN_PLAN


class DocumentRelationFactory(DjangoModelFactory):
    class Meta:
        model = models.DocumentRelation

    document = factory.SubFactory(DocumentFactory)
    kind = models.RelationKind.IMPLEMENTS
    target = factory.SubFactory(DocumentFactory)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = models.StoredFile

    content = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n%%EOF\n", name="x"))
    original_name = factory.Sequence(lambda n: f"Kế hoạch {n}.pdf")
    media_type = "application/pdf"
    size = 15
    sha256 = hashlib.sha256(b"%PDF-1.4\n%%EOF\n").hexdigest()
    uploaded_by = factory.SubFactory(UserFactory)


class DocumentFileFactory(DjangoModelFactory):
    class Meta:
        model = models.DocumentFile

    document = factory.SubFactory(DocumentFactory)
    file = factory.SubFactory(StoredFileFactory)
    caption = "bản ký số"
