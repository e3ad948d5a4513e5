"""Check of what the record behind a paper leaves in doubt, such as a signer who belongs to another unit."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from office_culture.rules.issues import Issue
from office_culture.selectors.paper_checks.examined import ExaminedPaper
from office_culture.selectors.paper_checks.registry import paper_checks


@paper_checks.register("doubts", _("Doubts about the record"))
def doubts(examined: ExaminedPaper) -> Iterator[Issue]:
    """One issue for each doubt that the kind of record declares with its facts."""
    for doubt in examined.speaks_of.doubts:
        yield examined.issue("doubts", doubt.sentence, "", doubt.seen)
