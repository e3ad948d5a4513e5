"""The inspection of one unit, and what was found at each item of the checklist."""

import datetime
from operator import attrgetter
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.checklist_rows import ChecklistItem
from office_culture.models.copies import Copying
from office_culture.models.files import FileLink
from office_culture.models.neighbours import Neighbours
from office_culture.models.outgoing import WithPaper
from office_culture.models.people import Person, postings_on
from office_culture.models.rounds import InspectionRound
from office_culture.models.units import Unit
from office_culture.text.dates import numeric


class InspectionState(models.TextChoices):
    """From the plan through the unit's own assessment and the visit to the signed minutes."""

    PLANNED = "planned", _("planned")
    SELF_ASSESSMENT = "self_assessment", _("the unit assesses itself")
    AT_WORK = "at_work", _("the team is at work")
    CLOSED = "closed", _("closed")


# The day of the visit; where it is not known, the last day of the round. Orders, is never shown.
HELD_ON = Coalesce("visited_on", "inspection_round__placed_to")


def closed_by(day: datetime.date) -> Q:
    """The condition for closed inspections visited by `day`.

    Without a known day of the visit, their round had ended by then.
    """
    visited = Q(visited_on__lte=day) | Q(day_not_known=True, inspection_round__placed_to__lte=day)
    return Q(state=InspectionState.CLOSED) & visited


class Agreement(models.TextChoices):
    """How the minutes ended once they had been read to those present."""

    AGREED = "agreed", _("read aloud, agreed and signed by all")
    RESERVED = "reserved", _("read aloud; the unit keeps an opinion of its own")


class Inspection(WithPaper, Record):
    """One unit in one round. The counters are computed from the results and saved with them."""

    inspection_round = models.ForeignKey(
        InspectionRound, models.PROTECT, related_name="inspections", verbose_name=_("round")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspections", verbose_name=_("inspected unit")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=InspectionState, default=InspectionState.PLANNED, editable=False
    )
    visited_on = models.DateField(_("day of the visit"), null=True, blank=True)
    day_not_known = models.BooleanField(
        _("the day of the visit is not known"),
        default=False,
        help_text=_(
            "Only for old inspections whose papers do not tell it; the minutes then name the days of the round."
        ),
    )
    begun_at = models.TimeField(_("begun at"), null=True, blank=True)
    ended_at = models.TimeField(_("ended at"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    represented_by = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="represented_inspections",
        verbose_name=_("signs for the unit"),
        null=True,
        blank=True,
    )
    present = models.TextField(
        _("present"), blank=True, help_text=_("One person in each line: name, then a comma and the post.")
    )
    unit_opinion = models.TextField(_("opinion of the unit"), blank=True)
    conclusion = models.TextField(_("conclusion of the team"), blank=True)
    agreement = models.CharField(
        _("how the minutes ended"),
        max_length=10,
        choices=Agreement,
        blank=True,
        help_text=_("Printed as the last sentence of the minutes."),
    )

    earned = models.DecimalField(
        _("points earned"), max_digits=10, decimal_places=4, null=True, editable=False
    )
    applicable = models.DecimalField(
        _("points possible"), max_digits=10, decimal_places=4, null=True, editable=False
    )
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=6, null=True, editable=False)
    band = models.CharField(_("outcome"), max_length=60, blank=True, editable=False)
    passed = models.BooleanField(_("passed"), null=True, editable=False)
    met = models.PositiveSmallIntegerField(_("met"), default=0, editable=False)
    partly = models.PositiveSmallIntegerField(_("partly met"), default=0, editable=False)
    failed = models.PositiveSmallIntegerField(_("not met"), default=0, editable=False)
    not_applicable = models.PositiveSmallIntegerField(_("not applicable"), default=0, editable=False)
    not_assessed = models.PositiveSmallIntegerField(_("could not be assessed"), default=0, editable=False)
    unchecked = models.PositiveSmallIntegerField(_("not checked"), default=0, editable=False)

    team = Neighbours(
        "inspection_round",
        of="office_culture.TeamMember",
        key=attrgetter("inspection_round_id"),
        related=("person", "inspection_round"),
    )
    signer_postings = Neighbours(
        "person", of="office_culture.Posting", key=attrgetter("represented_by_id"), related=("unit",)
    )

    unit_path = "unit"
    copying: ClassVar[Copying] = Copying(carried=("unit",), moved=("visited_on",))
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("place", "present", "conclusion")

    class Meta:
        verbose_name = _("inspection of a unit")
        verbose_name_plural = _("inspections of units")
        permissions = (
            ("assess_inspection", _("Can enter the unit's own assessment")),
            ("close_inspection", _("Can close an inspection")),
            ("reopen_inspection", _("Can reopen what is closed")),
        )
        ordering = ("-inspection_round__year", "inspection_round", "unit__position", "unit__sort_key", "pk")
        indexes = (models.Index(fields=("unit", "inspection_round"), name="inspection_unit_round"),)
        constraints = (
            models.UniqueConstraint(
                fields=("inspection_round", "unit"),
                name="inspection_once",
                violation_error_code="unit",
                violation_error_message=_("This unit is in the round already; open that inspection instead."),
            ),
            models.CheckConstraint(
                name="inspection_closed_without_gaps",
                condition=~Q(state=InspectionState.CLOSED)
                | Q(unchecked=0, visited_on__isnull=False)
                | Q(unchecked=0, day_not_known=True),
                violation_error_code="state",
                violation_error_message=_(
                    "An inspection is closed with the day of the visit and a result for every item."
                ),
            ),
            models.CheckConstraint(
                name="inspection_day_known_or_not",
                condition=Q(day_not_known=False) | Q(visited_on__isnull=True),
                violation_error_code="day_not_known",
                violation_error_message=_("The day of the visit stands here; it is known."),
            ),
            models.CheckConstraint(
                name="inspection_ends_after_it_begins",
                condition=Q(begun_at__isnull=True)
                | Q(ended_at__isnull=True)
                | Q(ended_at__gte=F("begun_at")),
                violation_error_code="ended_at",
                violation_error_message=_("The visit ends before it begins; correct one of the two times."),
            ),
            models.CheckConstraint(
                name="inspection_earned_within_possible",
                condition=Q(earned__isnull=True) | Q(earned__gte=0, earned__lte=F("applicable")),
                violation_error_message=_("More points than possible cannot be earned."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {numeric(self.visited_on) if self.visited_on else ''}".strip()

    def name_in_choices(self) -> str:
        return f"{self.unit.name}, {self}"

    @property
    def items(self) -> int:
        """How many items the checklist has."""
        return self.assessed + self.not_applicable + self.not_assessed + self.unchecked

    @property
    def assessed(self) -> int:
        """How many items have a result that counts."""
        return self.met + self.partly + self.failed

    def clean(self) -> None:
        super().clean()
        if not self.visited_on or self.inspection_round_id is None:
            return
        inspection_round = self.inspection_round
        first, last = inspection_round.start, inspection_round.end
        if (first and self.visited_on < first) or (last and last < self.visited_on):
            raise ValidationError(
                {
                    "visited_on": _(
                        "The round lasts from %(start)s to %(end)s. Choose a day within it, or change the round first."
                    )
                    % {
                        "start": numeric(first) if first else "…",
                        "end": numeric(last) if last else "…",
                    }
                }
            )

    def warnings(self) -> list[str]:
        of_team = [
            warning for member in self.team for warning in member.warnings() if str(self.unit) in warning
        ]
        return [*of_team, *self.foreign_signer()]

    def foreign_signer(self) -> list[str]:
        """A sentence if who signs for the unit had, on the day of the visit, no post in it or in a unit below it."""
        signer = self.represented_by
        if signer is None:
            return []
        postings = postings_on(self.signer_postings, self.visited_on or self.inspection_round.placed_to)
        units = [row.unit for row in postings] or [signer.unit]
        if any(self.unit.reaches(unit) for unit in units):
            return []
        sentence = gettext("%(person)s signs for %(unit)s, but belongs to %(other)s.")
        return [sentence % {"person": signer, "unit": self.unit, "other": units[0]}]


class WorkStatus(models.TextChoices):
    """Whether the work on an item is done, whatever its result."""

    TO_DO = "to_do", _("to do")
    DONE = "done", _("done")


class Result(models.TextChoices):
    """What was found at an item."""

    UNCHECKED = "unchecked", _("not checked")
    MET = "met", _("met")
    PARTLY = "partly", _("partly met")
    FAILED = "failed", _("not met")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NOT_ASSESSED = "not_assessed", _("could not be assessed")


# Results without points: they need a reason.
WITH_REASON = (Result.NOT_APPLICABLE, Result.NOT_ASSESSED)
NO_REASON = _("Say why the item does not apply or could not be assessed.")
DONE_WITHOUT_RESULT = _("Work on an item is done when it has a result; choose one.")


class InspectionResult(Record):
    """One item in one inspection: the team's result, and beside it the result of the unit's own assessment.

    Written by `actions.inspections.save_results`, many at once.
    """

    part_of = "inspection"

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="results", verbose_name=_("inspection")
    )
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="results", verbose_name=_("item"))
    # The item's maximum, copied so that the database itself can hold the points against it; versions never change.
    max_points = models.DecimalField(
        _("points at most"), max_digits=6, decimal_places=2, default=0, editable=False
    )
    status = models.CharField(_("work"), max_length=10, choices=WorkStatus, default=WorkStatus.TO_DO)
    result = models.CharField(_("result"), max_length=20, choices=Result, default=Result.UNCHECKED)
    points = models.DecimalField(_("points"), max_digits=8, decimal_places=4, null=True, blank=True)
    counted = models.PositiveIntegerField(_("counted"), null=True, blank=True)
    compliant = models.PositiveIntegerField(_("compliant"), null=True, blank=True)
    reason = models.CharField(_("why it does not apply or was not assessed"), max_length=300, blank=True)
    observation = models.TextField(_("observation"), blank=True)
    unit_result = models.CharField(
        _("the unit's own result"), max_length=20, choices=Result, default=Result.UNCHECKED
    )
    unit_points = models.DecimalField(
        _("the unit's own points"), max_digits=8, decimal_places=4, null=True, blank=True
    )
    unit_note = models.TextField(_("note of the unit"), blank=True)
    # The version of the inspection in which this row last changed: what a form opened earlier does not know of.
    changed_in = models.PositiveIntegerField(default=1, editable=False)

    unit_path = "inspection__unit"
    searched: ClassVar[tuple[str, ...]] = ("observation",)
    named_with: ClassVar[tuple[str, ...]] = ("item",)

    class Meta:
        verbose_name = _("result of an item")
        verbose_name_plural = _("results of items")
        ordering = ("inspection", "item__group__position", "item__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("inspection", "item"),
                name="inspection_result_once",
                violation_error_code="item",
                violation_error_message=_("This item is in the inspection already."),
            ),
            models.CheckConstraint(
                name="inspection_result_points_range",
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=F("max_points")),
                violation_error_code="points",
                violation_error_message=_("Points lie between 0 and the most that the item gives."),
            ),
            models.CheckConstraint(
                name="inspection_result_unit_points_range",
                condition=Q(unit_points__isnull=True)
                | Q(unit_points__gte=0, unit_points__lte=F("max_points")),
                violation_error_code="unit_points",
                violation_error_message=_("Points lie between 0 and the most that the item gives."),
            ),
            models.CheckConstraint(
                name="inspection_result_sample",
                condition=Q(counted__isnull=True, compliant__isnull=True)
                | Q(counted__gte=1, compliant__lte=F("counted"), compliant__isnull=False),
                violation_error_code="compliant",
                violation_error_message=_(
                    "Enter how many cases were counted, at least one, and how many of them comply; not more comply "
                    "than were counted."
                ),
            ),
            models.CheckConstraint(
                name="inspection_result_reason",
                condition=~Q(result__in=WITH_REASON) | ~Q(reason=""),
                violation_error_code="reason",
                violation_error_message=NO_REASON,
            ),
            models.CheckConstraint(
                name="inspection_result_points_of_what_counts",
                condition=~Q(result__in=(*WITH_REASON, Result.UNCHECKED)) | Q(points__isnull=True),
                violation_error_code="points",
                violation_error_message=_("Only an item that was checked and applies has points."),
            ),
            models.CheckConstraint(
                name="inspection_result_done_is_checked",
                condition=~Q(status=WorkStatus.DONE) | ~Q(result=Result.UNCHECKED),
                violation_error_code="result",
                violation_error_message=DONE_WITHOUT_RESULT,
            ),
        )

    def __str__(self) -> str:
        return str(self.get_result_display())

    def names_in_sheets(self) -> tuple[str, ...]:
        return (str(self.item),)


class InspectionResultFile(FileLink):
    """Evidence of what was found at an item."""

    part_of = "result"

    result = models.ForeignKey(
        InspectionResult, models.CASCADE, related_name="files", verbose_name=_("result")
    )


class InspectionFile(FileLink):
    """A file of the inspection as a whole, such as the signed minutes."""

    part_of = "inspection"

    inspection = models.ForeignKey(
        Inspection, models.CASCADE, related_name="files", verbose_name=_("inspection")
    )
