"""Communication: how the campaign and its documents were made known."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.files import FileLink
from office_culture.models.terms import Term, name_field
from office_culture.models.units import Unit
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric

MOST_PEOPLE = 200_000_000


class CommunicationChannel(Term):
    """A way of making things known."""

    name = name_field(_("As it stands in a sentence: hội nghị cán bộ, công chức."))

    class Meta(Term.Meta):
        verbose_name = _("channel of communication")
        verbose_name_plural = _("channels of communication")


def _plausible(people: int) -> None:
    """Refuses more people than the State has."""
    if people > MOST_PEOPLE:
        raise ValidationError(gettext("So many people cannot have been reached. Check what was typed."))


class CommunicationActivity(Record):
    """One occasion on which something was made known."""

    what = models.CharField(_("what was made known"), max_length=300)
    channel = models.ForeignKey(
        CommunicationChannel, models.PROTECT, related_name="activities", verbose_name=_("channel")
    )
    held_on = models.DateField(_("date"), validators=[validate_document_date])
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

    class Meta:
        verbose_name = _("communication activity")
        verbose_name_plural = _("communication activities")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("-held_on",), name="communicationactivit_order"),)
        constraints = (
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
        held = f"{self.what} [{numeric(self.held_on)}]"
        return (self.what, held, f"{held} ({self.unit.name})")

    def warnings(self) -> list[str]:
        if self.held_on > timezone.localdate():
            return [gettext("The date lies ahead: reports count only what has taken place.")]
        return []


class ActivityDocument(Record):
    """A document made known on an occasion."""

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
