"""The frame of the papers that an office drafts from its records (samples 1.2, 1.4, 1.5 and 1.7 of Annex III, Decree
30/2020/NĐ-CP). Number and day come with the issue (`actions.outgoing`)."""

import datetime
from collections.abc import Iterable

from office_culture.papers.blocks import Article, Block, Gap, Paragraph, text
from office_culture.papers.paper import (
    Appendix,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
    authorities,
)
from office_culture.sections.letterheads import letterhead
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.dates import OFFICE_ZONE
from office_culture.text.legal_bases import by_rank


def named_paper(
    code: str,
    kind: str,
    facts: FrameFacts,
    blocks: Iterable[Block],
    *,
    draft: bool,
    recipients: tuple[str, ...],
    addressees: tuple[str, ...] = (),
    appendices: tuple[Appendix, ...] = (),
) -> Paper:
    """A paper with a type (1.4, 1.7). `recipients` stand where none are typed."""
    return Paper(
        letterhead=letterhead(facts.issuer),
        number=NumberLine(symbol(code, facts)),
        place_date=PlaceDate(facts.issuer.place, year=facts.day.year),
        title=TitleBlock(kind, facts.subject),
        addressees=addressees,
        blocks=tuple(blocks),
        signatures=(_signature(facts),),
        recipients=_recipients(facts, recipients, as_above=bool(addressees)),
        appendices=appendices,
        metadata=_metadata(f"{kind} {facts.subject}", facts),
        draft=draft,
    )


def decision(
    facts: FrameFacts,
    blocks: Iterable[Block],
    *,
    draft: bool,
    bases: Iterable[str] = (),
    last_bases: Iterable[str] = (),
    appendices: tuple[Appendix, ...] = (),
) -> Paper:
    """A decision (1.2): bases by rank, those of the records with those typed, then minutes, then whose proposal."""
    ranked, last_bases = by_rank((*bases, *facts.legal_bases)), tuple(last_bases)
    proposal = (f"Theo đề nghị của {facts.proposed_by}",) if facts.proposed_by else ()
    articles = (*_decision_gaps(facts, (*ranked, *last_bases)), *blocks)
    return Paper(
        letterhead=letterhead(facts.issuer),
        number=NumberLine(symbol("QĐ", facts)),
        place_date=PlaceDate(facts.issuer.place, year=facts.day.year),
        title=TitleBlock("Quyết định", facts.subject),
        decider=facts.decider,
        legal_bases=tuple(text(basis) for basis in (*ranked, *last_bases, *proposal)),
        enacting="Quyết định:",
        blocks=articles,
        signatures=(_signature(facts),),
        recipients=_recipients(facts, (f"Lãnh đạo {facts.issuer.name}",), first=_as_in_the_last(articles)),
        appendices=appendices,
        metadata=_metadata(f"Quyết định {facts.subject}", facts),
        draft=draft,
    )


def _decision_gaps(facts: FrameFacts, bases: tuple[str, ...]) -> tuple[Gap, ...]:
    """What a decision lacks above its articles."""
    missing = (
        ("Người ban hành", "chưa ghi ai ban hành quyết định.", facts.decider),
        ("Căn cứ ban hành", "chưa ghi căn cứ pháp lý nào.", bases),
        ("Theo đề nghị của", "chưa ghi ai đề nghị.", facts.proposed_by),
    )
    return tuple(Gap(place, sentence) for place, sentence, known in missing if not known)


def letter(facts: FrameFacts, blocks: Iterable[Block], *, draft: bool, addressees: tuple[str, ...]) -> Paper:
    """A công văn (1.5): without type, its symbol names the unit that drafts it."""
    return Paper(
        letterhead=letterhead(facts.issuer),
        number=NumberLine(symbol("", facts)),
        place_date=PlaceDate(facts.issuer.place, year=facts.day.year),
        about=facts.subject,
        addressees=addressees,
        blocks=tuple(blocks),
        signatures=(_signature(facts),),
        recipients=_recipients(facts, (), as_above=True),
        metadata=_metadata(f"Công văn về việc {facts.subject}", facts),
        draft=draft,
    )


def symbol(code: str, facts: FrameFacts) -> str:
    """ "QĐ-VPUB", and "VPUB-TH" without a type."""
    parts = (code, facts.issuer.code) if code else (facts.issuer.code, facts.drafting)
    return "-".join(part for part in parts if part)


def sentences(lines: Iterable[str]) -> tuple[Block, ...]:
    """What was typed, each line a paragraph that begins with a capital and ends with a full stop."""
    return tuple(Paragraph.of(sentence(line)) for line in lines)


def sentence(line: str) -> str:
    """The words as one sentence; a line that leads in a list keeps its colon."""
    bare = line.strip()
    if not bare.endswith((":", ";")):
        bare = bare.rstrip(".;, ") + "."
    return f"{bare[:1].upper()}{bare[1:]}"


def typed_article(number: int, lines: Iterable[str], what: str) -> tuple[Block, ...]:
    """An article of what was typed; a gap where nothing was."""
    lines = tuple(lines)
    if not lines:
        return (Gap(f"Điều {number}", f"chưa ghi {what}."),)
    first, *others = (sentence(line) for line in lines)
    return (Article(number, text(first)), *(Paragraph.of(line) for line in others))


def _as_in_the_last(articles: tuple[Block, ...]) -> str:
    last = max((block.number for block in articles if isinstance(block, Article)), default=0)
    return f"Như Điều {last}" if last else "Như trên"


def _recipients(
    facts: FrameFacts, usual: tuple[str, ...], *, first: str = "", as_above: bool = False
) -> Recipients:
    """Those typed or the usual ones; `first` stands before them unless somebody typed its like."""
    filing = f"VT, {facts.drafting}" if facts.drafting else "VT"
    names = facts.recipients or usual
    if first and not any(name.strip().casefold().startswith("như ") for name in names):
        names = (first, *names)
    return Recipients(names, filing, as_above=as_above)


def _signature(facts: FrameFacts) -> Signature:
    lines = authorities(facts.signature_form, facts.signature_holder)
    return Signature(facts.signer_post, facts.signer, authorities=lines)


def _metadata(title: str, facts: FrameFacts) -> Metadata:
    created = datetime.datetime.combine(facts.day, datetime.time(), OFFICE_ZONE)
    return Metadata(title=title, created=created, author=facts.issuer.name)
