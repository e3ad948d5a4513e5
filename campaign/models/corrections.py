"""Corrections: what a confirmed figure said before, what it says now, and why. Written once, by an action."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.case_files import CaseFileReturn
from campaign.models.digital import DigitalShare
from campaign.models.indicators import IndicatorValue
from campaign.models.reform_ranks import ReformRank
from office_culture.models.base import Record


class Correction(Record):
    """One value of a confirmed figure that was changed. Each kind of figure has its own table of these."""

    part_of: ClassVar[str] = "figure"

    column = models.CharField(_("column"), max_length=200, editable=False)
    old = models.TextField(_("old value"), blank=True, editable=False)
    new = models.TextField(_("new value"), blank=True, editable=False)
    reason = models.TextField(_("reason"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("corrected by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("corrected at"), editable=False)

    unit_path: ClassVar[str | None] = "figure__unit"
    searched: ClassVar[tuple[str, ...]] = ("reason", "old", "new")

    class Meta:
        abstract = True
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="%(class)s_has_a_reason",
                condition=~Q(reason=""),
                violation_error_code="reason",
                violation_error_message=_("A confirmed figure is corrected with a reason."),
            ),
            models.CheckConstraint(
                name="%(class)s_changes",
                condition=~Q(old=models.F("new")),
                violation_error_message=_("A correction changes the value."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.column}: {self.old} → {self.new}"


class CaseFileCorrection(Correction):
    """A correction of a return of case files, or of its causes of delay."""

    figure = models.ForeignKey(
        CaseFileReturn, models.CASCADE, related_name="corrections", verbose_name=_("figure")
    )


class ReformRankCorrection(Correction):
    """A correction of a rank."""

    figure = models.ForeignKey(
        ReformRank, models.CASCADE, related_name="corrections", verbose_name=_("figure")
    )


class DigitalShareCorrection(Correction):
    """A correction of a share."""

    figure = models.ForeignKey(
        DigitalShare, models.CASCADE, related_name="corrections", verbose_name=_("figure")
    )


class IndicatorCorrection(Correction):
    """A correction of the value of an indicator."""

    figure = models.ForeignKey(
        IndicatorValue, models.CASCADE, related_name="corrections", verbose_name=_("figure")
    )
