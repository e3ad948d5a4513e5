"""The texts on which the decisions and submissions of an office rest, each with the days on which it is in force."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from office_culture.models.constraints import once
from office_culture.models.councils import works
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.sources import Sourced

INSPECTIONS = "inspections"


def matters() -> list[tuple[str, Any]]:
    """Code and name of each matter that decisions are about: what councils judge, and inspections."""
    return [*works(), (INSPECTIONS, _("inspections"))]


class LegalBasisQuerySet(InForce):
    """Texts, asked by day and by what a paper is about."""

    def about(self, matter: str) -> "LegalBasisQuerySet":
        """Those of the matter, with those that every decision names."""
        return self.filter(matter__in={"", matter})


class LegalBasis(Sourced):
    """A law or decree that decisions and submissions of its days name, besides what a paper adds itself."""

    matter = models.CharField(
        _("for papers about"),
        max_length=20,
        choices=matters,
        blank=True,
        help_text=_("Empty: every decision of the office names this text."),
    )
    text = models.CharField(
        _("as printed"),
        max_length=400,
        help_text=_("For example: Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022."),
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects: ClassVar[Any] = LegalBasisQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("text", "source")

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ("-valid_from", "pk")
        indexes = (models.Index(fields=("-valid_from",), name="legal_basis_order"),)
        constraints = (
            valid_period_constraint("legal_basis"),
            *once(
                "legal_basis_once",
                ("text", "matter", "valid_from"),
                nullable=("valid_from",),
                at="text",
                message=_("This basis with the same start is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.text
