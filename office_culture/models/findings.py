"""Findings: what an inspection wants remedied, by whom and by when."""

import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import Duplicate
from office_culture.models.files import FileLink
from office_culture.models.inspections import InspectionResult, Result
from office_culture.models.people import Person
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class FindingLevel(models.TextChoices):
    """How serious the team considers a finding."""

    REMINDER = "reminder", _("reminder")
    SHORTCOMING = "shortcoming", _("shortcoming")
    BREACH = "breach", _("breach")


class FindingState(models.TextChoices):
    """Open until the unit has remedied it and somebody has checked that."""

    OPEN = "open", _("open")
    REMEDIED = "remedied", _("remedied, to be checked")
    VERIFIED = "verified", _("verified")
    REOPENED = "reopened", _("reopened")


# Findings without a last day stand behind all others; later days are refused.
LAST_DAY = datetime.date(2199, 12, 31)
UNSETTLED = (FindingState.OPEN, FindingState.REOPENED)


class FindingQuerySet(RecordQuerySet["Finding"]):
    """Queries on findings by state and by the day on which they are due; without such a day none is ever overdue."""

    def unsettled(self) -> "FindingQuerySet":
        """Those that nobody has verified yet."""
        return self.exclude(state=FindingState.VERIFIED)

    def overdue(self, day: datetime.date) -> "FindingQuerySet":
        """Those that on `day` should have been remedied and are not."""
        return self.filter(state__in=UNSETTLED, due_on__lt=day)

    def due_soon(self, day: datetime.date, days: int) -> "FindingQuerySet":
        """Those still to be remedied whose last day is `day` or one of the `days` after it."""
        last = day + datetime.timedelta(days=days)
        return self.filter(state__in=UNSETTLED, due_on__gte=day, due_on__lte=last)


class Finding(Record):
    """One thing to remedy, found at a result that is not fully met."""

    result = models.ForeignKey(
        InspectionResult, models.PROTECT, related_name="findings", verbose_name=_("found at")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name=_("unit"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="findings",
        verbose_name=_("person concerned"),
        null=True,
        blank=True,
    )
    level = models.CharField(
        pgettext_lazy("finding", "level"),
        max_length=20,
        choices=FindingLevel,
        default=FindingLevel.SHORTCOMING,
    )
    content = models.TextField(_("what was found"))
    remedy = models.TextField(
        _("what is to be done"), blank=True, help_text=_("Empty: the minutes do not say.")
    )
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="owned_findings",
        verbose_name=_("remedied by"),
        null=True,
        blank=True,
    )
    found_on = models.DateField(
        _("found on"),
        null=True,
        blank=True,
        help_text=_("Empty: the day of the visit; without one, not known."),
    )
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("Empty: no day was set, or it is not known.")
    )
    # The day on which it is due; where there is none, the last of all days. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=LAST_DAY)
    state = models.CharField(
        _("state"), max_length=20, choices=FindingState, default=FindingState.OPEN, editable=False
    )
    remedied_on = models.DateField(_("remedied on"), null=True, editable=False)
    remedy_done = models.TextField(_("what was done"), blank=True, editable=False)
    verified_on = models.DateField(_("checked on"), null=True, editable=False)
    verified_by = models.CharField(_("checked by"), max_length=150, blank=True, editable=False)
    reopened_because = models.TextField(_("reopened because"), blank=True, editable=False)

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("content", "remedy")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "placed_on")
    unremembered = ("placed_on",)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        permissions = (
            ("remedy_finding", _("Can report a finding as remedied")),
            ("verify_finding", _("Can confirm or reopen the remedy of a finding")),
        )
        ordering = ("placed_on", "pk")
        indexes = (
            models.Index(fields=("unit", "state", "due_on"), name="finding_unit_state_due"),
            models.Index(fields=("placed_on",), name="finding_order"),
        )
        constraints = (
            models.CheckConstraint(
                name="finding_due_after_found",
                condition=Q(due_on__isnull=True) | Q(found_on__isnull=True) | Q(due_on__gte=F("found_on")),
                violation_error_code="due_on",
                violation_error_message=_("A remedy cannot be due before the thing was found."),
            ),
            models.CheckConstraint(
                name="finding_remedied_with_day_or_deed",
                condition=Q(state__in=UNSETTLED) | Q(remedied_on__isnull=False) | ~Q(remedy_done=""),
                violation_error_code="remedied_on",
                violation_error_message=_("What is remedied says what was done, or on which day."),
            ),
            models.CheckConstraint(
                name="finding_verified_with_who_and_when",
                condition=(~Q(state=FindingState.VERIFIED) & Q(verified_on__isnull=True, verified_by=""))
                | (Q(state=FindingState.VERIFIED) & ~Q(verified_by="")),
                violation_error_code="verified_on",
                violation_error_message=_("What is verified has the name of who checked it."),
            ),
            models.CheckConstraint(
                name="finding_verified_after_remedy",
                condition=Q(verified_on__isnull=True)
                | Q(remedied_on__isnull=True)
                | Q(verified_on__gte=F("remedied_on")),
                violation_error_code="verified_on",
                violation_error_message=_("A remedy cannot be checked before it was made."),
            ),
        )

    def __str__(self) -> str:
        return self.content[:80]

    def is_overdue(self, day: datetime.date) -> bool:
        """Whether it should have been remedied by `day` and is not."""
        return self.state in UNSETTLED and self.due_on is not None and self.due_on < day

    def clean_fields(self, exclude: Any = None) -> None:
        if self.found_on is None and self.result_id is not None:
            self.found_on = self.result.inspection.visited_on
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self.placed_on = self.due_on or LAST_DAY
        super().derive()

    def clean(self) -> None:
        super().clean()
        if self.result_id is None:
            return
        problems: dict[str, Any] = {}
        if self.result.result not in {Result.PARTLY, Result.FAILED}:
            problems["result"] = _("A finding rests on an item that is partly met or not met.")
        if self.unit_id is not None and self.unit_id != self.result.inspection.unit_id:
            problems["unit"] = _("This result was found in another unit: %(unit)s.") % {
                "unit": self.result.inspection.unit
            }
        same = type(self)._base_manager.filter(result=self.result_id, content=self.content)
        if other := same.exclude(pk=self.pk).first():
            problems["content"] = Duplicate(gettext("This was found here already."), other)
        if problems:
            raise ValidationError(problems)

    def warnings(self) -> list[str]:
        today = timezone.localdate()
        if self.due_on is not None and self.is_overdue(today):
            return [gettext("This should have been remedied by %(day)s.") % {"day": numeric(self.due_on)}]
        return []


class FindingFile(FileLink):
    """Evidence of the finding or of its remedy."""

    part_of = "finding"

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="files", verbose_name=_("finding"))
