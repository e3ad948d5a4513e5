"""Papers about a round of inspections: its team is set up, its outcome is announced, its units are reminded."""

from collections.abc import Iterable

from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Heading,
    Paragraph,
    Table,
    text,
)
from office_culture.papers.paper import Appendix, Paper
from office_culture.rules.figures import NOT_KNOWN
from office_culture.sections.attachments import attached
from office_culture.sections.inspection_rounds import round_results, rows_of_findings, set_up_team
from office_culture.sections.office_papers import decision, letter, named_paper, sentences, symbol
from office_culture.selectors.minutes import Attendant, InspectionRoundFacts, LateFinding
from office_culture.selectors.office_papers import FrameFacts
from office_culture.text.citations import full
from office_culture.text.dates import in_words, numeric
from office_culture.text.names import addressed_alike
from office_culture.text.numbers import counted, whole
from office_culture.text.sentences import capital
from office_culture.text.typography import unbroken

ROLES = {"head": "Tổ trưởng", "member": "Thành viên", "secretary": "Thư ký"}
# A longer list of units is counted instead of named.
MOST_NAMED = 8


def in_year(name: str, year: int) -> str:
    """The name of a round with its year, which many names carry already, as it goes on in a sentence."""
    named = name if str(year) in name else f"{name} năm {year}"
    return f"{named[:1].lower()}{named[1:]}"


def team_of(name: str, year: int) -> str:
    """The team of a round: "Tổ kiểm tra văn hóa công sở năm 2022"."""
    return f"Tổ kiểm tra {in_year(name, year).removeprefix('kiểm tra ')}"


def team_decision(
    facts: FrameFacts,
    round_facts: InspectionRoundFacts,
    team: tuple[Attendant, ...],
    bases: tuple[str, ...],
    *,
    draft: bool,
) -> Paper:
    """Who is in the team, what it does and until when."""
    return decision(facts, _team_articles(facts, round_facts, team), draft=draft, bases=bases)


def _days(round_facts: InspectionRoundFacts) -> str:
    """ "từ ngày … đến ngày …", or the year where the days are not known."""
    if round_facts.start and round_facts.end:
        return f"từ {in_words(round_facts.start)} đến {in_words(round_facts.end)}"
    return f"trong năm {round_facts.year}"


def _team_articles(
    facts: FrameFacts, round_facts: InspectionRoundFacts, team: tuple[Attendant, ...]
) -> tuple[Block, ...]:
    if not any(member.role == "head" for member in team):
        return (Gap("Điều 1", "chưa ghi Tổ trưởng và thành viên của Tổ kiểm tra."),)
    units = tuple(line.unit for line in round_facts.units)
    if not units:
        return (Gap("Điều 2", "chưa ghi đơn vị được kiểm tra."),)
    named = f": {'; '.join(units)}" if len(units) <= MOST_NAMED else ""
    last = len(team)
    typed = sentences(facts.paragraphs)
    dissolved = "Tổ kiểm tra giải thể sau khi hoàn thành nhiệm vụ."
    return (
        Article(
            1,
            text(
                f"Thành lập {team_of(round_facts.name, round_facts.year)} "
                f"gồm {counted(last)} thành viên có tên sau đây:"
            ),
        ),
        BulletList.of(
            *(
                f"{named}{'.' if place == last else ';'}"
                for place, named in enumerate(_with_roles(team), start=1)
            )
        ),
        Article(
            2,
            text(
                f"Tổ kiểm tra có nhiệm vụ kiểm tra {counted(len(units))} phòng, ban, đơn vị{named}; lập biên bản kiểm "
                f"tra đối với từng đơn vị và báo cáo kết quả với Lãnh đạo {facts.issuer.name}. Thời gian kiểm tra "
                f"{_days(round_facts)}.{'' if typed else f' {dissolved}'}"
            ),
        ),
        # What is typed belongs to the work of the team, which ends last.
        *((*typed, Paragraph.of(dissolved)) if typed else ()),
        Article(
            3,
            text(
                f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.issuer.name} và những "
                "người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def _with_roles(team: tuple[Attendant, ...]) -> list[str]:
    """ "Ông Lê Văn A, Chánh Văn phòng: Tổ trưởng"; all with a form of address or all without."""
    names = addressed_alike((member.name, member.gender) for member in team)
    return [
        ", ".join(filter(None, (name, member.post))) + f": {unbroken(ROLES[member.role])}"
        for name, member in zip(names, team, strict=True)
    ]


def conclusion_notice(facts: FrameFacts, round_facts: InspectionRoundFacts, *, draft: bool) -> Paper:
    """What the round found and what is asked of the units, with the results of all units as an appendix."""
    reference = attached("Thông báo", symbol("TB", facts), facts.issuer.name)
    return named_paper(
        "TB",
        "Thông báo",
        facts,
        _conclusion(facts, round_facts),
        draft=draft,
        recipients=(
            f"Lãnh đạo {facts.issuer.name}",
            *units_named(line.unit for line in round_facts.units),
        ),
        appendices=(
            Appendix(
                title="Tổng hợp kết quả theo đơn vị và nhóm nội dung",
                blocks=tuple(round_results(round_facts)),
                reference=reference,
                landscape=True,
            ),
        ),
    )


def _conclusion(facts: FrameFacts, round_facts: InspectionRoundFacts) -> tuple[Block, ...]:
    closed = round_facts.closed
    if not closed or round_facts.visited is None:
        return (Gap("1. Kết quả kiểm tra", "chưa có đơn vị nào kiểm tra xong."),)
    bands = ", ".join(f"{counted(many)} đơn vị xếp loại {band}" for band, many in round_facts.bands)
    rows = rows_of_findings(round_facts)
    return (
        Paragraph.of(_opening(round_facts)),
        Paragraph.of(f"{facts.issuer.name} thông báo kết luận như sau:"),
        Heading(2, "1", "Kết quả kiểm tra"),
        Paragraph.of(
            (f"Qua kiểm tra có {bands}. " if bands else "")
            + "Kết quả của từng đơn vị theo nhóm nội dung được tổng hợp tại Phụ lục."
        ),
        Heading(2, "2", "Tồn tại"),
        *_findings(rows),
        Heading(2, "3", "Yêu cầu"),
        *_requests(facts, units=len({row[1] for row in rows})),
    )


def _findings(rows: list[list[str]]) -> tuple[Block, ...]:
    if not rows:
        return (Paragraph.of("Không có tồn tại được ấn định thời hạn khắc phục."),)
    columns = [
        Column("STT", CellKind.ORDINAL, 0.4),
        Column("Đơn vị", width=1.4),
        Column("Tồn tại", width=2),
        Column("Yêu cầu khắc phục", width=2),
        Column("Thời hạn", CellKind.DATE, 0.9),
    ]
    return (Paragraph.of(f"Qua kiểm tra còn {counted(len(rows))} tồn tại:"), Table.of(columns, rows))


def _requests(facts: FrameFacts, *, units: int) -> tuple[Block, ...]:
    asked = sentences(facts.paragraphs)
    if units:
        by_when = f" trước {in_words(facts.answer_by)}" if facts.answer_by else ""
        asked = (
            Paragraph.of(
                f"{'Đơn vị' if units == 1 else 'Các đơn vị'} có tồn tại nêu tại mục 2 tổ chức khắc phục xong trong "
                "thời hạn đã nêu, báo cáo kết quả "
                f"bằng văn bản về {facts.issuer.name}{by_when}."
            ),
            *asked,
        )
    return (
        *asked,
        Paragraph.of(f"{facts.issuer.name} thông báo để các đơn vị biết, thực hiện."),
    )


def _opening(round_facts: InspectionRoundFacts) -> str:
    """On what plan and by which team, on which days, how many units were inspected."""
    assert round_facts.visited is not None  # noqa: S101 - asked for by the caller
    first, last = round_facts.visited
    days = in_words(first) if first == last else f"từ {in_words(first)} đến {in_words(last)}"
    ground = f"Thực hiện {full(round_facts.plan)}, " if round_facts.plan else ""
    visited = f"đã kiểm tra {counted(len(round_facts.closed))}/{counted(len(round_facts.units))} đơn vị"
    return capital(f"{ground}{days}, {set_up_team(round_facts)} {visited}.")


def units_named(units: Iterable[str]) -> tuple[str, ...]:
    """The units among the recipients; many of them are all departments and units of the office."""
    named = tuple(dict.fromkeys(units))
    return named if len(named) <= MOST_NAMED else ("Các phòng, ban, đơn vị trực thuộc",)


def findings_letter(
    facts: FrameFacts, round_facts: InspectionRoundFacts, late: tuple[LateFinding, ...], *, draft: bool
) -> Paper:
    """Reminds the units of what they were to mend and did not."""
    units = tuple(dict.fromkeys(row.unit for row in late))
    return letter(
        facts,
        _late(facts, round_facts, late),
        draft=draft,
        addressees=facts.addressees or units or ("…",),
    )


def _late(
    facts: FrameFacts, round_facts: InspectionRoundFacts, late: tuple[LateFinding, ...]
) -> tuple[Block, ...]:
    if not late:
        return (Gap("Nội dung", "không còn tồn tại nào quá hạn khắc phục."),)
    return (
        Paragraph.of(
            f"Qua theo dõi việc khắc phục tồn tại sau {in_year(round_facts.name, round_facts.year)}, "
            f"đến {in_words(facts.day)} còn {counted(len(late))} tồn tại đã quá thời hạn khắc phục, cụ thể như sau:"
        ),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.4),
                Column("Đơn vị", width=1.3),
                Column("Tồn tại", width=2),
                Column("Yêu cầu khắc phục", width=1.9),
                Column("Thời hạn", CellKind.DATE, 0.9),
                Column("Số ngày quá hạn", CellKind.NUMBER, 0.7),
            ],
            [
                [
                    str(place),
                    row.unit,
                    row.content.rstrip(" ."),
                    row.remedy.rstrip(" .") or NOT_KNOWN,
                    numeric(row.due_on),
                    whole(row.days_late),
                ]
                for place, row in enumerate(late, start=1)
            ],
        ),
        *sentences(facts.paragraphs),
        *asked_to_report(facts, "khắc phục dứt điểm các tồn tại nêu trên", len({row.unit for row in late})),
    )


def asked_to_report(facts: FrameFacts, what: str, units: int) -> tuple[Block, ...]:
    """What a reminder asks of its addressees, and by when they report back."""
    if facts.answer_by is None:
        return (Gap("Thời hạn báo cáo", "chưa ghi ngày các đơn vị phải báo cáo kết quả."),)
    the_units = "đơn vị" if units == 1 else "các đơn vị"
    return (
        Paragraph.of(
            f"{facts.issuer.name} đề nghị thủ trưởng {the_units} khẩn trương chỉ đạo {what}; báo cáo kết quả, nêu rõ "
            f"nguyên nhân chậm, về {facts.issuer.name} trước {in_words(facts.answer_by)}."
        ),
        Paragraph.of(f"{facts.issuer.name} thông báo để {the_units} biết, thực hiện."),
    )
