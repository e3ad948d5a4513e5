"""What law and regulations ask for an award: dated rows, each with its source and how sure it is.

No number of law stands in code. Code asks for the rule in force on a day, and does without where there is none.
"""

import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.overlaps import refuse_overlap
from awards.models.terms import Ballot, Ground, RecipientKind, RuleTopic, VoteBase
from office_culture.models.base import RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.neighbours import Neighbours
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.sources import UNCONFIRMED, Sourced
from office_culture.text.dates import numeric


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
        """The rule in force on `day`, or None; one for this very ground has precedence over one for any ground."""
        rows = self.on(day).filter(topic=topic, award=award, recipient=recipient, ground__in={"", ground})
        return rows.order_by("-ground", F("valid_from").desc(nulls_last=True)).first()


class AwardRule(Sourced):
    """One thing that is asked for one award and one kind of recipient, in force for a period.

    Percentages are of 100; a multiple is of the base salary; a posting period is in working days. A prize without a
    multiple is one that a text gives which nobody has read.
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
    transition = models.CharField(
        _("dossiers received before"),
        max_length=400,
        blank=True,
        help_text=_(
            "What holds for dossiers that were received before this rule began; rounds that straddle its first day say "
            "it."
        ),
    )

    objects: ClassVar[Any] = AwardRuleQuerySet.as_manager()

    named_with: ClassVar[tuple[str, ...]] = ("award",)
    searched: ClassVar[tuple[str, ...]] = ("name", "source", "note")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    name = models.CharField(max_length=300, editable=False, default="")
    of_award = Neighbours("award", key=attrgetter("award_id"))

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
            models.CheckConstraint(
                name="award_rule_prize_needs_prize_multiple",
                condition=~Q(topic="prize")
                | Q(prize_multiple__isnull=False)
                | (Q(sure__in=UNCONFIRMED) & ~Q(note="")),
                violation_error_code="prize_multiple",
                violation_error_message=_(
                    "Give the multiple of the base salary, or note why it is not known of a rule that is not sure."
                ),
            ),
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
        if self.recipient:
            self.award.refuse_other_recipients(self.recipient)
        topic = (self.recipient, self.topic, self.ground)
        refuse_overlap(
            self, [rule for rule in self.of_award if (rule.recipient, rule.topic, rule.ground) == topic]
        )
