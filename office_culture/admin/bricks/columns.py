"""Columns of lists that say what Django's own do not."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.utils import formats


def number_column(field: str, label: Any) -> Callable[[Any], str | None]:
    """A column with the numbers of `field` in groups of three, as papers print them; years are no numbers."""

    @admin.display(description=label, ordering=field)
    def column(row: Any) -> str | None:
        value = getattr(row, field)
        return None if value is None else formats.number_format(value, force_grouping=True)

    column.__name__ = field
    return column
