"""The papers of inspections: minutes for each unit (sample 1.9), and the result table of a round."""

import datetime

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
from office_culture.sections.inspection_rounds import round_blocks, round_results
from office_culture.sections.minutes import minutes_blocks
from office_culture.selectors.minutes import Attendant, InspectionRoundFacts, Issuer, MinutesFacts
from office_culture.text.citations import Citations
from office_culture.text.dates import OFFICE_ZONE


def minutes(facts: MinutesFacts) -> Paper:
    """The minutes of one unit. Until the inspection is closed they are a draft."""
    subject = f"{_in_year(facts.round_name, facts.round_end.year)} tại {facts.unit}"
    return Paper(
        letterhead=_letterhead(facts.issuer),
        number=NumberLine(f"BB-{facts.issuer.code}") if facts.issuer.code else None,
        title=TitleBlock("Biên bản", subject),
        blocks=tuple(minutes_blocks(facts, Citations())),
        signatures=(
            Signature("Đại diện đơn vị được kiểm tra", _name(facts.representative)),
            _of_the_team(facts.member("head")),
        ),
        recipients=Recipients(names=(facts.unit, "Thành viên Tổ kiểm tra"), filing="Hồ sơ đợt kiểm tra"),
        metadata=_metadata(f"Biên bản: {subject}", facts.issuer, facts.visited_on or facts.round_end),
        draft=not facts.closed,
    )


def result_table(facts: InspectionRoundFacts) -> Paper:
    """The results of a round: a few lines, and all units by group on a landscape appendix."""
    subject = f"Kết quả {facts.name[:1].lower()}{_in_year(facts.name, facts.year)[1:]}"
    return Paper(
        letterhead=_letterhead(facts.issuer),
        number=NumberLine(f"BC-{facts.issuer.code}") if facts.issuer.code else None,
        place_date=PlaceDate(facts.issuer.place, year=facts.end.year),
        title=TitleBlock("Báo cáo", subject),
        blocks=tuple(round_blocks(facts, Citations())),
        signatures=(_of_the_team(facts.head),),
        recipients=Recipients(names=(f"Lãnh đạo {facts.issuer.name}",), filing="Hồ sơ đợt kiểm tra"),
        appendices=(
            Appendix(
                title="Tổng hợp kết quả theo đơn vị và nhóm nội dung",
                blocks=tuple(round_results(facts)),
                reference=f"Kèm theo Báo cáo {subject[:1].lower()}{subject[1:]}",
                landscape=True,
            ),
        ),
        metadata=_metadata(f"Báo cáo: {subject}", facts.issuer, facts.end),
        draft=not facts.finished,
    )


def _in_year(name: str, year: int) -> str:
    """The name of a round with its year, which many names carry already."""
    return name if str(year) in name else f"{name} năm {year}"


def _letterhead(issuer: Issuer) -> Letterhead:
    return Letterhead(issuer.letterhead, (issuer.superior,) if issuer.superior else ())


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
