"""The rows of a checklist version as two versions are compared."""

from decimal import Decimal

from django.utils.translation import gettext

from office_culture.models import ChecklistVersion
from office_culture.selectors.versions import Row, rows_of
from office_culture.text.numbers import number


def rows_of_checklist(version: ChecklistVersion) -> dict[str, Row]:
    """The rows that `rows_of` finds; for a checklist with points, the sum of the points as well."""
    rows = rows_of(version)
    if version.checklist.scored:
        points = sum(
            (item.max_points for group in version.groups.all() for item in group.items.all()), Decimal()
        )
        head = rows[""]
        rows[""] = Row(head.name, {**head.texts, gettext("points in all"): number(points)})
    return rows
