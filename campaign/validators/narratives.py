"""Narratives hold placeholders for facts, never typed figures."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from office_culture.facts import PLACEHOLDER, FactBook, UnknownFact, placeholders

# A figure typed by hand; years, Roman figures and numbers inside symbols such as 29/KH-VPUB are no figures.
FIGURE = re.compile(r"(?<![\w/.-])\d+(?:[.,]\d+)*(?![\w/-])(?:\s?%)?")
YEAR = re.compile(r"(19|20)\d\d")


def validate_narrative(text: str, facts: FactBook) -> None:
    """Refuses a brace that stands alone and a key that no fact has; names the nearest keys.

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
    if faults:
        raise ValidationError(faults)


def _unknown(unknown: UnknownFact) -> str:
    if unknown.nearest:
        near = ", ".join(f"{{{key}}}" for key in unknown.nearest)
        return _("No fact is called {%(key)s}. Near it: %(near)s.") % {"key": unknown.key, "near": near}
    return _("No fact is called {%(key)s}. Choose one from the list beside the text.") % {"key": unknown.key}


def typed_figures(text: str) -> list[str]:
    """Figures typed by hand, in their order; years are left out."""
    found = (match.group().strip() for match in FIGURE.finditer(PLACEHOLDER.sub(" ", text)))
    return [figure for figure in found if not YEAR.fullmatch(figure)]
