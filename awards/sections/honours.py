"""The appendix on commendation: who is put up, who was awarded."""

from awards.selectors.honours import HonourRow, Honours, honours_of
from office_culture.papers.blocks import Block, CellKind, Column, Heading, Table
from office_culture.rules.parts import At, _, appendices
from office_culture.text.numbers import whole


@appendices.register("honours", _("list of nominees and awards"), honours_of, records="awards_conferral")
def honours_blocks(found: Honours, at: At) -> list[Block]:
    """Both lists, each said to be empty where it is."""
    return [
        Heading(2, "1", "Tập thể, cá nhân được đề nghị khen thưởng"),
        _table(found.nominated, "Tóm tắt thành tích", "Chưa có tập thể, cá nhân được đề nghị."),
        Heading(2, "2", "Tập thể, cá nhân đã được khen thưởng trong kỳ"),
        _table(found.awarded, "Quyết định", "Trong kỳ chưa có quyết định khen thưởng."),
    ]


def _table(rows: tuple[HonourRow, ...], ground: str, empty: str) -> Table:
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
        empty=empty,
    )
