"""Figures: what the office counts and is measured by, each with its source, who entered it and who stands by it."""

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
    """Whether the unit stands by its figure."""

    ENTERED = "entered", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")


class FigureQuerySet(RecordQuerySet[Any]):
    """Figures of every kind."""

    def with_standing(self) -> Self:
        """Adds `was_corrected`, so that a list says it without a question for each row."""
        kind = ContentType.objects.get_for_model(self.model)
        corrections = Event.objects.filter(content_type=kind, object_id=OuterRef("pk"), verb=Verb.CORRECT)
        return self.annotate(was_corrected=Exists(corrections.order_by()))


class Figure(Record):
    """A figure somebody answers for.

    The admin sets who entered it and when. Once its unit has confirmed it, it is closed: a change then needs a
    reason in `correction_reason`, and `actions.figures.correct` keeps the old and the new value.
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
        """Whether the unit stands by the figure."""
        return self.state == FigureState.CONFIRMED

    def unconfirmable(self) -> str:
        """What must be mended before anybody confirms the figure, or ""."""
        return ""

    def told(self) -> dict[str, str]:
        """What the figure says, as text by column: the two sides of a correction are compared by this."""
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
        """A closed figure keeps its values, whichever way the change comes in."""
        stored = type(self)._default_manager.get(pk=self.pk).told()
        problems = {
            name: gettext(
                "This figure is confirmed as %(value)s. Give the reason for the correction as well."
            )
            % {"value": f"“{stored[name]}”" if stored[name] else gettext("empty")}
            for name, text in self.told().items()
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
    """A year of four digits in the life of this State; the message is shown at the year."""
    return models.CheckConstraint(
        name=name,
        condition=Q(year__gte=1945) & Q(year__lte=2100),
        violation_error_code="year",
        violation_error_message=_("Enter a year with four digits between 1945 and 2100."),
    )
