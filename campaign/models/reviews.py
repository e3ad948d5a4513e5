"""The review of proposals: criteria in versions, sessions of the council, its members and their scores."""

import datetime
from decimal import Decimal
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import DECIDED, Innovation
from office_culture.models.base import Record
from office_culture.models.people import Person
from office_culture.models.units import Unit
from office_culture.text.numbers import number
from office_culture.validators.dates import validate_document_date


class ReviewCriteria(Record):
    """One version of the criteria by which a council judges. A version that a session uses never changes again.

    No law fixes criteria, weights, pass mark or quorum at the grassroots level: they are the office's own rules, so
    each version names its source (Decree 152/2025, Article 33, leaves them to the head; sure).
    """

    name = models.CharField(_("name"), max_length=200)
    version_number = models.PositiveSmallIntegerField(_("version of the criteria"), default=1)
    scale = models.DecimalField(
        _("most points"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        help_text=_("What a member can give for one criterion at most."),
    )
    pass_mark = models.DecimalField(
        _("pass mark (of 100)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(70),
        help_text=_("The weighted mean that an innovation must reach, as a share of the most points."),
    )
    quorum_percent = models.DecimalField(
        _("members who must score (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(100),
        help_text=_("Of those who may score: authors do not."),
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("The regulation or decision that lays this down."),
    )

    searched: ClassVar[tuple[str, ...]] = ("name", "source")

    class Meta:
        verbose_name = _("criteria of review")
        verbose_name_plural = _("criteria of review")
        ordering = ("name", "-version_number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("name", "version_number"),
                name="review_criteria_once",
                violation_error_code="version_number",
                violation_error_message=_("There is such a version already; take the next number."),
            ),
            models.CheckConstraint(
                name="review_criteria_scale_range",
                condition=Q(scale__gt=0, scale__lte=100),
                violation_error_code="scale",
                violation_error_message=_("The most points are more than 0 and at most 100."),
            ),
            models.CheckConstraint(
                name="review_criteria_mark_range",
                condition=Q(pass_mark__gte=0, pass_mark__lte=100),
                violation_error_code="pass_mark",
                violation_error_message=_("The pass mark is between 0 and 100."),
            ),
            models.CheckConstraint(
                name="review_criteria_quorum_range",
                condition=Q(quorum_percent__gt=0, quorum_percent__lte=100),
                violation_error_code="quorum_percent",
                violation_error_message=_("The share of members is more than 0 and at most 100 percent."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.version_number})"

    @property
    def is_used(self) -> bool:
        """Whether a session judges by this version, so that it is frozen."""
        return bool(self.pk) and self.sessions.exists()

    def warnings(self) -> list[str]:
        if self.pk and not self.criteria.exists():
            return [_now("This version has no criterion yet.")]
        return []


class Criterion(Record):
    """One criterion with its weight; below `minimum` an innovation fails, however good the rest is."""

    version_of = models.ForeignKey(
        ReviewCriteria, models.CASCADE, related_name="criteria", verbose_name=_("criteria of review")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("criterion"), max_length=150)
    guidance = models.CharField(_("what to look at"), max_length=300, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, default=Decimal(1))
    minimum = models.DecimalField(
        _("least mean"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In points. Below it the innovation fails, whatever the rest. Empty: no such limit."),
    )

    part_of = "version_of"
    searched: ClassVar[tuple[str, ...]] = ("name", "guidance")

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("version_of", "name"),
                name="criterion_once",
                violation_error_code="name",
                violation_error_message=_("This version has a criterion of this name already."),
            ),
            models.CheckConstraint(
                name="criterion_weight_positive",
                condition=Q(weight__gt=0),
                violation_error_code="weight",
                violation_error_message=_("A weight is more than 0."),
            ),
            models.CheckConstraint(
                name="criterion_minimum_not_negative",
                condition=Q(minimum__isnull=True) | Q(minimum__gte=0),
                violation_error_code="minimum",
                violation_error_message=_("The least mean cannot be below zero."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        # The scale itself may have been left out; its own field says so.
        scale = self.version_of.scale
        if self.minimum is not None and scale is not None and self.minimum > scale:
            raise ValidationError(
                {
                    "minimum": _now("A member gives at most %(scale)s points, so no mean can reach this.")
                    % {"scale": number(scale)}
                }
            )


class ReviewSession(Record):
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
    signer_post = models.CharField(_("post of the signer"), max_length=150, blank=True)

    unit_path = "unit"
    named_with: ClassVar[tuple[str, ...]] = ("unit",)
    searched: ClassVar[tuple[str, ...]] = ("name", "place")

    class Meta:
        verbose_name = _("review session")
        verbose_name_plural = _("review sessions")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("-held_on",), name="reviewsession_order"),)
        constraints = (
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
        if not self.pk or not Score.objects.filter(member__session=self).exists():
            return
        if type(self).objects.filter(pk=self.pk).exclude(criteria=self.criteria_id).exists():
            raise ValidationError(
                {"criteria": _now("Members have scored by these criteria; they stay for this session.")}
            )

    def warnings(self) -> list[str]:
        roles = set(self.members.values_list("role", flat=True)) if self.pk else set()
        missing = [role.label for role in (CouncilRole.CHAIR, CouncilRole.SECRETARY) if role not in roles]
        if not missing:
            return []
        return [
            _now("The minutes are signed by chair and secretary; still to be named: %(missing)s.")
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
    present = models.BooleanField(_("present"), default=True)
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
