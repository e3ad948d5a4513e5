"""A report as a paper: head and title around the composed sections, then signature and recipients."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from campaign.models import Report
from campaign.report.appendices import appendices, mentions
from campaign.rules.outline_tree import Section
from campaign.sections.narratives import narrative
from office_culture.papers.blocks import Block, Gap, Heading
from office_culture.papers.paper import (
    Authority,
    AuthorityCode,
    Letterhead,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
)
from office_culture.rules.facts import Fact, FactBook, UnknownFact, placeholders
from office_culture.rules.parts import At, sections
from office_culture.text.citations import Citation, Citations

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
TYPE_CODE = "BC"


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One section as it prints: its heading, what the records say, what the office wrote, or the gap in their place.

    `place` is its whole number (III.1.b), "" for the opening.
    """

    section: Section
    number: str
    place: str
    records: tuple[Block, ...]
    written: tuple[Block, ...]
    gap: tuple[Block, ...]
    # What leads from here to the appendices.
    pointers: tuple[Block, ...] = ()

    @property
    def name(self) -> str:
        """Number and title, as gaps and remarks call the section."""
        return f"{self.place}. {self.section.title}" if self.place else self.section.title

    @property
    def heading(self) -> tuple[Block, ...]:
        section = self.section
        return (Heading(section.level, self.number, section.title),) if section.level else ()

    @property
    def body(self) -> tuple[Block, ...]:
        """All that stands below the heading."""
        return self.records + self.written + self.gap + self.pointers

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.heading + self.body


@dataclass(frozen=True, slots=True)
class Composition:
    """The sections in the order of the outline, and every document that they cite."""

    parts: tuple[PrintedSection, ...]
    cited: tuple[Citation, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All sections with their headings, as the paper prints them."""
        return tuple(block for part in self.parts for block in part.blocks)


def report_paper(report: Report, *, draft: bool = False) -> Paper:
    """Everything that the report prints. Number and day come with its issue (`actions.outgoing`)."""
    return paper_of(report, compose(report), draft=draft)


def paper_of(report: Report, composition: Composition, *, draft: bool = False) -> Paper:
    """The composed sections with what stands around them."""
    unit = report.unit
    symbol = f"{TYPE_CODE}-{unit.code}"
    return Paper(
        letterhead=Letterhead(
            issuer=unit.letterhead_name,
            superiors=(unit.letterhead_superior,) if unit.letterhead_superior else (),
        ),
        number=NumberLine(symbol),
        place_date=PlaceDate(unit.place, year=report.as_of.year),
        title=TitleBlock(report.outline.paper, report.subject),
        addressees=tuple(report.addressees.splitlines()),
        blocks=composition.blocks,
        signatures=(signature(report),),
        recipients=Recipients(
            names=tuple(report.recipients.splitlines()),
            filing=", ".join(filter(None, ("VT", report.drafting_unit.abbreviation))),
            as_above=bool(report.addressees),
            clerk=report.clerk_code,
        ),
        appendices=appendices(report, report.facts(), symbol),
        metadata=Metadata(
            title=f"{report.outline.paper}: {report.subject}",
            created=datetime.datetime.combine(report.as_of, datetime.time(), OFFICE_TIME),
            author=unit.name,
            subject=report.subject,
            keywords=(report.campaign.name,),
        ),
        draft=draft,
    )


def signature(report: Report) -> Signature:
    """Who signs, on what ground; a missing name is a visible gap."""
    authorities: tuple[Authority, ...] = ()
    if report.signature_form:
        authorities = (Authority(AuthorityCode(report.signature_form), report.signature_holder),)
    return Signature(
        post=report.signer_post,
        name=report.signer.full_name if report.signer else None,
        authorities=authorities,
    )


def compose(report: Report, changed: Mapping[str, str] | None = None) -> Composition:
    """The sections in the order of the outline. `changed` are texts by section that take the place of the saved ones.

    All are made, whichever is asked for: a document is cited in full only where it is named first.
    """
    book = report.facts()
    texts = {**dict(report.narratives.values_list("section", "text")), **(changed or {})}
    facts = facts_named(book, texts.values())
    citations = Citations()
    parts: list[PrintedSection] = []
    outline = report.outline.printed_with(texts)
    parents = outline.parents()
    for number, section in outline.numbered():
        place, _ = outline.place(section.key)
        name = f"{place}. {section.title}" if place else section.title
        records = (
            sections[section.content].blocks(book, At(name, citations)) if section.content in sections else ()
        )
        written = tuple(narrative(texts.get(section.key, ""), facts, citations))
        silent = not records and not written and section.level and section.key not in parents
        parts.append(
            PrintedSection(
                section,
                number=number,
                place=place,
                records=records,
                written=written,
                gap=(Gap(name, "chưa có nội dung."),) if silent else (),
                pointers=tuple(mentions(outline.appendices, section.key)) if records or written else (),
            )
        )
    return Composition(tuple(parts), citations.cited)


def facts_named(book: FactBook, texts: Iterable[str]) -> dict[str, Fact]:
    """The facts that the texts name. One that has vanished since the text was saved is printed as a gap."""
    found: dict[str, Fact] = {}
    for text in texts:
        for key in placeholders(text):
            if key not in found:
                try:
                    found[key] = book.find(key)
                except UnknownFact:
                    continue
    return found
