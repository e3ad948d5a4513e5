"""The review of proposals: sessions of the council, who took part, and the scores."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.criteria import Criterion, ReviewCriteria
from campaign.models.innovations import DECIDED, Innovation
from office_culture.models.base import Record
from office_culture.models.councils import Seat
from office_culture.models.sessions import Presence, Session, SessionState, council_field
from office_culture.models.versions import VersionState
from office_culture.text.numbers import number


class ReviewSession(Session):
    """A session in which the council judges proposals, with what its minutes print."""

    work = "innovations"
    work_name = _("innovations")
    duty = "Hội đồng có nhiệm vụ xem xét, đánh giá các sáng kiến được đề nghị và trình cấp có thẩm quyền công nhận."
    settled = Q(state=SessionState.CONCLUDED) | Q(innovations__state__in=DECIDED)
    sitting = ~settled

    council = council_field(work)
    # Proposals are put to a session before it is held; from then on it is open.
    state = models.CharField(
        _("state"), max_length=12, choices=SessionState, default=SessionState.OPEN, editable=False
    )
    criteria = models.ForeignKey(
        ReviewCriteria, models.PROTECT, related_name="sessions", verbose_name=_("criteria of review")
    )

    class Meta(Session.Meta):
        verbose_name = _("review session")
        verbose_name_plural = _("review sessions")
        constraints = Session.Meta.constraints

    def clean(self) -> None:
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).first()
        problems = {**self._other_council(stored), **self._other_criteria(stored)}
        if problems:
            raise ValidationError(problems)

    def _other_council(self, stored: "ReviewSession | None") -> dict[str, str]:
        if stored is None or stored.council_id == self.council_id or not self._has_scores():
            return {}
        return {"council": gettext("Members have scored already; the council stays for this session.")}

    def _other_criteria(self, stored: "ReviewSession | None") -> dict[str, str]:
        if self.criteria_id is None or (stored is not None and stored.criteria_id == self.criteria_id):
            return {}
        if self._has_scores():
            return {"criteria": gettext("Members have scored by these criteria; they stay for this session.")}
        if self.criteria.state != VersionState.IN_USE:
            return {
                "criteria": gettext(
                    "Choose a version that is in use; a draft is put into use on its own page first."
                )
            }
        return {}

    def _has_scores(self) -> bool:
        return bool(self.pk) and Score.objects.filter(innovation__session=self).exists()


class ReviewAttendance(Presence):
    """Whether a member took part in the session; members without a row took part."""

    session = models.ForeignKey(
        ReviewSession, models.CASCADE, related_name="attendances", verbose_name=_("review session")
    )
    present = models.BooleanField(_("took part"), default=True)

    class Meta(Presence.Meta):
        pass


class Score(Record):
    """The points of one member for one criterion of one innovation. Written by `actions.reviews` only."""

    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="scores", verbose_name=_("innovation")
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="scores", verbose_name=_("member of the council")
    )
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterion")
    )
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)

    unit_path = "innovation__unit"

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ("pk",)
        # Whoever sees the innovation sees its scores; they are given through actions with rights of their own.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("innovation", "seat", "criterion"),
                name="score_once",
                violation_error_code="points",
                violation_error_message=_("This member has scored this criterion already."),
            ),
            models.CheckConstraint(
                name="score_range",
                condition=Q(points__gte=0, points__lte=100),
                violation_error_code="points",
                violation_error_message=_("Points are between 0 and the most points of the criteria."),
            ),
        )

    def __str__(self) -> str:
        return number(self.points)
