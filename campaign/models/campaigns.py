"""Campaigns with the movements above them, and the movements that run beside."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.copies import Copying
from office_culture.models.files import FileLink
from office_culture.models.periods import InForce, period_constraint, valid_period_constraint
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class MovementLevel(models.TextChoices):
    """The level of the body that launches a movement."""

    NATIONAL = "national", _("national")
    SECTOR = "sector", _("sector")
    PROVINCIAL = "provincial", _("provincial")
    LOCAL = "local", _("commune")
    OFFICE = "office", _("the office itself")


class CampaignQuerySet(RecordQuerySet["Campaign"]):
    """Campaigns, filtered by period."""

    def during(self, start: Any, end: Any) -> "CampaignQuerySet":
        """Campaigns that ran on at least one day of the period."""
        return self.filter(period_start__lte=end, period_end__gte=start)


class Campaign(Record):
    """An emulation campaign of an office. Every unit takes part, so every account may know of it."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("As papers quote it, without quotation marks.")
    )
    office = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name=_("campaign of"))
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="led_campaigns",
        verbose_name=_("lead unit"),
        help_text=_("Runs the campaign and keeps its records."),
    )
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    continues = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="successors",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        help_text=_("The campaign of the stage before."),
    )
    bases: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "office_culture.Document", through="CampaignBasis", related_name="+", verbose_name=_("bases")
    )

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()

    copying: ClassVar[Copying] = Copying(
        carried=("office", "unit"),
        moved=("period_start", "period_end"),
        parts=("basis_rows", "parents"),
        named="name",
        period=("period_start", "period_end"),
        former="continues",
    )
    named_with: ClassVar[tuple[str, ...]] = ("office",)
    searched: ClassVar[tuple[str, ...]] = ("name",)

    names_in_office = Twins("name", "office", "period_start")

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ("-period_start", "name", "pk")
        indexes = (models.Index(fields=("-period_start", "name"), name="campaign_order"),)
        permissions = (("archive_campaign", _("Can hand over the file of a campaign to the record office")),)
        constraints = (
            period_constraint("campaign_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="campaign_year_plausible",
                condition=Q(period_start__year__gte=1945) & Q(period_end__year__lte=2100),
                violation_error_code="period_start",
                violation_error_message=_("Enter years with four digits between 1945 and 2100."),
            ),
            models.CheckConstraint(
                name="campaign_does_not_continue_itself",
                condition=Q(continues__isnull=True) | ~Q(continues=F("id")),
                violation_error_code="continues",
                violation_error_message=_("A campaign cannot continue itself."),
            ),
            models.UniqueConstraint(
                fields=("office", "name", "period_start"),
                name="campaign_once",
                violation_error_code="name",
                violation_error_message=_(
                    "The office has a campaign of this name with the same start already."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        since = f"{self.name} [{numeric(self.period_start)}]"
        return (self.name, since, f"{since} ({self.office.name})")


class CampaignBasis(Record):
    """A document that a campaign rests on."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="basis_rows", verbose_name=_("campaign")
    )
    document = models.ForeignKey(
        "office_culture.Document", models.PROTECT, related_name="campaign_bases", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    part_of = "campaign"

    class Meta:
        verbose_name = _("basis")
        verbose_name_plural = _("bases")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "document"),
                name="campaign_basis_once",
                violation_error_code="document",
                violation_error_message=_("The campaign names this document already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ParentMovement(Record):
    """A movement of a higher level that a campaign carries out."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="parents", verbose_name=_("campaign"))
    name = models.CharField(
        _("name"), max_length=300, help_text=_("As papers quote it, without quotation marks.")
    )
    level = models.CharField(_("level"), max_length=20, choices=MovementLevel)
    launched_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="launched_parent_movements",
        verbose_name=_("launched by"),
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=0, help_text=_("The highest level stands first.")
    )

    part_of = "campaign"
    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("movement above")
        verbose_name_plural = _("movements above")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "name"),
                name="parent_movement_once",
                violation_error_code="name",
                violation_error_message=_("The campaign names this movement already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class MovementQuerySet(InForce, RecordQuerySet["Movement"]):
    """Movements, filtered by day (`on(day)`) and by period (`during(start, end)`)."""


class Movement(Record):
    """Another movement that a unit takes part in beside the campaign."""

    name = models.CharField(
        _("name"), max_length=300, help_text=_("As papers quote it, without quotation marks.")
    )
    level = models.CharField(_("level"), max_length=20, choices=MovementLevel)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="movements", verbose_name=_("unit"))
    position = models.PositiveSmallIntegerField(
        _("order in lists"), default=0, help_text=_("Place in the list that papers print.")
    )
    launched_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="launched_movements",
        verbose_name=_("launched by"),
        null=True,
        blank=True,
    )
    launched_by_text = models.CharField(
        _("launched by (words)"),
        max_length=300,
        blank=True,
        help_text=_("Where the document is not in the register: how papers name it."),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    actions = models.TextField(
        _("what we did"), blank=True, help_text=_("One point in each line; printed in the report.")
    )
    results = models.TextField(
        _("results"), blank=True, help_text=_("One point in each line; printed in the report.")
    )

    objects: ClassVar[Any] = MovementQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "launched_by_text", "actions", "results")

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="movement_order"),)
        constraints = (
            valid_period_constraint("movement"),
            models.CheckConstraint(
                name="movement_launched_by_one_thing",
                condition=Q(launched_by__isnull=True) | Q(launched_by_text=""),
                violation_error_code="launched_by_text",
                violation_error_message=_("Name the document of the register or give words, not both."),
            ),
            *once(
                "movement_once",
                ("unit", "name", "valid_from"),
                nullable=("valid_from",),
                at="name",
                message=_("This unit has this movement with the same start already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class MovementFile(FileLink):
    """Evidence of what the unit did in a movement."""

    part_of = "movement"

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="files", verbose_name=_("movement"))

    unit_path = "movement__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of a movement")
        verbose_name_plural = _("evidence of movements")
