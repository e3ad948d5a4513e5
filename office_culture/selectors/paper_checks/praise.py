"""Check of texts that praise what inspections found deficient."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.papers.proofreading import TAKEN
from office_culture.rules.issues import Issue
from office_culture.rules.praise import praises
from office_culture.selectors.paper_checks.examined import ExaminedPaper, place_name
from office_culture.selectors.paper_checks.registry import paper_checks
from office_culture.text.numbers import percent
from office_culture.text.sentences import split_sentences

# Give the percentage of checks below which the office wants praise pointed out, for papers that do not say it
# themselves; the first that knows one decides.
LEAST_MET: list[Callable[[], int | None]] = []


@paper_checks.register("praise", _("Praise that the figures deny"))
def praise(examined: ExaminedPaper) -> Iterator[Issue]:
    """Warnings on sentences of the paper that praise an item met less often than the office asks for."""
    missed = examined.speaks_of.missed_items()
    least = _least_met(examined) if missed else 0
    lacking = [item for item in missed if item.met_share < least]
    for passage in examined.passages if lacking else ():
        if passage.in_table:
            continue
        for sentence in split_sentences(passage.typed):
            # A sentence that prints figures from the records is founded on them.
            if TAKEN in sentence:
                continue
            for item in lacking:
                if not praises(sentence, item.wording):
                    continue
                words = gettext(
                    "“%(sentence)s” (%(place)s) praises what was met in %(met)s of the checks only: %(item)s."
                ) % {
                    "sentence": sentence,
                    "place": place_name(passage.place),
                    "met": percent(item.met_share),
                    "item": item.wording,
                }
                seen = f"{sentence}\n{item.code} {item.met_share}"
                yield examined.issue("praise", words, passage.place, seen, subject=f"{item.code} {sentence}")


def _least_met(examined: ExaminedPaper) -> int:
    if examined.speaks_of.least_met is not None:
        return examined.speaks_of.least_met
    return next((share for find in LEAST_MET if (share := find()) is not None), 0)
