"""The minutes of a council's session (sample 1.9 of Annex III, Decree 30/2020/NĐ-CP)."""

import datetime

from awards.sections.council_papers import minutes_blocks
from awards.selectors.council_papers import CouncilMinutesFacts
from office_culture.papers.paper import (
    Letterhead,
    Metadata,
    NumberLine,
    Paper,
    Recipients,
    Signature,
    TitleBlock,
)
from office_culture.text.dates import OFFICE_ZONE


def minutes_paper(facts: CouncilMinutesFacts) -> Paper:
    """Signed by the secretary and whoever presided. A draft until the session is concluded."""
    office = facts.office
    return Paper(
        letterhead=Letterhead(office.letterhead, (office.superior,) if office.superior else ()),
        number=NumberLine(f"BB-{office.code}") if office.code else None,
        title=TitleBlock("Biên bản", facts.name),
        blocks=minutes_blocks(facts),
        signatures=(
            Signature("Thư ký", facts.secretary.name if facts.secretary else None),
            Signature("Chủ tọa", facts.presiding.name if facts.presiding else None),
        ),
        recipients=Recipients(("Thành viên Hội đồng",), "VT"),
        metadata=Metadata(
            title=f"Biên bản: {facts.name}",
            created=datetime.datetime.combine(facts.held_on, datetime.time(), OFFICE_ZONE),
            author=office.agency,
            keywords=("khen thưởng",),
        ),
        draft=not facts.concluded,
    )
