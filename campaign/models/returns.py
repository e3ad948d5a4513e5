"""Proposals returned to their unit: the reason, and which of their parts are open again."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaign.models.innovations import Innovation, InnovationPart
from office_culture.models.base import Record

NO_PART = _("Flag at least one part of the proposal: only flagged parts open again.")


def validate_parts(parts: Any) -> None:
    """Raises `ValidationError` for a list without a part or with an unknown one."""
    if not isinstance(parts, list) or not parts or set(parts) - set(InnovationPart.values):
        raise ValidationError(NO_PART)


class InnovationReturn(Record):
    """One return of a proposal, created by the step of the life cycle only."""

    innovation = models.ForeignKey(
        Innovation, models.CASCADE, related_name="returns", verbose_name=_("innovation")
    )
    reason = models.TextField(_("reason"), editable=False)
    parts = models.JSONField(_("open parts"), default=list, editable=False, validators=[validate_parts])
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("returned by"),
        editable=False,
    )
    returned_on = models.DateField(_("returned on"), editable=False)

    unit_path = "innovation__unit"
    part_of = "innovation"
    searched: ClassVar[tuple[str, ...]] = ("reason",)

    class Meta:
        verbose_name = _("return of a proposal")
        verbose_name_plural = _("returns of proposals")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="innovation_return_has_a_reason",
                condition=~Q(reason=""),
                violation_error_code="reason",
                violation_error_message=_("Give a reason."),
            ),
        )

    def __str__(self) -> str:
        return self.reason

    @property
    def part_names(self) -> list[str]:
        """The open parts by their names on the screen, in their usual order."""
        return [str(part.label) for part in InnovationPart if part.value in self.parts]
