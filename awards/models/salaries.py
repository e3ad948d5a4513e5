"""The base salary, from which prizes are reckoned."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import RecordQuerySet
from office_culture.models.sources import Sourced
from office_culture.text.dates import numeric


class BaseSalaryQuerySet(RecordQuerySet["BaseSalary"]):
    """Amounts by day."""

    def in_force(self, day: datetime.date) -> "BaseSalary | None":
        """The amount of `day`, or None before the first known one."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class BaseSalary(Sourced):
    """The base salary (mức lương cơ sở) in đồng, from a day until the next row begins."""

    valid_from = models.DateField(_("in force from"))
    amount = models.PositiveIntegerField(_("amount (đồng)"))

    objects: ClassVar[Any] = BaseSalaryQuerySet.as_manager()

    searched: ClassVar[tuple[str, ...]] = ("source",)

    class Meta:
        verbose_name = _("base salary")
        verbose_name_plural = _("base salaries")
        ordering = ("-valid_from", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("valid_from",),
                name="base_salary_once",
                violation_error_code="valid_from",
                violation_error_message=_("There is an amount from this day on already."),
            ),
            models.CheckConstraint(
                name="base_salary_positive",
                condition=Q(amount__gt=0),
                violation_error_code="amount",
                violation_error_message=_("The base salary is above zero."),
            ),
        )

    def __str__(self) -> str:
        return numeric(self.valid_from)
