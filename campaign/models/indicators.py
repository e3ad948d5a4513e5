"""Indicators: what an office is measured by is a row, so a new one needs no new code."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, PeriodQuerySet, year_constraint
from office_culture.models.base import Record
from office_culture.models.periods import period_constraint
from office_culture.models.terms import Term, name_field
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric
from office_culture.text.numbers import measured, number

MOST_DECIMALS = 4
DIGITS = 16


class Direction(models.TextChoices):
    """Which way is forward."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class Topic(models.TextChoices):
    """Where in a report the indicator is told."""

    REFORM = "reform", _("administrative reform")
    DIGITAL = "digital", _("digital work")
    CONDUCT = "conduct", _("conduct and premises, saving")


class Indicator(Term):
    """Something that is measured again and again: satisfaction, days per file, electricity saved.

    Every unit is measured by the same ones, so every account may know them.
    """

    name = name_field(_("As papers say it: Mức độ hài lòng của người dân."))
    unit_of_measure = models.CharField(
        _("unit of measure"), max_length=30, blank=True, help_text=_("For example: %, điểm, triệu đồng.")
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.HIGHER)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    lowest = models.DecimalField(
        _("lowest possible"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        help_text=_("Empty: no limit. For a share: 0."),
    )
    highest = models.DecimalField(
        _("highest possible"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        help_text=_("Empty: no limit. For a share: 100."),
    )
    topic = models.CharField(
        _("told in reports under"),
        max_length=20,
        choices=Topic,
        blank=True,
        help_text=_("Empty: only texts that cite it tell of it."),
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "code", "unit_of_measure")

    class Meta(Term.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            *Term.Meta.constraints,
            models.CheckConstraint(
                name="indicator_decimals_range",
                condition=Q(decimals__lte=MOST_DECIMALS),
                violation_error_code="decimals",
                violation_error_message=_("An indicator has at most 4 decimals."),
            ),
            models.CheckConstraint(
                name="indicator_limits_in_order",
                condition=Q(lowest__isnull=True) | Q(highest__isnull=True) | Q(lowest__lt=F("highest")),
                violation_error_code="highest",
                violation_error_message=_("The highest possible value lies above the lowest possible one."),
            ),
        )

    def clean(self) -> None:
        super().clean()
        if self.pk:
            self._refuse_limits_that_values_break()

    def _refuse_limits_that_values_break(self) -> None:
        for row in (*self.values.all(), *self.targets.all()):
            rule, problem = self.broken_rule(row.value)
            if rule:
                raise ValidationError(
                    {
                        rule: gettext("The value of %(when)s on record, %(value)s, would not fit: %(why)s")
                        % {"value": number(row.value), "when": row.when, "why": problem}
                    }
                )

    @property
    def higher_is_better(self) -> bool:
        return self.direction == Direction.HIGHER

    def printed(self, value: Decimal) -> str:
        """The number alone, with exactly the decimals of the indicator."""
        return number(value, self.decimals)

    def told(self, value: Decimal) -> str:
        """The number with its unit of measure: 95,4%."""
        return measured(self.printed(value), self.unit_of_measure)

    def is_met(self, value: Decimal, target: Decimal) -> bool:
        """Whether `value` is at least as good as `target`."""
        return value >= target if self.higher_is_better else value <= target

    def problem_of(self, value: Decimal | None) -> str:
        """Why no value of this indicator can be `value`, or ""."""
        return "" if value is None else self.broken_rule(value)[1]

    def broken_rule(self, value: Decimal) -> tuple[str, str]:
        """The field of the rule that `value` breaks, and the sentence; two empty texts if it breaks none."""
        if round(value, self.decimals or 0) != value:
            return "decimals", gettext(
                "“%(name)s” is measured with %(decimals)s decimals; round the number."
            ) % {
                "name": self.name,
                "decimals": self.decimals,
            }
        if self.lowest is not None and value < self.lowest:
            return "lowest", gettext("“%(name)s” cannot be below %(limit)s.") % {
                "name": self.name,
                "limit": self.told(self.lowest),
            }
        if self.highest is not None and value > self.highest:
            return "highest", gettext("“%(name)s” cannot be above %(limit)s.") % {
                "name": self.name,
                "limit": self.told(self.highest),
            }
        return "", ""


class IndicatorTarget(Record):
    """What a unit wants to reach in a year."""

    part_of: ClassVar[str] = "indicator"

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name=_("indicator")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicator_targets", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("target"), max_digits=DIGITS, decimal_places=MOST_DECIMALS)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("-year", "unit", "pk")
        constraints = (
            year_constraint("indicator_target_year_plausible"),
            models.UniqueConstraint(
                fields=("indicator", "unit", "year"),
                name="indicator_target_once",
                violation_error_code="year",
                violation_error_message=_("This unit has a target for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}: {number(self.value)}"

    @property
    def when(self) -> str:
        return str(self.year)

    def clean(self) -> None:
        super().clean()
        if problem := self.indicator.problem_of(self.value):
            raise ValidationError({"value": problem})


class IndicatorValue(Figure):
    """What was measured in a year or in any other period."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="values", verbose_name=_("indicator")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="indicator_values", verbose_name=_("unit"))
    period_start = models.DateField(_("from"), validators=[validate_document_date])
    period_end = models.DateField(_("to"), validators=[validate_document_date])
    value = models.DecimalField(_("value"), max_digits=DIGITS, decimal_places=MOST_DECIMALS)

    objects: ClassVar[Any] = PeriodQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("source",)

    class Meta:
        verbose_name = _("value of an indicator")
        verbose_name_plural = _("values of indicators")
        ordering = ("-period_end", "indicator", "unit", "pk")
        indexes = (models.Index(fields=("-period_end", "indicator", "unit"), name="indicatorvalue_order"),)
        permissions = (("confirm_indicatorvalue", "Can confirm and correct values of indicators"),)
        constraints = (
            *Figure.Meta.constraints,
            period_constraint("indicator_value_period", "period_start", "period_end"),
            models.UniqueConstraint(
                fields=("indicator", "unit", "period_start", "period_end"),
                name="indicator_value_once",
                violation_error_code="period_end",
                violation_error_message=_("This unit has a value for this period already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.when}: {number(self.value)}"

    @property
    def when(self) -> str:
        """A whole year by its number, any other period by its days."""
        if self.is_a_year:
            return str(self.period_start.year)
        return f"{numeric(self.period_start)} – {numeric(self.period_end)}"

    @property
    def is_a_year(self) -> bool:
        """Whether the period is exactly one calendar year."""
        start, end = self.period_start, self.period_end
        return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year

    def clean(self) -> None:
        super().clean()
        problems: dict[str, str] = {}
        if self.indicator_id and (problem := self.indicator.problem_of(self.value)):
            problems["value"] = problem
        problems |= self._overlap()
        if problems:
            raise ValidationError(problems)

    def _overlap(self) -> dict[str, str]:
        if not (self.unit_id and self.indicator_id and self.period_start and self.period_end):
            return {}
        others = IndicatorValue.objects.filter(unit=self.unit_id, indicator=self.indicator_id)
        other = others.exclude(pk=self.pk).overlapping(self.period_start, self.period_end).first()
        if other is None or (other.period_start, other.period_end) == (self.period_start, self.period_end):
            return {}
        return {
            "period_start": gettext(
                "The unit has a value from %(start)s to %(end)s, which shares days with this one. "
                "Correct one of the periods."
            )
            % {"start": numeric(other.period_start), "end": numeric(other.period_end)}
        }

    def warnings(self) -> list[str]:
        target = IndicatorTarget.objects.filter(
            indicator=self.indicator_id, unit=self.unit_id, year=self.period_end.year
        ).first()
        if target is None or self.indicator.is_met(self.value, target.value):
            return []
        return [
            gettext("The target of %(year)s, %(target)s, is not met.")
            % {"year": target.year, "target": self.indicator.told(target.value)}
        ]
