"""The criteria by which a council judges proposals, in versions."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.versions import FreezingQuerySet, Version, VersionPart, version_constraints
from office_culture.text.numbers import number


class ReviewCriteria(Version):
    """One version of the criteria by which a council judges; all versions share their name.

    No law fixes criteria, weights, pass mark or quorum at the grassroots level: they are the office's own rules, so
    each version names its source (Decree 152/2025, Article 33, leaves them to the head; sure).
    """

    name = models.CharField(_("name"), max_length=200)
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

    family = "name"
    parts = ("criteria",)
    carried = ("scale", "pass_mark", "quorum_percent", "source")
    fixed = carried

    searched: ClassVar[tuple[str, ...]] = ("name", "source")

    class Meta:
        verbose_name = _("criteria of review")
        verbose_name_plural = _("criteria of review")
        ordering = ("name", "-number", "pk")
        constraints = (
            *version_constraints("review_criteria", "name"),
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
        return f"{self.name} ({self.number})"

    def faults(self) -> list[str]:
        return [] if self.criteria.exists() else [gettext("This version has no criterion yet.")]


class Criterion(VersionPart):
    """One criterion with its weight; a mean below `minimum` fails an innovation, whatever its total."""

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
    version_path = "version_of__"
    known_by = ("name",)

    objects: ClassVar[Any] = FreezingQuerySet.as_manager()

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
                    "minimum": gettext("A member gives at most %(scale)s points, so no mean can reach this.")
                    % {"scale": number(scale)}
                }
            )
