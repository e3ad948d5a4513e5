"""What law and regulations ask for an award: dated rows, each with its source and how sure it is.

No number of law stands in code. Code asks for the rule in force on a day, and does without where there is none.
"""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from office_culture.models.base import Record, RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.text.dates import numeric


class RecipientKind(models.TextChoices):
    """Rules differ for people and for collectives, also where one award is for both."""

    INDIVIDUAL = "individual", _("individuals")
    COLLECTIVE = "collective", _("collectives")


class Ground(models.TextChoices):
    """What an award is given for. Thematic and ad-hoc awards do not count towards those for merit.

    Decree 152/2025, Article 4 (text read).
    """

    MERIT = "merit", _("merit (yearly achievements)")
    THEMATIC = "thematic", _("thematic (a campaign)")
    AD_HOC = "ad_hoc", _("ad hoc")


class RuleTopic(models.TextChoices):
    """What one row settles."""

    STANDARD = "standard", _("conditions to be met")
    RATIO = "ratio", _("largest share")
    VOTE = "vote", _("vote of the council")
    PAPERS = "papers", _("required papers")
    PRIZE = "prize", _("prize")
    POSTING = "posting", _("public posting")


class Sureness(models.TextChoices):
    """How well the source of a rule was checked."""

    TEXT = "text", _("the text itself was read")
    AGREEING = "agreeing", _("an official site, or several sources that agree")
    SINGLE = "single", _("one secondary source only")
    UNSURE = "unsure", _("not looked up")
    OWN = "own", _("confirmed by the office")


# Rules that an office must compare with its own regulation before it relies on them.
UNCONFIRMED = (Sureness.SINGLE, Sureness.UNSURE)


class VoteBase(models.TextChoices):
    """Of whom a share of votes is taken."""

    ALL = "all", _("all members of the council")
    PRESENT = "present", _("members present")


class Ballot(models.TextChoices):
    """How the council votes."""

    SECRET = "secret", _("secret")
    OPEN = "open", _("open ballot")


class Sourced(Record):
    """A row of law: where it was read, and how sure that is."""

    source = models.CharField(
        _("source"), max_length=300, help_text=_("Decree or regulation, article and clause.")
    )
    sure = models.CharField(_("how sure"), max_length=10, choices=Sureness, default=Sureness.UNSURE)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True

    @property
    def unconfirmed(self) -> bool:
        """Whether the office must compare the row with its own regulation."""
        return self.sure in UNCONFIRMED

    @property
    def confirmation(self) -> str:
        """What the screen says beside an unconfirmed row, otherwise ""."""
        return gettext("Confirm with your own regulation.") if self.unconfirmed else ""

    def warnings(self) -> list[str]:
        return [self.confirmation] if self.unconfirmed else []


def _empty(column: str) -> Q:
    return Q(**{column: ""}) if column in {"threshold_base", "ballot"} else Q(**{f"{column}__isnull": True})


def _only_for(topic: str, column: str, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"award_rule_{column}_of_{topic}",
        condition=_empty(column) | Q(topic=topic),
        violation_error_code=column,
        violation_error_message=message,
    )


def _needed_for(topic: str, column: str, message: Any) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=f"award_rule_{topic}_needs_{column}",
        condition=~Q(topic=topic) | ~_empty(column),
        violation_error_code=column,
        violation_error_message=message,
    )


OTHER_TOPIC = _("This belongs to a rule on another topic: empty it, or change the topic.")


class AwardRuleQuerySet(InForce, RecordQuerySet["AwardRule"]):
    """Rules, asked by day through `on(day)`."""

    def about(
        self, topic: str, award: Award, recipient: str, day: datetime.date, ground: str = ""
    ) -> "AwardRule | None":
        """The rule in force on `day`; one for this very ground goes before one for any ground."""
        rows = self.on(day).filter(topic=topic, award=award, recipient=recipient, ground__in={"", ground})
        return rows.order_by("-ground", F("valid_from").desc(nulls_last=True)).first()

    def for_recipients(self, recipient: str) -> Self:
        return self.filter(recipient=recipient)


class AwardRule(Sourced):
    """One thing that is asked for one award and one kind of recipient, in force for a period.

    Percentages are of 100; a multiple is of the base salary; a posting period is in working days.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="rules", verbose_name=_("award"))
    recipient = models.CharField(_("for"), max_length=12, choices=RecipientKind)
    topic = models.CharField(_("topic"), max_length=10, choices=RuleTopic)
    ground = models.CharField(
        _("ground"),
        max_length=10,
        choices=Ground,
        blank=True,
        default="",
        help_text=_("Empty: for awards on any ground."),
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    ratio_percent = models.DecimalField(
        _("at most (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    ratio_of = models.ForeignKey(
        Award,
        models.PROTECT,
        related_name="ratio_rules",
        verbose_name=_("of those with"),
        null=True,
        blank=True,
        help_text=_(
            "The share is taken of those who hold this award in the same year or are proposed for it."
        ),
    )
    ratio_least = models.PositiveSmallIntegerField(
        _("yet at least"), null=True, blank=True, help_text=_("So many are allowed however small the share.")
    )

    threshold_percent = models.DecimalField(
        _("votes needed (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    threshold_base = models.CharField(
        _("counted against"), max_length=10, choices=VoteBase, blank=True, default=""
    )
    ballot = models.CharField(_("ballot"), max_length=10, choices=Ballot, blank=True, default="")
    quorum_percent = models.DecimalField(
        _("members who must attend (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    prize_multiple = models.DecimalField(
        _("multiple of the base salary"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    posting_days = models.PositiveSmallIntegerField(_("working days of posting"), null=True, blank=True)

    objects: ClassVar[Any] = AwardRuleQuerySet.as_manager()

    named_with: ClassVar[tuple[str, ...]] = ("award",)
    searched: ClassVar[tuple[str, ...]] = ("name", "source", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    name = models.CharField(max_length=300, editable=False, default="")

    class Meta:
        verbose_name = _("rule of an award")
        verbose_name_plural = _("rules of awards")
        ordering = ("award", "recipient", "topic", "-valid_from", "pk")
        constraints = (
            valid_period_constraint("award_rule"),
            *once(
                "award_rule_once",
                ("award", "recipient", "topic", "ground", "valid_from"),
                nullable=("valid_from",),
                at="valid_from",
                message=_("There is a rule on this topic with the same start already."),
            ),
            *(
                _only_for(topic, column, OTHER_TOPIC)
                for topic, column in (
                    ("ratio", "ratio_percent"),
                    ("ratio", "ratio_of"),
                    ("ratio", "ratio_least"),
                    ("vote", "threshold_percent"),
                    ("vote", "threshold_base"),
                    ("vote", "ballot"),
                    ("vote", "quorum_percent"),
                    ("prize", "prize_multiple"),
                    ("posting", "posting_days"),
                )
            ),
            _needed_for("ratio", "ratio_percent", _("Give the largest share in percent.")),
            _needed_for("ratio", "ratio_of", _("Name the award of which the share is taken.")),
            _needed_for("vote", "threshold_percent", _("Give the share of votes that is needed.")),
            _needed_for("vote", "threshold_base", _("Say against whom the votes are counted.")),
            _needed_for("prize", "prize_multiple", _("Give the multiple of the base salary.")),
            _needed_for("posting", "posting_days", _("Give the number of working days.")),
            *(
                models.CheckConstraint(
                    name=f"award_rule_{column}_range",
                    condition=Q(**{f"{column}__isnull": True})
                    | Q(**{f"{column}__gt": 0, f"{column}__lte": 100}),
                    violation_error_code=column,
                    violation_error_message=_("A share is above 0 and at most 100 percent."),
                )
                for column in ("ratio_percent", "threshold_percent", "quorum_percent")
            ),
            models.CheckConstraint(
                name="award_rule_prize_not_negative",
                condition=Q(prize_multiple__isnull=True) | Q(prize_multiple__gte=0),
                violation_error_code="prize_multiple",
                violation_error_message=_("A prize is not negative."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} – {self.get_topic_display()}"

    def names_in_sheets(self) -> tuple[str, ...]:
        start = numeric(self.valid_from) if self.valid_from else "…"
        parts = [self.award.name, self.get_recipient_display(), self.get_topic_display()]
        if self.ground:
            parts.append(self.get_ground_display())
        return (f"{' / '.join(map(str, parts))} [{start}]",)

    def derive(self) -> None:
        self.name = self.award.name
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not self.award_id:
            return
        if self.recipient and not self.award.is_for(self.recipient):
            raise ValidationError(
                {"recipient": gettext("“%(award)s” is not for such recipients.") % {"award": self.award}}
            )
        self._check_overlap()

    def _check_overlap(self) -> None:
        """Two rules on one topic never hold on the same day: nobody could say which one applies."""
        others = type(self).objects.filter(
            award=self.award_id, recipient=self.recipient, topic=self.topic, ground=self.ground
        )
        start = self.valid_from or datetime.date.min
        end = self.valid_to or datetime.date.max
        for other in others.during(start, end).exclude(pk=self.pk)[:1]:
            raise ValidationError(
                {
                    "valid_from": gettext(
                        "A rule on this topic holds from %(start)s to %(end)s. End it on the day before, then add "
                        "this one."
                    )
                    % {
                        "start": numeric(other.valid_from) if other.valid_from else "…",
                        "end": numeric(other.valid_to) if other.valid_to else "…",
                    }
                }
            )


class ConditionKind(models.TextChoices):
    """What a condition looks at."""

    HOLDS = "holds", _("holds an award in years in a row")
    MEETS = "meets", _("holds an award of the same year, or is proposed for it in this round")
    RATING = "rating", _("yearly rating in years in a row")
    INNOVATIONS = "innovations", _("recognised innovations")
    SERVICE = "service", _("months of service in the year")
    MEMBERS_HOLD = "members_hold", _("share of members with an award")
    MEMBERS_RATED = "members_rated", _("share of members with a rating")
    SOME_HOLD = "some_hold", _("members with an award")
    CLEAN = "clean", _("no discipline in the period")
    JUDGED = "judged", _("to be judged by a person")


class Rating(models.TextChoices):
    """The yearly rating of people and collectives, the best first."""

    EXCELLENT = "excellent", _("completed excellently")
    GOOD = "good", _("completed well")
    COMPLETED = "completed", _("completed")
    FAILED = "failed", _("not completed")


class InnovationReach(models.TextChoices):
    """How far an innovation must be recognised, the narrowest first; the names are those of the innovations."""

    BASE = "base", _("grassroots level")
    PROVINCE = "province", _("ministry or province")
    NATION = "nation", _("the whole country")


class Measure(models.TextChoices):
    """Measures of discipline, the mildest first."""

    REPRIMAND = "reprimand", _("reprimand (khiển trách)")
    WARNING = "warning", _("warning (cảnh cáo)")
    PAY = "pay", _("lower salary step")
    DEMOTION = "demotion", _("demotion or loss of post")
    DISMISSAL = "dismissal", _("dismissal")


def _condition_needs(kinds: tuple[str, ...], column: str, message: Any) -> models.CheckConstraint:
    filled = ~Q(**{column: ""}) if column in {"rating", "text"} else Q(**{f"{column}__isnull": False})
    return models.CheckConstraint(
        name=f"rule_condition_needs_{column}",
        condition=~Q(kind__in=kinds) | filled,
        violation_error_code=column,
        violation_error_message=message,
    )


class RuleCondition(Record):
    """One condition of a standard.

    Conditions without an alternative must all hold; of the numbered alternatives, all conditions of one must hold.
    """

    part_of = "rule"

    rule = models.ForeignKey(AwardRule, models.CASCADE, related_name="conditions", verbose_name=_("rule"))
    alternative = models.PositiveSmallIntegerField(
        _("alternative"),
        default=0,
        help_text=_("0: always asked for. 1, 2, …: one of these numbers is enough."),
    )
    kind = models.CharField(_("condition"), max_length=20, choices=ConditionKind)
    award = models.ForeignKey(
        Award, models.PROTECT, related_name="asked_by", verbose_name=_("award"), null=True, blank=True
    )
    years = models.PositiveSmallIntegerField(
        _("years"), default=1, help_text=_("Years in a row; the last one ends the achievement period.")
    )
    least = models.PositiveSmallIntegerField(
        _("at least"),
        null=True,
        blank=True,
        help_text=_("How many innovations, months, members, or of several years. Empty: every year."),
    )
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, null=True, blank=True)
    more_than = models.BooleanField(
        _("more than that"), default=False, help_text=_("The share must lie above the percentage.")
    )
    rating = models.CharField(_("rating or better"), max_length=10, choices=Rating, blank=True)
    reach = models.CharField(_("recognised at"), max_length=10, choices=InnovationReach, blank=True)
    measure = models.CharField(
        _("discipline from"),
        max_length=12,
        choices=Measure,
        blank=True,
        help_text=_("The mildest measure that counts; empty: every one."),
    )
    anew = models.BooleanField(
        _("counted anew"),
        default=False,
        help_text=_("Years that an earlier award of the same kind rests on do not count again."),
    )
    text = models.CharField(
        _("wording"), max_length=300, blank=True, help_text=_("What a person has to judge, in a sentence.")
    )

    class Meta:
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        ordering = ("alternative", "pk")
        constraints = (
            models.CheckConstraint(
                name="rule_condition_years",
                condition=Q(years__gte=1, years__lte=50),
                violation_error_code="years",
                violation_error_message=_("A condition looks at 1 to 50 years."),
            ),
            models.CheckConstraint(
                name="rule_condition_percent_range",
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                violation_error_code="percent",
                violation_error_message=_("A share is between 0 and 100 percent."),
            ),
            _condition_needs(
                ("holds", "meets", "members_hold", "some_hold"),
                "award",
                _("Name the award that is asked for."),
            ),
            _condition_needs(
                ("innovations", "service", "some_hold"), "least", _("Say how many are asked for.")
            ),
            _condition_needs(("members_hold", "members_rated"), "percent", _("Give the share of members.")),
            _condition_needs(
                ("rating", "members_rated"), "rating", _("Choose the lowest rating that is enough.")
            ),
            _condition_needs(("judged",), "text", _("Write what is to be judged.")),
        )

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())


class PaperKind(Record):
    """A paper that a dossier may have to hold, by its name."""

    name = models.CharField(_("name"), max_length=200)
    per_nominee = models.BooleanField(
        _("one for each nominee"), default=False, help_text=_("Otherwise one for the whole dossier.")
    )
    position = models.PositiveSmallIntegerField(_("order in lists"), default=0)

    searched: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of papers")
        ordering = ("position", "name", "pk")
        indexes = (models.Index(fields=("position", "name"), name="paper_kind_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="paper_kind_once",
                violation_error_code="name",
                violation_error_message=_("This kind of paper is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class RequiredPaper(Record):
    """A paper that a rule asks for."""

    part_of = "rule"

    rule = models.ForeignKey(AwardRule, models.CASCADE, related_name="papers", verbose_name=_("rule"))
    kind = models.ForeignKey(PaperKind, models.PROTECT, related_name="required_by", verbose_name=_("paper"))
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)

    class Meta:
        verbose_name = _("required paper")
        verbose_name_plural = _("required papers")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("rule", "kind"),
                name="required_paper_once",
                violation_error_code="kind",
                violation_error_message=_("The rule asks for this paper already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class BaseSalaryQuerySet(RecordQuerySet["BaseSalary"]):
    """Amounts by day."""

    def in_force(self, day: datetime.date) -> "BaseSalary | None":
        """The amount of `day`, or None before the first known one."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class BaseSalary(Sourced):
    """The base salary (mức lương cơ sở) in đồng, from a day until the next row begins."""

    valid_from = models.DateField(_("in force from"))
    amount = models.PositiveIntegerField(_("amount (đồng)"))

    objects: ClassVar[Any] = BaseSalaryQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("source",)

    class Meta:
        verbose_name = _("base salary")
        verbose_name_plural = _("base salaries")
        ordering = ("-valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("valid_from",),
                name="base_salary_once",
                violation_error_code="valid_from",
                violation_error_message=_("There is an amount from this day on already."),
            ),
            models.CheckConstraint(
                name="base_salary_positive",
                condition=Q(amount__gt=0),
                violation_error_code="amount",
                violation_error_message=_("The base salary is above zero."),
            ),
        )

    def __str__(self) -> str:
        return numeric(self.valid_from)
