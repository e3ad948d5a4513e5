"""Sections of reports that are handed to a unit to write."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.reports import Report
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class AssignmentState(models.TextChoices):
    """State of a section handed out. Being overdue is no state: it follows from the day on which one looks."""

    HANDED_OUT = "handed_out", _("handed out")
    DELIVERED = "delivered", _("delivered")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")
    TAKEN_BACK = "taken_back", _("taken back")


# The unit still has to write.
AWAITED = (AssignmentState.HANDED_OUT, AssignmentState.RETURNED)


class SectionAssignmentQuerySet(RecordQuerySet["SectionAssignment"]):
    """Sections handed out, filtered by what their unit still has to do."""

    def awaited(self) -> Self:
        """Those that their unit still has to write."""
        return self.filter(state__in=AWAITED)

    def overdue(self, day: datetime.date) -> Self:
        """Awaited ones whose last day lies before `day`; on the last day itself a section is in time."""
        return self.awaited().filter(due__lt=day)


class SectionAssignment(Record):
    """One section of a report, handed to a unit to write until a day."""

    report = models.ForeignKey(
        Report, models.PROTECT, related_name="assignments", verbose_name=_("report"), editable=False
    )
    section = models.CharField(_("key of the section"), max_length=60, editable=False)
    # As the outline calls it; the outline of a report never changes.
    title = models.CharField(_("section"), max_length=300, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assigned_sections", verbose_name=_("written by")
    )
    due = models.DateField(_("due"), help_text=_("The last day."))
    note = models.TextField(_("what the unit should know"), blank=True)
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AssignmentState,
        default=AssignmentState.HANDED_OUT,
        editable=False,
    )
    return_reason = models.TextField(_("returned because"), blank=True, editable=False)

    objects: ClassVar[Any] = SectionAssignmentQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("title", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "title")

    class Meta:
        verbose_name = _("section handed out")
        verbose_name_plural = _("sections handed out")
        ordering = ("due", "pk")
        permissions = (("deliver_section", _("Can write and deliver sections handed to the own unit")),)
        indexes = (
            models.Index(fields=("state", "due"), name="section_assignment_state_due"),
            models.Index(fields=("due",), name="section_assignment_order"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("report", "section"),
                name="section_assigned_once",
                condition=~Q(state=AssignmentState.TAKEN_BACK),
                violation_error_code="section",
                violation_error_message=_("This section is handed out already."),
            ),
            models.CheckConstraint(
                name="section_delivered_with_day",
                condition=~Q(state__in=(AssignmentState.DELIVERED, AssignmentState.ACCEPTED))
                | Q(delivered_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        self.title = self.report.outline.section(self.section).title
        super().derive()

    @property
    def awaited(self) -> bool:
        """Whether the unit still has to write."""
        return self.state in AWAITED

    def is_overdue(self, day: datetime.date) -> bool:
        """Whether the section is awaited and its last day lies before `day`."""
        return self.awaited and self.due < day

    def clean(self) -> None:
        super().clean()
        if self.unit_id and not self.unit.path.startswith(self.report.unit.path):
            raise ValidationError(
                {
                    "unit": gettext("%(unit)s is no part of %(issuer)s, which reports.")
                    % {"unit": self.unit, "issuer": self.report.unit}
                }
            )

    def warnings(self) -> list[str]:
        found = []
        if self.return_reason and self.state == AssignmentState.RETURNED:
            found.append(gettext("Returned: %(reason)s") % {"reason": self.return_reason})
        if self.is_overdue(timezone.localdate()):
            found.append(gettext("This was due on %(day)s.") % {"day": numeric(self.due)})
        return found
