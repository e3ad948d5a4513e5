"""Rounds of inspections: the plan, what is inspected against, and the team."""

import datetime
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.checklist_rows import ChecklistItem
from office_culture.models.checklists import ChecklistVersion
from office_culture.models.copies import Copying
from office_culture.models.documents import FIRST_DAY, Document, not_in_force
from office_culture.models.outgoing import WithPaper
from office_culture.models.people import Person, Posting
from office_culture.models.periods import period_constraint
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.models.versions import VersionState


class InspectionRoundState(models.TextChoices):
    """A round is planned, then its inspections are under way, then it is over."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("under way")
    FINISHED = "finished", _("finished")


class InspectionRound(WithPaper, Record):
    """The inspections of one plan: every unit once, by one team, with one version of a checklist."""

    name = models.CharField(_("name"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="inspection_rounds", verbose_name=_("inspecting office")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=InspectionRoundState,
        default=InspectionRoundState.PLANNED,
        editable=False,
    )
    plan = models.ForeignKey(
        Document, models.PROTECT, related_name="planned_rounds", verbose_name=_("plan"), null=True, blank=True
    )
    team_decision = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="teamed_rounds",
        verbose_name=_("decision that sets up the team"),
        null=True,
        blank=True,
    )
    start = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: not known."))
    end = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty: not known."))
    # The days; where they are not known, the first and the last one of the year. They order, and are never shown.
    placed_from = models.DateField(editable=False, default=FIRST_DAY)
    placed_to = models.DateField(editable=False, default=FIRST_DAY)
    surprise = models.BooleanField(
        _("without announcement"),
        default=False,
        help_text=_("Then the units do not assess themselves first."),
    )
    checklist_version = models.ForeignKey(
        ChecklistVersion, models.PROTECT, related_name="rounds", verbose_name=_("version of the checklist")
    )
    bases = models.ManyToManyField(
        Document,
        through="RoundBasis",
        related_name="inspection_rounds",
        verbose_name=_("inspected against"),
    )

    copying: ClassVar[Copying] = Copying(
        carried=("unit", "surprise", "checklist_version"),
        moved=("start", "end"),
        parts=("round_bases", "members", "inspections"),
        named="name",
        period=("start", "end"),
        year="year",
    )
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "placed_from", "placed_to")
    unremembered = derived

    names_in_year = Twins("name", "unit", "year")

    class Meta:
        verbose_name = _("round of inspections")
        verbose_name_plural = _("rounds of inspections")
        ordering = ("-year", "-placed_from", "pk")
        indexes = (models.Index(fields=("-year", "-placed_from"), name="inspectionround_order"),)
        constraints = (
            period_constraint("inspection_round_period", "start", "end"),
            models.UniqueConstraint(
                fields=("unit", "name", "year"),
                name="inspection_round_once",
                violation_error_code="name",
                violation_error_message=_("There is a round of this name in this year already."),
            ),
            models.CheckConstraint(
                name="inspection_round_year_plausible",
                condition=Q(year__gte=1945) & Q(year__lte=2100),
                violation_error_code="year",
                violation_error_message=_("Enter a year with four digits between 1945 and 2100."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def derive(self) -> None:
        first, last = datetime.date(self.year, 1, 1), datetime.date(self.year, 12, 31)
        self.placed_from = self.start or min(first, self.end or first)
        self.placed_to = self.end or max(last, self.start or last)
        super().derive()

    def clean(self) -> None:
        super().clean()
        problems: dict[str, Any] = {}
        if self.start and self.year and self.start.year != self.year:
            problems["start"] = _("The round begins in another year than the one named.")
        if self.checklist_version_id and self._version_problem():
            problems["checklist_version"] = self._version_problem()
        if self.pk and self.year:
            days = (self.start or datetime.date(self.year, 1, 1), self.end or datetime.date.max)
            outside = self.inspections.exclude(Q(visited_on__isnull=True) | Q(visited_on__range=days))
            if outside.exists():
                problems["end"] = _("Inspections lie outside these days; move them first.")
        if problems:
            raise ValidationError(problems)

    def _version_problem(self) -> Any:
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if stored and stored.state != InspectionRoundState.PLANNED:
            if stored.checklist_version_id != self.checklist_version_id:
                return _("The round is under way with another version; that one stays.")
            return ""
        if self.checklist_version.state != VersionState.IN_USE:
            return _("Choose a version that is in use; a draft is put into use on its own page first.")
        return ""

    def warnings(self) -> list[str]:
        if not self.pk:
            return []
        cited = [row.document for row in self.round_bases.select_related("document")]
        return [
            *not_in_force([*cited, *([self.plan] if self.plan else [])], self.placed_from),
            *self._days_not_known(),
            *self._team_warnings(),
        ]

    def _days_not_known(self) -> list[str]:
        if self.start and self.end:
            return []
        return [gettext("The days of the round are not known: papers name its year.")]

    def _team_warnings(self) -> list[str]:
        members = list(self.members.select_related("person"))
        warnings = [warning for member in members for warning in member.warnings()]
        if not any(member.role == TeamRole.HEAD for member in members):
            warnings.append(gettext("The team has no head yet."))
        return warnings


class RoundBasis(Record):
    """A text that the round inspects against."""

    part_of = "inspection_round"

    inspection_round = models.ForeignKey(
        InspectionRound, models.CASCADE, related_name="round_bases", verbose_name=_("round")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="round_bases", verbose_name=_("document")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("basis of a round")
        verbose_name_plural = _("bases of a round")
        ordering = ("inspection_round", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("inspection_round", "document"),
                name="round_basis_once",
                violation_error_code="document",
                violation_error_message=_("This document is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class TeamRole(models.TextChoices):
    """What a person does in the team."""

    HEAD = "head", _("head")
    MEMBER = "member", _("member")
    SECRETARY = "secretary", _("secretary")


class TeamMember(Record):
    """A person in the team of a round, with name and post as they were when the team was set up."""

    part_of = "inspection_round"

    inspection_round = models.ForeignKey(
        InspectionRound, models.CASCADE, related_name="members", verbose_name=_("round")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="team_memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=TeamRole, default=TeamRole.MEMBER)
    name = models.CharField(_("name on papers"), max_length=100, blank=True, editable=False)
    post = models.CharField(
        _("post on papers"), max_length=250, blank=True, help_text=_("Empty: the post held on the first day.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    # The post is that of the first day of the new round.
    copying: ClassVar[Copying] = Copying(carried=("person", "role", "position"))
    searched: ClassVar[tuple[str, ...]] = ("name", "post")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post")

    class Meta:
        verbose_name = _("member of the team")
        verbose_name_plural = _("members of the team")
        ordering = ("inspection_round", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("inspection_round", "person"),
                name="team_member_once",
                violation_error_code="person",
                violation_error_message=_("This person is in the team already."),
            ),
            models.UniqueConstraint(
                fields=("inspection_round",),
                condition=Q(role=TeamRole.HEAD),
                name="team_one_head",
                violation_error_code="role",
                violation_error_message=_("The team has a head already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = self.name or self.person.full_name
        self.post = self.post or _post_on(self.person_id, self.inspection_round.placed_from)
        super().derive()

    def warnings(self) -> list[str]:
        """A warning for each unit of the member that the round inspects: allowed, but better known."""
        inspected = Unit.objects.filter(inspections__inspection_round=self.inspection_round)
        own = inspected.filter(pk__in=_units_of(self.person, self.inspection_round))
        return [
            gettext("%(person)s belongs to %(unit)s, which this round inspects.")
            % {"person": self.name, "unit": unit}
            for unit in own.distinct()
        ]


def _post_on(person_id: int, day: datetime.date) -> str:
    posting = (
        Posting.objects.on(day).filter(person=person_id, concurrent=False).select_related("unit").first()
    )
    return posting.in_unit[:250] if posting else ""


def _units_of(person: Person, inspection_round: InspectionRound) -> Iterable[int]:
    posted = Posting.objects.during(inspection_round.placed_from, inspection_round.placed_to).filter(
        person=person
    )
    return {person.unit_id, *posted.values_list("unit", flat=True)}


class BreachCount(models.Model):
    """How often an item was checked and not met in the closed inspections of a round.

    Kept by `actions.inspections` in the transaction that closes or reopens an inspection, so that the figures of a
    year cost one small query; the command `check_counters` proves it against a recount.
    """

    part_of = "inspection_round"

    inspection_round = models.ForeignKey(
        InspectionRound, models.CASCADE, related_name="breach_counts", verbose_name=_("round"), editable=False
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="breach_counts", verbose_name=_("item"), editable=False
    )
    checked = models.PositiveIntegerField(_("checked"), default=0, editable=False)
    partly = models.PositiveIntegerField(_("partly met"), default=0, editable=False)
    failed = models.PositiveIntegerField(_("not met"), default=0, editable=False)
    # Of an item that is checked by sample: a share of it is one of cases, not of visits.
    cases = models.PositiveIntegerField(_("cases counted"), default=0, editable=False)
    compliant = models.PositiveIntegerField(_("cases that comply"), default=0, editable=False)

    class Meta:
        verbose_name = _("count of breaches")
        verbose_name_plural = _("counts of breaches")
        ordering = ("inspection_round", "item")
        constraints = (
            models.UniqueConstraint(fields=("inspection_round", "item"), name="breach_count_once"),
            models.CheckConstraint(
                name="breach_count_within_checked",
                condition=Q(checked__gte=models.F("partly") + models.F("failed")),
            ),
            models.CheckConstraint(
                name="breach_count_within_cases", condition=Q(compliant__lte=models.F("cases"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.failed + self.partly} / {self.checked}"
