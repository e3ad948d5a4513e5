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
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import Duplicate
from office_culture.models.documents import Document
from office_culture.models.people import Person
from office_culture.models.periods import period_constraint
from office_culture.rules.dates import validate_document_date


class ImpedimentKind(models.TextChoices):
    """What blocks an award while it lasts (Decree 152/2025, Article 4; text read)."""

    DISCIPLINE = "discipline", _("discipline")
    INSPECTION = "inspection", _("open inspection or investigation")
    COMPLAINT = "complaint", _("unresolved complaint or denunciation")


class ImpedimentQuerySet(RecordQuerySet["Impediment"]):
    """Impediments by day and period; a matter without an end is still open."""

    def during(self, start: datetime.date, end: datetime.date) -> Self:
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=start), begun_on__lte=end)


class Impediment(Recipient):
    """A matter that blocks awards of a person or a collective from its first to its last day."""

    kind = models.CharField(_("kind"), max_length=12, choices=ImpedimentKind)
    measure = models.CharField(_("measure"), max_length=12, choices=Measure, blank=True)
    begun_on = models.DateField(
        _("from"),
        blank=True,
        validators=[validate_document_date],
        help_text=_("Empty: from the day of the document named here."),
    )
    ended_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day on which it blocks. Empty: still open.")
    )
    reason = models.CharField(_("reason"), max_length=300, help_text=_("Shown where it blocks a nomination."))
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

    class Meta:
        verbose_name = _("discipline or open matter")
        verbose_name_plural = _("discipline and open matters")
        ordering = ("-begun_on", "name", "pk")
        indexes = (models.Index(fields=("-begun_on", "name"), name="impediment_order"),)
        constraints = (
            period_constraint("impediment_period", "begun_on", "ended_on"),
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
        )

    def clean_fields(self, exclude: Any = None) -> None:
        if self.begun_on is None and self.decision is not None:
            self.begun_on = self.decision.valid_from or self.decision.date
        super().clean_fields(exclude=exclude)

    def clean(self) -> None:
        super().clean()
        if self.begun_on is None:
            raise ValidationError(
                {"begun_on": gettext("Write the first day, or name the document with its day.")}
            )

    def day_of_record(self) -> datetime.date | None:
        return self.begun_on


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
    begun_on = models.DateField(_("from"), validators=[validate_document_date])
    ended_on = models.DateField(_("to"), null=True, blank=True)
    counts = models.BooleanField(
        _("counts as service"),
        default=False,
        help_text=_("Maternity leave counts as normal service (Decree 152/2025, Article 4)."),
    )
    name = models.CharField(_("person"), max_length=100, editable=False, default="")

    unit_path = "person__unit"
    named_with: ClassVar[tuple[str, ...]] = ("person",)
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("longer leave")
        verbose_name_plural = _("longer leaves")
        ordering = ("-begun_on", "pk")
        indexes = (models.Index(fields=("-begun_on",), name="service_leave_order"),)
        constraints = (
            period_constraint("service_leave_period", "begun_on", "ended_on"),
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
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = self.person.full_name
        super().derive()

    def clean(self) -> None:
        super().clean()
        if self.person_id and self.begun_on and (other := self._overlapping().first()):
            sentence = gettext("Another leave of this person covers some of these days.")
            raise ValidationError({"begun_on": Duplicate(sentence, other)})

    def _overlapping(self) -> Any:
        end = self.ended_on or datetime.date.max
        return (
            type(self)
            .objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=self.begun_on), begun_on__lte=end)
            .filter(person=self.person_id)
            .exclude(pk=self.pk)
        )
