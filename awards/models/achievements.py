"""What people and collectives achieved, what they received for it, and how they were rated."""

import datetime
from collections.abc import Iterable
from operator import attrgetter
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.recipients import Recipient, posthumous_person
from awards.models.terms import Ground, Rating
from awards.rules.decided_days import refuse_other_day
from campaign.models.figures import year_constraint
from office_culture.models.base import RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.documents import FIRST_DAY, Document
from office_culture.models.files import FileLink
from office_culture.models.neighbours import Neighbours
from office_culture.models.people import Posting, main_posting, postings_on
from office_culture.models.periods import period_constraint
from office_culture.rules.dates import validate_document_date
from office_culture.rules.questions import Question, of_likely_same
from office_culture.text.dates import numeric


class AchievementKind(models.TextChoices):
    """What kind of achievement it is."""

    DUTY = "duty", _("duties of the year")
    CAMPAIGN = "campaign", _("results in a campaign")
    INNOVATION = "innovation", _("innovation or research")
    DEED = "deed", _("outstanding deed")


class Achievement(Recipient):
    """Something achieved, on which an award may rest once at each level."""

    title = models.CharField(_("achievement"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=AchievementKind)
    period_start = models.DateField(_("from"), null=True, blank=True, validators=[validate_document_date])
    period_end = models.DateField(
        _("to"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Both days empty: the source does not tell when."),
    )
    # The last day; where it is not known, the first of all days. Orders, is never shown.
    placed_on = models.DateField(editable=False, default=FIRST_DAY)
    text = models.TextField(_("what was achieved"), blank=True)
    innovation = models.ForeignKey(
        "campaign.Innovation",
        models.PROTECT,
        related_name="achievements",
        verbose_name=_("innovation"),
        null=True,
        blank=True,
    )
    evidence = models.CharField(
        _("evidence"), max_length=300, blank=True, help_text=_("Documents or figures that prove it.")
    )

    searched: ClassVar[tuple[str, ...]] = ("title", "name", "text", "evidence")
    derived: ClassVar[tuple[str, ...]] = (*Recipient.derived, "placed_on")
    unremembered = ("placed_on",)

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ("-placed_on", "pk")
        indexes = (models.Index(fields=("-placed_on",), name="achievement_order"),)
        constraints = (
            period_constraint("achievement_period", "period_start", "period_end"),
            models.CheckConstraint(
                name="achievement_innovation_named",
                condition=~Q(kind=AchievementKind.INNOVATION) | Q(innovation__isnull=False) | ~Q(evidence=""),
                violation_error_code="innovation",
                violation_error_message=_("Name the innovation, or give the evidence of the research."),
            ),
            *once(
                "achievement_of_a_unit_once",
                ("unit", "title", "period_start", "period_end"),
                nullable=("period_start", "period_end"),
                among=Q(person__isnull=True),
                at="title",
                message=_("This achievement is in the list already."),
            ),
            *once(
                "achievement_of_a_person_once",
                ("person", "title", "period_start", "period_end"),
                nullable=("period_start", "period_end"),
                among=Q(person__isnull=False),
                at="title",
                message=_("This achievement is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def derive(self) -> None:
        self.placed_on = self.period_end or self.period_start or FIRST_DAY
        super().derive()

    def day_of_record(self) -> datetime.date | None:
        return self.period_end


class AchievementFile(FileLink):
    """Evidence of an achievement."""

    part_of = "achievement"

    achievement = models.ForeignKey(
        Achievement, models.CASCADE, related_name="files", verbose_name=_("achievement")
    )

    unit_path = "achievement__unit"

    class Meta(FileLink.Meta):
        verbose_name = _("evidence of an achievement")
        verbose_name_plural = _("evidence of achievements")


class Labour(models.TextChoices):
    """What a person did when receiving an award: statistics ask for the share of direct labour."""

    DIRECT = "direct", _("direct labour")
    LEADING = "leading", _("leading or managing post")


# The lookups of awards that were not revoked, and of revoked ones: a reason is always there, its day not always known.
STANDING = {"revoked_because": ""}
REVOKED = {"revoked_because__gt": ""}
_STANDS = Q(**STANDING)

# Awards that stand and of which neither the period nor the day of the decision is known.
_WITHOUT_A_DAY = _STANDS & Q(period_end__isnull=True, decided_on__isnull=True)


class ConferralQuerySet(RecordQuerySet["Conferral"]):
    """Awards received."""

    def active(self) -> Self:
        """Those that were not revoked: only these count for anything."""
        return self.filter(**STANDING)


class Conferral(Recipient):
    """An award that a person or collective received, whoever gave it; post and unit as they were then.

    All counts of awards are made from these rows. `year` is the year in which the achievement period ends, or where the
    source names no period that of the decision; 0 where nobody knows it. A revoked award stays readable and is left out
    of all counts; it is revoked by an action only.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="conferrals", verbose_name=_("award"))
    ground = models.CharField(_("ground"), max_length=10, choices=Ground, default=Ground.MERIT)
    period_start = models.DateField(
        _("achievements from"), null=True, blank=True, validators=[validate_document_date]
    )
    period_end = models.DateField(
        _("achievements to"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_(
            "The next award counts from here. Empty: the source names no period; the day of the decision counts."
        ),
    )
    decided_on = models.DateField(
        _("decided on"),
        null=True,
        blank=True,
        validators=[validate_document_date],
        help_text=_("Empty: the day of the decision named here. Without a day no report counts the award."),
    )
    decision = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="conferrals",
        verbose_name=_("decision"),
        null=True,
        blank=True,
        help_text=_("In the register of documents, also where another body decided."),
    )
    post = models.CharField(
        _("post as printed"),
        max_length=150,
        blank=True,
        help_text=_("Empty: the person's main post at that time."),
    )
    unit_name = models.CharField(
        _("unit as printed"), max_length=200, blank=True, help_text=_("Empty: the name of the unit.")
    )
    labour = models.CharField(
        _("kind of work"),
        max_length=8,
        choices=Labour,
        blank=True,
        help_text=_("Empty: as the person's posts at that time say; not known without a post."),
    )
    posthumous = models.BooleanField(_("posthumous"), default=False)
    achievements: "models.ManyToManyField[Achievement, Any]" = models.ManyToManyField(
        Achievement, related_name="conferrals", verbose_name=_("rests on"), blank=True
    )
    nominee = models.OneToOneField(
        "awards.Nominee",
        models.PROTECT,
        related_name="conferral",
        verbose_name=_("nominee"),
        null=True,
        blank=True,
        editable=False,
    )
    line = models.OneToOneField(
        "awards.DecisionLine",
        models.PROTECT,
        related_name="conferral",
        verbose_name=_("line of the decision"),
        null=True,
        blank=True,
        editable=False,
    )
    # 0: neither period nor day nor the year of the decision is known.
    year = models.PositiveSmallIntegerField(_("year"), editable=False, default=0)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="revoked_conferrals",
        verbose_name=_("decision of revocation"),
        null=True,
        blank=True,
        editable=False,
    )
    revoked_because = models.TextField(_("reason of revocation"), blank=True, default="", editable=False)

    objects: ClassVar[Any] = ConferralQuerySet.as_manager()
    # Whoever was entered twice may have their awards twice: these are merged before the two people are.
    merges: ClassVar[bool] = True
    awards_of_person = Neighbours("person", key=attrgetter("person_id"))
    awards_of_unit = Neighbours("unit", key=attrgetter("unit_id"))

    searched: ClassVar[tuple[str, ...]] = ("name", "post", "unit_name")
    derived: ClassVar[tuple[str, ...]] = (
        "search_text",
        "name",
        "post",
        "unit_name",
        "labour",
        "year",
        "decided_on",
    )

    class Meta:
        verbose_name = _("award received")
        verbose_name_plural = _("awards received")
        ordering = ("-year", "award", "name", "pk")
        permissions = (("merge_conferral", _("Can merge two awards received that are one")),)
        indexes = (models.Index(fields=("-year", "award", "name"), name="conferral_order"),)
        constraints = (
            period_constraint("conferral_period", "period_start", "period_end"),
            posthumous_person("conferral_posthumous_person"),
            models.CheckConstraint(
                name="conferral_decided_after_the_period_began",
                condition=Q(decided_on__isnull=True)
                | Q(period_start__isnull=True)
                | Q(decided_on__gte=F("period_start")),
                violation_error_code="decided_on",
                violation_error_message=_(
                    "The decision lies before the achievements; correct one of the dates."
                ),
            ),
            models.CheckConstraint(
                name="conferral_revoked_with_a_reason",
                condition=Q(revoked_on__isnull=True, revoked_by__isnull=True, revoked_because="") | ~_STANDS,
                violation_error_message=_("An award is revoked with a reason."),
            ),
            models.CheckConstraint(
                name="conferral_labour_of_a_person",
                condition=Q(person__isnull=False) | Q(labour=""),
                violation_error_code="labour",
                violation_error_message=_("Only a person does direct labour: empty this for a collective."),
            ),
            models.UniqueConstraint(
                fields=("award", "unit", "ground", "period_start", "period_end"),
                condition=_STANDS & Q(person__isnull=True),
                name="conferral_to_a_unit_once",
                violation_error_code="award",
                violation_error_message=_("This collective has this award for this period already."),
            ),
            models.UniqueConstraint(
                fields=("award", "unit", "ground", "decided_on"),
                condition=_STANDS & Q(person__isnull=True, period_end__isnull=True),
                name="conferral_to_a_unit_once_on_a_day",
                violation_error_code="award",
                violation_error_message=_("This collective has this award of this day already."),
            ),
            models.UniqueConstraint(
                fields=("award", "person", "ground", "decided_on"),
                condition=_STANDS & Q(person__isnull=False, period_end__isnull=True),
                name="conferral_to_a_person_once_on_a_day",
                violation_error_code="award",
                violation_error_message=_("This person has this award of this day already."),
            ),
            *once(
                "conferral_to_a_unit_once_without_a_day",
                ("award", "unit", "ground", "year", "decision"),
                nullable=("decision",),
                among=Q(person__isnull=True) & _WITHOUT_A_DAY,
                at="award",
                message=_("This collective has this award without a day already."),
            ),
            *once(
                "conferral_to_a_person_once_without_a_day",
                ("award", "person", "ground", "year", "decision"),
                nullable=("decision",),
                among=Q(person__isnull=False) & _WITHOUT_A_DAY,
                at="award",
                message=_("This person has this award without a day already."),
            ),
            models.UniqueConstraint(
                fields=("award", "person", "ground", "period_start", "period_end"),
                condition=_STANDS & Q(person__isnull=False),
                name="conferral_to_a_person_once",
                violation_error_code="award",
                violation_error_message=_("This person has this award for this period already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.year_in_words})"

    def refuse_merger(self, other: Self) -> str:
        if self.line_id or self.nominee_id:
            return gettext("This award came with a decision: it is the one that stays.")
        mine = (self.award_id, self.ground, self.recipient_kind, self.is_revoked)
        if mine != (other.award_id, other.ground, other.recipient_kind, other.is_revoked):
            return gettext("Only the same award for the same ground can be one.")
        return ""

    @property
    def is_revoked(self) -> bool:
        """Whether the award was taken back, on a known day or not."""
        return bool(self.revoked_because)

    @property
    def revoked_in_words(self) -> str:
        """The day and the reason of the revocation in a sentence."""
        if self.revoked_on:
            day = numeric(self.revoked_on)
            return gettext("Revoked on %(day)s: %(reason)s") % {"day": day, "reason": self.revoked_because}
        return gettext("Revoked on a day that is not known: %(reason)s") % {"reason": self.revoked_because}

    @property
    def year_in_words(self) -> str:
        """The year in which the award counts, or that nobody knows it."""
        return str(self.year) if self.year else gettext("year not known")

    def names_in_sheets(self) -> tuple[str, ...]:
        return (f"{self} #{self.pk}",)

    def day_of_record(self) -> datetime.date | None:
        return self.decided_on or self.period_end

    def clean_fields(self, exclude: Any = None) -> None:
        self._follow_decision()
        super().clean_fields(exclude=exclude)

    def derive(self) -> None:
        self._follow_decision()
        self._find_unit()
        day = self.day_of_record()
        if day and self.person and not self.post:
            posting = main_posting(self.posts_of_person, day)
            self.post = posting.post if posting else ""
        if day and self.person and not self.labour:
            self.labour = labour_on(self.posts_of_person, day)
        self.unit_name = self.unit_name or self.unit_called()
        self.year = (
            self.decided_on.year if self.decided_on and not self.period_end else self._year_of_source()
        )
        super().derive()

    def _perhaps_the_same(self) -> Question | None:
        """The question whether an award that shares days with one of the recipient is that one.

        Where both periods are known and the same, a constraint decides; what a decision gave was decided.
        """
        typed = ("award", "person", "unit", "ground", "period_start", "period_end")
        if self.line_id or self.is_revoked or not self.period_end or not self.has_new(*typed):
            return None
        mine = (self.award_id, self.person_id, self.ground)
        period = (self.period_start, self.period_end)
        others = [
            other
            for other in (self.awards_of_person if self.person_id else self.awards_of_unit)
            if not other.is_revoked
            and (other.award_id, other.person_id, other.ground) == mine
            and other.period_end
            and (other.period_start or other.period_end) <= self.period_end
            and (self.period_start or self.period_end) <= other.period_end
        ]
        same_days = self.period_start and any((o.period_start, o.period_end) == period for o in others)
        if same_days or not others:
            return None
        (other, *_others) = others
        return of_likely_same(other, f"{self.award_id} {period}")

    def _year_of_source(self) -> int:
        """The last year of the achievements, otherwise the year of the decision; 0 where neither is known."""
        if self.period_end:
            return self.period_end.year
        return (self.decision.year or 0) if self.decision else 0

    def questions(self) -> dict[str, Question]:
        """Asks once for a year; the line of a decision was recorded without one."""
        asked = super().questions()
        if question := self._perhaps_the_same():
            return {**asked, "award": question}
        if self.decided_on or self.line_id or self._year_of_source():
            return asked
        message = _(
            "Write the period of the achievements, or the day of the decision. Without both the award counts in no "
            "year."
        )
        about = f"{self.award_id} {self.person_id} {self.unit_id}"
        return {**asked, "period_end": Question("no_year", message, about, warns_in_sheets=True)}

    def _follow_decision(self) -> None:
        if self.decided_on is None and self.decision is not None:
            self.decided_on = self.decision.date

    def clean(self) -> None:
        super().clean()
        if self.award_id and not self.award.is_for(self.recipient_kind):
            raise ValidationError({"award": wrong_recipient(self.award, self.recipient_kind)})
        refuse_other_day(self.decided_on, self.decision)

    def warnings(self) -> list[str]:
        found = []
        if self.is_revoked:
            found.append(self.revoked_in_words)
        if not self.decision_id:
            found.append(gettext("The decision that gave this award is not named."))
        if not self.decided_on:
            found.append(gettext("Without the day of the decision no report counts this award."))
        return found


def labour_on(postings: Iterable[Posting], day: datetime.date) -> str:
    """The value of `Labour` that a person's posts on `day` imply; "" without a post."""
    posts = postings_on(postings, day)
    if not posts:
        return ""
    return Labour.LEADING if any(post.leads for post in posts) else Labour.DIRECT


def wrong_recipient(award: Award, kind: str) -> str:
    """The sentence that refuses an award for such a recipient."""
    if kind == "individual":
        return gettext("“%(award)s” is for collectives only; choose another award.") % {"award": award}
    return gettext("“%(award)s” is for individuals only; choose another award.") % {"award": award}


class YearlyRating(Recipient):
    """The rating of a person or a collective for a year. A year without a row is unknown, not bad."""

    year = models.PositiveSmallIntegerField(_("year"))
    rating = models.CharField(_("rating"), max_length=10, choices=Rating)
    decision = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="yearly_ratings",
        verbose_name=_("decision"),
        null=True,
        blank=True,
    )

    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("yearly rating")
        verbose_name_plural = _("yearly ratings")
        ordering = ("-year", "name", "pk")
        indexes = (models.Index(fields=("-year", "name"), name="yearly_rating_order"),)
        constraints = (
            year_constraint("yearly_rating_year_plausible"),
            models.UniqueConstraint(
                fields=("year", "unit"),
                condition=Q(person__isnull=True),
                name="yearly_rating_of_a_unit_once",
                violation_error_code="year",
                violation_error_message=_("This unit has a rating for this year already."),
            ),
            models.UniqueConstraint(
                fields=("year", "person"),
                condition=Q(person__isnull=False),
                name="yearly_rating_of_a_person_once",
                violation_error_code="year",
                violation_error_message=_("This person has a rating for this year already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    def day_of_record(self) -> datetime.date | None:
        return datetime.date(self.year, 12, 31) if self.year and 1 <= self.year <= 9999 else None

    def clean(self) -> None:
        super().clean()
        if self.year and self.year > timezone.localdate().year:
            raise ValidationError({"year": gettext("This year has not begun; nobody can be rated for it.")})
