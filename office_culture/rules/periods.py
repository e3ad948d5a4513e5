"""Spans of time that make sense."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office_culture.text.dates import numeric


def validate_period(start: date | None, end: date | None, *, field: str | None = None) -> None:
    """Refuses an end before the start, at `field` if given; a missing side leaves the period open."""
    if start is None or end is None or start <= end:
        return
    problem = ValidationError(
        _("The end, %(end)s, lies before the start, %(start)s. Correct one of them."),
        code="period_order",
        params={"end": numeric(end), "start": numeric(start)},
    )
    raise ValidationError({field: problem}) if field else problem
