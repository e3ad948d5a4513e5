"""Dates that a document can have."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.rules.errors import as_validation_error
from office_culture.text.dates import (
    FIRST_YEAR,
    DateError,
    check_plausible,
    check_recordable,
    is_weekend,
    numeric,
)

# At the column of a year beside that of a day.
THE_DATE_SAYS_THE_YEAR = gettext_lazy("The date says the year; leave this empty.")


def validate_document_date(day: date) -> None:
    """Refuses a year before 1945 or after the next one, and offers the date that was probably meant."""
    try:
        check_plausible(day, today=timezone.localdate())
    except DateError as error:
        raise as_validation_error(error) from error


def validate_document_year(year: int) -> None:
    """Refuses a year before 1945 or after this one: what is issued now has a day."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise ValidationError(
            _("Write a year from %(first)s to this one."), code="year", params={"first": str(FIRST_YEAR)}
        )


def validate_recordable(day: date) -> None:
    """Raises ValidationError for years such as 0219, which only typing errors lead to, in any kind of record."""
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


def future_year_warning(year: int | None) -> str:
    """A sentence for a year that has not begun, otherwise "": what has happened is not of a later year."""
    if year is None or year <= timezone.localdate().year:
        return ""
    return _("The year %(year)s has not begun. Compare it with the source.") % {"year": year}
