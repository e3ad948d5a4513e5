"""Emulation pledges and registrations for titles: promised against achieved."""

from campaign.selectors.pledges import Pledges, PledgeYear, Registrations, RegistrationYear
from office_culture.papers.blocks import Block, CellKind, Column, Paragraph, Run, Table, text
from office_culture.sections.figures import cell, told


def pledges_blocks(pledges: Pledges, registrations: Registrations) -> tuple[Block, ...]:
    """What was signed and registered year by year; nothing where nothing was recorded: neither is a duty."""
    return (*_pledges(pledges), *_registrations(registrations))


def _pledges(found: Pledges) -> tuple[Block, ...]:
    years = found.years
    if not years:
        return ()
    if len(years) == 1:
        return (Paragraph(text("Năm ", str(years[0].year), ": ", *_signed(years[0]), ".")),)
    *earlier, last = (str(year.year) for year in years)
    spans = f"{', '.join(earlier)} và {last}"
    return (
        Paragraph.of(
            f"Các năm {spans} đã tổ chức ký giao ước thi đua, tổng số ",
            told(found.count),
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
                    *(cell(year.figures[name]) for name in ("units", "targets", "kept", "missed", "unknown")),
                )
                for year in years
            ],
            caption="Giao ước thi đua và kết quả thực hiện",
        ),
    )


def _signed(year: PledgeYear) -> list[str | Run]:
    parts: list[str | Run] = [told(year.figures["units"]), " đơn vị ký giao ước thi đua"]
    if not year.targets.count:
        return parts
    parts += [" với ", told(year.figures["targets"]), " chỉ tiêu"]
    for name, words in (("kept", "đạt"), ("missed", "không đạt"), ("unknown", "chưa có kết quả")):
        if year.figures[name].value:
            parts += [", ", told(year.figures[name]), f" chỉ tiêu {words}"]
    return parts


def _registrations(found: Registrations) -> tuple[Block, ...]:
    years = found.years
    if not years:
        return ()
    total = sum(year.count for year in years)
    return (
        Paragraph.of(
            "Trong kỳ có ",
            told(found.count),
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
                *(cell(title.figures[name]) for name in ("count", "kept", "missed", "unknown")),
            )
            for year in years
            for title in year.titles
        ],
        caption="Danh hiệu thi đua đăng ký và đạt được",
    )
