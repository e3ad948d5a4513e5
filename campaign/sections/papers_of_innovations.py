"""The papers on innovations: form of proposal (sample 1.4), minutes (1.9), decision with its list (1.2).

Samples are those of Annex III of Decree 30/2020/NĐ-CP. No form of the proposal is prescribed at the grassroots level.
"""

import datetime

from campaign.sections.innovation_papers import proposal_blocks
from campaign.sections.review_papers import decision_blocks, decision_list, minutes_blocks, minutes_named
from campaign.selectors.innovation_papers import MemberRow, Office, ProposalFacts, SessionFacts
from office_culture.papers.blocks import Text, text
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

TO_SIGN = "(Ký, ghi rõ họ tên)"


def proposal_paper(facts: ProposalFacts) -> Paper:
    """The form on which the unit proposes; signed by its head and by the first author."""
    day = facts.submitted_on
    title = "Phiếu đề nghị công nhận sáng kiến"
    return Paper(
        letterhead=_letterhead(facts.office)
        if facts.issues_itself
        else _below(facts.office, facts.unit_name),
        place_date=PlaceDate(facts.office.place, day, year=facts.changed_on.year),
        title=TitleBlock("Phiếu đề nghị", "Công nhận sáng kiến"),
        addressees=(f"Hội đồng xét, công nhận sáng kiến {facts.office.agency}",),
        blocks=proposal_blocks(facts),
        signatures=(
            Signature(facts.head_post, facts.head_name, instruction=TO_SIGN),
            Signature(
                "Tác giả" if len(facts.authors) < 2 else "Đại diện nhóm tác giả",
                facts.authors[0].name if facts.authors else None,
                instruction=TO_SIGN,
            ),
        ),
        metadata=_metadata(f"{title}: {facts.title}", day or facts.changed_on, facts.office),
        draft=day is None,
    )


def minutes_paper(facts: SessionFacts) -> Paper:
    """The minutes of a session, signed by secretary and chair."""
    return Paper(
        letterhead=_letterhead(facts.office),
        number=NumberLine(f"BB-{facts.office.code}"),
        title=TitleBlock("Biên bản", facts.name),
        blocks=minutes_blocks(facts),
        signatures=(
            _council_signature("Thư ký", facts.member("secretary")),
            _council_signature("Chủ tọa", facts.member("chair")),
        ),
        recipients=Recipients(("Thành viên Hội đồng",), "VT"),
        metadata=_metadata(f"Biên bản: {facts.name}", facts.held_on, facts.office),
    )


def decision_paper(facts: SessionFacts) -> Paper:
    """The decision of recognition; its list is an appendix across the page. Unsigned it has no number."""
    subject = "Về việc công nhận sáng kiến"
    return Paper(
        letterhead=_letterhead(facts.office),
        number=NumberLine(facts.decision_notation, facts.decision_number),
        place_date=PlaceDate(facts.office.place, facts.decided_on, year=facts.held_on.year),
        title=TitleBlock("Quyết định", subject),
        decider=facts.decider,
        legal_bases=_bases(facts),
        enacting="Quyết định:",
        blocks=decision_blocks(facts),
        signatures=(_decider_signature(facts),),
        recipients=Recipients(("Như Điều 3", f"Lãnh đạo {facts.office.agency}"), "VT"),
        appendices=(
            Appendix(
                "Danh sách sáng kiến được công nhận",
                (decision_list(facts),),
                reference=_reference(facts),
                landscape=True,
            ),
        ),
        metadata=_metadata(f"Quyết định {subject}", facts.decided_on or facts.held_on, facts.office),
    )


def _bases(facts: SessionFacts) -> tuple[Text, ...]:
    return tuple(text(line) for line in (*facts.legal_bases, minutes_named(facts)))


def _reference(facts: SessionFacts) -> str:
    return attached(
        "Quyết định",
        facts.decision_notation,
        facts.decider,
        number=facts.decision_number,
        day=facts.decided_on,
    )


def _decider_signature(facts: SessionFacts) -> Signature:
    authorities: tuple[Authority, ...] = ()
    if facts.signature_form:
        authorities = (Authority(AuthorityCode(facts.signature_form), facts.signature_holder),)
    return Signature(facts.signer_post, facts.signer, authorities=authorities)


def _council_signature(post: str, member: MemberRow | None) -> Signature:
    return Signature(post, member.name if member else None)


def _letterhead(office: Office) -> Letterhead:
    return Letterhead(office.letterhead, (office.superior,) if office.superior else ())


def _below(office: Office, unit_name: str) -> Letterhead:
    """A unit without a letterhead of its own writes under the name of its office."""
    return Letterhead(unit_name, (office.agency,))


def _metadata(title: str, day: datetime.date, office: Office) -> Metadata:
    return Metadata(
        title=title,
        created=datetime.datetime.combine(day, datetime.time(), OFFICE_ZONE),
        author=office.agency,
        keywords=("sáng kiến",),
    )
