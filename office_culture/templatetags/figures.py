"""Quantities in lists stand at the right, so that they can be compared."""

import re
from typing import Any

from django import template
from django.utils.safestring import mark_safe

register = template.Library()
# The class by which Django names the column of a cell or of its heading.
_COLUMN = re.compile(r'(class="[^"]*?\b(?:field|column)-(\w+))')


@register.filter
def align_figure(cell: str, changelist: Any) -> str:
    """The cell, or the attribute of a heading, with the class `number` if its column holds quantities."""
    figures: frozenset[str] = getattr(changelist, "figures", frozenset())
    found = _COLUMN.search(cell) if figures else None
    if found is None or found[2] not in figures:
        return cell
    return mark_safe(f"{cell[: found.end()]} number{cell[found.end() :]}")  # noqa: S308 - a word of ours within Django's own tag
