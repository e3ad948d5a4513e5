"""Decisions on awards and their lines, of the office and of bodies above."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.nominations import Nominee
from awards.models.outgoing import OfficialDecision
from awards.models.proposed import AwardLine, OfRound, once_in
from awards.models.rounds import NominationRound
from awards.models.rules import AwardRule
from awards.models.submissions import Submission
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric


class AwardDecision(OfRound, OfficialDecision):
    """A decision by which awards are given. Without a council's agreement it states on what ground."""

    nomination_round = models.ForeignKey(
        NominationRound,
        models.PROTECT,
        related_name="decisions",
        verbose_name=_("nomination round"),
        null=True,
        blank=True,
    )
    answers = models.ForeignKey(
        Submission,
        models.PROTECT,
        related_name="decisions",
        verbose_name=_("answers the submission"),
        null=True,
        blank=True,
        editable=False,
    )
    without_session = models.TextField(
        _("without a council because"),
        blank=True,
        help_text=_(
            "Where no council agreed on the recipients: on what ground is decided, for example an outstanding deed."
        ),
    )

    decided_total = models.PositiveBigIntegerField(
        _("total as decided (đồng)"),
        null=True,
        blank=True,
        help_text=_(
            "Where the decision states what all prizes are together. It goes before the sum of the lines and is never "
            "added to it."
        ),
    )
    decided_total_in = models.CharField(
        _("where the total stands"),
        max_length=200,
        blank=True,
        help_text=_("Article of the decision, list or letter."),
    )

    class Meta:
        verbose_name = _("decision on awards")
        verbose_name_plural = _("decisions on awards")
        ordering = ("-decided_on", "-pk")
        indexes = (models.Index(fields=("-decided_on",), name="awarddecision_order"),)
        permissions = (
            ("approve_awarddecision", _("Can approve decisions on awards")),
            ("issue_awarddecision", _("Can issue and record decisions on awards")),
        )
        constraints = (
            *OfficialDecision.Meta.constraints,
            models.CheckConstraint(
                name="awarddecision_answer_from_outside",
                condition=Q(answers__isnull=True) | Q(outside=True),
                violation_error_message=_("A submission is answered by another body."),
            ),
            models.CheckConstraint(
                name="awarddecision_total_with_its_source",
                condition=(Q(decided_total__isnull=True) & Q(decided_total_in=""))
                | (Q(decided_total__isnull=False) & ~Q(decided_total_in="")),
                violation_error_code="decided_total_in",
                violation_error_message=_("A total as decided and the place where it stands go together."),
            ),
        )

    def _problems(self) -> dict[str, Any]:
        early = self.before_the_session(self.decided_on) if self.decided_on and not self.is_final else ""
        return {**super()._problems(), **({"decided_on": early} if early else {})}

    def total_differs(self, dues: Iterable[int | None]) -> bool:
        """Whether the decision states a total other than the sum of `dues`, the prizes of its lines (None: unknown)."""
        known = list(dues)
        return self.decided_total is not None and (
            None in known or sum(filter(None, known)) != self.decided_total
        )

    def before_the_session(self, day: datetime.date) -> str:
        """Why the decision may not be dated `day`, or "": the round, or a session that agreed on a line, is later."""
        nomination_round = self.nomination_round
        if nomination_round is None:
            return ""
        if nomination_round.opened_on and day < nomination_round.opened_on:
            return gettext("The round was opened on %(opened)s; it is not decided before that day.") % {
                "opened": numeric(nomination_round.opened_on)
            }
        nominees = set(self.lines.values_list("nominee", flat=True)) if self.pk else set()
        sessions = [outcome.session.held_on for pk, outcome in self.outcomes.items() if pk in nominees]
        if sessions and day < max(sessions):
            return gettext("The council sat on %(held)s; a decision on its outcome is not dated before.") % {
                "held": numeric(max(sessions))
            }
        return ""


class DecisionLine(AwardLine):
    """Who receives which award. The prize is stored when the decision is issued, and stays.

    `prize_multiple` × `base_salary`, rounded up, is `prize_amount`; `prize_due` is what the office pays of it (of
    several titles of one period only the highest). `decided_amount` is what the decision itself states, and goes before
    what is computed. All in đồng; None means unknown, or that another body pays.
    """

    decision = models.ForeignKey(
        AwardDecision, models.CASCADE, related_name="lines", verbose_name=_("decision")
    )
    nominee = models.ForeignKey(
        Nominee,
        models.PROTECT,
        related_name="decision_lines",
        verbose_name=_("nominee"),
        null=True,
        blank=True,
        editable=False,
    )
    certificate_number = models.CharField(_("certificate number"), max_length=30, blank=True)
    book_number = models.CharField(
        _("number in the book"),
        max_length=30,
        blank=True,
        help_text=_("In the book of commendations. Empty: the next one, when the decision is issued."),
    )
    decided_amount = models.PositiveBigIntegerField(
        _("amount as decided (đồng)"),
        null=True,
        blank=True,
        help_text=_("Where the decision states an amount of its own. Empty: the computed prize."),
    )
    decided_in = models.CharField(
        _("where the amount stands"),
        max_length=200,
        blank=True,
        help_text=_("Article of the decision, list or letter."),
    )
    prize_rule = models.ForeignKey(
        AwardRule,
        models.PROTECT,
        related_name="decision_lines",
        verbose_name=_("rule of the prize"),
        null=True,
        blank=True,
        editable=False,
    )
    prize_multiple = models.DecimalField(
        _("multiple of the base salary"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    base_salary = models.PositiveIntegerField(_("base salary (đồng)"), null=True, blank=True, editable=False)
    prize_amount = models.PositiveBigIntegerField(_("prize (đồng)"), null=True, blank=True, editable=False)
    prize_due = models.PositiveBigIntegerField(_("to be paid (đồng)"), null=True, blank=True, editable=False)
    paid_on = models.DateField(
        _("paid on"), null=True, blank=True, editable=False, validators=[validate_document_date]
    )
    # Set when the decision is withdrawn: the nominee is free for another one.
    void = models.BooleanField(default=False, editable=False)

    part_of = "decision"
    unit_path = "decision__unit"

    class Meta:
        verbose_name = _("line of a decision")
        verbose_name_plural = _("lines of decisions")
        ordering = ("position", "pk")
        constraints = (
            *AwardLine.Meta.constraints,
            *once_in("decision", "decision_line"),
            models.UniqueConstraint(
                fields=("nominee",),
                condition=Q(void=False),
                name="decision_nominee_once",
                violation_error_code="nominee",
                violation_error_message=_("This nominee stands in a decision already."),
            ),
            models.CheckConstraint(
                name="decision_line_prize_derived",
                condition=Q(prize_amount__isnull=True)
                | Q(prize_multiple__isnull=False, base_salary__isnull=False),
                violation_error_message=_("A prize names its multiple and the base salary."),
            ),
            models.CheckConstraint(
                name="decision_line_amount_with_its_source",
                condition=(Q(decided_amount__isnull=True) & Q(decided_in=""))
                | (Q(decided_amount__isnull=False) & ~Q(decided_in="")),
                violation_error_code="decided_in",
                violation_error_message=_("An amount as decided and the place where it stands go together."),
            ),
            models.CheckConstraint(
                name="decision_line_paid_is_due",
                condition=Q(paid_on__isnull=True) | Q(prize_due__gt=0),
                violation_error_code="paid_on",
                violation_error_message=_("Only a prize that is due is paid."),
            ),
        )

    @property
    def amount(self) -> int | None:
        """The prize of an issued line: as decided, otherwise as computed; None where it is unknown."""
        return self.prize_amount if self.decided_amount is None else self.decided_amount

    @property
    def absorbed(self) -> bool:
        """Whether nothing is due because a higher title of the period has the prize."""
        return self.decided_amount is None and self.prize_due == 0 and bool(self.prize_amount)

    def day_of_record(self) -> datetime.date | None:
        """The day of the decision; of another body's without a day that of the achievements, else today."""
        if not self.decision_id:
            return timezone.localdate()
        ended = self.period_end if self.decision.outside else None
        return self.decision.decided_on or ended or timezone.localdate()

    @property
    def paper(self) -> OfRound | None:
        return self.decision if self.decision_id else None
