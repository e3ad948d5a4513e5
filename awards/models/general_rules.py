"""Rules of law that hold for all awards alike: dated rows with their source, as `AwardRule` has them for one award."""

import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from awards.models.overlaps import refuse_overlap
from office_culture.models.base import RecordQuerySet
from office_culture.models.constraints import once
from office_culture.models.neighbours import Neighbours
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.sources import Sourced
from office_culture.text.dates import numeric


class GeneralTopic(models.TextChoices):
    """What one row settles, and in which unit its value is."""

    ROUNDING = "rounding", _("prizes are rounded up to whole … đồng")
    RETURN_DAYS = "return_days", _("working days for returning objects and money after a revocation")


class GeneralRuleQuerySet(InForce, RecordQuerySet["GeneralRule"]):
    """Rules, asked by day."""

    def value(self, topic: str, day: datetime.date) -> int | None:
        """The value in force on `day`; None where no rule is recorded."""
        rows = self.on(day).filter(topic=topic).order_by(F("valid_from").desc(nulls_last=True))
        found: int | None = rows.values_list("value", flat=True).first()
        return found


class GeneralRule(Sourced):
    """One number that the law sets for all awards, in force for a period."""

    topic = models.CharField(_("topic"), max_length=12, choices=GeneralTopic)
    value = models.PositiveIntegerField(_("value"))
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force to"), null=True, blank=True)

    objects: ClassVar[Any] = GeneralRuleQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("source", "note")
    on_topic = Neighbours("topic", key=attrgetter("topic"))

    class Meta:
        verbose_name = _("general rule")
        verbose_name_plural = _("general rules")
        ordering = ("topic", "-valid_from", "pk")
        indexes = (models.Index(fields=("topic", "-valid_from"), name="general_rule_order"),)
        constraints = (
            valid_period_constraint("general_rule"),
            *once(
                "general_rule_once",
                ("topic", "valid_from"),
                nullable=("valid_from",),
                at="valid_from",
                message=_("There is a rule on this topic with the same start already."),
            ),
            models.CheckConstraint(
                name="general_rule_positive",
                condition=Q(value__gte=1),
                violation_error_code="value",
                violation_error_message=_("The value is at least 1."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.value}"

    def names_in_sheets(self) -> tuple[str, ...]:
        start = numeric(self.valid_from) if self.valid_from else "…"
        return (f"{self.get_topic_display()} [{start}]",)

    def clean(self) -> None:
        super().clean()
        refuse_overlap(self, self.on_topic)
