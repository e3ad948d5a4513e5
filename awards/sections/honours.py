"""The appendix on commendation: who is put up, who was awarded."""

from awards.selectors.honours import HonourRow, Honours, TotalRow, honours_of
from office_culture.papers.blocks import Block, CellKind, Column, Heading, Table
from office_culture.rules.parts import At, _, appendices
from office_culture.sections.shown import in_year, year_apart
from office_culture.text.numbers import whole
from office_culture.text.sentences import capital


@appendices.register("honours", _("list of nominees and awards"), honours_of, records="awards_conferral")
def honours_blocks(found: Honours, at: At) -> list[Block]:
    """Both lists and the numbers without names, each where it has rows."""
    lists = (
        ("Tập thể, cá nhân được đề nghị khen thưởng", found.nominated, "Tóm tắt thành tích"),
        ("Tập thể, cá nhân đã được khen thưởng trong kỳ", found.awarded, "Quyết định"),
    )
    filled = [listed_rows for listed_rows in lists if listed_rows[1]]
    blocks: list[Block] = []
    for place, (title, rows, ground) in enumerate(filled, start=1):
        blocks += [Heading(2, str(place), title), _table(rows, ground)]
    if found.totals:
        year, totals = year_apart(_totals(found.totals))
        title = "Khen thưởng theo số liệu tổng hợp, không có danh sách"
        title = in_year(title, year) if year else title
        blocks += [Heading(2, str(len(filled) + 1), title), totals]
    return blocks


def _totals(rows: tuple[TotalRow, ...]) -> Table:
    """The numbers without names; with the unit of each where there are several."""
    units = len({row.unit for row in rows}) > 1
    return Table.of(
        (
            Column("STT", CellKind.ORDINAL, 0.5),
            Column("Danh hiệu, hình thức", width=2.4),
            Column("Đối tượng", width=1),
            Column("Năm", CellKind.DATE, 0.7),
            *((Column("Đơn vị", width=2),) if units else ()),
            Column("Số lượt", CellKind.NUMBER, 0.8),
            Column("Trong đó có danh sách", CellKind.NUMBER, 1),
            Column("Quyết định, nguồn số liệu", width=2.4),
        ),
        [
            (
                whole(place),
                row.award,
                capital(row.recipient),
                str(row.year),
                *((row.unit,) if units else ()),
                whole(row.number),
                whole(row.named),
                row.ground or "–",
            )
            for place, row in enumerate(rows, start=1)
        ],
    )


def _table(rows: tuple[HonourRow, ...], ground: str) -> Table:
    return Table.of(
        (
            Column("STT", CellKind.ORDINAL, 0.5),
            Column("Tập thể, cá nhân", width=2.2),
            Column("Chức vụ, đơn vị", width=2.6),
            Column("Danh hiệu, hình thức", width=2.2),
            Column(ground, width=3),
        ),
        [
            (whole(place), row.name, row.post or "–", row.award, row.ground or "–")
            for place, row in enumerate(rows, start=1)
        ],
    )
