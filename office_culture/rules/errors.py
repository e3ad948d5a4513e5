"""From a text that cannot be read to the message at its field."""

from django.core.exceptions import ValidationError

from office_culture.text.errors import Unreadable


def as_validation_error(error: Unreadable) -> ValidationError:
    """The same sentence and code, in the form that models, forms and imports show at a field."""
    return ValidationError(str(error), code=error.code)
