"""The appendix on commendation: who is put up, who was awarded."""

from awards.selectors.honours import HonourRow, Honours, honours_of
from office_culture.papers.blocks import Block, CellKind, Column, Heading, Table
from office_culture.rules.parts import At, _, appendices
from office_culture.text.numbers import whole


@appendices.register("honours", _("list of nominees and awards"), honours_of, records="awards_conferral")
def honours_blocks(found: Honours, at: At) -> list[Block]:
    """Both lists, each where it has rows."""
    lists = (
        ("Tập thể, cá nhân được đề nghị khen thưởng", found.nominated, "Tóm tắt thành tích"),
        ("Tập thể, cá nhân đã được khen thưởng trong kỳ", found.awarded, "Quyết định"),
    )
    filled = [one for one in lists if one[1]]
    blocks: list[Block] = []
    for place, (title, rows, ground) in enumerate(filled, start=1):
        blocks += [Heading(2, str(place), title), _table(rows, ground)]
    return blocks


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
