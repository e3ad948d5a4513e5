"""Columns of admin lists that format values as official papers do."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.utils import formats


def number_column(field: str, label: Any) -> Callable[[Any], str | None]:
    """A list column with the numbers of `field` in groups of three digits, as in papers; not for years."""

    @admin.display(description=label, ordering=field)
    def column(row: Any) -> str | None:
        value = getattr(row, field)
        return None if value is None else formats.number_format(value, force_grouping=True)

    column.__name__ = field
    return column
