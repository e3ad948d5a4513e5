"""The review of proposals: sessions of the council, its members and their scores."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models.criteria import Criterion, ReviewCriteria
from campaign.models.innovations import DECIDED, Innovation
from office_culture.models.base import Record
from office_culture.models.outgoing import SignerBlock
from office_culture.models.people import Person
from office_culture.models.units import Unit
from office_culture.models.versions import VersionState
from office_culture.rules.dates import validate_document_date
from office_culture.text.numbers import number


class ReviewSession(SignerBlock, Record):
    """A session in which the council judges proposals, with what its minutes and its decision print."""

    name = models.CharField(
        _("session"),
        max_length=200,
        help_text=_("For example: Phiên họp xét công nhận sáng kiến đợt 1 năm 2022."),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="review_sessions",
        verbose_name=_("held by"),
        help_text=_("A unit that issues papers: its letterhead stands on minutes and decision."),
    )
    held_on = models.DateField(_("held on"), validators=[validate_document_date])
    place = models.CharField(_("place"), max_length=200, blank=True)
    criteria = models.ForeignKey(
        ReviewCriteria, models.PROTECT, related_name="sessions", verbose_name=_("criteria of review")
    )
    set_up_by = models.ForeignKey(
        "office_culture.Document",
        models.PROTECT,
        related_name="review_councils",
        verbose_name=_("council set up by"),
        null=True,
        blank=True,
    )
    discussion = models.TextField(_("discussion"), blank=True, help_text=_("Printed in the minutes."))
    legal_bases = models.TextField(
        _("legal bases of the decision"),
        blank=True,
        help_text=_("One in each line, each beginning with “Căn cứ”."),
    )
    decider = models.CharField(
        _("who decides"),
        max_length=200,
        blank=True,
        help_text=_(
            "Printed above the legal bases, for example: Chánh Văn phòng UBND tỉnh. Empty: the signer's post."
        ),
    )
    signer = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="signed_recognitions",
        verbose_name=_("signer of the decision"),
        null=True,
        blank=True,
    )
    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "place")

    class Meta:
        verbose_name = _("review session")
        verbose_name_plural = _("review sessions")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("-held_on",), name="reviewsession_order"),)
        constraints = (
            *SignerBlock.Meta.constraints,
            models.UniqueConstraint(
                fields=("unit", "held_on", "name"),
                name="review_session_once",
                violation_error_code="name",
                violation_error_message=_("This session of that day is in the list already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def has_decided(self) -> bool:
        """Whether one of its innovations is decided, so that council and criteria stay as they were."""
        return bool(self.pk) and self.innovations.filter(state__in=DECIDED).exists()

    def clean(self) -> None:
        super().clean()
        if (
            self.criteria_id is None
            or type(self).objects.filter(pk=self.pk, criteria=self.criteria_id).exists()
        ):
            return
        if self.pk and Score.objects.filter(member__session=self).exists():
            raise ValidationError(
                {"criteria": gettext("Members have scored by these criteria; they stay for this session.")}
            )
        if self.criteria.state != VersionState.IN_USE:
            raise ValidationError(
                {
                    "criteria": gettext(
                        "Choose a version that is in use; a draft is put into use on its own page first."
                    )
                }
            )

    def warnings(self) -> list[str]:
        roles = set(self.members.values_list("role", flat=True)) if self.pk else set()
        missing = [role.label for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY) if role not in roles]
        if not missing:
            return []
        return [
            gettext("The minutes are signed by chair and secretary; still to be named: %(missing)s.")
            % {"missing": ", ".join(str(label) for label in missing)}
        ]


class CouncilRole(models.TextChoices):
    """What a member is in the council."""

    CHAIR = "chair", _("chair")
    DEPUTY = "deputy", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class CouncilMember(Record):
    """A seat in the council of one session; post and unit stay as they were on the day of the session."""

    session = models.ForeignKey(
        ReviewSession, models.CASCADE, related_name="members", verbose_name=_("review session")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="council_seats", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=CouncilRole, default=CouncilRole.MEMBER)
    present = models.BooleanField(_("took part"), default=True)
    name = models.CharField(max_length=100, blank=True, default="", editable=False)
    post = models.CharField(max_length=150, blank=True, default="", editable=False)

    part_of = "session"
    unit_path = "session__unit"
    searched: ClassVar[tuple[str, ...]] = ("name", "post")
    derived: ClassVar[tuple[str, ...]] = ("search_text", "name", "post")

    class Meta:
        verbose_name = _("member of the council")
        verbose_name_plural = _("members of the council")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("session", "person"),
                name="council_member_once",
                violation_error_code="person",
                violation_error_message=_("This person is a member already."),
            ),
            *(
                models.UniqueConstraint(
                    fields=("session",),
                    condition=Q(role=role),
                    name=f"council_one_{role.value}",
                    violation_error_code="role",
                    violation_error_message=_(
                        "A session has one chair and one secretary; choose another role."
                    ),
                )
                for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY)
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self._meta.verbose_name)

    def derive(self) -> None:
        if not self.name:
            self._freeze(self.session.held_on)
        super().derive()

    def _freeze(self, day: datetime.date) -> None:
        posting = self.person.postings.on(day).order_by("concurrent", "rank", "pk").first()
        self.name = self.person.full_name
        self.post = posting.post if posting else ""


class Score(Record):
    """The points of one member for one criterion of one innovation. Written by `actions.reviews` only."""

    innovation = models.ForeignKey(
        Innovation, models.PROTECT, related_name="scores", verbose_name=_("innovation")
    )
    member = models.ForeignKey(
        CouncilMember, models.PROTECT, related_name="scores", verbose_name=_("member of the council")
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
                fields=("innovation", "member", "criterion"),
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
