"""The input of the checks of papers: a paper as it would print, and the pages where its words are mended."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.papers.paper import Paper
from office_culture.papers.proofreading import Passage, passages
from office_culture.rules.contradictions import FactsInText
from office_culture.rules.issues import Issue, Severity
from office_culture.selectors.paper_facts import FactsOfPaper

Found = TypeVar("Found")

_PLACES = {
    "title": _("the subject of the paper"),
    "legal_bases": _("what the paper rests on"),
    "decider": _("who decides"),
    "addressees": _("“Kính gửi”"),
    "recipients": _("“Nơi nhận”"),
    "signature": _("the post of the signer"),
    "appendix": _("the title of an appendix"),
    "": _("the opening"),
}


@dataclass(frozen=True)
class ExaminedPaper:
    """A paper that would be issued on `day`, with the facts of which its texts may speak.

    `page` is the address on which its words are mended, `page_of` that of a place of it, "" where there is none of its
    own.
    """

    paper: Paper
    day: datetime.date
    speaks_of: FactsOfPaper
    page: str = ""
    page_of: Callable[[str], str] = lambda place: ""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All texts of the paper in reading order."""
        return tuple(passages(self.paper))

    def each_once(self, find: Callable[[str], Iterable[Found]]) -> Iterator[tuple[str, Found]]:
        """Each place with what `find` finds in its texts, once; no-break spaces are given as blanks."""
        reported: set[tuple[str, Found]] = set()
        for passage in self.passages:
            for found in find(passage.words.replace("\u00a0", " ")):
                if (passage.place, found) not in reported:
                    reported.add((passage.place, found))
                    yield passage.place, found

    @cached_property
    def facts(self) -> FactsInText:
        """The facts of which the texts may speak, read when the first check asks."""
        return FactsInText(self.speaks_of.spoken(), years=self.speaks_of.years)

    def issue(
        self,
        check: str,
        sentence: str,
        place: str,
        seen: str,
        *,
        subject: str = "",
        severity: Severity = Severity.WARNING,
    ) -> Issue:
        """An issue on the words at a place, with the address of the page on which they are mended."""
        about = f"{place} {subject or seen}"[:200]
        return Issue(check, severity, sentence, about, seen, self.page_of(place) or self.page, place)


def place_name(place: str) -> str:
    """The place as a sentence names it."""
    return gettext(str(_PLACES[place])) if place in _PLACES else f"“{place}”"
