"""The words of decisions on awards, submissions and revocations."""

import datetime

from awards.sections.award_lists import by_award, giving, is_whole_years, of_whom
from awards.selectors.award_papers import (
    DecisionFacts,
    LineFacts,
    RevocationFacts,
    RevokedFacts,
    SubmissionFacts,
)
from campaign.sections.wording import sentence
from office_culture.papers.blocks import (
    Article,
    Block,
    BulletList,
    CellKind,
    Column,
    Gap,
    Paragraph,
    Table,
    Text,
    text,
)
from office_culture.text.citations import full, short
from office_culture.text.dates import in_words, numeric
from office_culture.text.numbers import counted, money, whole

_TITLES = {"male": "ông", "female": "bà"}
NOBODY = "chưa có tập thể, cá nhân nào trong danh sách."


def decision_blocks(facts: DecisionFacts) -> tuple[Block, ...]:
    """The articles of a decision on awards."""
    if not facts.lines:
        return (Gap("Điều 1", NOBODY),)
    return (
        *_given(facts.lines),
        *_prizes(facts),
        Article(
            3,
            text(
                f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.agency.name} và các "
                "tập thể, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
            ),
        ),
    )


def _given(lines: tuple[LineFacts, ...]) -> tuple[Block, ...]:
    """One award in a sentence, several as a list; titles are recognised, forms are given."""
    groups = by_award(lines)
    if len(groups) == 1:
        award, group = groups[0]
        return (Article(1, text(f"Tặng {giving(award, group)} {_merits(lines)} (có danh sách kèm theo).")),)
    return (
        Article(1, text(f"Khen thưởng {of_whom(lines)} {_merits(lines)} (có danh sách kèm theo), gồm:")),
        BulletList.of(
            *(
                f"Tặng {giving(award, group)}{'.' if place == len(groups) else ';'}"
                for place, (award, group) in enumerate(groups, start=1)
            )
        ),
    )


def _merits(lines: tuple[LineFacts, ...]) -> str:
    """ "đã có thành tích trong năm 2021"; the lines may be of several periods."""
    periods = {line.period for line in lines}
    if len(periods) > 1:
        return f"đã có thành tích được ghi nhận đến năm {max(end.year for _start, end in periods)}"
    start, end = periods.pop()
    if is_whole_years(start, end):
        years = f"năm {end.year}" if start.year == end.year else f"giai đoạn {start.year} - {end.year}"
        return f"đã có thành tích trong {years}"
    return f"đã có thành tích từ ngày {numeric(start)} đến ngày {numeric(end)}"


def _prizes(facts: DecisionFacts) -> tuple[Block, ...]:
    """The second article; what nobody can compute yet is a gap, never a zero."""
    unknown = [line for line in facts.lines if line.due is None]
    if unknown:
        why = " ".join(dict.fromkeys(line.missing for line in unknown if line.missing))
        names = ", ".join(line.name for line in unknown)
        return (Gap("Điều 2", f"chưa xác định mức tiền thưởng của: {names}. {why}".strip()),)
    total = sum(line.due or 0 for line in facts.lines)
    if not total:
        return (Article(2, text("Quyết định này không kèm theo tiền thưởng.")),)
    return (
        Article(
            2,
            text(
                f"Tập thể, cá nhân có tên tại Điều 1 được nhận tiền thưởng theo quy định, tổng số tiền: "
                f"{money(total)}, trích từ Quỹ thi đua, khen thưởng của {facts.agency.name}."
            ),
        ),
    )


def session_bases(sessions: tuple[tuple[str, datetime.date], ...]) -> tuple[Text, ...]:
    """The minutes of the council as the paper names them among its bases."""
    return tuple(
        text(f"Căn cứ Biên bản {name[:1].lower()}{name[1:]} {in_words(day)}") for name, day in sessions
    )


def submission_blocks(facts: SubmissionFacts) -> tuple[Block, ...]:
    """What the office puts up, on what it rests, and what it asks for."""
    if not facts.lines:
        return (Gap("Nội dung đề nghị", NOBODY),)
    groups = by_award(facts.lines)
    return (
        *(Paragraph.of(f"{base};") for base in facts.bases),
        *(
            Paragraph.of(f"Căn cứ kết quả {name[:1].lower()}{name[1:]} {in_words(day)},")
            for name, day in facts.sessions
        ),
        *(Paragraph.of(sentence(line)) for line in facts.paragraphs),
        Paragraph.of(
            f"{facts.agency.name} kính trình xem xét, quyết định khen thưởng đối với {of_whom(facts.lines)} "
            f"{_merits(facts.lines)} (có danh sách kèm theo), gồm:"
        ),
        BulletList.of(
            *(
                f"Tặng {giving(award, group)}{'.' if place == len(groups) else ';'}"
                for place, (award, group) in enumerate(groups, start=1)
            )
        ),
        Paragraph.of(
            f"{facts.agency.name} chịu trách nhiệm về tính chính xác của thành tích và hồ sơ đề nghị khen thưởng."
        ),
        Paragraph.of("Kính trình xem xét, quyết định"),
    )


def revocation_blocks(facts: RevocationFacts) -> tuple[Block, ...]:
    """The articles of a decision that takes awards back."""
    if not facts.lines:
        return (Gap("Điều 1", "chưa chọn danh hiệu, hình thức khen thưởng nào để hủy bỏ."),)
    return (*_taken_back(facts), *_returns(facts), _in_force(facts))


def _taken_back(facts: RevocationFacts) -> tuple[Block, ...]:
    reason = sentence(f"Lý do: {facts.reason}")
    if len(facts.lines) == 1:
        return (Article(1, text(f"Hủy bỏ {_which(facts.lines[0])}. {reason}")),)
    return (
        Article(1, text(f"Hủy bỏ {counted(len(facts.lines))} danh hiệu, hình thức khen thưởng sau đây:")),
        Table.of(
            [
                Column("STT", CellKind.ORDINAL, 0.35),
                Column("Tập thể, cá nhân", width=1.6),
                Column("Danh hiệu, hình thức", width=1.6),
                Column("Quyết định khen thưởng", width=1.8),
                Column("Tiền thưởng (đồng)", CellKind.NUMBER, 0.9),
            ],
            [
                [
                    str(place),
                    ", ".join(filter(None, (row.name, row.post, row.unit_name if row.is_person else ""))),
                    row.award,
                    short(row.decision) if row.decision else "–",
                    whole(row.money) if row.money is not None else "–",
                ]
                for place, row in enumerate(facts.lines, start=1)
            ],
        ),
        Paragraph.of(reason),
    )


def _which(row: RevokedFacts) -> str:
    award = f"danh hiệu “{row.award}”" if row.is_title else row.award
    whom = f"{_TITLES.get(row.gender, 'ông (bà)')} {row.name}" if row.is_person else row.name
    post = ", ".join(filter(None, (row.post, row.unit_name))) if row.is_person else ""
    told = f"{award} đã tặng cho {whom}{f' ({post})' if post else ''}"
    return f"{told} tại {full(row.decision)}" if row.decision else told


def _returns(facts: RevocationFacts) -> tuple[Block, ...]:
    """What comes back, and by when; a period that no rule sets is a gap."""
    if facts.return_days is None:
        return (Gap("Điều 2", "chưa có quy định về thời hạn nộp lại hiện vật và tiền thưởng."),)
    owed = sum(row.money or 0 for row in facts.lines)
    and_money = f" và số tiền thưởng đã nhận ({money(owed)})" if owed else ""
    return (
        Article(
            2,
            text(
                f"Tập thể, cá nhân có tên tại Điều 1 nộp lại hiện vật khen thưởng{and_money} về {facts.agency.name} "
                f"trong thời hạn {counted(facts.return_days)} ngày làm việc kể từ ngày Quyết định này có hiệu lực."
            ),
        ),
    )


def _in_force(facts: RevocationFacts) -> Block:
    return Article(
        3,
        text(
            f"Quyết định này có hiệu lực kể từ ngày ký. Các phòng, ban, đơn vị thuộc {facts.agency.name} và tập thể, "
            "cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này."
        ),
    )


def presentation_blocks(lines: tuple[LineFacts, ...]) -> tuple[Block, ...]:
    """What stands above the list of those who are called up."""
    if not lines:
        return (Gap("Danh sách trao tặng", NOBODY),)
    groups = by_award(lines)
    return (
        Paragraph.of(
            f"Trao tặng cho {of_whom(lines)}, theo thứ tự: mức cao trước, mức thấp sau; tập thể trước, cá nhân sau; "
            "danh hiệu thi đua trước, hình thức khen thưởng sau; khen thưởng trước, truy tặng sau (có danh sách kèm "
            "theo), gồm:"
        ),
        BulletList.of(
            *(
                f"{giving(award, group)[:1].upper()}{giving(award, group)[1:]}{'.' if place == len(groups) else ';'}"
                for place, (award, group) in enumerate(groups, start=1)
            )
        ),
    )
