"""A report as a paper: head and title around the composed sections, then signature and recipients."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from campaign.models import Report
from campaign.report.appendices import PlannedAppendix, mentions, planned, printed
from campaign.report.placing import placed
from campaign.rules.outline_tree import Outline, Section, WordsPlace
from campaign.sections.narratives import narrative
from office_culture.papers.blocks import Block, Gap, Heading, Paragraph
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
from office_culture.sections.house_style import in_house_style
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
    # What of the records stands in an appendix instead, and what leads from here to the appendices.
    moved: tuple[Block, ...] = ()
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
        match self.section.words:
            case WordsPlace.BEFORE:
                told = self.written + self.records
            case WordsPlace.BETWEEN:
                told = self.records[:1] + self.written + self.records[1:]
            case _:
                told = self.records + self.written
        return _with_pointers(told + self.gap, self.pointers)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.heading + self.body


@dataclass(frozen=True, slots=True)
class Composition:
    """The sections in the order of the outline, the appendices that they lead to, and every document that they cite."""

    parts: tuple[PrintedSection, ...]
    appendices: tuple[PlannedAppendix, ...]
    cited: tuple[Citation, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All sections with their headings, as the paper prints them."""
        return tuple(block for part in self.parts for block in part.blocks)


def _with_pointers(told: tuple[Block, ...], pointers: tuple[Block, ...]) -> tuple[Block, ...]:
    """What leads to the appendices closes the last paragraph; behind a list or a table it stands alone."""
    last = told[-1] if told else None
    if not isinstance(last, Paragraph) or not pointers:
        return told + pointers
    leads = [pointer.text for pointer in pointers if isinstance(pointer, Paragraph)]
    return (*told[:-1], Paragraph.of(last.text, " ", *leads))


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
        appendices=printed(
            composition.appendices, paper=report.outline.paper, symbol=symbol, issuer=unit.name_in_text
        ),
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

    All are made, whichever is asked for, and twice: a document is cited in full where a section is about it, and only
    a first reading tells where that is.
    """
    book = report.facts()
    texts = {**dict(report.narratives.values_list("section", "text")), **(changed or {})}
    facts = facts_named(book, texts.values())
    outline = report.outline.printed_with(texts)
    first_reading = Citations(None)
    agency = report.unit.name_in_text
    for _part in _sections(outline, book, texts, facts, first_reading, agency):
        pass
    citations = Citations(first_reading.told_in_full)
    parts = list(_sections(outline, book, texts, facts, citations, agency))
    appendices = planned(outline, book, {part.section.key: part.moved for part in parts if part.moved})
    return Composition(
        tuple(_led(part, appendices, outline) for part in parts),
        tuple(_styled_appendix(one, outline) for one in appendices),
        citations.cited,
    )


def _sections(
    outline: Outline,
    book: FactBook,
    texts: Mapping[str, str],
    facts: Mapping[str, Fact],
    citations: Citations,
    agency: str,
) -> Iterator[PrintedSection]:
    """Each section with what the records say and what the office wrote; not yet what leads to the appendices."""
    parents = outline.parents()
    for number, section in outline.numbered():
        place, _ = outline.place(section.key)
        name = f"{place}. {section.title}" if place else section.title
        at = At(name, citations, agency)
        content = sections[section.content].content(book, at) if section.content in sections else ()
        found = placed(content, section, outline)
        written = tuple(narrative(texts.get(section.key, ""), facts, citations))
        silent = not content and not written and section.level and section.key not in parents
        yield PrintedSection(
            section,
            number=number,
            place=place,
            records=found.body,
            written=written,
            gap=(Gap(name, "chưa có nội dung."),) if silent else (),
            moved=found.appendix,
        )


def _led(part: PrintedSection, appendices: tuple[PlannedAppendix, ...], outline: Outline) -> PrintedSection:
    """The section in the style of the paper, with what leads to its appendices."""
    leads = mentions(appendices, part.section.key) if part.records or part.written else []
    return replace(
        part,
        records=_styled(part.records, outline),
        written=_styled(part.written, outline),
        pointers=_styled(leads, outline),
    )


def _styled_appendix(appendix: PlannedAppendix, outline: Outline) -> PlannedAppendix:
    return replace(appendix, blocks=_styled(appendix.blocks, outline))


def _styled(blocks: Iterable[Block], outline: Outline) -> tuple[Block, ...]:
    return tuple(in_house_style(block, outline.names) for block in blocks)


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
