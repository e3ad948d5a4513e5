"""Movements that a unit takes part in beside the campaign."""

from dataclasses import dataclass

from campaign.models import Movement
from office_culture.rules.facts import FactScope
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import Citation
from office_culture.text.search import fold


@dataclass(frozen=True, slots=True)
class MovementRow:
    """One movement; `launched_by` is the document of the register, or the words that stand for it, or nothing."""

    row: int
    name: str
    level: str
    launched_by: Citation | str
    actions: tuple[str, ...]
    results: tuple[str, ...]


def movements(scope: FactScope) -> tuple[MovementRow, ...]:
    """Movements that ran on at least one day of the period, in the order of the office.

    Where units at several heights of the tree recorded the same one, the highest speaks for it.
    """
    rows = (
        Movement.objects.filter(unit__path__startswith=scope.unit_path)
        .during(scope.start, scope.end)
        .select_related("launched_by", "unit")
    )
    highest = {fold(row.name): row.pk for row in sorted(rows, key=lambda row: -len(row.unit.path))}
    return tuple(
        MovementRow(
            row=movement.pk,
            name=movement.name,
            level=movement.level,
            launched_by=citation_of(movement.launched_by)
            if movement.launched_by
            else movement.launched_by_text,
            actions=_lines(movement.actions),
            results=_lines(movement.results),
        )
        for movement in rows
        if highest[fold(movement.name)] == movement.pk
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
