"""Digital work: shares of a period, and the systems in use."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, PeriodQuerySet
from campaign.models.indicators import MOST_DECIMALS, Indicator, IndicatorKind
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.periods import InForce, period_constraint, valid_period_constraint
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric
from office_culture.text.numbers import percent

SHARE_DIGITS = 3 + MOST_DECIMALS  # up to 100


class DigitalShare(Figure):
    """The share of some work that is done digitally in a period, and what the share leaves out."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="digital_shares", verbose_name=_("unit"))
    period_start = models.DateField(_("from"), validators=[validate_document_date])
    period_end = models.DateField(_("to"), validators=[validate_document_date])
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="shares",
        verbose_name=_("share of what"),
        limit_choices_to={"kind": IndicatorKind.SHARE},
    )
    percent = models.DecimalField(
        _("share (%)"),
        max_digits=SHARE_DIGITS,
        decimal_places=MOST_DECIMALS,
        help_text=_("With the decimals that the source has: 99,57."),
    )
    excludes = models.CharField(
        _("leaves out"),
        max_length=200,
        blank=True,
        help_text=_("What the share does not count, for example: văn bản mật, văn bản tài chính."),
    )
    target = models.DecimalField(
        _("target (%)"),
        max_digits=SHARE_DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        help_text=_("The share aimed at; empty: none was set."),
    )

    objects: ClassVar[Any] = PeriodQuerySet.as_manager()

    named_with: ClassVar[tuple[str, ...]] = ("indicator",)
    searched: ClassVar[tuple[str, ...]] = ("excludes", "source")

    class Meta:
        verbose_name = _("digital share")
        verbose_name_plural = _("digital shares")
        ordering = ("-period_end", "indicator", "pk")
        indexes = (models.Index(fields=("-period_end", "indicator"), name="digitalshare_order"),)
        permissions = (("confirm_digitalshare", _("Can confirm and correct digital shares")),)
        constraints = (
            *Figure.Meta.constraints,
            period_constraint("digital_share_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="digital_share_range",
                condition=Q(percent__gte=0) & Q(percent__lte=100),
                violation_error_code="percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.CheckConstraint(
                name="digital_share_target_range",
                condition=Q(target__isnull=True) | Q(target__gte=0) & Q(target__lte=100),
                violation_error_code="target",
                violation_error_message=_("A share aimed at is between 0 and 100 percent."),
            ),
            models.UniqueConstraint(
                fields=("unit", "indicator", "period_start", "period_end"),
                name="digital_share_once",
                violation_error_code="indicator",
                violation_error_message=_("This unit has this share for this period already."),
            ),
        )

    def __str__(self) -> str:
        return f"{numeric(self.period_start)} – {numeric(self.period_end)}: {percent(self.percent)}"

    def name_in_choices(self) -> str:
        return f"{self.indicator}, {self}"


class DigitalSystemQuerySet(InForce, RecordQuerySet["DigitalSystem"]):
    """Systems, asked by day through `on(day)`."""


class DigitalSystem(Record):
    """A digital system that a unit works with, from its introduction to its end."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="digital_systems", verbose_name=_("unit"))
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=0, help_text=_("Place in the list that papers print.")
    )
    valid_from = models.DateField(_("in use from"), null=True, blank=True)
    valid_to = models.DateField(_("in use to"), null=True, blank=True)

    objects: ClassVar[Any] = DigitalSystemQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    names_in_unit = Twins("name", "unit")

    class Meta:
        verbose_name = _("digital system")
        verbose_name_plural = _("digital systems")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="digitalsystem_order"),)
        constraints = (
            valid_period_constraint("digital_system"),
            models.UniqueConstraint(
                fields=("unit", "name"),
                name="digital_system_once",
                violation_error_code="name",
                violation_error_message=_("This unit has a system of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name
