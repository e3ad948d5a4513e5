"""Sources of facts that do not apply to an agency in the period of a report."""

from office_culture.models.not_applicable import NotApplicable
from office_culture.rules.facts import FactScope


def not_applicable(scope: FactScope) -> frozenset[str]:
    """The prefixes of the sources that do not apply to the reporting unit on any day of the period."""
    rows = NotApplicable.objects.filter(unit=scope.unit_id).throughout(scope.start, scope.end)
    return frozenset(rows.values_list("source", flat=True))
