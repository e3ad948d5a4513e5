"""Sources of facts that do not apply to an agency in the period of a report."""

from django.db.models import QuerySet

from office_culture.models.not_applicable import NotApplicable
from office_culture.rules.facts import FactScope
from office_culture.selectors.reading import reads


def _rows(scope: FactScope) -> QuerySet[NotApplicable]:
    rows: QuerySet[NotApplicable] = NotApplicable.objects.filter(unit=scope.unit_id)
    return rows.throughout(scope.start, scope.end)  # type: ignore[attr-defined]


@reads(_rows)
def not_applicable(_scope: FactScope, rows: list[NotApplicable]) -> frozenset[str]:
    """The prefixes of the sources that do not apply to the reporting unit on any day of the period."""
    return frozenset(row.source for row in rows)
