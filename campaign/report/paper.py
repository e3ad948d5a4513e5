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
from campaign.selectors.narratives import printed_outline, saved_texts
from office_culture.papers.blocks import Block, Gap, Heading, Paragraph
from office_culture.papers.paper import (
    Letterhead,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
    authorities,
)
from office_culture.rules.facts import Fact, FactBook, placeholders, registry
from office_culture.rules.parts import At, appendices, sections
from office_culture.sections.house_style import in_house_style
from office_culture.selectors.not_applicable import not_applicable
from office_culture.selectors.reading import Selector, gather
from office_culture.selectors.unit_names import names_before
from office_culture.text.citations import Citation, Citations

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
TYPE_CODE = "BC"


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One section as printed: its heading, the text from the records, the office's own text, or a gap in their place.

    `place` is its whole number (III.1.b), "" for the opening.
    """

    section: Section
    number: str
    place: str
    records: tuple[Block, ...]
    written: tuple[Block, ...]
    gap: tuple[Block, ...]
    # Blocks from the records printed in an appendix instead, and the references to the appendices.
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
        """All blocks below the heading."""
        match self.section.words:
            case WordsPlace.BEFORE:
                blocks = self.written + self.records
            case WordsPlace.BETWEEN:
                blocks = self.records[:1] + self.written + self.records[1:]
            case _:
                blocks = self.records + self.written
        return _with_pointers(blocks + self.gap, self.pointers)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.heading + self.body


@dataclass(frozen=True, slots=True)
class Composition:
    """The sections in the order of the outline, the appendices they refer to, and every document they cite.

    `texts` are the texts that the office wrote, by key of section.
    """

    parts: tuple[PrintedSection, ...]
    appendices: tuple[PlannedAppendix, ...]
    cited: tuple[Citation, ...]
    texts: Mapping[str, str]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All sections with their headings, as the paper prints them."""
        return tuple(block for part in self.parts for block in part.blocks)


def _with_pointers(blocks: tuple[Block, ...], pointers: tuple[Block, ...]) -> tuple[Block, ...]:
    """Appends the references to appendices to the last paragraph; after a list or a table they are a paragraph."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Paragraph) or not pointers:
        return blocks + pointers
    leads = [pointer.text for pointer in pointers if isinstance(pointer, Paragraph)]
    return (*blocks[:-1], Paragraph.of(last.text, " ", *leads))


def report_paper(report: Report, *, draft: bool = False) -> Paper:
    """The whole paper of the report. Number and day are added on its issue (`actions.outgoing`)."""
    return paper_of(report, compose(report), draft=draft)


def paper_of(report: Report, composition: Composition, *, draft: bool = False) -> Paper:
    """The paper of the composed sections: letterhead, title, addressees, body, signature, recipients and appendices."""
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
    """The signer with post and authority; the name is None where nobody is chosen."""
    return Signature(
        post=report.signer_post,
        name=report.signer.full_name if report.signer else None,
        authorities=authorities(report.signature_form, report.signature_holder),
    )


def compose(
    report: Report, changed: Mapping[str, str] | None = None, *, saved: Mapping[str, str] | None = None
) -> Composition:
    """The sections in the order of the outline. `changed` are texts by section that take the place of the saved ones.

    These are read here without `saved`.

    All sections are composed, whichever is asked for, and twice: a document is cited in full in the section about it,
    and only the first pass finds out which one that is.
    """
    book = report.facts()
    texts = {**(saved_texts(report) if saved is None else saved), **(changed or {})}
    gather(book.scope, selectors_of(report.outline, texts.values()))
    facts = facts_named(book, texts.values())
    outline = printed_outline(report, texts)
    first_reading = Citations(None)
    agency = report.unit.name_in_text
    for _part in _sections(outline, book, texts, facts, first_reading, agency):
        pass
    citations = Citations(first_reading.cited_in_full)
    parts = list(_sections(outline, book, texts, facts, citations, agency))
    appendices = planned(outline, book, {part.section.key: part.moved for part in parts if part.moved})
    return Composition(
        tuple(_led(part, appendices, outline) for part in parts),
        tuple(_styled_appendix(appendix, outline) for appendix in appendices),
        citations.cited,
        texts,
    )


def selectors_of(outline: Outline, texts: Iterable[str]) -> Iterator[Selector]:
    """What a report of the outline asks: for its sections and appendices, for its texts, and for the names of units."""
    yield from (names_before, not_applicable)
    parts = [sections[section.content] for section in outline.sections if section.content in sections]
    parts += [appendices[plan.content] for plan in outline.appendices if plan.content in appendices]
    for part in parts:
        yield from part.selectors
    for prefix in {key.partition(".")[0] for text in texts for key in placeholders(text)}:
        if prefix in registry.sources:
            yield registry.sources[prefix].selector


def _sections(
    outline: Outline,
    book: FactBook,
    texts: Mapping[str, str],
    facts: Mapping[str, Fact],
    citations: Citations,
    agency: str,
) -> Iterator[PrintedSection]:
    """Each section with the text from the records and the office's own text, without references to appendices."""
    parents = outline.parents()
    lacking = book.ask(not_applicable)
    for number, section in outline.numbered():
        place, _ = outline.place(section.key)
        name = f"{place}. {section.title}" if place else section.title
        at = At(name, citations, agency, lacking)
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
    """The section in the style of the paper, with the references to its appendices."""
    says_something = bool(part.records or part.written)
    leads = mentions(appendices, part.section.key, alone=not says_something)
    leads = leads if says_something or part.moved else []
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
    """The facts that the texts name, by key; keys without a fact are left out and printed as gaps."""
    return book.find_known(key for text in texts for key in placeholders(text))
