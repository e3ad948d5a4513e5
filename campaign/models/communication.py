"""Communication: how the campaign and its documents were announced."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.documents import FIRST_DAY
from office_culture.models.files import FileLink
from office_culture.models.terms import Term, name_field
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date, validate_document_year
from office_culture.text.dates import numeric

MOST_PEOPLE = 200_000_000


class CommunicationChannel(Term):
    """A channel of communication."""

    name = name_field(_("As it stands in a sentence: hội nghị cán bộ, công chức."))

    class Meta(Term.Meta):
        verbose_name = _("channel of communication")
        verbose_name_plural = _("channels of communication")


def _plausible(people: int) -> None:
    """Raises `ValidationError` for more than `MOST_PEOPLE`, which exceeds the population of the country."""
    if people > MOST_PEOPLE:
        raise ValidationError(gettext("So many people cannot have been reached. Check what was typed."))


class CommunicationActivity(Record):
    """One occasion on which something was announced."""

    what = models.CharField(_("what was made known"), max_length=300)
    channel = models.ForeignKey(
        CommunicationChannel, models.PROTECT, related_name="activities", verbose_name=_("channel")
    )
    held_on = models.DateField(
        _("date"),
        validators=[validate_document_date],
        null=True,
        blank=True,
        help_text=_("Empty: the day is not known; give the year."),
    )
    held_in = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[validate_document_year],
        help_text=_("Only where the day is not known: reports on the whole year count the activity."),
    )
    # The day; where it is not known, the first day of the year. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="communication_activities", verbose_name=_("unit")
    )
    audiences = models.TextField(
        _("audiences"), blank=True, help_text=_("One in each line: công chức, viên chức, người lao động.")
    )
    reached = models.IntegerField(
        _("people reached"),
        null=True,
        blank=True,
        validators=[_plausible],
        help_text=_("Empty where nobody counted."),
    )
    documents: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(
        "office_culture.Document", through="ActivityDocument", related_name="+", verbose_name=_("documents")
    )

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("what", "audiences")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "placed_on")
    unremembered = derived

    class Meta:
        verbose_name = _("communication activity")
        verbose_name_plural = _("communication activities")
        ordering = ("-placed_on", "-pk")
        indexes = (models.Index(fields=("-placed_on",), name="communicationactivit_order"),)
        constraints = (
            models.CheckConstraint(
                name="communication_day_or_year",
                condition=Q(held_on__isnull=True, held_in__isnull=False)
                | Q(held_on__isnull=False, held_in__isnull=True),
                violation_error_code="held_in",
                violation_error_message=_("Give the day; where it is not known, the year alone."),
            ),
            models.CheckConstraint(
                name="communication_reached_not_negative",
                condition=Q(reached__isnull=True) | Q(reached__gte=0),
                violation_error_code="reached",
                violation_error_message=_("A number of people cannot be negative."),
            ),
        )

    def __str__(self) -> str:
        return self.what

    def names_in_sheets(self) -> tuple[str, ...]:
        dated = f"{self.what} [{numeric(self.held_on) if self.held_on else self.held_in or '?'}]"
        return (self.what, dated, f"{dated} ({self.unit.name})")

    def derive(self) -> None:
        self.placed_on = self.held_on or (datetime.date(self.held_in, 1, 1) if self.held_in else FIRST_DAY)
        super().derive()

    def warnings(self) -> list[str]:
        if self.held_on is None:
            return [gettext("The day is not known: only reports on the whole year count the activity.")]
        if self.held_on > timezone.localdate():
            return [gettext("The date lies ahead: reports count only what has taken place.")]
        return []


class ActivityDocument(Record):
    """A document announced on an occasion."""

    activity = models.ForeignKey(
        CommunicationActivity, models.CASCADE, related_name="document_rows", verbose_name=_("activity")
    )
    document = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="communication_rows",
        verbose_name=_("document"),
    )

    unit_path = "activity__unit"
    part_of = "activity"

    class Meta:
        verbose_name = _("document made known")
        verbose_name_plural = _("documents made known")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("activity", "document"),
                name="activity_document_once",
                violation_error_code="document",
                violation_error_message=_("The activity names this document already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ActivityFile(FileLink):
    """Evidence of an activity: minutes, list of those present, pictures."""

    part_of = "activity"

    activity = models.ForeignKey(
        CommunicationActivity, models.CASCADE, related_name="files", verbose_name=_("activity")
    )

    unit_path = "activity__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of an activity")
        verbose_name_plural = _("evidence of activities")
