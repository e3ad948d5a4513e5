"""Emulation pledges (giao ước thi đua): the targets of a unit for a year, and what it achieved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.campaigns import Campaign
from campaign.models.figures import year_constraint
from campaign.models.indicators import DIGITS, MOST_DECIMALS
from office_culture.models.base import Record
from office_culture.models.constraints import once
from office_culture.models.copies import Copying
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric


class Pledge(Record):
    """A unit's pledge for one year. It is optional: no award depends on it (Law 06/2022/QH15)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="pledges", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(_("year"))
    signed_on = models.DateField(
        _("signed on"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day is not known."),
    )
    campaign = models.ForeignKey(
        Campaign,
        models.PROTECT,
        related_name="pledges",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
    )
    document = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="pledges",
        verbose_name=_("document"),
        null=True,
        blank=True,
        help_text=_("The signed pledge or the minutes, where the register holds it."),
    )
    note = models.TextField(_("note"), blank=True)

    unit_path = "unit"
    copying: ClassVar[Copying] = Copying(carried=("unit", "campaign"), parts=("targets",), year="year")
    named_with: ClassVar[tuple[str, ...]] = ("unit", "campaign")
    searched: ClassVar[tuple[str, ...]] = ("note",)

    class Meta:
        verbose_name = _("emulation pledge")
        verbose_name_plural = _("emulation pledges")
        ordering = ("-year", "unit", "pk")
        indexes = (models.Index(fields=("-year", "unit"), name="pledge_order"),)
        constraints = (
            year_constraint("pledge_year_plausible"),
            *once(
                "pledge_once",
                ("unit", "year", "campaign"),
                nullable=("campaign",),
                at="year",
                message=_("This unit has a pledge for this year already; open that one."),
            ),
        )

    def __str__(self) -> str:
        if self.signed_on is None:
            return gettext("pledge for %(year)s") % {"year": self.year}
        return gettext("pledge for %(year)s, signed on %(day)s") % {
            "year": self.year,
            "day": numeric(self.signed_on),
        }

    def names_in_sheets(self) -> tuple[str, ...]:
        short = f"{self.unit.name}, {self.year}"
        occasion = self.campaign or (numeric(self.signed_on) if self.signed_on else "")
        return (short, f"{short} [{occasion}]") if occasion else (short,)

    def warnings(self) -> list[str]:
        if self.signed_on is None or self.signed_on.year in {self.year, self.year - 1}:
            return []
        return [
            gettext("A pledge for %(year)s was signed on %(day)s. Compare both with the paper.")
            % {"year": self.year, "day": numeric(self.signed_on)}
        ]


class TargetSense(models.TextChoices):
    """Whether the target is a minimum or a maximum."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class PledgeOutcome(models.TextChoices):
    """Whether a promise was kept; unknown is not the same as failed."""

    YES = "yes", _("achieved")
    NO = "no", _("not achieved")
    UNKNOWN = "unknown", _("not known yet")


class PledgeTarget(Record):
    """One criterion of a pledge. With numbers the outcome is computed, without them it is stated."""

    part_of = "pledge"

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="targets", verbose_name=_("pledge"))
    criterion = models.CharField(_("criterion"), max_length=300)
    sense = models.CharField(_("target is"), max_length=10, choices=TargetSense, default=TargetSense.AT_LEAST)
    target = models.DecimalField(
        _("target"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
        help_text=_("Empty where nothing is counted: then state the outcome."),
    )
    unit_of_measure = models.CharField(_("unit of measure"), max_length=50, blank=True)
    achieved = models.DecimalField(
        _("reached at year's end"),
        max_digits=DIGITS,
        decimal_places=MOST_DECIMALS,
        null=True,
        blank=True,
    )
    stated = models.CharField(
        _("outcome"),
        max_length=10,
        choices=PledgeOutcome,
        default=PledgeOutcome.UNKNOWN,
        help_text=_("Only where there is no number; otherwise the program compares."),
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    copying: ClassVar[Copying] = Copying(
        carried=("criterion", "sense", "target", "unit_of_measure", "position")
    )
    unit_path = "pledge__unit"
    searched: ClassVar[tuple[str, ...]] = ("criterion",)

    class Meta:
        verbose_name = _("target of a pledge")
        verbose_name_plural = _("targets of pledges")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                name="pledge_target_not_negative",
                condition=Q(target__isnull=True) | Q(target__gte=0),
                violation_error_code="target",
                violation_error_message=_("A target cannot be negative."),
            ),
            models.CheckConstraint(
                name="pledge_achieved_not_negative",
                condition=Q(achieved__isnull=True) | Q(achieved__gte=0),
                violation_error_code="achieved",
                violation_error_message=_("What was reached cannot be negative."),
            ),
            models.CheckConstraint(
                name="pledge_achieved_against_a_target",
                condition=Q(achieved__isnull=True) | Q(target__isnull=False),
                violation_error_code="target",
                violation_error_message=_("Give the target to which the number reached is compared."),
            ),
            models.CheckConstraint(
                name="pledge_outcome_stated_without_numbers",
                condition=Q(target__isnull=True) | Q(stated=PledgeOutcome.UNKNOWN),
                violation_error_code="stated",
                violation_error_message=_(
                    "The outcome of a target with a number is computed: enter what was reached instead."
                ),
            ),
            models.UniqueConstraint(
                fields=("pledge", "criterion"),
                name="pledge_criterion_once",
                violation_error_code="criterion",
                violation_error_message=_("The pledge holds this criterion already."),
            ),
        )

    def __str__(self) -> str:
        return self.criterion

    @property
    def outcome(self) -> PledgeOutcome:
        """Whether the target is achieved: unknown without a value, as stated where the target has no number."""
        if self.target is None:
            return PledgeOutcome(self.stated)
        if self.achieved is None:
            return PledgeOutcome.UNKNOWN
        reached = (
            self.achieved >= self.target
            if self.sense == TargetSense.AT_LEAST
            else self.achieved <= self.target
        )
        return PledgeOutcome.YES if reached else PledgeOutcome.NO
