"""Awards of which only the number is known: so many of one award in a year, for a unit with all below it."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.terms import RecipientKind
from awards.rules.decided_days import refuse_other_day
from campaign.models.figures import year_constraint
from office_culture.models.base import Record
from office_culture.models.constraints import once
from office_culture.models.documents import FIRST_DAY, Document
from office_culture.rules.dates import future_year_warning, validate_document_date
from office_culture.text.numbers import whole


class NamedAwards(models.TextChoices):
    """How a total relates to awards received that are recorded by name; the clerk chooses, nothing is guessed."""

    CONTAINED = "contained", _("contained in this number")
    BESIDE = "beside", _("stand beside this number")


class AwardTotal(Record):
    """So many of one award, for individuals or collectives, without their names.

    It covers `unit` and all units below it. `counted_on` is the day by which a report on a period selects it: the day
    of the decision, and without one the last day of `year`.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="totals", verbose_name=_("award"))
    recipient = models.CharField(_("for"), max_length=12, choices=RecipientKind)
    unit = models.ForeignKey(
        "office_culture.Unit",
        models.PROTECT,
        related_name="award_totals",
        verbose_name=_("unit"),
        help_text=_("The number counts this unit and all units below it."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), help_text=_("The last year of the achievements that were rewarded.")
    )
    number = models.PositiveIntegerField(
        _("number"),
        help_text=_("How many times the award was given; whoever received it twice counts twice."),
    )
    named = models.CharField(
        _("awards recorded by name"),
        max_length=10,
        choices=NamedAwards,
        default=NamedAwards.CONTAINED,
        help_text=_(
            "Awards received of the same award, year and kind of recipient, in this unit or below it. Contained: only "
            "the rest of the number is counted besides them. Beside: the whole number is counted besides them."
        ),
    )
    decided_on = models.DateField(
        _("decided on"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_(
            "Empty: the day of the decision named here. Without one, reports count the number on the last day of its "
            "year."
        ),
    )
    decision = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="award_totals",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        help_text=_("In the register of documents, also where another body decided."),
    )
    note = models.CharField(
        _("where the number stands"),
        max_length=300,
        blank=True,
        help_text=_("The report, list or letter, where no decision is named."),
    )
    counted_on = models.DateField(editable=False, default=FIRST_DAY)
    name = models.CharField(max_length=420, editable=False, default="")

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("award", "unit")
    searched: ClassVar[tuple[str, ...]] = ("name", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "decided_on", "counted_on", "name")

    class Meta:
        verbose_name = _("total without names")
        verbose_name_plural = _("totals without names")
        ordering = ("-year", "award", "pk")
        indexes = (models.Index(fields=("-year", "award"), name="awardtotal_order"),)
        constraints = (
            year_constraint("award_total_year_plausible"),
            models.CheckConstraint(
                name="award_total_above_zero",
                condition=Q(number__gt=0),
                violation_error_code="number",
                violation_error_message=_(
                    "A total is above zero; of a year without awards nothing is entered."
                ),
            ),
            *once(
                "award_total_once",
                ("award", "recipient", "unit", "year", "decision"),
                nullable=("decision",),
                at="number",
                message=_(
                    "There is a total of this award, year and unit from this decision already; correct that one."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{whole(self.number)} {self.name} ({self.year})"

    def names_in_sheets(self) -> tuple[str, ...]:
        return (str(self), f"{self} #{self.pk}")

    def clean(self) -> None:
        super().clean()
        if self.award_id and self.recipient:
            self.award.refuse_other_recipients(self.recipient)
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": gettext("This year has not begun; nothing was awarded for it.")})
        refuse_other_day(self.decided_on, self.decision)

    def derive(self) -> None:
        self.name = self.award.name
        self.decided_on = self.decided_on or (self.decision.date if self.decision else None)
        self.counted_on = self.decided_on or datetime.date(self.year, 12, 31)
        super().derive()

    def warnings(self) -> list[str]:
        early = list(filter(None, [future_year_warning(self.year)]))
        if self.decision_id or self.note:
            return early
        return [*early, gettext("Neither a decision nor another paper says where this number stands.")]
