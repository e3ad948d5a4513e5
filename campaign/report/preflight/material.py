"""The material of the checks: a report with all that it would print, gathered once."""

import datetime
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse

from campaign.models import Report
from campaign.report.origins import figures
from campaign.report.paper import Composition, PrintedSection, compose, paper_of, selectors_of
from campaign.selectors.narratives import saved_texts
from office_culture.admin.rows import list_address
from office_culture.models import User
from office_culture.papers.paper import Paper
from office_culture.rules.facts import Fact, FactBook, Rows, registry
from office_culture.selectors import citations
from office_culture.selectors.paper_checks.examined import ExaminedPaper
from office_culture.selectors.paper_facts import paper_facts
from office_culture.selectors.reading import Query, Selector, gather, rows_for
from office_culture.text.sentences import split_sentences


class Material:
    """A report, the day of its issue, and what its paper would say; each part is read when a check needs it."""

    def __init__(self, report: Report, day: datetime.date, user: User | None = None) -> None:
        self.report = report
        self.day = day
        self.user = user

    @property
    def book(self) -> FactBook:
        """The facts of this report, each read once: checks use the same values as the sections."""
        return self.report.facts()

    @cached_property
    def composition(self) -> Composition:
        """The sections as printed; the facts of which their words may speak are read along."""
        texts = saved_texts(self.report)
        printed = selectors_of(self.report.outline, texts.values())
        gather(self.book.scope, (*printed, *self._spoken_of()))
        return compose(self.report, saved=texts)

    @staticmethod
    def _spoken_of() -> Iterator[Selector]:
        for source in registry.sources.values():
            if source.nouns:
                yield source.selector
                yield from source.further[:1] if source.further else ()

    def rows(self, query: Query) -> list[Any]:
        """What a check has declared that it reads."""
        return rows_for(self.book.scope, [query])[0]

    @cached_property
    def paper(self) -> Paper:
        """The paper that would be issued."""
        return paper_of(self.report, self.composition)

    @cached_property
    def examined(self) -> ExaminedPaper:
        """The paper as the checks common to all papers see it, with the facts that its texts name."""
        return ExaminedPaper(
            self.paper,
            self.day,
            paper_facts(self.report, self.day),
            page=reverse("admin:campaign_report_change", args=[self.report.pk]),
            page_of=self.page_of_place,
        )

    def page_of_place(self, place: str) -> str:
        """The address where the text below that heading is edited, "" for a heading of no section."""
        for part in self.composition.parts:
            if part.heading and part.section.title == place.partition(" ")[2]:
                return self.section_page(part.section.key)
        return ""

    @cached_property
    def texts(self) -> dict[str, str]:
        """The saved texts that are not empty, by key of section, in the order of the outline."""
        texts = self.composition.texts
        return {key: texts[key] for key in self.parts if texts.get(key)}

    @cached_property
    def parts(self) -> dict[str, PrintedSection]:
        """The sections by their keys."""
        return {part.section.key: part for part in self.composition.parts}

    @cached_property
    def printed(self) -> dict[str, tuple[str, Fact]]:
        """The printed words and the fact of each key on the paper.

        Citations are left out: they are no figures.
        """
        first: dict[str, str] = {}
        for _place, key, words in figures(self.paper):
            if not key.startswith(f"{citations.PREFIX}."):
                first.setdefault(key, words)
        return {key: (first[key], fact) for key, fact in self.book.find_known(first).items()}

    def place(self, section: str) -> str:
        """Number and title of a section."""
        return self.parts[section].name

    def section_page(self, section: str) -> str:
        """The address of the page where the text of a section is written."""
        try:
            return reverse("report_section", args=[self.report.pk, section])
        except NoReverseMatch:
            page = reverse("admin:campaign_report_change", args=[self.report.pk])
            return f"{page}#section-{section}"

    def rows_page(self, model: str, keys: list[int]) -> str:
        """The address of the list of exactly these rows, if the account may see them."""
        return list_address(Rows(model, {"pk__in": tuple(keys)}), self.user) if self.user else ""

    def page_behind(self, fact: Fact) -> str:
        """The address of the list of the rows behind the fact, if the account may see them."""
        return list_address(fact.rows, self.user) if self.user and fact.rows else ""

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Each sentence of the written texts with the key of its section."""
        for section, text in self.texts.items():
            yield from ((section, sentence) for sentence in split_sentences(text))
