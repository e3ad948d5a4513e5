"""A report as a paper: head and title around the composed sections, then signature and recipients."""

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from campaign.models import Report
from campaign.outline import Outline
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
from office_culture.project.report.builders import BUILDERS, Gathered, gather
from office_culture.text.citations import Citations

OFFICE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
TYPE_CODE = "BC"


def report_paper(report: Report, *, draft: bool = False) -> Paper:
    """Everything that the report prints. Number and day come with its issue (`actions.papers.issue`)."""
    unit = report.unit
    return Paper(
        letterhead=Letterhead(
            issuer=unit.letterhead_name,
            superiors=(unit.letterhead_superior,) if unit.letterhead_superior else (),
        ),
        number=NumberLine(f"{TYPE_CODE}-{unit.code}"),
        place_date=PlaceDate(unit.place, year=report.as_of.year),
        title=TitleBlock(report.outline.paper, report.subject),
        addressees=tuple(report.addressees.splitlines()),
        blocks=tuple(compose(report)),
        signatures=(signature(report),),
        recipients=Recipients(
            names=tuple(report.recipients.splitlines()),
            filing=", ".join(filter(None, ("VT", report.drafting_unit.abbreviation))),
            as_above=bool(report.addressees),
            clerk=report.clerk_code,
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


def compose(report: Report) -> list[Block]:
    """The sections in the order of the outline: heading, what the records say, what the office wrote."""
    gathered = gather(report)
    texts = dict(report.narratives.values_list("section", "text"))
    facts = _facts_named(report, texts.values())
    citations = Citations()
    blocks: list[Block] = []
    outline = printed_outline(report, texts)
    parents = outline.parents()
    for number, section in outline.numbered():
        place, _ = outline.place(section.key)
        name = f"{place}. {section.title}" if place else section.title
        content = _generated(section.content, gathered, citations, name)
        content += narrative(texts.get(section.key, ""), facts, citations)
        if section.level:
            if not content and section.key not in parents:
                content = [Gap(name, "chưa có nội dung.")]
            blocks.append(Heading(section.level, number, section.title))
        blocks += content
    return blocks


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


def _facts_named(report: Report, texts: object) -> dict[str, Fact]:
    """The facts that the texts name. One that has vanished since the text was saved is printed as a gap."""
    book = report.facts()
    found: dict[str, Fact] = {}
    for text in texts:  # type: ignore[attr-defined]
        for key in placeholders(text):
            if key not in found:
                try:
                    found[key] = book.find(key)
                except UnknownFact:
                    continue
    return found
