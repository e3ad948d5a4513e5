"""Template tags for figures on read-only rows of admin pages."""

from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from office_culture.text.numbers import number

register = template.Library()


@register.filter
def contents(field: AdminReadonlyField) -> Any:
    """The value as Django shows it, but figures as clerks write them: 4.218 and 95,5.

    Small integers stay as they are: years and places in a list are no figures.
    """
    column = _column(field)
    if isinstance(column, _FIGURES) and not isinstance(column, _NO_FIGURES) and not column.choices:
        value = getattr(field.form.instance, column.attname)
        return field.empty_value_display if value is None else number(value)
    shown = field.contents()
    # Django writes out what a method gives, also where it gives nothing.
    return field.empty_value_display if column is None and shown == str(None) else shown


_FIGURES = (models.DecimalField, models.IntegerField)
_NO_FIGURES = (models.SmallIntegerField, models.PositiveSmallIntegerField)


def _column(field: AdminReadonlyField) -> Any:
    name = field.field["field"]
    if not isinstance(name, str):
        return None
    try:
        return field.form.instance._meta.get_field(name)
    except FieldDoesNotExist:
        return None
