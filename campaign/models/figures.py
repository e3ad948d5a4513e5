"""Figures: what the office counts and is measured by, each with its period, its source and who entered it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.periods import InForce, period_constraint, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.text.search import fold
from office_culture.validators.dates import validate_document_date


class Figure(Record):
    """A figure somebody answers for: the admin sets who entered it and when."""

    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where the figure was read: the system, the list or the letter."),
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
        null=True,
        editable=False,
    )
    entered_at = models.DateTimeField(_("entered at"), null=True, editable=False)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_entered_pair",
                condition=Q(entered_by__isnull=True, entered_at__isnull=True)
                | Q(entered_by__isnull=False, entered_at__isnull=False),
                violation_error_message=_(
                    "Who entered the figure and when are known together or not at all."
                ),
            ),
        )


class PeriodQuerySet(RecordQuerySet[Any]):
    """Figures of a period, both days included."""

    def within(self, start: Any, end: Any) -> Self:
        """Rows whose whole period lies between the two days."""
        return self.filter(period_start__gte=start, period_end__lte=end)

    def overlapping(self, start: Any, end: Any) -> Self:
        """Rows that share at least one day with the period."""
        return self.filter(period_start__lte=end, period_end__gte=start)


def year_constraint(name: str) -> models.CheckConstraint:
    """A year of four digits in the life of this State; the message is shown at the year."""
    return models.CheckConstraint(
        name=name,
        condition=Q(year__gte=1945) & Q(year__lte=2100),
        violation_error_code="year",
        violation_error_message=_("Enter a year with four digits between 1945 and 2100."),
    )


class ReformIndex(models.TextChoices):
    """Yearly indices by which a superior body ranks its departments."""

    REFORM = "reform", _("administrative reform index (PAR Index)")
    SATISFACTION = "satisfaction", _("satisfaction index (SIPAS)")
    DIGITAL = "digital", _("digital transformation index (DTI)")
    COMPETITIVENESS = "competitiveness", _("competitiveness index (DDCI)")


class ReformRank(Figure):
    """The place of a unit among its peers in a year; 1 is the best place."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reform_ranks", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The year that was measured, not that of the announcement.")
    )
    index = models.CharField(_("index"), max_length=20, choices=ReformIndex, default=ReformIndex.REFORM)
    rank = models.IntegerField(_("rank"))
    of = models.IntegerField(_("out of"), help_text=_("How many were ranked that year."))
    among = models.CharField(
        _("among"), max_length=100, help_text=_("Printed after the number, for example: sở, ban, ngành.")
    )

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("among", "source")

    class Meta:
        verbose_name = _("reform rank")
        verbose_name_plural = _("reform ranks")
        ordering = ("-year", "index", "pk")
        indexes = (models.Index(fields=("-year", "index"), name="reformrank_order"),)
        constraints = (
            *Figure.Meta.constraints,
            year_constraint("reform_rank_year_plausible"),
            models.CheckConstraint(
                name="reform_rank_range",
                condition=Q(rank__gte=1) & Q(rank__lte=F("of")),
                violation_error_code="rank",
                violation_error_message=_("A rank lies between 1 and the number of those ranked."),
            ),
            models.UniqueConstraint(
                fields=("unit", "year", "index"),
                name="reform_rank_once",
                violation_error_code="year",
                violation_error_message=_("This unit has a rank in this index for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}: {self.rank}/{self.of}"


class DigitalShare(Figure):
    """How much of some work is done digitally in a period, and what the share leaves out."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="digital_shares", verbose_name=_("unit"))
    period_start = models.DateField(_("from"), validators=[validate_document_date])
    period_end = models.DateField(_("to"), validators=[validate_document_date])
    what = models.CharField(
        _("share of what"),
        max_length=200,
        help_text=_("As papers say it: văn bản được xử lý và ký số trên môi trường điện tử."),
    )
    code = models.SlugField(
        _("name in narratives"),
        max_length=50,
        blank=True,
        help_text=_("Texts cite the figure by this name; empty: made from the words above."),
    )
    percent = models.DecimalField(_("share (%)"), max_digits=5, decimal_places=2)
    excludes = models.CharField(
        _("leaves out"),
        max_length=200,
        blank=True,
        help_text=_("What the share does not count, for example: văn bản mật, văn bản tài chính."),
    )

    objects: ClassVar[Any] = PeriodQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("what", "code", "excludes", "source")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "code")

    class Meta:
        verbose_name = _("digital share")
        verbose_name_plural = _("digital shares")
        ordering = ("-period_end", "what", "pk")
        indexes = (models.Index(fields=("-period_end", "what"), name="digitalshare_order"),)
        constraints = (
            *Figure.Meta.constraints,
            period_constraint("digital_share_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="digital_share_range",
                condition=Q(percent__gte=0) & Q(percent__lte=100),
                violation_error_code="percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            models.UniqueConstraint(
                fields=("unit", "code", "period_start", "period_end"),
                name="digital_share_once",
                violation_error_code="what",
                violation_error_message=_("This unit has this share for this period already."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        super().clean()
        self._name()

    def derive(self) -> None:
        self._name()
        super().derive()

    def _name(self) -> None:
        """Narratives keep citing the figure by its first name, however its words are mended later."""
        if not self.code:
            self.code = slugify(fold(self.what))[:50].strip("-")


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
