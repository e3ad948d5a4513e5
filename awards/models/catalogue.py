"""The catalogue of awards: emulation titles and forms of commendation."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint


class AwardKind(models.TextChoices):
    """The kind of an award. All kinds are in one catalogue: clerks who had two lists mixed them up."""

    TITLE = "title", _("emulation title")
    FORM = "form", _("form of commendation")
    HONOUR = "honour", _("honorary title of the State")


class AwardSubject(models.TextChoices):
    """Who can receive an award."""

    INDIVIDUAL = "individual", _("individuals")
    COLLECTIVE = "collective", _("collectives")
    BOTH = "both", _("collectives and individuals")


class AwardLevel(models.TextChoices):
    """Whose authority gives the award."""

    BASE = "base", _("the agency itself")
    PROVINCE = "province", _("province or ministry")
    STATE = "state", _("the State")


class AwardQuerySet(InForce, RecordQuerySet["Award"]):
    """Awards, asked by day through `on(day)`."""


class Award(Record):
    """A title or form that somebody can be put up for. What the law asks for it changes: see `AwardRule`.

    `code` is how the catalogue that comes with the program calls it, so that an office may give it another name.
    """

    code = models.SlugField(max_length=40, blank=True, default="", editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=AwardKind)
    subject = models.CharField(_("for"), max_length=12, choices=AwardSubject)
    level = models.CharField(_("level"), max_length=10, choices=AwardLevel)
    decided_by = models.CharField(_("decided by"), max_length=200)
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=100, help_text=_("Higher awards first: the highest is 1.")
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists to"), null=True, blank=True)

    objects: ClassVar[Any] = AwardQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name", "decided_by")

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("position",), name="award_order"),)
        constraints = (
            valid_period_constraint("award"),
            models.UniqueConstraint(fields=("code",), condition=~Q(code=""), name="award_code_once"),
            *once(
                "award_once",
                ("name", "subject", "valid_from"),
                nullable=("valid_from",),
                at="name",
                message=_("This award is in the catalogue already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_called_title(self) -> bool:
        """Whether papers say “danh hiệu …” of it: emulation titles, and honorary titles of the State."""
        return self.kind in {AwardKind.TITLE, AwardKind.HONOUR}

    def is_for(self, kind: str) -> bool:
        """Whether a recipient of that kind (`individual` or `collective`) can receive it."""
        return self.subject in {AwardSubject.BOTH, kind}

    def refuse_other_recipients(self, kind: str) -> None:
        """Raises `ValidationError` at the column `recipient` of a rule or threshold that names the award."""
        if not self.is_for(kind):
            raise ValidationError(
                {"recipient": gettext("“%(award)s” is not for such recipients.") % {"award": self}}
            )
