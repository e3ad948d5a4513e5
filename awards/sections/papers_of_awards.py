"""Decisions on awards (sample 1.2), submissions (1.4), revocations (1.2), and the list for the presentation.

Samples are those of Annex III of Decree 30/2020/NĐ-CP. Number and day come with the issue (`actions.outgoing`).
"""

import datetime

from awards.sections.award_lists import list_with_ballots, list_with_prizes
from awards.sections.award_papers import (
    decision_blocks,
    presentation_blocks,
    revocation_blocks,
    session_bases,
    submission_blocks,
)
from awards.selectors.award_papers import (
    Agency,
    DecisionFacts,
    LineFacts,
    RevocationFacts,
    Signatory,
    SubmissionFacts,
)
from office_culture.papers.blocks import text
from office_culture.papers.paper import (
    Appendix,
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
from office_culture.sections.attachments import attached
from office_culture.text.dates import OFFICE_ZONE

DECISION_CODE = "QĐ"
SUBMISSION_CODE = "TTr"


def decision_paper(facts: DecisionFacts, *, draft: bool = False) -> Paper:
    """The decision with the list of recipients across the page."""
    symbol = f"{DECISION_CODE}-{facts.agency.code}"
    return Paper(
        letterhead=_letterhead(facts.agency),
        number=NumberLine(symbol),
        place_date=PlaceDate(facts.agency.place, year=facts.year),
        title=TitleBlock("Quyết định", facts.subject),
        decider=facts.decider,
        legal_bases=(*(text(base) for base in facts.bases), *session_bases(facts.sessions)),
        enacting="Quyết định:",
        blocks=decision_blocks(facts),
        signatures=(_signature(facts.signatory),),
        recipients=Recipients(facts.recipients or ("Như Điều 3", f"Lãnh đạo {facts.agency.name}"), "VT"),
        appendices=(
            Appendix(
                "Danh sách tập thể, cá nhân được khen thưởng",
                (list_with_prizes(facts.lines),),
                reference=attached("Quyết định", symbol, facts.decider),
                landscape=True,
            ),
        )
        if facts.lines
        else (),
        metadata=_metadata(f"Quyết định {facts.subject}", facts.agency, facts.year),
        draft=draft,
    )


def submission_paper(facts: SubmissionFacts, *, draft: bool = False) -> Paper:
    """The submission to a body above, with the list of those proposed across the page."""
    symbol = f"{SUBMISSION_CODE}-{facts.agency.code}"
    return Paper(
        letterhead=_letterhead(facts.agency),
        number=NumberLine(symbol),
        place_date=PlaceDate(facts.agency.place, year=facts.year),
        title=TitleBlock("Tờ trình", facts.subject),
        addressees=facts.addressees,
        blocks=submission_blocks(facts),
        signatures=(_signature(facts.signatory),),
        recipients=Recipients(facts.recipients, "VT", as_above=True),
        appendices=(
            Appendix(
                "Danh sách tập thể, cá nhân đề nghị khen thưởng",
                (list_with_ballots(facts.lines),),
                reference=attached("Tờ trình", symbol, facts.agency.name),
                landscape=True,
            ),
        )
        if facts.lines
        else (),
        metadata=_metadata(f"Tờ trình {facts.subject}", facts.agency, facts.year),
        draft=draft,
    )


def revocation_paper(facts: RevocationFacts, *, draft: bool = False) -> Paper:
    """The decision that takes awards back."""
    return Paper(
        letterhead=_letterhead(facts.agency),
        number=NumberLine(f"{DECISION_CODE}-{facts.agency.code}"),
        place_date=PlaceDate(facts.agency.place, year=facts.year),
        title=TitleBlock("Quyết định", facts.subject),
        decider=facts.decider,
        legal_bases=tuple(text(base) for base in facts.bases),
        enacting="Quyết định:",
        blocks=revocation_blocks(facts),
        signatures=(_signature(facts.signatory),),
        recipients=Recipients(facts.recipients or ("Như Điều 3", f"Lãnh đạo {facts.agency.name}"), "VT"),
        metadata=_metadata(f"Quyết định {facts.subject}", facts.agency, facts.year),
        draft=draft,
    )


def presentation_paper(
    agency: Agency, occasion: str, lines: tuple[LineFacts, ...], day: datetime.date, made_by: str
) -> Paper:
    """Who is called up in which order; a working list of the office, without number and signer."""
    title = "Danh sách trao tặng"
    return Paper(
        letterhead=_letterhead(agency),
        place_date=PlaceDate(agency.place, day),
        title=TitleBlock(title, occasion),
        blocks=presentation_blocks(lines),
        signatures=(Signature("Người lập danh sách", made_by or None),),
        appendices=(Appendix(f"{title}: {occasion}", (list_with_prizes(lines),), landscape=True),),
        metadata=_metadata(f"{title}: {occasion}", agency, day.year),
        draft=False,
    )


def _letterhead(agency: Agency) -> Letterhead:
    return Letterhead(agency.letterhead, (agency.superior,) if agency.superior else ())


def _signature(signatory: Signatory) -> Signature:
    authorities: tuple[Authority, ...] = ()
    if signatory.form:
        authorities = (Authority(AuthorityCode(signatory.form), signatory.holder),)
    return Signature(signatory.post, signatory.name, authorities=authorities)


def _metadata(title: str, agency: Agency, year: int) -> Metadata:
    return Metadata(
        title=title,
        created=datetime.datetime(year, 1, 1, tzinfo=OFFICE_ZONE),
        author=agency.name,
        keywords=("khen thưởng",),
    )
