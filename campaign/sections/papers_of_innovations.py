"""The papers on innovations: form of proposal (sample 1.4), minutes (1.9), decision with its list (1.2).

Samples are those of Annex III of Decree 30/2020/NĐ-CP. No form of the proposal is prescribed at the grassroots level.
"""

import datetime

from campaign.sections.innovation_papers import proposal_blocks
from campaign.sections.review_papers import decision_blocks, decision_list, minutes_blocks, minutes_named
from campaign.selectors.innovation_papers import ProposalFacts, SessionFacts
from office_culture.papers.paper import (
    Appendix,
    Letterhead,
    Metadata,
    Paper,
    PlaceDate,
    Signature,
    TitleBlock,
)
from office_culture.sections import councils
from office_culture.sections.attachments import attached
from office_culture.sections.letterheads import letterhead
from office_culture.sections.office_papers import decision, symbol
from office_culture.selectors.issuers import Issuer
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.dates import OFFICE_ZONE

SUBJECT = "sáng kiến"
TO_SIGN = "(Ký, ghi rõ họ tên)"


def proposal_paper(facts: ProposalFacts) -> Paper:
    """The form on which the unit proposes; signed by its head and by the first author."""
    day = facts.submitted_on
    title = "Phiếu đề nghị công nhận sáng kiến"
    return Paper(
        letterhead=letterhead(facts.issuer) if facts.issues_itself else _below(facts.issuer, facts.unit_name),
        place_date=PlaceDate(facts.issuer.place, day, year=facts.changed_on.year),
        title=TitleBlock("Phiếu đề nghị", "Công nhận sáng kiến"),
        addressees=(f"Hội đồng xét, công nhận sáng kiến {facts.issuer.name}",),
        blocks=proposal_blocks(facts),
        signatures=(
            Signature(facts.head_post, facts.head_name, instruction=TO_SIGN),
            Signature(
                "Tác giả" if len(facts.authors) < 2 else "Đại diện nhóm tác giả",
                facts.authors[0].name if facts.authors else None,
                instruction=TO_SIGN,
            ),
        ),
        metadata=_metadata(f"{title}: {facts.title}", day or facts.changed_on, facts.issuer),
        draft=day is None,
    )


def minutes_paper(facts: SessionFacts, *, draft: bool = True) -> Paper:
    """The minutes of a session, signed by secretary and whoever presided; a draft until they are issued."""
    return councils.minutes_paper(facts.head, minutes_blocks(facts), subject=SUBJECT, draft=draft)


def decision_paper(frame: FrameFacts, facts: SessionFacts, *, draft: bool = True) -> Paper:
    """The decision of recognition (sample 1.2), with its list across the page."""
    passed = any(row.passes for row in facts.judged)
    return decision(
        frame,
        decision_blocks(facts),
        draft=draft,
        last_bases=(minutes_named(facts),),
        appendices=(
            Appendix(
                "Danh sách sáng kiến được công nhận",
                (decision_list(facts),),
                reference=attached("Quyết định", symbol("QĐ", frame), frame.issuer.name),
                landscape=True,
            ),
        )
        if passed
        else (),
    )


def _below(issuer: Issuer, unit_name: str) -> Letterhead:
    """The letterhead of a unit without one of its own: the name of its office above that of the unit."""
    return Letterhead(unit_name, (issuer.name,))


def _metadata(title: str, day: datetime.date, issuer: Issuer) -> Metadata:
    return Metadata(
        title=title,
        created=datetime.datetime.combine(day, datetime.time(), OFFICE_ZONE),
        author=issuer.name,
        keywords=(SUBJECT,),
    )
