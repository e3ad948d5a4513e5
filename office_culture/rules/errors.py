"""The errors of unreadable texts as errors of form and model fields."""

from django.core.exceptions import ValidationError

from office_culture.text.errors import Unreadable


def as_validation_error(error: Unreadable) -> ValidationError:
    """A ValidationError with the sentence and code of `error`, for models, forms and imports to show at a field."""
    return ValidationError(str(error), code=error.code)
