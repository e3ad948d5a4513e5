"""Checks of narratives: placeholders must name facts, and figures should not be typed."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.rules.markup import MOST_COLUMNS, Grid, parts
from office_culture.rules.facts import PLACEHOLDER, FactBook, UnknownFact, placeholders

# A figure typed by hand; years, Roman figures and numbers inside symbols such as 29/KH-VPUB are no figures.
FIGURE = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/-])(?:\s?%)?")
YEAR = re.compile(r"(19|20)\d\d")
_LINE_SHOWN = 60


def validate_narrative(text: str, facts: FactBook) -> None:
    """Checks a narrative for single braces, keys without a fact, and tables with rows of unequal length.

    The nearest keys are named.

    Raises `ValidationError` with one sentence for each fault.
    """
    faults = []
    if any(brace in PLACEHOLDER.sub("", text) for brace in "{}"):
        faults.append(_("A brace stands alone: a figure is written as {key}, with both braces."))
    for key in dict.fromkeys(placeholders(text)):
        try:
            facts.find(key)
        except UnknownFact as unknown:
            faults.append(_unknown(unknown))
    for part in parts(text):
        if isinstance(part, Grid):
            faults += _table_faults(part)
    if faults:
        raise ValidationError(faults)


def _table_faults(grid: Grid) -> list[str]:
    """Why a table will not be printed as meant, one sentence for each line."""
    head, first = grid.head, _beginning(grid.lines[0])
    faults = []
    if len(head) > MOST_COLUMNS:
        faults.append(
            _("The table “%(line)s” has %(count)s columns; a sheet of paper holds %(most)s.")
            % {"line": first, "count": len(head), "most": MOST_COLUMNS}
        )
    if placeholders(grid.lines[0]):
        faults.append(
            _("“%(line)s” names the columns of a table: figures belong into the lines below it.")
            % {"line": first}
        )
    if not grid.rows:
        faults.append(_("The table “%(line)s” has no line below its head.") % {"line": first})
    faults += [
        _("The line “%(line)s” has %(count)s cells, the head of its table has %(head)s.")
        % {"line": _beginning(f"| {' | '.join(row)} |"), "count": len(row), "head": len(head)}
        for row in grid.rows
        if len(row) != len(head)
    ]
    return faults


def _beginning(line: str) -> str:
    return line if len(line) <= _LINE_SHOWN else f"{line[: _LINE_SHOWN - 1]}…"


def _unknown(unknown: UnknownFact) -> str:
    if unknown.nearest:
        near = ", ".join(f"{{{key}}}" for key in unknown.nearest)
        return _("No fact is called {%(key)s}. Near it: %(near)s.") % {"key": unknown.key, "near": near}
    return _("No fact is called {%(key)s}. Choose one from the list beside the text.") % {"key": unknown.key}


def typed_figures(text: str) -> list[str]:
    """Figures typed by hand, in their order; years are left out."""
    found = (match.group().strip() for match in FIGURE.finditer(PLACEHOLDER.sub(" ", text)))
    return [figure for figure in found if not YEAR.fullmatch(figure)]
