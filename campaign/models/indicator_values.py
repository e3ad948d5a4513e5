"""Values and targets of indicators measured in numbers."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import Figure, PeriodQuerySet, year_constraint
from campaign.models.indicators import DIGITS, MOST_DECIMALS, Indicator, IndicatorKind
from office_culture.models.base import Record
from office_culture.models.constraints import Duplicate
from office_culture.models.copies import Copying
from office_culture.models.periods import period_constraint
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric
from office_culture.text.numbers import number


class IndicatorTarget(Record):
    """The target of a unit for a year."""

    part_of: ClassVar[str] = "indicator"
    named_with: ClassVar[tuple[str, ...]] = ("indicator",)
    copying: ClassVar[Copying] = Copying(carried=("indicator", "unit", "value"), year="year")

    indicator = models.ForeignKey(
        Indicator,
        models.CASCADE,
        related_name="targets",
        verbose_name=_("indicator"),
        limit_choices_to={"kind": IndicatorKind.VALUE},
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

    def name_in_choices(self) -> str:
        return f"{self.indicator}, {self}"

    @property
    def when(self) -> str:
        return str(self.year)

    def clean(self) -> None:
        super().clean()
        if problem := self.indicator.problem_of(self.value):
            raise ValidationError({"value": problem})


class IndicatorValue(Figure):
    """The value of an indicator in a year or in any other period."""

    named_with: ClassVar[tuple[str, ...]] = ("indicator",)

    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        related_name="values",
        verbose_name=_("indicator"),
        limit_choices_to={"kind": IndicatorKind.VALUE},
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
        permissions = (("confirm_indicatorvalue", _("Can confirm and correct values of indicators")),)
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

    def name_in_choices(self) -> str:
        return f"{self.indicator}, {self}"

    @property
    def when(self) -> str:
        """The year as a number for a whole year, the days for any other period."""
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
        problems = self._overlap()
        if self.indicator_id and (problem := self.indicator.problem_of(self.value)):
            problems["value"] = problem
        if problems:
            raise ValidationError(problems)

    def _overlap(self) -> dict[str, Any]:
        if not (self.unit_id and self.indicator_id and self.period_start and self.period_end):
            return {}
        others = IndicatorValue.objects.filter(unit=self.unit_id, indicator=self.indicator_id)
        other = others.exclude(pk=self.pk).overlapping(self.period_start, self.period_end).first()
        if other is None or (other.period_start, other.period_end) == (self.period_start, self.period_end):
            return {}
        sentence = gettext(
            "The unit has a value from %(start)s to %(end)s, which shares days with this one. "
            "Correct one of the periods."
        ) % {"start": numeric(other.period_start), "end": numeric(other.period_end)}
        return {"period_start": Duplicate(sentence, other)}

    def warnings(self) -> list[str]:
        target = IndicatorTarget.objects.filter(
            indicator=self.indicator_id, unit=self.unit_id, year=self.period_end.year
        ).first()
        if target is None or self.indicator.is_met(self.value, target.value):
            return []
        return [
            gettext("The target of %(year)s, %(target)s, is not met.")
            % {"year": target.year, "target": self.indicator.with_unit(target.value)}
        ]
