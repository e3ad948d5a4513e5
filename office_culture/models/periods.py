"""Validity from a day to a day, both included and both optional."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import RecordQuerySet


class InForce(RecordQuerySet[Any]):
    """For rows with `valid_from` and `valid_to`: an empty end stands for "no limit"."""

    def on(self, day: datetime.date) -> Self:
        """Rows in force on `day`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def during(self, start: datetime.date, end: datetime.date) -> Self:
        """Rows in force on at least one day from `start` to `end`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=end),
            Q(valid_to__isnull=True) | Q(valid_to__gte=start),
        )


def period_constraint(name: str, start: str, end: str) -> models.CheckConstraint:
    """The end is not before the start; the message is shown at the end."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{end}__isnull": True})
        | Q(**{f"{start}__isnull": True})
        | Q(**{f"{end}__gte": F(start)}),
        violation_error_code=end,
        violation_error_message=_("The end lies before the start; correct one of the two dates."),
    )


def valid_period_constraint(prefix: str) -> models.CheckConstraint:
    """`period_constraint` for `valid_from` and `valid_to`."""
    return period_constraint(f"{prefix}_valid_period", "valid_from", "valid_to")
