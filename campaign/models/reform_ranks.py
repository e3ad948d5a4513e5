"""The places of units in the indices that a superior body publishes."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, year_constraint
from campaign.models.indicators import Indicator, IndicatorKind
from office_culture.models.units import Unit


class ReformRank(Figure):
    """The place of a unit among its peers in a year; 1 is the best place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reform_ranks", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The year that was measured, not that of the announcement.")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="ranks",
        verbose_name=_("index"),
        limit_choices_to={"kind": IndicatorKind.RANK},
    )
    rank = models.IntegerField(_("rank"))
    of = models.IntegerField(
        _("out of"),
        null=True,
        blank=True,
        help_text=_("How many were ranked that year; empty: not known."),
    )
    among = models.CharField(
        _("among"),
        max_length=100,
        blank=True,
        help_text=_("Printed after the number, for example: sở, ban, ngành. Empty: not known."),
    )
    target = models.IntegerField(
        _("target"), null=True, blank=True, help_text=_("The place aimed at that year; empty: none was set.")
    )

    named_with: ClassVar[tuple[str, ...]] = ("indicator",)
    searched: ClassVar[tuple[str, ...]] = ("among", "source")

    class Meta:
        verbose_name = _("reform rank")
        verbose_name_plural = _("reform ranks")
        ordering = ("-year", "indicator", "pk")
        indexes = (models.Index(fields=("-year", "indicator"), name="reformrank_order"),)
        permissions = (("confirm_reformrank", _("Can confirm and correct reform ranks")),)
        constraints = (
            *Figure.Meta.constraints,
            year_constraint("reform_rank_year_plausible"),
            models.CheckConstraint(
                name="reform_rank_range",
                condition=Q(rank__gte=1) & Q(rank__lte=F("of")),
                violation_error_code="rank",
                violation_error_message=_("A rank lies between 1 and the number of those ranked."),
            ),
            models.CheckConstraint(
                name="reform_rank_target_range",
                condition=Q(target__isnull=True) | Q(target__gte=1) & Q(target__lte=F("of")),
                violation_error_code="target",
                violation_error_message=_("A place aimed at lies between 1 and the number of those ranked."),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "indicator"),
                name="reform_rank_once",
                violation_error_code="year",
                violation_error_message=_("This unit has a rank in this index for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.place}"

    def name_in_choices(self) -> str:
        return f"{self.indicator}, {self}"

    @property
    def place(self) -> str:
        """The place as printed: 6/20, or 6 where it is not known how many were ranked."""
        return str(self.rank) if self.of is None else f"{self.rank}/{self.of}"
