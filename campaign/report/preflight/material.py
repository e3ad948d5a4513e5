"""What the checks look at: a report with all that it would print, gathered once."""

import datetime
import itertools
from collections.abc import Iterator
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from campaign.models import Report
from campaign.report.origins import fact_of, figures
from campaign.report.paper import Composition, PrintedSection, compose, paper_of
from office_culture.admin.rows import list_address
from office_culture.models import User
from office_culture.papers.paper import Paper
from office_culture.rules.facts import Fact, FactBook, Rows
from office_culture.selectors import citations


class Material:
    """A report, the day of its issue, and what its paper would say; each part is asked for when a check needs it."""

    def __init__(self, report: Report, day: datetime.date, user: User | None = None) -> None:
        self.report = report
        self.day = day
        self.user = user

    @property
    def book(self) -> FactBook:
        """What the selectors found for this report, each asked once: checks look at what the sections print."""
        return self.report.facts()

    @cached_property
    def composition(self) -> Composition:
        """The sections as they print."""
        return compose(self.report)

    @cached_property
    def paper(self) -> Paper:
        """The paper that would be issued."""
        return paper_of(self.report, self.composition)

    @cached_property
    def texts(self) -> dict[str, str]:
        """What the office wrote, by section, in the order of the outline."""
        kept = dict(self.report.narratives.values_list("section", "text"))
        return {key: kept[key] for key in self.parts if kept.get(key)}

    @cached_property
    def parts(self) -> dict[str, PrintedSection]:
        """The sections by their keys."""
        return {part.section.key: part for part in self.composition.parts}

    @cached_property
    def printed(self) -> dict[str, tuple[str, Fact]]:
        """The facts that stand on the paper, by key, with the words in which they are printed.

        Citations are left out: they are no figures, and each would be looked up by itself.
        """
        found = {}
        for _place, key, words in figures(self.paper):
            wanted = key not in found and not key.startswith(f"{citations.PREFIX}.")
            fact = fact_of(self.book, key) if wanted else None
            if fact is not None:
                found[key] = (words, fact)
        return found

    def place(self, section: str) -> str:
        """Number and title of a section."""
        return self.parts[section].name

    def section_page(self, section: str) -> str:
        """Where the text of a section is mended."""
        try:
            return reverse("report_section", args=[self.report.pk, section])
        except NoReverseMatch:
            page = reverse("admin:campaign_report_change", args=[self.report.pk])
            return f"{page}#section-{section}"

    def rows_page(self, model: str, keys: list[int]) -> str:
        """The list of exactly these rows, as far as the account may see them."""
        return list_address(Rows(model, {"pk__in": tuple(keys)}), self.user) if self.user else ""

    def page_behind(self, fact: Fact) -> str:
        """The list of the rows behind the fact, as far as the account may see them."""
        return list_address(fact.rows, self.user) if self.user and fact.rows else ""

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Each sentence of the written texts with the key of its section."""
        for section, text in self.texts.items():
            yield from ((section, sentence) for sentence in split_sentences(text))


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a line and a semicolon end one, the point inside a placeholder does not."""
    lines = itertools.chain.from_iterable(_cut(line) for line in text.splitlines())
    return [sentence for sentence in (line.strip(" -–+") for line in lines) if sentence]


def _cut(line: str) -> list[str]:
    found, start, depth = [], 0, 0
    for place, character in enumerate(line):
        depth += (character == "{") - (character == "}")
        ends = character in ";!?" or (character == "." and not line[place + 1 : place + 2].strip())
        if ends and depth <= 0:
            found.append(line[start : place + 1])
            start = place + 1
    return [*found, line[start:]]
