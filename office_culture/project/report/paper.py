"""A report as a paper: head and title around the composed sections, then signature and recipients."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from campaign.models import Report
from campaign.outline import Outline, Section
from campaign.sections.narratives import narrative
from office_culture.facts import Fact, UnknownFact, placeholders
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
from office_culture.project.report.appendices import appendices, mentions
from office_culture.project.report.builders import BUILDERS, Gathered, gather
from office_culture.text.citations import Citation, Citations

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
TYPE_CODE = "BC"


@dataclass(frozen=True, slots=True)
class Part:
    """What one section prints below its heading; `place` is its whole number (III.1.b), "" for the opening.

    `empty` says that a section should have content and has none, so that only the gap stands there.
    """

    number: str
    place: str
    section: Section
    blocks: tuple[Block, ...]
    empty: bool = False

    @property
    def name(self) -> str:
        """Number and title, as gaps and remarks call the section."""
        return f"{self.place}. {self.section.title}" if self.place else self.section.title


@dataclass(frozen=True, slots=True)
class Composition:
    """The sections in the order of the outline, every document that they cite, and the facts behind both."""

    parts: tuple[Part, ...]
    cited: tuple[Citation, ...]
    gathered: Gathered

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All sections with their headings, as the paper prints them."""
        blocks: list[Block] = []
        for part in self.parts:
            if part.section.level:
                blocks.append(Heading(part.section.level, part.number, part.section.title))
            blocks += part.blocks
        return tuple(blocks)


def report_paper(report: Report, *, draft: bool = False) -> Paper:
    """Everything that the report prints. Number and day come with its issue (`actions.papers.issue`)."""
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
        appendices=appendices(report, composition.gathered, symbol),
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


def compose(report: Report, gathered: Gathered | None = None) -> Composition:
    """Each section of the outline: what the records say, then what the office wrote."""
    gathered = gathered or gather(report)
    texts = dict(report.narratives.values_list("section", "text"))
    facts = facts_named(report, texts.values())
    citations = Citations()
    parts: list[Part] = []
    outline = printed_outline(report, texts)
    parents = outline.parents()
    for number, section in outline.numbered():
        place, _ = outline.place(section.key)
        name = f"{place}. {section.title}" if place else section.title
        content = _generated(section.content, gathered, citations, name)
        content += narrative(texts.get(section.key, ""), facts, citations)
        content += mentions(outline.appendices, section.key) if content else []
        empty = bool(section.level) and not content and section.key not in parents
        if empty:
            content = [Gap(name, "chưa có nội dung.")]
        parts.append(Part(number, place, section, tuple(content), empty))
    return Composition(tuple(parts), citations.cited, gathered)


def printed_outline(report: Report, texts: Mapping[str, str]) -> Outline:
    """The outline without the optional sections that nobody wrote; `texts` are the narratives by key of section."""
    outline = report.outline
    parents = outline.parents()
    return outline.without(
        {
            section.key
            for section in outline.sections
            if not (section.required or section.content or section.key in parents)
            and not texts.get(section.key, "").strip()
        }
    )


def _generated(content: str, gathered: Gathered, citations: Citations, name: str) -> list[Block]:
    builder = BUILDERS.get(content)
    return builder(gathered, citations, name) if builder else []


def facts_named(report: Report, texts: Iterable[str]) -> dict[str, Fact]:
    """The facts that the texts name. One that has vanished since the text was saved is printed as a gap."""
    book = report.facts()
    found: dict[str, Fact] = {}
    for text in texts:
        for key in placeholders(text):
            if key not in found:
                try:
                    found[key] = book.find(key)
                except UnknownFact:
                    continue
    return found
