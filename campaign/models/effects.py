"""Effects of innovations: what changed, by how much, and how that is known."""

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import Innovation
from office_culture.models.base import Record
from office_culture.text.numbers import number, signed_percent

CENT = Decimal("0.01")


class EffectDirection(models.TextChoices):
    """What became of the thing measured."""

    REDUCED = "reduced", _("reduced")
    IMPROVED = "improved", _("improved")
    SUPPORTED = "supported", _("supported")


class EffectBasis(models.TextChoices):
    """How the figure is known."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated")


class InnovationEffect(Record):
    """One effect: what changed, from which value to which, and how that is known.

    `change_percent` is signed: −30 for a reduction by 30 %. With a value before and after it is computed.
    """

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="effects", verbose_name=_("innovation")
    )
    direction = models.CharField(_("effect"), max_length=20, choices=EffectDirection)
    what = models.CharField(
        _("on what"), max_length=300, help_text=_("As it follows the verb: chi phí in ấn tài liệu.")
    )
    unit_of_measure = models.CharField(_("unit of measure"), max_length=50, blank=True)
    before = models.DecimalField(_("before"), max_digits=18, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("after"), max_digits=18, decimal_places=2, null=True, blank=True)
    change_percent = models.DecimalField(
        _("change (%)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("−30 for a reduction by 30 %. Leave it empty where before and after are known."),
    )
    basis = models.CharField(_("known by"), max_length=20, choices=EffectBasis, default=EffectBasis.ESTIMATED)
    approximate = models.BooleanField(_("about"), default=False, help_text=_("Printed as “khoảng”."))
    method = models.CharField(_("how it was found"), max_length=300, blank=True)
    period = models.CharField(
        _("period"), max_length=100, blank=True, help_text=_("As papers say it: năm 2021.")
    )

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("what", "method")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "change_percent")

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="innovation_effect_before_not_negative",
                condition=Q(before__isnull=True) | Q(before__gte=0),
                violation_error_code="before",
                violation_error_message=_("What is measured cannot be below zero."),
            ),
            models.CheckConstraint(
                name="innovation_effect_after_not_negative",
                condition=Q(after__isnull=True) | Q(after__gte=0),
                violation_error_code="after",
                violation_error_message=_("What is measured cannot be below zero."),
            ),
            models.CheckConstraint(
                name="innovation_effect_before_with_after",
                condition=Q(before__isnull=True, after__isnull=True)
                | Q(before__isnull=False, after__isnull=False),
                violation_error_code="after",
                violation_error_message=_("Give both the value before and the value after, or neither."),
            ),
            models.CheckConstraint(
                name="innovation_effect_percent_has_a_base",
                condition=Q(change_percent__isnull=True)
                | Q(before__isnull=False, after__isnull=False)
                | Q(basis=EffectBasis.ESTIMATED),
                violation_error_code="basis",
                violation_error_message=_(
                    "A percentage without the values before and after is an estimate: mark it so, or give both."
                ),
            ),
            models.CheckConstraint(
                name="innovation_effect_measured_somehow",
                condition=~Q(basis=EffectBasis.MEASURED) | ~Q(method=""),
                violation_error_code="method",
                violation_error_message=_("Say how it was measured, or mark it as estimated."),
            ),
            models.CheckConstraint(
                name="innovation_effect_loses_at_most_all",
                condition=Q(change_percent__isnull=True) | Q(change_percent__gte=-100),
                violation_error_code="change_percent",
                violation_error_message=_("Nothing falls by more than 100 percent."),
            ),
            models.CheckConstraint(
                name="innovation_effect_reduction_falls",
                condition=~Q(direction=EffectDirection.REDUCED)
                | Q(change_percent__isnull=True)
                | Q(change_percent__lte=0),
                violation_error_code="change_percent",
                violation_error_message=_(
                    "A reduction has a negative percentage, such as −30; otherwise choose another effect."
                ),
            ),
            models.CheckConstraint(
                # Half a hundredth of a percent is lost in rounding; a whole one allows for binary arithmetic.
                name="innovation_effect_percent_as_computed",
                condition=Q(before__isnull=True)
                | Q(after__isnull=True)
                | Q(change_percent__isnull=True)
                | Q(
                    after__gte=F("before") + F("before") * (F("change_percent") - CENT) / 100,
                    after__lte=F("before") + F("before") * (F("change_percent") + CENT) / 100,
                ),
                violation_error_code="change_percent",
                violation_error_message=_("The percentage does not follow from the values before and after."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def computed_percent(self) -> Decimal | None:
        """The change from `before` to `after`; None where one is missing or nothing was there before."""
        if self.before is None or self.after is None or not self.before:
            return None
        change = (Decimal(self.after) - Decimal(self.before)) * 100 / Decimal(self.before)
        return change.quantize(CENT, ROUND_HALF_UP)

    def clean(self) -> None:
        super().clean()
        computed = self.computed_percent
        typed = self.change_percent
        if computed is not None and typed is not None and typed != computed and not self._kept(typed):
            raise ValidationError(
                {
                    "change_percent": _now(
                        "From %(before)s to %(after)s is a change of %(computed)s. Leave this field empty."
                    )
                    % {
                        "before": number(self.before or 0),
                        "after": number(self.after or 0),
                        "computed": signed_percent(computed),
                    }
                }
            )
        if computed is not None:
            self.change_percent = computed

    def _kept(self, typed: Decimal) -> bool:
        """Whether the percentage is the stored one: nobody typed it, only the values around it changed."""
        return type(self).objects.filter(pk=self.pk, change_percent=typed).exists() if self.pk else False

    def derive(self) -> None:
        computed = self.computed_percent
        if computed is not None:
            self.change_percent = computed
        super().derive()
