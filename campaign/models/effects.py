"""Effects of innovations: what changed, by how much, and on what basis the figure is known."""

from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import Innovation
from office_culture.models.base import Record
from office_culture.models.documents import Document
from office_culture.models.files import FileLink
from office_culture.text.extents import Extent
from office_culture.text.numbers import measured, money, number, signed_percent

CENT = Decimal("0.01")
DONG = Decimal(1)
MOST_PERCENT = Decimal(10) ** 6
MOST_MONEY = Decimal(10) ** 15


class EffectDirection(models.TextChoices):
    """How the thing measured changed."""

    REDUCED = "reduced", _("reduced")
    IMPROVED = "improved", _("improved")
    SUPPORTED = "supported", _("supported")


class EffectBasis(models.TextChoices):
    """On what basis the figure is known."""

    MEASURED = "measured", _("measured")
    ESTIMATED = "estimated", _("estimated")
    TARGET = "target", _("aimed at")


class EffectExtent(models.TextChoices):
    """How exact the typed figures of an effect are."""

    EXACT = Extent.EXACT.value, _("exactly")
    ABOUT = Extent.ABOUT.value, _("about")
    AT_LEAST = Extent.AT_LEAST.value, _("at least")
    AT_MOST = Extent.AT_MOST.value, _("at most")
    BETWEEN = Extent.BETWEEN.value, _("from – to")


# Columns with the upper end of a figure, each beside its lower end.
UPPER_ENDS = {
    "change_percent": "change_percent_to",
    "change_amount": "change_amount_to",
    "money_saved": "money_saved_to",
}


def _farther(column: str, to: str) -> Q:
    """The condition that the second value is on the same side of 0 as the first one and at least as far from it."""
    return Q(**{f"{column}__lte": 0, f"{to}__lte": F(column)}) | Q(
        **{f"{column}__gte": 0, f"{to}__gte": F(column)}
    )


class InnovationEffect(Record):
    """One effect: what changed, from which value to which, and on what basis that is known.

    `change_percent` is signed: −30 for a reduction by 30%. With a value before and after it is computed.
    `change_amount` is how much it changed in the unit of measure, never signed. `extent` says how exact the typed
    figures are; from – to has its upper ends in columns of their own. `money_saved` is in đồng over the period; with a
    quantity and a price it is computed.
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
        help_text=_("−30 for a reduction by 30%. Leave it empty where before and after are known."),
    )
    change_percent_to = models.DecimalField(
        _("change up to (%)"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("−30 for a reduction by 20 to 30%. Only with “from – to”."),
    )
    change_amount = models.DecimalField(
        _("change in the unit of measure"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("20 for 20 minutes less. Leave it empty where before and after are known."),
    )
    change_amount_to = models.DecimalField(
        _("change up to"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Only with “from – to”."),
    )
    extent = models.CharField(
        _("meant as"),
        max_length=20,
        choices=EffectExtent,
        default=EffectExtent.EXACT,
        help_text=_("Printed as “khoảng”, “ít nhất”, “không quá” or “từ … đến …” before what was typed."),
    )
    basis = models.CharField(_("known by"), max_length=20, choices=EffectBasis, default=EffectBasis.ESTIMATED)
    method = models.CharField(_("how it was found"), max_length=300, blank=True)
    period = models.CharField(
        _("period"), max_length=100, blank=True, help_text=_("As papers say it: năm 2021.")
    )
    saved_quantity = models.DecimalField(
        _("quantity saved"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Over the period, in the unit of measure: sheets, hours, journeys."),
    )
    unit_price = models.DecimalField(
        _("price of one (đồng)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    money_saved = models.DecimalField(
        _("money saved (đồng)"),
        max_digits=18,
        decimal_places=0,
        null=True,
        blank=True,
        help_text=_("Leave it empty where quantity and price are known: then it is computed."),
    )
    money_saved_to = models.DecimalField(
        _("money saved up to (đồng)"),
        max_digits=18,
        decimal_places=0,
        null=True,
        blank=True,
        help_text=_("Only with “from – to”."),
    )

    document = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="proved_effects",
        verbose_name=_("shown by the document"),
        null=True,
        blank=True,
        help_text=_("A registered document that shows this effect; files are attached below."),
    )

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("what", "method")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "change_percent", "money_saved")

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
                | ~Q(basis=EffectBasis.MEASURED),
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
            *(
                models.CheckConstraint(
                    name=f"innovation_effect_{column}_not_negative",
                    condition=Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": 0}),
                    violation_error_code=column,
                    violation_error_message=_("What was saved cannot be below zero."),
                )
                for column in ("saved_quantity", "unit_price", "money_saved")
            ),
            models.CheckConstraint(
                name="innovation_effect_amount_not_negative",
                condition=Q(change_amount__isnull=True) | Q(change_amount__gte=0),
                violation_error_code="change_amount",
                violation_error_message=_(
                    "Enter the amount without a sign: the effect says which way it went."
                ),
            ),
            models.CheckConstraint(
                name="innovation_effect_amount_of_something",
                condition=Q(change_amount__isnull=True) | ~Q(unit_of_measure=""),
                violation_error_code="unit_of_measure",
                violation_error_message=_("Say in which unit the change is measured, for example: phút."),
            ),
            models.CheckConstraint(
                name="innovation_effect_amount_or_before_and_after",
                condition=Q(change_amount__isnull=True) | Q(before__isnull=True),
                violation_error_code="change_amount",
                violation_error_message=_("Before and after say it already. Leave this field empty."),
            ),
            models.CheckConstraint(
                name="innovation_effect_upper_ends_of_a_span",
                condition=Q(extent=EffectExtent.BETWEEN)
                & (
                    Q(change_percent_to__isnull=False)
                    | Q(change_amount_to__isnull=False)
                    | Q(money_saved_to__isnull=False)
                )
                | ~Q(extent=EffectExtent.BETWEEN)
                & Q(
                    change_percent_to__isnull=True, change_amount_to__isnull=True, money_saved_to__isnull=True
                ),
                violation_error_code="extent",
                violation_error_message=_("“From – to” has an upper end, and nothing else has one."),
            ),
            *(
                models.CheckConstraint(
                    name=f"innovation_effect_{to}_farther",
                    condition=Q(**{f"{to}__isnull": True})
                    | Q(**{f"{column}__isnull": False}) & _farther(column, to),
                    violation_error_code=to,
                    violation_error_message=_("The upper end goes farther than the lower one; give both."),
                )
                for column, to in UPPER_ENDS.items()
            ),
            models.CheckConstraint(
                name="innovation_effect_upper_ends_are_typed",
                condition=(Q(change_percent_to__isnull=True) | Q(before__isnull=True))
                & (
                    Q(money_saved_to__isnull=True)
                    | Q(saved_quantity__isnull=True)
                    | Q(unit_price__isnull=True)
                ),
                violation_error_code="extent",
                violation_error_message=_("A computed figure has no upper end."),
            ),
            models.CheckConstraint(
                name="innovation_effect_span_loses_at_most_all",
                condition=Q(change_percent_to__isnull=True) | Q(change_percent_to__gte=-100),
                violation_error_code="change_percent_to",
                violation_error_message=_("Nothing falls by more than 100 percent."),
            ),
            models.CheckConstraint(
                name="innovation_effect_money_over_a_period",
                condition=Q(money_saved__isnull=True) | ~Q(period=""),
                violation_error_code="period",
                violation_error_message=_("Say in which period the money was saved, for example: năm 2021."),
            ),
            models.CheckConstraint(
                # Rounding to whole đồng loses at most a half; a whole one allows for binary arithmetic.
                name="innovation_effect_money_as_computed",
                condition=Q(saved_quantity__isnull=True)
                | Q(unit_price__isnull=True)
                | Q(
                    money_saved__gte=F("saved_quantity") * F("unit_price") - 1,
                    money_saved__lte=F("saved_quantity") * F("unit_price") + 1,
                ),
                violation_error_code="money_saved",
                violation_error_message=_("The money does not follow from quantity and price."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    @property
    def computed_percent(self) -> Decimal | None:
        """The change from `before` to `after` in percent, signed; None where one is missing or `before` is 0."""
        if self.before is None or self.after is None or not self.before:
            return None
        change = (Decimal(self.after) - Decimal(self.before)) * 100 / Decimal(self.before)
        return change.quantize(CENT, ROUND_HALF_UP)

    @property
    def computed_money(self) -> Decimal | None:
        """Quantity by price in whole đồng; None where one of them is missing."""
        if self.saved_quantity is None or self.unit_price is None:
            return None
        return (Decimal(self.saved_quantity) * Decimal(self.unit_price)).quantize(DONG, ROUND_HALF_UP)

    @property
    def money_is_computed(self) -> bool:
        """Whether the amount follows from quantity and price, so that it was not typed."""
        return self.computed_money is not None

    @property
    def calculation(self) -> str:
        """How the amount follows from quantity and price, for the screen: 1.200 tờ × 500 đồng = 600.000 đồng."""
        if self.saved_quantity is None or self.unit_price is None or self.computed_money is None:
            return ""
        quantity = measured(number(self.saved_quantity), self.unit_of_measure)
        return f"{quantity} × {number(self.unit_price)} đồng = {money(self.computed_money)}"

    def clean(self) -> None:
        super().clean()
        problems = self._too_large() or {**self._typed_percent(), **self._typed_money()}
        if problems:
            raise ValidationError(problems)
        self._compute()

    def derive(self) -> None:
        self._compute()
        super().derive()

    def _compute(self) -> None:
        if self.computed_percent is not None:
            self.change_percent = self.computed_percent
        if self.computed_money is not None:
            self.money_saved = self.computed_money

    def _too_large(self) -> dict[str, str]:
        """Problems by field where a computed figure exceeds its column, most likely after a typing error."""
        problems = {}
        if self.computed_percent is not None and self.computed_percent >= MOST_PERCENT:
            problems["after"] = gettext("Before and after are too far apart to be right. Check both values.")
        if self.computed_money is not None and self.computed_money >= MOST_MONEY:
            problems["unit_price"] = gettext(
                "Quantity and price give more than can be right. Check both values."
            )
        return problems

    def _typed_percent(self) -> dict[str, str]:
        computed, typed = self.computed_percent, self.change_percent
        if computed is None or typed is None or typed == computed or self._is_stored("change_percent", typed):
            return {}
        return {
            "change_percent": gettext(
                "From %(before)s to %(after)s is a change of %(computed)s. Leave this field empty."
            )
            % {
                "before": number(self.before or 0),
                "after": number(self.after or 0),
                "computed": signed_percent(computed),
            }
        }

    def _typed_money(self) -> dict[str, str]:
        computed, typed = self.computed_money, self.money_saved
        if computed is None or typed is None or typed == computed or self._is_stored("money_saved", typed):
            return {}
        return {
            "money_saved": gettext("%(calculation)s. Leave this field empty.")
            % {"calculation": self.calculation}
        }

    def _is_stored(self, column: str, typed: Decimal) -> bool:
        """Whether the column has this value in the database: then only the values around it were changed."""
        return type(self).objects.filter(pk=self.pk, **{column: typed}).exists() if self.pk else False


class InnovationFile(FileLink):
    """Evidence of one effect, or of the innovation as a whole: a count, a bill, minutes, a picture."""

    part_of = "innovation"

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="files", verbose_name=_("innovation")
    )
    # An effect is deleted only after its evidence, or together with the whole innovation.
    effect = models.ForeignKey(
        InnovationEffect,
        models.RESTRICT,
        related_name="files",
        verbose_name=_("shows the effect"),
        null=True,
        blank=True,
        help_text=_("Empty: the innovation as a whole."),
    )

    unit_path = "innovation__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of an innovation")
        verbose_name_plural = _("evidence of innovations")

    def clean(self) -> None:
        super().clean()
        if self.effect is not None and self.effect.innovation_id != self.innovation_id:
            raise ValidationError({"effect": gettext("This is an effect of another innovation.")})
