"""The papers of inspections: minutes for each unit (sample 1.9), and the result table of a round."""

import datetime

from office_culture.papers.paper import (
    Appendix,
    Authority,
    AuthorityCode,
    Metadata,
    NumberLine,
    Paper,
    PlaceDate,
    Recipients,
    Signature,
    TitleBlock,
)
from office_culture.sections.attachments import attached
from office_culture.sections.inspection_rounds import round_blocks, round_results
from office_culture.sections.letterheads import letterhead
from office_culture.sections.minutes import minutes_blocks
from office_culture.sections.papers_of_rounds import in_year
from office_culture.selectors.issuers import Issuer
from office_culture.selectors.minutes import Attendant, InspectionRoundFacts, MinutesFacts
from office_culture.text.citations import Citations
from office_culture.text.dates import OFFICE_ZONE

MINUTES_CODE = "BB"
REPORT_CODE = "BC"


def minutes(facts: MinutesFacts, *, draft: bool = True) -> Paper:
    """The minutes of one unit; a draft until they are issued."""
    round_title = in_year(facts.round_name, facts.round_year)
    subject = f"{round_title[:1].upper()}{round_title[1:]} tại {facts.unit}"
    return Paper(
        letterhead=letterhead(facts.issuer),
        number=NumberLine(f"{MINUTES_CODE}-{facts.issuer.code}") if facts.issuer.code else None,
        title=TitleBlock("Biên bản", subject),
        blocks=tuple(minutes_blocks(facts, Citations())),
        signatures=(
            Signature("Đại diện đơn vị được kiểm tra", _name(facts.representative)),
            _of_the_team(facts.member("head")),
        ),
        recipients=Recipients(names=(facts.unit, "Thành viên Tổ kiểm tra"), filing="VT, Hồ sơ đợt kiểm tra"),
        metadata=_metadata(
            f"Biên bản: {subject}",
            facts.issuer,
            facts.visited_on or facts.round_end or datetime.date(facts.round_year, 12, 31),
        ),
        draft=draft,
    )


def result_table(facts: InspectionRoundFacts, *, draft: bool = True) -> Paper:
    """The results of a round: a few lines, and all units by group on a landscape appendix; a draft until issued."""
    symbol = f"{REPORT_CODE}-{facts.issuer.code}"
    subject = f"Kết quả {in_year(facts.name, facts.year)}"
    return Paper(
        letterhead=letterhead(facts.issuer),
        number=NumberLine(symbol) if facts.issuer.code else None,
        place_date=PlaceDate(facts.issuer.place, year=facts.last_day.year),
        title=TitleBlock("Báo cáo", subject),
        addressees=(f"Lãnh đạo {facts.issuer.name}",),
        blocks=tuple(round_blocks(facts, Citations())),
        signatures=(_of_the_team(facts.head),),
        recipients=Recipients(names=(), filing="VT, Hồ sơ đợt kiểm tra", as_above=True),
        appendices=(
            Appendix(
                title="Tổng hợp kết quả theo đơn vị và nhóm nội dung",
                blocks=tuple(round_results(facts)),
                reference=attached("Báo cáo", symbol, facts.issuer.name),
                landscape=True,
            ),
        ),
        metadata=_metadata(f"Báo cáo: {subject}", facts.issuer, facts.last_day),
        draft=draft,
    )


def _of_the_team(head: Attendant | None) -> Signature:
    authority = Authority(AuthorityCode.COLLECTIVE, "Tổ kiểm tra")
    return Signature("Tổ trưởng", _name(head), (authority,))


def _name(person: Attendant | None) -> str | None:
    return person.name if person else None


def _metadata(title: str, issuer: Issuer, day: datetime.date) -> Metadata:
    created = datetime.datetime.combine(day, datetime.time(), OFFICE_ZONE)
    return Metadata(
        title=title, created=created, author=issuer.name, keywords=("kiểm tra", "văn hóa công sở")
    )
