"""Dates that a document can have."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.rules.errors import as_validation_error
from office_culture.text.dates import DateError, check_plausible, check_recordable, is_weekend, numeric


def validate_document_date(day: date) -> None:
    """Refuses a year before 1945 or after the next one, and offers the date that was probably meant."""
    try:
        check_plausible(day, today=timezone.localdate())
    except DateError as error:
        raise as_validation_error(error) from error


def validate_recordable(day: date) -> None:
    """Refuses the slips of a key that lead to years such as 0219, in whatever record."""
    try:
        check_recordable(day, today=timezone.localdate())
    except DateError as error:
        raise as_validation_error(error) from error


def weekend_warning(day: date | None) -> str:
    """A sentence for a Saturday or a Sunday, otherwise "": unusual, though it happens."""
    if day is None or not is_weekend(day):
        return ""
    name = _("Saturday") if day.weekday() == 5 else _("Sunday")
    return _("%(day)s is a %(name)s. Compare it with the paper.") % {"day": numeric(day), "name": name}
