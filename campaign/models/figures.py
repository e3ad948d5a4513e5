"""Base of figures: what the office counts and measures, each with its source, who entered and who confirmed it."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.events import Event, Verb
from office_culture.text.dates import numeric
from office_culture.text.numbers import number, whole

if TYPE_CHECKING:
    from office_culture.models.units import Unit


class FigureState(models.TextChoices):
    """Whether its unit has confirmed the figure."""

    ENTERED = "entered", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")


class FigureQuerySet(RecordQuerySet[Any]):
    """Figures of every kind."""

    def with_correction(self) -> Self:
        """Adds `was_corrected`, whether there is an event of a correction, for all rows in one query."""
        kind = ContentType.objects.get_for_model(self.model)
        corrections = Event.objects.filter(content_type=kind, object_id=OuterRef("pk"), verb=Verb.CORRECT)
        return self.annotate(was_corrected=Exists(corrections.order_by()))


class Figure(Record):
    """A figure that its unit confirms.

    The admin sets who entered it and when. Once its unit has confirmed it, it is closed: a change then needs a reason
    in `correction_reason`, and `actions.figures.correct` records the old and the new value.
    """

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
    state = models.CharField(
        _("state"), max_length=20, choices=FigureState, default=FigureState.ENTERED, editable=False
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("who confirmed it"),
        null=True,
        editable=False,
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)

    objects: ClassVar[Any] = FigureQuerySet.as_manager()

    unit: "models.ForeignKey[Unit, Unit]"
    unit_path: ClassVar[str | None] = "unit"

    # Why a confirmed figure is being changed; set by whoever asks for the change, never stored here.
    correction_reason = ""

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
            models.CheckConstraint(
                name="%(class)s_confirmed_pair",
                condition=Q(state=FigureState.ENTERED, confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(state=FigureState.CONFIRMED, confirmed_by__isnull=False, confirmed_at__isnull=False),
                violation_error_message=_(
                    "A confirmed figure, and no other, says who confirmed it and when."
                ),
            ),
        )

    @property
    def confirmed(self) -> bool:
        """Whether the unit has confirmed the figure."""
        return self.state == FigureState.CONFIRMED

    def unconfirmable(self) -> str:
        """What must be corrected before the figure can be confirmed, or ""."""
        return ""

    def values_in_words(self) -> dict[str, str]:
        """The editable columns as printed text, by name; a correction compares the old and the new ones."""
        return {
            field.name: _printed(field, getattr(self, field.name))
            for field in self._meta.concrete_fields
            if field.editable and not field.primary_key
        }

    def clean(self) -> None:
        super().clean()
        if self.pk and self.confirmed and not self.correction_reason:
            self._refuse_silent_change()

    def _refuse_silent_change(self) -> None:
        """Raises `ValidationError`, by field, where a confirmed figure was changed without `correction_reason`."""
        stored = type(self)._default_manager.get(pk=self.pk).values_in_words()
        problems = {
            name: gettext(
                "This figure is confirmed as %(value)s. Give the reason for the correction as well."
            )
            % {"value": f"“{stored[name]}”" if stored[name] else gettext("empty")}
            for name, text in self.values_in_words().items()
            if text != stored[name]
        }
        if problems:
            raise ValidationError(problems)


def _printed(field: "models.Field[Any, Any]", value: Any) -> str:
    if value is None:
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime.date):
        return numeric(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, int):
        # A year is no count: it has no point between its digits.
        return str(value) if field.name == "year" else whole(value)
    return str(value)


class PeriodQuerySet(FigureQuerySet):
    """Figures of a period, both days included."""

    def within(self, start: Any, end: Any) -> Self:
        """Rows whose whole period lies between the two days."""
        return self.filter(period_start__gte=start, period_end__lte=end)

    def overlapping(self, start: Any, end: Any) -> Self:
        """Rows that share at least one day with the period."""
        return self.filter(period_start__lte=end, period_end__gte=start)


def year_constraint(name: str) -> models.CheckConstraint:
    """A year of four digits in the life of this State, where one is known; the message is shown at the year."""
    return models.CheckConstraint(
        name=name,
        condition=Q(year__gte=1945) & Q(year__lte=2100),
        violation_error_code="year",
        violation_error_message=_("Enter a year with four digits between 1945 and 2100."),
    )
