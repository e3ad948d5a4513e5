"""Form fields that read what Vietnamese clerks type and need no widget of their own."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from office_culture.rules.errors import as_validation_error
from office_culture.text.dates import DateError, parse


class DayField(forms.DateField):
    """A date as dd/mm/yyyy and its kin; what is wrong is said in a sentence, with the day probably meant."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        try:
            return parse(value, today=timezone.localdate())
        except DateError as error:
            raise as_validation_error(error) from error
