"""Choices for documents: their origin, their use in our work, and their relations to each other."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where a document comes from, seen from our office."""

    ABOVE = "above", _("from above")
    OWN = "own", _("our own")
    OTHER = "other", _("from elsewhere")


class Use(models.TextChoices):
    """What a document is for in our work; it decides in which list a report names the document."""

    OWN_PLAN = "own_plan", _("own plan")
    DIRECTIVE = "directive", _("directive from above")
    OWN_REGULATION = "own_regulation", _("own regulation")
    INSPECTION_BASIS = "inspection_basis", _("basis of inspections")
    REPORT_REQUEST = "report_request", _("asks for the report")
    LEGAL_BASIS = "legal_basis", _("legal basis")
    DECISION = "decision", _("decision")
    OTHER = "other", _("other")


class RelationKind(models.TextChoices):
    """The relation of a document to an earlier one."""

    IMPLEMENTS = "implements", _("implements")
    BASED_ON = "based_on", _("is based on")
    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")


# Without REPLACES: a document that replaces another is not based on it.
RESTING = (RelationKind.IMPLEMENTS, RelationKind.BASED_ON, RelationKind.AMENDS)
