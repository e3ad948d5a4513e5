"""The vote of a council on one nominee: ballots, who abstains, and the outcome with the rule it rests on."""

from typing import ClassVar

from django.db import models
from django.db.models import ExpressionWrapper, F, FloatField, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.models.catalogue import Award
from awards.models.nominations import Nominee
from awards.models.rules import AwardRule
from awards.models.sessions import CouncilSession
from awards.models.terms import Ballot, VoteBase
from office_culture.models.base import Record
from office_culture.models.councils import ConflictGround, Seat


class VoteOutcome(models.TextChoices):
    """The result of a vote."""

    AGREED = "agreed", _("agreed")
    LOWER = "lower", _("a lower form")
    NOT_AGREED = "not_agreed", _("not agreed")


# Percentage points by which the database lets a share fall short: shares are compared as printed, at two decimals (see
# `rules.voting`), with a margin for binary fractions. Shares that a council can reach lie much farther apart.
SLACK = 0.006


def _enough(column: str) -> Q:
    needed = (Cast(F("threshold_percent"), FloatField()) - Value(SLACK)) * F("base_count") / Value(100.0)
    return Q(**{f"{column}__gte": ExpressionWrapper(needed, output_field=FloatField())}, base_count__gt=0)


class Deliberation(Record):
    """The vote on one nominee in one session. Written by `actions.ballots` and `actions.sessions` only.

    While the session is open the ballots are stored; when it is concluded, the outcome and what it rests on are frozen:
    the rule (or the threshold of the office's own) with its source, of how many the share was taken (`base_count`), and
    how many ballots there could be (`possible`).
    """

    session = models.ForeignKey(
        CouncilSession, models.PROTECT, related_name="deliberations", verbose_name=_("session")
    )
    nominee = models.ForeignKey(
        Nominee, models.PROTECT, related_name="deliberations", verbose_name=_("nominee")
    )
    handed_in = models.PositiveSmallIntegerField(_("ballots handed in"))
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    for_lower = models.PositiveSmallIntegerField(_("for a lower form"), default=0)
    against = models.PositiveSmallIntegerField(_("against"), default=0)
    blank = models.PositiveSmallIntegerField(_("blank or invalid"), default=0)
    lower_award = models.ForeignKey(
        Award,
        models.PROTECT,
        related_name="deliberated_as_lower",
        verbose_name=_("lower form"),
        null=True,
        blank=True,
    )

    rule = models.ForeignKey(
        AwardRule,
        models.PROTECT,
        related_name="deliberations",
        verbose_name=_("rule"),
        null=True,
        blank=True,
        editable=False,
    )
    rule_source = models.CharField(
        _("source of the rule"), max_length=300, blank=True, default="", editable=False
    )
    threshold_percent = models.DecimalField(
        _("votes needed (%)"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    threshold_base = models.CharField(
        _("counted against"), max_length=10, choices=VoteBase, blank=True, default="", editable=False
    )
    quorum_percent = models.DecimalField(
        _("members who must attend (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    ballot = models.CharField(
        _("ballot"), max_length=10, choices=Ballot, default=Ballot.SECRET, editable=False
    )
    base_count = models.PositiveSmallIntegerField(
        _("members counted against"), null=True, blank=True, editable=False
    )
    possible = models.PositiveSmallIntegerField(
        _("members who could vote"), null=True, blank=True, editable=False
    )
    outcome = models.CharField(
        _("outcome"), max_length=12, choices=VoteOutcome, blank=True, default="", editable=False
    )
    outcome_award = models.ForeignKey(
        Award,
        models.PROTECT,
        related_name="agreed_by_councils",
        verbose_name=_("award agreed on"),
        null=True,
        blank=True,
        editable=False,
    )
    name = models.CharField(max_length=200, blank=True, default="", editable=False)

    unit_path = "session__council__unit"
    named_with: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("deliberation")
        verbose_name_plural = _("deliberations")
        ordering = ("pk",)
        # Whoever sees the session sees its ballots; they are entered through actions with a right of their own.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("session", "nominee"),
                name="deliberation_once",
                violation_error_code="nominee",
                violation_error_message=_("The session has ballots on this nominee already."),
            ),
            models.UniqueConstraint(
                fields=("nominee",),
                condition=~Q(outcome=""),
                name="nominee_one_outcome",
                violation_error_code="nominee",
                violation_error_message=_("A council has concluded on this nominee already."),
            ),
            models.CheckConstraint(
                name="deliberation_ballots_add_up",
                condition=Q(handed_in=F("in_favour") + F("for_lower") + F("against") + F("blank")),
                violation_error_code="handed_in",
                violation_error_message=_(
                    "The ballots in favour, for a lower form, against and blank do not add up to those handed in."
                ),
            ),
            models.CheckConstraint(
                name="deliberation_within_the_possible",
                condition=Q(possible__isnull=True) | Q(handed_in__lte=F("possible")),
                violation_error_code="handed_in",
                violation_error_message=_("There are more ballots than members who could vote."),
            ),
            models.CheckConstraint(
                name="deliberation_lower_form_named",
                condition=Q(for_lower=0) | Q(lower_award__isnull=False),
                violation_error_code="lower_award",
                violation_error_message=_("Name the lower form for which there are ballots."),
            ),
            models.CheckConstraint(
                name="deliberation_outcome_rests_on_a_rule",
                condition=Q(outcome="")
                | Q(
                    threshold_percent__gt=0,
                    threshold_percent__lte=100,
                    base_count__gt=0,
                    possible__isnull=False,
                )
                & ~Q(threshold_base="")
                & ~Q(rule_source=""),
                violation_error_code="outcome",
                violation_error_message=_("An outcome names the share that was needed, and of whom."),
            ),
            models.CheckConstraint(
                name="deliberation_agreed_with_enough",
                condition=~Q(outcome=VoteOutcome.AGREED) | _enough("in_favour"),
                violation_error_code="outcome",
                violation_error_message=_("The ballots in favour do not reach the share that is needed."),
            ),
            models.CheckConstraint(
                name="deliberation_lower_with_enough",
                condition=~Q(outcome=VoteOutcome.LOWER) | _enough("for_lower"),
                violation_error_code="outcome",
                violation_error_message=_(
                    "The ballots for the lower form do not reach the share that is needed."
                ),
            ),
            models.CheckConstraint(
                name="deliberation_outcome_names_its_award",
                condition=Q(outcome__in=("", VoteOutcome.NOT_AGREED), outcome_award__isnull=True)
                | Q(outcome=VoteOutcome.AGREED, outcome_award__isnull=False)
                | Q(outcome=VoteOutcome.LOWER, outcome_award=F("lower_award")),
                violation_error_code="outcome_award",
                violation_error_message=_("Only an outcome in favour names an award, and always does."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.name = self.nominee.name
        super().derive()


class Abstention(Record):
    """A member who does not vote on one nominee, with the reason.

    The nominee and members from the nominee's unit follow from the records and are written down at the conclusion; what
    a member declares is entered with the ballots.
    """

    deliberation = models.ForeignKey(
        Deliberation, models.CASCADE, related_name="abstentions", verbose_name=_("deliberation")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="abstentions", verbose_name=_("member"))
    ground = models.CharField(pgettext_lazy("abstention", "ground"), max_length=10, choices=ConflictGround)
    because = models.CharField(_("because"), max_length=200, blank=True)

    part_of = "deliberation"
    unit_path = "deliberation__session__council__unit"

    class Meta:
        verbose_name = _("abstention")
        verbose_name_plural = _("abstentions")
        ordering = ("seat", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("deliberation", "seat"),
                name="abstention_once",
                violation_error_code="seat",
                violation_error_message=_("This member abstains already."),
            ),
            models.CheckConstraint(
                name="abstention_declared_with_a_reason",
                condition=~Q(ground=ConflictGround.DECLARED) | ~Q(because=""),
                violation_error_code="because",
                violation_error_message=_("Say why the member abstains."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_ground_display())


class Choice(models.TextChoices):
    """What a ballot says."""

    FAVOUR = "favour", _("in favour")
    LOWER = "lower", _("for a lower form")
    AGAINST = "against", _("against")
    BLANK = "blank", _("blank or invalid")


class OpenVote(Record):
    """The ballot of one member, where the vote is open. A secret ballot is not recorded by member.

    `ballot` repeats how the vote is taken, so that the database itself refuses a member's ballot in a secret vote.
    """

    deliberation = models.ForeignKey(
        Deliberation, models.CASCADE, related_name="open_votes", verbose_name=_("deliberation")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="open_votes", verbose_name=_("member"))
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    ballot = models.CharField(max_length=10, choices=Ballot, default=Ballot.OPEN, editable=False)

    part_of = "deliberation"
    unit_path = "deliberation__session__council__unit"
    derived: ClassVar[tuple[str, ...]] = ("search_text", "ballot")

    class Meta:
        verbose_name = _("open vote")
        verbose_name_plural = _("open votes")
        ordering = ("seat", "pk")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("deliberation", "seat"),
                name="open_vote_once",
                violation_error_code="seat",
                violation_error_message=_("This member has voted on this nominee already."),
            ),
            models.CheckConstraint(
                name="open_vote_only_where_open",
                condition=Q(ballot=Ballot.OPEN),
                violation_error_code="choice",
                violation_error_message=_("The ballot is secret: who voted how is not recorded."),
            ),
        )

    def __str__(self) -> str:
        return str(self.get_choice_display())

    def derive(self) -> None:
        self.ballot = self.deliberation.ballot
        super().derive()
