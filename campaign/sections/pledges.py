"""Emulation pledges and registrations for titles: promised against achieved."""

from campaign.selectors.pledges import Kept, PledgeYear, RegistrationYear
from office_culture.papers.blocks import Block, CellKind, Column, Paragraph, Run, Table, figure, text
from office_culture.text.numbers import counted, whole


def pledges_blocks(
    pledges: tuple[PledgeYear, ...], registrations: tuple[RegistrationYear, ...]
) -> tuple[Block, ...]:
    """What was signed and registered year by year; nothing where nothing was recorded: neither is a duty."""
    return (*_pledges(pledges), *_registrations(registrations))


def _pledges(years: tuple[PledgeYear, ...]) -> tuple[Block, ...]:
    if not years:
        return ()
    if len(years) == 1:
        return (Paragraph(text("Năm ", str(years[0].year), ": ", *_signed(years[0]), ".")),)
    *earlier, last = (str(year.year) for year in years)
    spans = f"{', '.join(earlier)} và {last}"
    signed = sum(len(year.pledges) for year in years)
    return (
        Paragraph.of(
            f"Các năm {spans} đã tổ chức ký giao ước thi đua, tổng số ",
            figure(counted(signed), "pledges.count"),
            " bản giao ước.",
        ),
        Table.of(
            (
                Column("Năm"),
                Column("Đơn vị ký", CellKind.NUMBER),
                Column("Chỉ tiêu", CellKind.NUMBER),
                Column("Đạt", CellKind.NUMBER),
                Column("Không đạt", CellKind.NUMBER),
                Column("Chưa có kết quả", CellKind.NUMBER, width=1.4),
            ),
            [
                (
                    str(year.year),
                    _cell(f"pledges.{year.year}.units", year.units),
                    _cell(f"pledges.{year.year}.targets", year.targets.count),
                    _cell(f"pledges.{year.year}.kept", len(year.targets.kept)),
                    _cell(f"pledges.{year.year}.missed", len(year.targets.missed)),
                    _cell(f"pledges.{year.year}.unknown", len(year.targets.unknown)),
                )
                for year in years
            ],
            caption="Giao ước thi đua và kết quả thực hiện",
        ),
    )


def _signed(year: PledgeYear) -> list[str | Run]:
    key = f"pledges.{year.year}"
    parts: list[str | Run] = [figure(counted(year.units), f"{key}.units"), " đơn vị ký giao ước thi đua"]
    if not year.targets.count:
        return parts
    parts += [" với ", figure(counted(year.targets.count), f"{key}.targets"), " chỉ tiêu"]
    for name, words in (("kept", "đạt"), ("missed", "không đạt"), ("unknown", "chưa có kết quả")):
        if rows := getattr(year.targets, name):
            parts += [", ", figure(counted(len(rows)), f"{key}.{name}"), f" chỉ tiêu {words}"]
    return parts


def _registrations(years: tuple[RegistrationYear, ...]) -> tuple[Block, ...]:
    if not years:
        return ()
    total = sum(year.count for year in years)
    return (
        Paragraph.of(
            "Trong kỳ có ",
            figure(counted(total), "registrations.count"),
            " lượt tập thể, cá nhân đăng ký danh hiệu thi đua"
            + (":" if total > 1 else f": {years[0].titles[0].name}, năm {years[0].year}."),
        ),
        *((_registration_table(years),) if total > 1 else ()),
    )


def _registration_table(years: tuple[RegistrationYear, ...]) -> Table:
    return Table.of(
        (
            Column("Năm"),
            Column("Danh hiệu", width=3),
            Column("Đăng ký", CellKind.NUMBER),
            Column("Đạt", CellKind.NUMBER),
            Column("Không đạt", CellKind.NUMBER),
            Column("Chưa có kết quả", CellKind.NUMBER, width=1.4),
        ),
        [
            (
                str(year.year),
                title.name,
                *_outcomes(f"registrations.{year.year}.title.{title.row}", title.counts),
            )
            for year in years
            for title in year.titles
        ],
        caption="Danh hiệu thi đua đăng ký và đạt được",
    )


def _outcomes(key: str, counts: Kept) -> list[Run]:
    return [
        _cell(f"{key}.count", counts.count),
        _cell(f"{key}.kept", len(counts.kept)),
        _cell(f"{key}.missed", len(counts.missed)),
        _cell(f"{key}.unknown", len(counts.unknown)),
    ]


def _cell(key: str, value: int) -> Run:
    return figure(whole(value), key)
