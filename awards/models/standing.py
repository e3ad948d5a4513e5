"""What stands in the way of an award, and which leave counts as service."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.recipients import Recipient
from awards.models.terms import Measure
from awards.rules.spans import span_in_words
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import Duplicate, once
from office_culture.models.documents import FIRST_DAY, Document
from office_culture.models.people import Person
from office_culture.models.periods import period_constraint
from office_culture.rules.dates import (
    THE_DATE_SAYS_THE_YEAR,
    validate_document_date,
    validate_document_year,
)


def is_over_field() -> models.BooleanField[bool, bool]:
    """The column that says that a matter is over although its last day is not known."""
    return models.BooleanField(
        _("over, the last day is not known"),
        default=False,
        help_text=_("Only where the source says that it is over and not since when."),
    )


def over_without_a_day(name: str) -> models.CheckConstraint:
    """A matter with a known last day needs no word that it is over."""
    return models.CheckConstraint(
        name=name,
        condition=Q(is_over=False) | Q(ended_on__isnull=True),
        violation_error_code="is_over",
        violation_error_message=_("The last day is known: take this tick out, or empty the last day."),
    )


class ImpedimentKind(models.TextChoices):
    """What blocks an award while it lasts (Decree 152/2025, Article 4; text read)."""

    DISCIPLINE = "discipline", _("discipline")
    INSPECTION = "inspection", _("open inspection or investigation")
    COMPLAINT = "complaint", _("unresolved complaint or denunciation")


class ImpedimentQuerySet(RecordQuerySet["Impediment"]):
    """Impediments by day and period; a matter without an end is still open, unless somebody says that it is over."""

    def during(self, start: datetime.date, end: datetime.date) -> Self:
        """Those that were open on at least one day from `start` to `end`.

        One whose first day is not known counts from ever. One that is over on a day that nobody knows is left out.
        """
        return self.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=start),
            Q(begun_on__isnull=True) | Q(begun_on__lte=end),
            is_over=False,
        )


class Impediment(Recipient):
    """A matter that blocks awards of a person or a collective from its first to its last day."""

    kind = models.CharField(_("kind"), max_length=12, choices=ImpedimentKind)
    measure = models.CharField(_("measure"), max_length=12, choices=Measure, blank=True)
    begun_on = models.DateField(
        _("from"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Empty: from the day of the document named here; without one, the day is not known."),
    )
    ended_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day on which it blocks. Empty: still open.")
    )
    is_over = is_over_field()
    # The first day, where it is not known the last one. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("Shown where it blocks a nomination. Empty: not known."),
    )
    decision = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="impediments",
        verbose_name=_("document"),
        null=True,
        blank=True,
    )

    objects: ClassVar[Any] = ImpedimentQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("name", "reason")
    derived: ClassVar[tuple[str, ...]] = (*Recipient.derived, "placed_on")
    unremembered = ("placed_on",)

    class Meta:
        verbose_name = _("discipline or open matter")
        verbose_name_plural = _("discipline and open matters")
        ordering = ("-placed_on", "name", "pk")
        indexes = (models.Index(fields=("-placed_on", "name"), name="impediment_order"),)
        constraints = (
            period_constraint("impediment_period", "begun_on", "ended_on"),
            over_without_a_day("impediment_over_without_a_day"),
            models.CheckConstraint(
                name="impediment_measure_of_discipline",
                condition=Q(kind=ImpedimentKind.DISCIPLINE) | Q(measure=""),
                violation_error_code="measure",
                violation_error_message=_("Only discipline has a measure: empty it, or change the kind."),
            ),
            models.UniqueConstraint(
                fields=("unit", "kind", "begun_on"),
                condition=Q(person__isnull=True),
                name="impediment_of_a_unit_once",
                violation_error_code="begun_on",
                violation_error_message=_("This matter is in the list already."),
            ),
            models.UniqueConstraint(
                fields=("person", "kind", "begun_on"),
                condition=Q(person__isnull=False),
                name="impediment_of_a_person_once",
                violation_error_code="begun_on",
                violation_error_message=_("This matter is in the list already."),
            ),
            *once(
                "impediment_of_a_unit_without_a_day_once",
                ("unit", "kind", "reason", "ended_on"),
                nullable=("ended_on",),
                among=Q(person__isnull=True, begun_on__isnull=True),
                at="reason",
                message=_("This matter is in the list already."),
            ),
            *once(
                "impediment_of_a_person_without_a_day_once",
                ("person", "kind", "reason", "ended_on"),
                nullable=("ended_on",),
                among=Q(person__isnull=False, begun_on__isnull=True),
                at="reason",
                message=_("This matter is in the list already."),
            ),
        )

    def clean_fields(self, exclude: Any = None) -> None:
        if self.begun_on is None and self.decision is not None:
            self.begun_on = self.decision.valid_from or self.decision.date
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self.placed_on = self.begun_on or self.ended_on or FIRST_DAY
        super().derive()

    @property
    def known_reason(self) -> str:
        """The reason, or that nobody recorded it."""
        return self.reason or gettext("the reason is not recorded")

    @property
    def span(self) -> str:
        """The first and the last day, as far as they are known."""
        return span_in_words(self.begun_on, self.ended_on, is_over=self.is_over)

    def day_of_record(self) -> datetime.date | None:
        return self.begun_on or self.ended_on

    def warnings(self) -> list[str]:
        if self.begun_on is None:
            return [
                gettext("The first day is not known: whether it falls into a period is left to a person.")
            ]
        return []


class LeaveKind(models.TextChoices):
    """Why somebody was away."""

    MATERNITY = "maternity", _("maternity")
    STUDY = "study", _("study or training")
    SICK = "sick", _("illness")
    UNPAID = "unpaid", _("unpaid leave")
    OTHER = "other", _("other")


class ServiceLeave(Record):
    """A longer leave of a person, and whether it counts as service for awards."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="service_leaves", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LeaveKind)
    begun_on = models.DateField(
        _("from"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Empty: the day is not known; give the year, if that is."),
    )
    begun_in = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[validate_document_year],
        help_text=_("Only where the first day is not known."),
    )
    ended_on = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty: still away."))
    is_over = is_over_field()
    # The first day; where it is not known, the first day of its year. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    counts = models.BooleanField(
        _("counts as service"),
        default=False,
        help_text=_("Maternity leave counts as normal service (Decree 152/2025, Article 4)."),
    )
    name = models.CharField(_("person"), max_length=100, editable=False, default="")

    unit_path = "person__unit"
    named_with: ClassVar[tuple[str, ...]] = ("person",)
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "placed_on")
    unremembered = ("placed_on",)

    class Meta:
        verbose_name = _("longer leave")
        verbose_name_plural = _("longer leaves")
        ordering = ("-placed_on", "pk")
        indexes = (models.Index(fields=("-placed_on",), name="service_leave_order"),)
        constraints = (
            period_constraint("service_leave_period", "begun_on", "ended_on"),
            over_without_a_day("service_leave_over_without_a_day"),
            models.CheckConstraint(
                name="service_leave_day_or_year",
                condition=Q(begun_on__isnull=True) | Q(begun_in__isnull=True),
                violation_error_code="begun_in",
                violation_error_message=THE_DATE_SAYS_THE_YEAR,
            ),
            models.CheckConstraint(
                name="service_leave_maternity_counts",
                condition=~Q(kind=LeaveKind.MATERNITY) | Q(counts=True),
                violation_error_code="counts",
                violation_error_message=_("Maternity leave counts as service: tick the box."),
            ),
            models.UniqueConstraint(
                fields=("person", "begun_on"),
                name="service_leave_once",
                violation_error_code="begun_on",
                violation_error_message=_("A leave of this person begins on this day already."),
            ),
            *once(
                "service_leave_without_a_day_once",
                ("person", "kind", "begun_in", "ended_on"),
                nullable=("begun_in", "ended_on"),
                among=Q(begun_on__isnull=True),
                at="begun_on",
                message=_("This leave is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = self.person.full_name
        year = datetime.date(self.begun_in, 1, 1) if self.begun_in else None
        self.placed_on = self.begun_on or year or self.ended_on or FIRST_DAY
        super().derive()

    @property
    def span(self) -> str:
        """The first and the last day, as far as they are known."""
        return span_in_words(self.begun_on, self.ended_on, is_over=self.is_over, year=self.begun_in)

    @property
    def days_known(self) -> bool:
        """Whether it is known on which days the person was away."""
        return self.begun_on is not None and not self.is_over

    def perhaps_in(self, year: int) -> bool:
        """Whether days of the leave may lie in that year, by what is known of it."""
        begun = self.begun_on.year if self.begun_on else self.begun_in
        return (begun is None or begun <= year) and (self.ended_on is None or self.ended_on.year >= year)

    def warnings(self) -> list[str]:
        if not self.days_known and not self.counts:
            return [gettext("Its days are not known: the months of service are left to a person.")]
        return []

    def clean(self) -> None:
        super().clean()
        if self.begun_in and self.ended_on and self.ended_on.year < self.begun_in:
            raise ValidationError({"ended_on": _("The leave ends before it begins.")})
        if self.person_id and self.days_known and (other := self._overlapping().first()):
            sentence = gettext("Another leave of this person covers some of these days.")
            raise ValidationError({"begun_on": Duplicate(sentence, other)})

    def _overlapping(self) -> Any:
        end = self.ended_on or datetime.date.max
        return (
            type(self)
            .objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=self.begun_on), begun_on__lte=end)
            .filter(person=self.person_id, is_over=False)
            .exclude(pk=self.pk)
        )
