"""Checks of figures in a paper: those that contradict the records, and parts that do not add up."""

from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.rules.issues import Issue
from office_culture.rules.sums import broken_sums
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.numbers import number


@paper_checks.register("contradicted", _("Figures that the records deny"))
def contradicted(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each typed figure that contradicts the facts of which its sentence speaks."""
    reported: set[tuple[str, str, str]] = set()
    for passage in examined.passages:
        if passage.in_table:
            continue
        for found in examined.facts.contradictions(passage.typed):
            fact = found.facts[0]
            if (passage.place, found.written, fact.key) in reported:
                continue
            reported.add((passage.place, found.written, fact.key))
            sentence = gettext("“%(clause)s” in %(place)s: the records say %(recorded)s (%(figure)s).") % {
                "clause": found.clause,
                "place": place_name(passage.place),
                "recorded": found.recorded,
                "figure": fact.label,
            }
            subject, seen = f"{found.written} {fact.key}", f"{found.clause}\n{found.recorded}"
            yield examined.issue("contradicted", sentence, passage.place, seen, subject=subject)


@paper_checks.register("sums", _("Parts that do not add up"))
def sums(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each enumeration in typed words whose parts do not add up to the total beside them."""
    for passage in examined.passages:
        if passage.in_table or not any(sign.isdigit() for sign in passage.typed):
            continue
        for found in broken_sums(passage.words):
            parts = (" / " if found.divides else " → " if found.changes else " + ").join(found.parts)
            per_cent = "%" if found.divides else ""
            sentence = gettext("%(parts)s is %(sum)s, not %(total)s (%(place)s).") % {
                "parts": parts,
                "sum": f"{number(found.adds_up_to)}{per_cent}",
                "total": f"{found.total}{per_cent}",
                "place": place_name(passage.place),
            }
            yield examined.issue("sums", sentence, passage.place, f"{parts} = {found.total}")
