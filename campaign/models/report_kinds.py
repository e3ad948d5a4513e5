"""The purposes of reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """The purpose of a report; each kind has its outlines."""

    INTERIM = "interim", _("interim review")
    FINAL = "final", _("final review")
    YEARLY = "yearly", _("yearly report")
    THEMATIC = "thematic", _("thematic report")
