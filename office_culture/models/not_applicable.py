"""Sources of facts that do not apply to a unit: a small agency has no one-stop desk, no rank, no digital work."""

import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models.base import Record
from office_culture.models.constraints import once
from office_culture.models.periods import InForce, valid_period_constraint
from office_culture.models.units import Unit
from office_culture.rules.facts import registry


def validate_source(prefix: str) -> None:
    """Raises ValidationError for a prefix that is unknown or whose source of facts applies to every agency."""
    known = dict(registry.lackable())
    if prefix not in known:
        offered = ", ".join(str(title) for title in known.values())
        raise ValidationError(
            gettext("“%(source)s” applies to every agency; choose one of: %(offered)s."),
            params={"source": prefix, "offered": offered},
        )


class NotApplicableQuerySet(InForce):
    """Queries on rows by the days of their validity."""

    def throughout(self, start: datetime.date, end: datetime.date) -> Self:
        """Rows in force on each day from `start` to `end`."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=start),
            Q(valid_to__isnull=True) | Q(valid_to__gte=end),
        )


class NotApplicable(Record):
    """One source of facts that does not apply to the unit; its reports neither print it nor ask for it."""

    part_of = "unit"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="not_applicable", verbose_name=_("unit"))
    source = models.CharField(_("what does not apply"), max_length=30, validators=[validate_source])
    reason = models.CharField(
        _("why"), max_length=300, help_text=_("For example: the unit receives no case files of citizens.")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects: ClassVar[Any] = NotApplicableQuerySet.as_manager()

    unit_path = "unit"
    searched: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        verbose_name = _("matter that does not apply")
        verbose_name_plural = _("matters that do not apply")
        ordering = ("unit", "source", "pk")
        constraints = (
            valid_period_constraint("not_applicable"),
            *once(
                "not_applicable_once",
                ("unit", "source", "valid_from"),
                nullable=("valid_from",),
                at="source",
                message=_("This stands in the list already, with the same start."),
            ),
        )

    def __str__(self) -> str:
        return str(dict(registry.lackable()).get(self.source, self.source))
