"""The words that decisions, submissions and lists of awards share."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

from awards.selectors.award_papers import LineFacts
from campaign.sections.wording import listed
from office_culture.papers.blocks import CellKind, Column, Table
from office_culture.text.dates import numeric
from office_culture.text.numbers import counted, whole

POSTHUMOUS = " (truy tặng)"
ACHIEVEMENTS = "Thành tích"

C = TypeVar("C")


def of_whom(lines: Sequence[LineFacts]) -> str:
    """ "02 tập thể và 05 cá nhân"; a kind of which there is none stays unsaid."""
    people = sum(1 for line in lines if line.is_person)
    kinds = ((len(lines) - people, "tập thể"), (people, "cá nhân"))
    return listed([f"{counted(number)} {word}" for number, word in kinds if number])


def by_award(lines: Sequence[LineFacts]) -> list[tuple[str, list[LineFacts]]]:
    """The lines of each award, in the order of their first line."""
    groups: dict[int, list[LineFacts]] = defaultdict(list)
    for line in lines:
        groups[line.award_key].append(line)
    return [(group[0].award, group) for group in groups.values()]


def giving(award: str, group: Sequence[LineFacts]) -> str:
    """ "Tặng Giấy khen của Chánh Văn phòng cho 05 cá nhân", and for a title "Công nhận danh hiệu …"."""
    verb = f"danh hiệu “{award}”" if group[0].is_title else award
    return f"{verb} cho {of_whom(group)}"


def is_whole_years(start: datetime.date, end: datetime.date) -> bool:
    return (start.day, start.month, end.day, end.month) == (1, 1, 31, 12)


def period_of(line: LineFacts) -> str:
    """The achievement period: a whole year by its number, anything else by its days."""
    start, end = line.period
    if is_whole_years(start, end):
        return f"{start.year}" if start.year == end.year else f"{start.year} - {end.year}"
    return f"{numeric(start)} - {numeric(end)}"


def _period_column(lines: Sequence[LineFacts]) -> Column:
    """Years are narrow; days take two lines."""
    if all(period_of(line).isdecimal() for line in lines):
        return Column("Năm", CellKind.DATE, 0.7)
    return Column("Thời gian lập thành tích", width=1.0)


def _table(columns: list[Column], rows: list[list[str]], total: Sequence[str] = ()) -> Table:
    """The table without the achievements where no row tells any: titles often come without words."""
    place = next(at for at, column in enumerate(columns) if column.head == ACHIEVEMENTS)
    if not any(row[place] for row in rows):
        columns, rows, total = (
            _without(place, columns),
            [_without(place, row) for row in rows],
            _without(place, total),
        )
    return Table.of(columns, rows, total=total)


def _without(place: int, cells: Sequence[C]) -> list[C]:
    return [*cells[:place], *cells[place + 1 :]]


def name_of(line: LineFacts) -> str:
    return f"{line.name}{POSTHUMOUS}" if line.posthumous else line.name


def where_of(line: LineFacts) -> str:
    """Post and unit of a person; of a collective the unit that it belongs to stands in its name."""
    if not line.is_person:
        return ""
    return ", ".join(filter(None, (line.post, line.unit_name)))


def money_of(line: LineFacts) -> str:
    """The amount; a title beside a higher one of the same period has none of its own."""
    if line.absorbed:
        return "theo danh hiệu cao hơn"
    return whole(line.due) if line.due is not None else "chưa xác định"


def list_with_prizes(lines: Sequence[LineFacts]) -> Table:
    """The list that goes with a decision."""
    known = [line.due for line in lines if line.due is not None]
    return _table(
        [
            Column("STT", CellKind.ORDINAL, 0.35),
            Column("Tập thể, cá nhân", width=1.7),
            Column("Chức vụ, đơn vị", width=1.8),
            Column("Danh hiệu, hình thức", width=1.6),
            Column(ACHIEVEMENTS, width=2.4),
            _period_column(lines),
            Column("Tiền thưởng (đồng)", CellKind.NUMBER, 0.95),
            Column("Số sổ vàng", CellKind.DATE, 0.7),
        ],
        [
            [
                str(place),
                name_of(line),
                where_of(line),
                line.award,
                line.summary,
                period_of(line),
                money_of(line),
                line.book_number,
            ]
            for place, line in enumerate(lines, start=1)
        ],
        total=["", "Tổng cộng", of_whom(lines), "", "", "", whole(sum(known)), ""]
        if lines and len(known) == len(lines)
        else (),
    )


def list_with_ballots(lines: Sequence[LineFacts]) -> Table:
    """The list of the proposed that goes with a submission."""
    return _table(
        [
            Column("STT", CellKind.ORDINAL, 0.35),
            Column("Tập thể, cá nhân", width=1.7),
            Column("Chức vụ, đơn vị", width=1.9),
            Column("Đề nghị tặng", width=1.6),
            Column(ACHIEVEMENTS, width=2.8),
            _period_column(lines),
            Column("Phiếu đồng ý", CellKind.DATE, 0.7),
        ],
        [
            [
                str(place),
                name_of(line),
                where_of(line),
                line.award,
                line.summary,
                period_of(line),
                f"{line.ballots[0]}/{line.ballots[1]}" if line.ballots else "–",
            ]
            for place, line in enumerate(lines, start=1)
        ],
    )
