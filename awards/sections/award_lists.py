"""The words that decisions, submissions and lists of awards share."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from awards.rules.names import name_on_paper
from awards.sections.recipients import COLLECTIVE, INDIVIDUAL, times
from awards.selectors.award_papers import LineFacts, RevokedFacts
from campaign.sections.wording import listed
from office_culture.papers.blocks import CellKind, Column, Table, plain
from office_culture.rules.figures import NOT_KNOWN
from office_culture.sections.shown import YEAR
from office_culture.text.dates import numeric
from office_culture.text.names import post_in_unit
from office_culture.text.numbers import counted, whole

ACHIEVEMENTS = "Thành tích"
WHERE = "Chức vụ, đơn vị"
BALLOTS = "Phiếu đồng ý"
BOOK = "Số sổ vàng"
PERIOD = "Thời gian lập thành tích"
# Columns that are left out where no row has anything in them.
_IF_ANY = (WHERE, ACHIEVEMENTS, PERIOD, BALLOTS, BOOK)
PRIZE = "Tiền thưởng (đồng)"
TITLES = "tặng danh hiệu thi đua"

C = TypeVar("C")


def of_whom(lines: Sequence[LineFacts]) -> str:
    """ "02 tập thể và 05 cá nhân", "36 lượt cá nhân (13 người)"; a kind without lines is left out."""
    parts = []
    for word, of_people in ((COLLECTIVE, False), (INDIVIDUAL, True)):
        recipients = [line.recipient for line in lines if line.is_person == of_people]
        once = len(set(recipients))
        differs = counted(once) if once != len(recipients) else None
        if recipients:
            parts.append(plain(times(word, counted(len(recipients)), differs)))
    return listed(parts)


def kinds_of(lines: Sequence[LineFacts | RevokedFacts]) -> str:
    """ "tập thể, cá nhân", or the one kind that the list has."""
    kinds = {line.is_person for line in lines}
    return ", ".join(
        word for is_person, word in ((False, "tập thể"), (True, "cá nhân")) if is_person in kinds
    )


def what_is_given(are_titles: Iterable[bool]) -> str:
    """ "tặng danh hiệu thi đua", "khen thưởng" or both: whoever gives a title does not commend."""
    kinds = set(are_titles)
    if kinds == {True}:
        return TITLES
    return "khen thưởng" if kinds == {False} else f"{TITLES}, khen thưởng"


def by_award(lines: Sequence[LineFacts]) -> list[tuple[str, list[LineFacts]]]:
    """The lines of each award, in the order of their first line."""
    groups: dict[int, list[LineFacts]] = defaultdict(list)
    for line in lines:
        groups[line.award_key].append(line)
    return [(group[0].award, group) for group in groups.values()]


def giving(award: str, group: Sequence[LineFacts]) -> str:
    """ "Giấy khen của Chánh Văn phòng cho 05 cá nhân", behind `verb_of`; "… , truy tặng cho 01 cá nhân" besides."""
    what = f"danh hiệu “{award}”" if group[0].is_title else award
    living = [line for line in group if not line.posthumous]
    dead = [line for line in group if line.posthumous]
    besides = f", truy tặng cho {of_whom(dead)}" if living and dead else ""
    return f"{what} cho {of_whom(living or dead)}{besides}"


def verb_of(group: Sequence[LineFacts]) -> str:
    """ "Truy tặng" where all awards of the group are posthumous, otherwise "Tặng"."""
    return "Truy tặng" if all(line.posthumous for line in group) else "Tặng"


def is_whole_years(start: datetime.date, end: datetime.date) -> bool:
    return (start.day, start.month, end.day, end.month) == (1, 1, 31, 12)


def period_of(line: LineFacts) -> str:
    """The achievement period: whole years by their numbers, anything else by its first and last day."""
    if line.period is None:
        return NOT_KNOWN
    start, end = line.period
    if is_whole_years(start, end):
        return f"{start.year}" if start.year == end.year else f"{start.year} - {end.year}"
    return f"{numeric(start)} - {numeric(end)}"


def _period_column(lines: Sequence[LineFacts]) -> Column:
    """The column of the period: narrow where every period is a single year, wider for several years and for days."""
    if all(period_of(line).isdecimal() for line in lines):
        return Column(YEAR, CellKind.DATE, 0.7)
    return Column(PERIOD, width=1.0)


def _table(columns: list[Column], rows: list[list[str]], total: Sequence[str] = ()) -> Table:
    """The table without the columns in which no row has anything: titles have no words, collectives no post.

    A period that is known of no row is not printed either; known of some, it is said of the others that it is not.
    """
    for head in _IF_ANY:
        place = next((at for at, column in enumerate(columns) if column.head == head), None)
        empty = ("", "–", NOT_KNOWN)
        if place is not None and all(row[place] in empty for row in rows) and not _has_total(total, place):
            columns, rows, total = (
                _without(place, columns),
                [_without(place, row) for row in rows],
                _without(place, total),
            )
    return Table.of(columns, rows, total=total)


def _has_total(total: Sequence[str], place: int) -> bool:
    return bool(total) and bool(total[place])


def _without(place: int, cells: Sequence[C]) -> list[C]:
    return [*cells[:place], *cells[place + 1 :]]


def name_of(line: LineFacts) -> str:
    return name_on_paper(line.name, line.posthumous)


def where_of(line: LineFacts) -> str:
    """Post and unit of a person; "" for a collective, whose name says to which unit it belongs."""
    if not line.is_person:
        return ""
    return post_in_unit(line.post, line.unit_name)


def money_of(line: LineFacts) -> str:
    """The prize in đồng, or in words that a higher title of the period has it, or that it is unknown."""
    if line.absorbed:
        return "Theo danh hiệu cao hơn"
    return whole(line.due) if line.due is not None else "Chưa xác định"


def list_with_prizes(lines: Sequence[LineFacts]) -> Table:
    """The list that goes with a decision; without prizes where a decision states only what they are together."""
    known = [line.due for line in lines if line.due is not None]
    table = _with_prizes(lines, known)
    if not any(line.in_total for line in lines):
        return _table(*table)
    place = next(at for at, column in enumerate(table[0]) if column.head == PRIZE)
    columns, rows, _total = table
    return _table(_without(place, columns), [_without(place, row) for row in rows])


def _with_prizes(
    lines: Sequence[LineFacts], known: Sequence[int]
) -> tuple[list[Column], list[list[str]], list[str]]:
    """Columns, rows and total of the list with the prize of each line."""
    return (
        [
            Column("STT", CellKind.ORDINAL, 0.35),
            Column(kinds_of(lines).capitalize() or "Tập thể, cá nhân", width=1.7),
            Column(WHERE, width=1.8),
            Column("Danh hiệu, hình thức", width=1.6),
            Column(ACHIEVEMENTS, width=2.4),
            _period_column(lines),
            Column(PRIZE, CellKind.NUMBER, 0.95),
            Column(BOOK, CellKind.DATE, 0.7),
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
        ["", "Tổng cộng", of_whom(lines), "", "", "", whole(sum(known)), ""]
        if lines and len(known) == len(lines)
        else [],
    )


def list_with_ballots(lines: Sequence[LineFacts]) -> Table:
    """The list of the proposed that goes with a submission."""
    return _table(
        [
            Column("STT", CellKind.ORDINAL, 0.35),
            Column(kinds_of(lines).capitalize() or "Tập thể, cá nhân", width=1.7),
            Column(WHERE, width=1.9),
            Column("Đề nghị tặng", width=1.6),
            Column(ACHIEVEMENTS, width=2.8),
            _period_column(lines),
            Column(BALLOTS, CellKind.DATE, 0.7),
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
