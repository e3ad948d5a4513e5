"""Indicators: what an office is measured by is a row, so a new one needs no new code."""

from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.terms import Term, name_field
from office_culture.text.numbers import measured, number

MOST_DECIMALS = 4
DIGITS = 16


class IndicatorKind(models.TextChoices):
    """What the figures of the indicator are; each kind of figure has its own table."""

    VALUE = "value", _("value")
    RANK = "rank", _("rank among peers")
    SHARE = "share", _("share of digital work")


class Direction(models.TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class Topic(models.TextChoices):
    """The section of a report in which the indicator is printed."""

    REFORM = "reform", _("administrative reform")
    DIGITAL = "digital", _("digital work")
    CONDUCT = "conduct", _("conduct and premises, saving")


# What is better where the kind decides it: place 1 is the best rank, 100% the best share of digital work.
FORWARD: dict[str, str] = {IndicatorKind.RANK: Direction.LOWER, IndicatorKind.SHARE: Direction.HIGHER}


class Indicator(Term):
    """Something that is measured again and again: satisfaction, electricity, a place in an index, signed documents.

    An index in which a superior body ranks its departments is an indicator of the kind rank. The main one is cited
    without a name (`reform_rank.2019`), and papers mention a year in which its rank is missing.

    Every unit is measured by the same ones, so every account may know them.
    """

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=IndicatorKind,
        default=IndicatorKind.VALUE,
        help_text=_(
            "A value is any number that is measured; a rank is a place among so many; a share is a percentage of work "
            "done digitally, with what it leaves out. Stays as it is once saved."
        ),
    )
    name = name_field(
        _(
            "As papers say it: Mức độ hài lòng của người dân; Chỉ số cải cách hành chính; of a share what follows "
            "“Tỷ lệ”: văn bản được xử lý và ký số trên môi trường điện tử."
        )
    )
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
    published_by = models.CharField(
        _("published by"), max_length=150, blank=True, help_text=_("Who ranks: UBND tỉnh, Bộ Nội vụ.")
    )
    main = models.BooleanField(
        _("main index"),
        default=False,
        help_text=_("The one that reports ask for every year; one index at most."),
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "code", "unit_of_measure", "published_by")

    class Meta(Term.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = (
            *Term.Meta.constraints,
            models.UniqueConstraint(
                fields=("main",),
                condition=Q(main=True),
                name="indicator_one_main",
                violation_error_code="main",
                violation_error_message=_("Another index is the main one already; change that one first."),
            ),
            models.CheckConstraint(
                name="indicator_of_ranks",
                condition=Q(kind=IndicatorKind.RANK) | Q(main=False, published_by=""),
                violation_error_code="published_by",
                violation_error_message=_("Only a rank is published by somebody and can be the main index."),
            ),
            models.CheckConstraint(
                name="indicator_of_values",
                condition=Q(kind=IndicatorKind.VALUE)
                | Q(unit_of_measure="", decimals=0, lowest__isnull=True, highest__isnull=True, topic=""),
                violation_error_code="kind",
                violation_error_message=_(
                    "Only a value has a unit of measure, decimals, limits and a place in reports of its own."
                ),
            ),
            *(
                models.CheckConstraint(
                    name=f"indicator_{kind}_forward",
                    condition=~Q(kind=kind) | Q(direction=direction),
                    violation_error_code="direction",
                    violation_error_message=_(
                        "Of a rank the lower one is better, of a share the higher one."
                    ),
                )
                for kind, direction in FORWARD.items()
            ),
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
        self._turn()
        if self.pk:
            self._refuse_another_kind()
            self._refuse_limits_that_values_break()

    def derive(self) -> None:
        self._turn()
        super().derive()

    def _turn(self) -> None:
        self.direction = FORWARD.get(self.kind, self.direction)

    def _refuse_another_kind(self) -> None:
        """Raises `ValidationError` where the kind was changed: the figures are in the table of the old kind."""
        if not Indicator.objects.filter(pk=self.pk, kind=self.kind).exists():
            raise ValidationError({"kind": gettext("An indicator keeps its kind; enter another indicator.")})

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

    def with_unit(self, value: Decimal) -> str:
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
                "limit": self.with_unit(self.lowest),
            }
        if self.highest is not None and value > self.highest:
            return "highest", gettext("“%(name)s” cannot be above %(limit)s.") % {
                "name": self.name,
                "limit": self.with_unit(self.highest),
            }
        return "", ""
