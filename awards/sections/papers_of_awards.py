"""Decisions on awards (sample 1.2), submissions (1.4), revocations (1.2), and the list for the presentation.

Samples are those of Annex III of Decree 30/2020/NĐ-CP. Number and day come with the issue (`actions.outgoing`).
"""

import datetime
from collections.abc import Callable

from awards.sections.award_lists import TITLES, kinds_of, list_with_ballots, list_with_prizes, what_is_given
from awards.sections.award_papers import (
    decision_blocks,
    presentation_blocks,
    revocation_blocks,
    session_bases,
    submission_blocks,
)
from awards.selectors.award_papers import DecisionFacts, LineFacts, RevocationFacts, SubmissionFacts
from office_culture.papers.blocks import Table
from office_culture.papers.paper import Appendix, Metadata, Paper, PlaceDate, Signature, TitleBlock
from office_culture.sections.attachments import attached
from office_culture.sections.letterheads import letterhead
from office_culture.sections.office_papers import decision, named_paper, symbol
from office_culture.sections.shown import year_apart
from office_culture.selectors.issuers import Issuer
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.dates import OFFICE_ZONE

DECISION_CODE = "QĐ"
SUBMISSION_CODE = "TTr"


def decision_paper(facts: DecisionFacts, *, draft: bool = False) -> Paper:
    """The decision with the list of recipients across the page."""
    return decision(
        facts.frame,
        decision_blocks(facts),
        draft=draft,
        last_bases=session_bases(facts.sessions),
        appendices=_list("được", list_with_prizes, facts.lines, "Quyết định", DECISION_CODE, facts.frame),
    )


def submission_paper(facts: SubmissionFacts, *, draft: bool = False) -> Paper:
    """The submission to a body above, with the list of those proposed across the page."""
    return named_paper(
        SUBMISSION_CODE,
        "Tờ trình",
        facts.frame,
        submission_blocks(facts),
        draft=draft,
        recipients=(),
        addressees=facts.frame.addressees,
        appendices=_list("đề nghị", list_with_ballots, facts.lines, "Tờ trình", SUBMISSION_CODE, facts.frame),
    )


def revocation_paper(facts: RevocationFacts, *, draft: bool = False) -> Paper:
    """The decision that takes awards back."""
    return decision(facts.frame, revocation_blocks(facts), draft=draft)


def _list(
    which: str,
    table: Callable[[tuple[LineFacts, ...]], Table],
    lines: tuple[LineFacts, ...],
    kind: str,
    code: str,
    frame: FrameFacts,
) -> tuple[Appendix, ...]:
    """The list across the page that the paper names; none where nobody is on it."""
    if not lines:
        return ()
    year, listed_lines = year_apart(table(lines))
    given = what_is_given(line.is_title for line in lines)
    # A title is one of a year; what else is given is for achievements in it.
    merits = f" {'năm' if given == TITLES else 'vì có thành tích trong năm'} {year}" if year else ""
    return (
        Appendix(
            f"Danh sách {kinds_of(lines)} {which} {given}{merits}",
            (listed_lines,),
            reference=attached(kind, symbol(code, frame), frame.issuer.name),
            landscape=True,
        ),
    )


def presentation_paper(
    issued_by: Issuer, occasion: str, lines: tuple[LineFacts, ...], day: datetime.date, made_by: str
) -> Paper:
    """Who is called up in which order; a working list of the office, without number and signer."""
    title = "Danh sách trao tặng"
    return Paper(
        letterhead=letterhead(issued_by),
        place_date=PlaceDate(issued_by.place, day),
        title=TitleBlock(title, occasion),
        blocks=presentation_blocks(lines, occasion),
        signatures=(Signature("Người lập danh sách", made_by or None),),
        metadata=Metadata(
            title=f"{title}: {occasion}",
            created=datetime.datetime(day.year, 1, 1, tzinfo=OFFICE_ZONE),
            author=issued_by.name,
            keywords=("khen thưởng",),
        ),
        draft=False,
    )
