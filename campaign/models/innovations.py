"""Innovations (sáng kiến, giải pháp): the solution, its unit, and the level at which it is recognised."""

import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.figures import year_constraint
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.councils import Seat
from office_culture.models.twins import Twins
from office_culture.models.units import Unit
from office_culture.rules.dates import future_year_warning, validate_document_date
from office_culture.text.numbers import percent

if TYPE_CHECKING:
    from campaign.models.returns import InnovationReturn
    from office_culture.models.accounts import User


class InnovationState(models.TextChoices):
    """The state of an innovation between its proposal and the decision on it."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    UNDER_REVIEW = "under_review", _("under review")
    RECOGNISED = "recognised", _("recognised")
    NOT_RECOGNISED = "not_recognised", _("not recognised")


# The unit still writes on these.
OPEN = (InnovationState.DRAFT, InnovationState.RETURNED)
DECIDED = (InnovationState.RECOGNISED, InnovationState.NOT_RECOGNISED)


class InnovationPart(models.TextChoices):
    """The parts of a proposal that a reviewer can flag; a returned proposal is open in the flagged ones only."""

    TITLE = "title", _("title")
    YEAR = "year", _("year")
    PROBLEM = "problem", _("problem")
    SOLUTION = "solution", _("solution")
    SCOPE = "scope", _("applied in")
    AUTHORS = "authors", _("authors and shares")
    EFFECTS = "effects", _("effects")
    EVIDENCE = "evidence", _("evidence")


class RecognitionLevel(models.TextChoices):
    """How far an innovation's effect and reach are recognised (Decree 152/2025, Article 33; sure)."""

    BASE = "base", _("grassroots level")
    PROVINCE = "province", _("ministry or province")
    NATION = "nation", _("the whole country")


class InnovationQuerySet(RecordQuerySet["Innovation"]):
    """Innovations, filtered by account and by recognition."""

    def visible_to(self, user: "User") -> Self:
        """Those of the account's units, and those that the account's person judges as member of a council."""
        if user.is_superuser:
            return self
        mine = Seat.objects.filter(person__account=user)
        judged = Q(session__council__in=mine.values("council"))
        if user.unit is None:
            return self.filter(judged)
        return self.filter(judged | user.unit.with_all_below())

    def recognised(self, by: datetime.date) -> Self:
        """Recognised on `by` or before; of one whose day is not known, its year says so."""
        undated = Q(recognised_on__isnull=True) & (Q(year__isnull=True) | Q(year__lte=by.year))
        return self.filter(Q(recognised_on__lte=by) | undated, state=InnovationState.RECOGNISED)


class Innovation(Record):
    """A solution new in its unit, from the proposal to the decision of recognition.

    `submitted_on` is empty until the proposal is submitted. It stays empty for an innovation that was recognised
    before its office kept this register: such a row is entered with level and day of its recognition.
    """

    title = models.CharField(_("title"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="innovations", verbose_name=_("unit"))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("When it was first applied. Empty: not known.")
    )
    problem = models.TextField(_("problem"), blank=True, help_text=_("What was wrong or slow before."))
    solution = models.TextField(_("solution"), blank=True)
    scope = models.CharField(_("applied in"), max_length=300, blank=True)

    state = models.CharField(
        _("state"),
        max_length=20,
        choices=InnovationState,
        default=InnovationState.DRAFT,
        editable=False,
        db_index=True,
    )
    state_reason = models.TextField(_("reason"), blank=True, default="", editable=False)
    submitted_on = models.DateField(_("submitted on"), null=True, blank=True, editable=False)
    unit_name = models.CharField(
        _("unit when it was submitted"), max_length=200, blank=True, default="", editable=False
    )
    shares_total = models.DecimalField(
        _("shares together (%)"), max_digits=7, decimal_places=2, null=True, blank=True, editable=False
    )
    session = models.ForeignKey(
        "campaign.ReviewSession",
        models.PROTECT,
        related_name="innovations",
        verbose_name=_("review session"),
        null=True,
        blank=True,
        editable=False,
    )
    level = models.CharField(
        _("recognised at"), max_length=20, choices=RecognitionLevel, blank=True, default="", editable=False
    )
    recognised_on = models.DateField(
        _("recognised on"), null=True, blank=True, validators=[validate_document_date], editable=False
    )
    recognised_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="recognised_innovations",
        verbose_name=_("decision of recognition"),
        null=True,
        blank=True,
        editable=False,
    )

    # The year of the first application; where it is not known, that of the recognition, otherwise 0. Orders and places
    # it in a period, is never shown.
    placed_in = models.PositiveSmallIntegerField(editable=False, default=0)

    objects: ClassVar[Any] = InnovationQuerySet.as_manager()

    draft_state: ClassVar[str] = InnovationState.DRAFT
    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("title", "problem", "solution", "scope")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "shares_total", "placed_in")
    unremembered = ("placed_in",)

    titles_in_year = Twins("title", "unit", "year")

    class Meta:
        verbose_name = _("innovation")
        verbose_name_plural = _("innovations")
        ordering = ("-placed_in", "title", "pk")
        indexes = (
            models.Index(fields=("-placed_in", "title"), name="innovation_order"),
            models.Index(fields=("year",), name="innovation_year"),
        )
        permissions = (
            ("review_innovation", _("Can return proposals, put them to review and enter scores")),
            ("decide_innovation", _("Can decide on the recognition of innovations")),
            ("register_innovation", _("Can enter innovations that were recognised before")),
        )
        constraints = (
            year_constraint("innovation_year_plausible"),
            models.CheckConstraint(
                name="innovation_state_known",
                condition=Q(state__in=InnovationState.values),
                violation_error_message=_("An innovation is in one of the known states."),
            ),
            models.CheckConstraint(
                name="innovation_submitted_on_a_day",
                condition=Q(state__in=OPEN, submitted_on__isnull=True)
                | Q(state=InnovationState.RECOGNISED)
                | (~Q(state__in=OPEN) & Q(submitted_on__isnull=False)),
                violation_error_message=_(
                    "A proposal on its way has a day on which it was submitted; a draft has none."
                ),
            ),
            models.CheckConstraint(
                name="innovation_shares_are_whole",
                condition=Q(submitted_on__isnull=True) | Q(shares_total=100),
                violation_error_message=_(
                    "The shares of the authors of a submitted proposal add up to 100%%."
                ),
            ),
            models.CheckConstraint(
                name="innovation_reviewed_in_a_session",
                condition=~Q(state__in=(InnovationState.UNDER_REVIEW, InnovationState.NOT_RECOGNISED))
                | Q(session__isnull=False),
                violation_error_message=_("A proposal is reviewed in a session."),
            ),
            models.CheckConstraint(
                name="innovation_sent_back_with_a_reason",
                condition=~Q(state__in=(InnovationState.RETURNED, InnovationState.NOT_RECOGNISED))
                | ~Q(state_reason=""),
                violation_error_message=_("A proposal is returned or refused with a reason."),
            ),
            models.CheckConstraint(
                name="innovation_recognised_at_a_level",
                condition=Q(state=InnovationState.RECOGNISED) & ~Q(level="")
                | Q(level="", recognised_on__isnull=True, recognised_by__isnull=True)
                & ~Q(state=InnovationState.RECOGNISED),
                violation_error_code="level",
                violation_error_message=_(
                    "A recognised innovation has the level of its recognition, any other has neither level nor day."
                ),
            ),
            *once(
                "innovation_once",
                ("unit", "year", "title"),
                nullable=("year",),
                at="title",
                message=_("This unit has an innovation of this title in this year already."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def is_recognised_by(self, day: datetime.date) -> bool:
        """Whether it was recognised on `day` or before, as `InnovationQuerySet.recognised` asks."""
        recognised_on: datetime.date | None = self.recognised_on
        recognised = self.state == InnovationState.RECOGNISED
        if recognised_on is None:
            return recognised and (self.year is None or self.year <= day.year)
        return recognised and recognised_on <= day

    @property
    def last_known_day(self) -> datetime.date | None:
        """The last day of the year of its first application, otherwise the day of its recognition, or None."""
        return datetime.date(self.year, 12, 31) if self.year else self.recognised_on

    def names_in_sheets(self) -> tuple[str, ...]:
        year = self.year or "?"
        return (self.title, f"{self.title} ({year})", f"{self.title} ({year}, {self.unit.name})")

    def clean(self) -> None:
        super().clean()
        self._enter_as_recognised()

    def derive(self) -> None:
        self._enter_as_recognised()
        self.shares_total = self._sum_of_shares() if self.pk else None
        self.placed_in = self.year or (self.recognised_on.year if self.recognised_on else 0)
        super().derive()

    def _enter_as_recognised(self) -> None:
        """Sets the state of a new row that has a level to recognised: it was recognised before it was entered here."""
        if self._state.adding and self.level and self.state == InnovationState.DRAFT:
            self.state = InnovationState.RECOGNISED

    def _sum_of_shares(self) -> Decimal | None:
        # Added up here: a database may add binary fractions, and 33,33 + 33,33 + 33,34 must be 100.
        shares = [author.share_percent for author in self.authors.only("share_percent")]
        known = [share for share in shares if share is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def is_open(self) -> bool:
        """Whether the unit may still change it."""
        return self.state in OPEN

    @property
    def furthest_reach(self) -> str:
        """The level that the recognition or a later confirmation gives it; "" while it is not recognised.

        Reads the confirmations, so callers with many innovations prefetch them.
        """
        reaches = [self.level, *(row.reach for row in self.confirmations.all())] if self.level else []
        return max(reaches, key=RecognitionLevel.values.index, default="")

    @property
    def last_return(self) -> "InnovationReturn | None":
        """The latest return of the proposal to its unit, or None."""
        return self.returns.order_by("-pk").first() if self.pk else None

    @cached_property
    def open_parts(self) -> frozenset[str]:
        """The parts that the unit may change now; after a return, those that were flagged."""
        if not self.is_open:
            return frozenset()
        last = self.last_return
        return frozenset(last.parts if last else InnovationPart.values)

    def warnings(self) -> list[str]:
        return [
            *self._reason_messages(),
            *self._recognition_warnings(),
            *self._share_warnings(),
            *self._unproved(),
            *filter(None, [future_year_warning(self.year) if self.year else self._without_year()]),
        ]

    def _without_year(self) -> str:
        if self.recognised_on:
            return gettext(
                "The year is not known: reports count the innovation in the year of its recognition."
            )
        return gettext("Neither year nor day of recognition is known: no report counts the innovation.")

    def _reason_messages(self) -> list[str]:
        if not self.state_reason:
            return []
        sentence = f"{capfirst(self.get_state_display())}: {self.state_reason}"
        last = self.last_return if self.is_open else None
        if last is None:
            return [sentence]
        return [
            sentence,
            gettext("Only these parts are open: %(parts)s.") % {"parts": ", ".join(last.part_names)},
        ]

    def _recognition_warnings(self) -> list[str]:
        if self.state != InnovationState.RECOGNISED or self.recognised_by_id:
            return []
        return [gettext("The decision that recognises this innovation is not named.")]

    def _share_warnings(self) -> list[str]:
        if self.shares_total is None or self.shares_total == 100:
            return []
        return [
            gettext("The shares of the authors add up to %(total)s, not to 100%%.")
            % {"total": percent(self.shares_total)}
        ]

    def _unproved(self) -> list[str]:
        """A warning for each effect that is said to be measured but has no document or file as evidence."""
        if not self.pk or not self.is_open:
            return []
        bare = self.effects.filter(basis="measured", document__isnull=True, files__isnull=True)
        return [
            gettext("“%(effect)s” is said to be measured, but no evidence of it is attached.")
            % {"effect": effect}
            for effect in bare
        ]
