"""Sessions of a council: who attends, and by which thresholds of the office's own it votes where no rule says."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.councils import Council, Seat
from awards.models.nominations import NomineeState
from awards.models.rounds import NominationRound
from awards.models.rules import AwardRule
from awards.models.terms import Ballot, RecipientKind, RuleTopic, VoteBase
from office_culture.models.base import Record
from office_culture.rules.dates import validate_document_date
from office_culture.text.dates import numeric
from office_culture.text.numbers import percent


class SessionState(models.TextChoices):
    """Where a session stands."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("in session")
    CONCLUDED = "concluded", _("concluded")


class CouncilSession(Record):
    """A session in which the council votes on the nominees of one round, with what its minutes print."""

    name = models.CharField(
        _("session"),
        max_length=200,
        help_text=_("For example: Phiên họp xét khen thưởng năm 2022."),
    )
    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions", verbose_name=_("council"))
    nomination_round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="sessions", verbose_name=_("nomination round")
    )
    held_on = models.DateField(_("held on"), validators=[validate_document_date])
    place = models.CharField(_("place"), max_length=200, blank=True)
    discussion = models.TextField(_("discussion"), blank=True, help_text=_("Printed in the minutes."))
    state = models.CharField(
        _("state"), max_length=12, choices=SessionState, default=SessionState.PLANNED, editable=False
    )

    unit_path = "council__unit"
    named_with: ClassVar[tuple[str, ...]] = ("council__unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "place")

    class Meta:
        verbose_name = _("session of a council")
        verbose_name_plural = _("sessions of councils")
        ordering = ("-held_on", "-pk")
        permissions = (("run_councilsession", "Can open sessions of councils, enter ballots and conclude"),)
        indexes = (models.Index(fields=("-held_on",), name="councilsession_order"),)
        constraints = (
            models.UniqueConstraint(
                fields=("council", "held_on", "name"),
                name="council_session_once",
                violation_error_code="name",
                violation_error_message=_("This session of that day is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def names_in_sheets(self) -> tuple[str, ...]:
        return (self.name, f"{self.name} ({numeric(self.held_on)}) #{self.pk}")

    def clean(self) -> None:
        super().clean()
        if not self.council_id:
            return
        problems = {**self._outside_the_term(), **self._round_of_another_office()}
        if problems:
            raise ValidationError(problems)

    def _outside_the_term(self) -> dict[str, str]:
        if not self.held_on:
            return {}
        start, end = self.council.since, self.council.valid_to
        if self.held_on < start:
            return {
                "held_on": gettext("The council was set up on %(day)s; it does not sit before that day.")
                % {"day": numeric(start)}
            }
        if end and self.held_on > end:
            return {"held_on": gettext("The term of the council ended on %(day)s.") % {"day": numeric(end)}}
        return {}

    def _round_of_another_office(self) -> dict[str, str]:
        if not self.nomination_round_id:
            return {}
        held = self.nomination_round.unit
        if held.path.startswith(self.council.unit.path):
            return {}
        return {
            "nomination_round": gettext("%(unit)s runs this round; the council is that of %(office)s.")
            % {"unit": held, "office": self.council.unit}
        }

    def warnings(self) -> list[str]:
        if not (self.pk and self.nomination_round_id):
            return []
        last = (
            self.nomination_round.dossiers.filter(nominees__state=NomineeState.PASSED)
            .aggregate(last=Max("submitted_on"))
            .get("last")
        )
        if last is None or last <= self.held_on:
            return []
        return [
            gettext("The session is dated before the last dossier was submitted (%(day)s). Compare the days.")
            % {"day": numeric(last)}
        ]


class Attendance(Record):
    """Whether a member attends a session; an absentee may send an opinion in writing.

    A written opinion is read out and printed. It is a vote only where `counts_as_vote` says that the council
    takes it for one: then the absentee is among those whose ballots are counted, yet not among those who attend.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="attendances", verbose_name=_("session")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances", verbose_name=_("member"))
    present = models.BooleanField(_("attends"), default=False)
    opinion = models.TextField(
        _("opinion in writing"), blank=True, help_text=_("Of a member who is absent; printed in the minutes.")
    )
    counts_as_vote = models.BooleanField(
        _("the opinion is a vote"),
        default=False,
        help_text=_("Only where the rules of the council take a ballot sent in by an absentee for a vote."),
    )
    name = models.CharField(max_length=100, blank=True, default="", editable=False)

    part_of = "session"
    unit_path = "session__council__unit"
    searched: ClassVar[tuple[str, ...]] = ("name",)
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("seat", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "seat"),
                name="attendance_once",
                violation_error_code="seat",
                violation_error_message=_("This member is in the list already."),
            ),
            models.CheckConstraint(
                name="attendance_opinion_of_an_absentee",
                condition=Q(present=False) | Q(opinion="", counts_as_vote=False),
                violation_error_code="opinion",
                violation_error_message=_(
                    "Who is present votes in the session; an opinion in writing is for absentees."
                ),
            ),
            models.CheckConstraint(
                name="attendance_vote_needs_an_opinion",
                condition=Q(counts_as_vote=False) | ~Q(opinion=""),
                violation_error_code="opinion",
                violation_error_message=_("Write down the opinion that is to count as a vote."),
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def derive(self) -> None:
        self.name = self.seat.name
        super().derive()

    def clean(self) -> None:
        super().clean()
        if not (self.seat_id and self.session_id):
            return
        if self.seat.council_id != self.session.council_id:
            raise ValidationError(
                {"seat": gettext("%(member)s has no seat in this council.") % {"member": self.seat}}
            )
        if self.counts_as_vote and not self.seat.votes:
            raise ValidationError(
                {"counts_as_vote": gettext("%(member)s has no vote in this council.") % {"member": self.seat}}
            )


class OwnThreshold(Record):
    """By which share the council decides on an award for which no rule is recorded: the office's own word.

    Percentages are of 100. Where a rule of the award is in force, the rule goes first; see `rules.voting`.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="own_thresholds", verbose_name=_("session")
    )
    award = models.ForeignKey(Award, models.PROTECT, related_name="own_thresholds", verbose_name=_("award"))
    recipient = models.CharField(_("for"), max_length=12, choices=RecipientKind)
    threshold_percent = models.DecimalField(_("votes needed (%)"), max_digits=5, decimal_places=2)
    threshold_base = models.CharField(
        _("counted against"), max_length=10, choices=VoteBase, default=VoteBase.ALL
    )
    ballot = models.CharField(_("ballot"), max_length=10, choices=Ballot, default=Ballot.SECRET)
    quorum_percent = models.DecimalField(
        _("members who must attend (%)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_("Regulation of the council or of the office, with its article."),
    )

    part_of = "session"
    unit_path = "session__council__unit"

    class Meta:
        verbose_name = _("threshold of the office's own")
        verbose_name_plural = _("thresholds of the office's own")
        ordering = ("award", "recipient", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "award", "recipient"),
                name="own_threshold_once",
                violation_error_code="award",
                violation_error_message=_("This award has a threshold in this session already."),
            ),
            *(
                models.CheckConstraint(
                    name=f"own_threshold_{column}_range",
                    condition=Q(**{f"{column}__isnull": True})
                    | Q(**{f"{column}__gt": 0, f"{column}__lte": 100}),
                    violation_error_code=column,
                    violation_error_message=_("A share is above 0 and at most 100 percent."),
                )
                for column in ("threshold_percent", "quorum_percent")
            ),
        )

    def __str__(self) -> str:
        return percent(self.threshold_percent)

    def clean(self) -> None:
        super().clean()
        if not (self.award_id and self.recipient and self.session_id):
            return
        self.award.refuse_other_recipients(self.recipient)
        rule = self._rule()
        if rule is not None:
            raise ValidationError(
                {
                    "award": gettext(
                        "A rule is in force for this award: %(share)s (%(source)s). A session does not go below it; "
                        "correct the rule if your regulation says otherwise."
                    )
                    % {"share": percent(rule.threshold_percent or 0), "source": rule.source}
                }
            )

    def _rule(self) -> AwardRule | None:
        held = self.session.nomination_round
        return AwardRule.objects.about(
            RuleTopic.VOTE, self.award, self.recipient, held.rules_day, held.ground
        )
