"""Sessions of a council: who attends, and by which thresholds of the office's own it votes where no rule says."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from awards.models.catalogue import Award
from awards.models.nominations import NomineeState
from awards.models.rounds import NominationRound
from awards.models.rules import AwardRule
from awards.models.terms import Ballot, RecipientKind, RuleTopic, VoteBase
from office_culture.models.base import Record
from office_culture.models.sessions import Presence, Session, SessionState, council_field
from office_culture.text.dates import numeric
from office_culture.text.numbers import percent


class CouncilSession(Session):
    """A session in which the council votes on the nominees of one round, with what its minutes print."""

    work = "commendation"
    work_name = _("nominations for awards")
    duty = (
        "Hội đồng có nhiệm vụ xét, biểu quyết các trường hợp được đề nghị tặng danh hiệu thi đua, hình thức khen "
        "thưởng và trình cấp có thẩm quyền quyết định."
    )
    by_decision = True
    settled = Q(state=SessionState.CONCLUDED)
    sitting = Q(state=SessionState.OPEN)

    council = council_field(work)
    nomination_round = models.ForeignKey(
        NominationRound, models.PROTECT, related_name="sessions", verbose_name=_("nomination round")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=SessionState, default=SessionState.PLANNED, editable=False
    )

    class Meta(Session.Meta):
        verbose_name = _("session of a council")
        verbose_name_plural = _("sessions of councils")
        permissions = (
            ("run_councilsession", _("Can open sessions of councils, enter ballots and conclude")),
        )

    def clean(self) -> None:
        super().clean()
        if self.council_id and (problems := self._round_of_another_office()):
            raise ValidationError(problems)

    def _round_of_another_office(self) -> dict[str, str]:
        if not self.nomination_round_id:
            return {}
        unit = self.nomination_round.unit
        if unit.path.startswith(self.council.unit.path):
            return {}
        return {
            "nomination_round": gettext("%(unit)s runs this round; the council is that of %(office)s.")
            % {"unit": unit, "office": self.council.unit}
        }

    def warnings(self) -> list[str]:
        return [*super().warnings(), *self._dated_before_the_last_dossier()]

    def _dated_before_the_last_dossier(self) -> list[str]:
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


class Attendance(Presence):
    """Whether a member attends a session; an absentee may send an opinion in writing.

    A written opinion is read out and printed. It is a vote only where `counts_as_vote` says that the council
    takes it for one: then the absentee is among those whose ballots are counted, yet not among those who attend.
    """

    session = models.ForeignKey(
        CouncilSession, models.CASCADE, related_name="attendances", verbose_name=_("session")
    )
    opinion = models.TextField(
        _("opinion in writing"), blank=True, help_text=_("Of a member who is absent; printed in the minutes.")
    )
    counts_as_vote = models.BooleanField(
        _("the opinion is a vote"),
        default=False,
        help_text=_("Only where the rules of the council take a ballot sent in by an absentee for a vote."),
    )

    class Meta(Presence.Meta):
        constraints = (
            *Presence.Meta.constraints,
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

    def clean(self) -> None:
        super().clean()
        if self.counts_as_vote and self.seat_id and not self.seat.votes:
            raise ValidationError(
                {"counts_as_vote": gettext("%(member)s has no vote in this council.") % {"member": self.seat}}
            )


class OwnThreshold(Record):
    """By which share the council decides on an award for which no rule is recorded: a threshold of the office's own.

    Percentages are of 100. A rule of the award that is in force has precedence; see `rules.voting`.
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
        nomination_round = self.session.nomination_round
        return AwardRule.objects.about(
            RuleTopic.VOTE, self.award, self.recipient, nomination_round.rules_day, nomination_round.ground
        )
