"""Factories of what an office says about the sheets that it receives."""

import factory
from factory.django import DjangoModelFactory

from office_culture import models


class ColumnTitleFactory(DjangoModelFactory):
    class Meta:
        model = models.ColumnTitle

    kind = "office_culture.document"
    title = factory.Sequence(lambda n: f"Số KH {n}")
    column = "symbol"
