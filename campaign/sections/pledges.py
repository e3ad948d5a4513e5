"""Emulation pledges and registrations for titles: promised against achieved."""

from collections.abc import Mapping

from campaign.selectors.pledges import Pledges, PledgeYear, Registrations, RegistrationYear
from office_culture.papers.blocks import CellKind, Column, Paragraph, Run, Table, text
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, told
from office_culture.sections.shown import Content, InForms


def pledges_blocks(pledges: Pledges, registrations: Registrations, at: At) -> tuple[Content, ...]:
    """What was signed and registered; nothing where nothing was recorded: neither is a duty."""
    return (*_pledges(pledges, at), *_registrations(registrations))


def _pledges(found: Pledges, at: At) -> tuple[Content, ...]:
    years = found.years
    if not years:
        return ()
    when = f"năm {years[0].year}" if len(years) == 1 else f"từ năm {years[0].year} đến năm {years[-1].year}"
    said = Paragraph(
        text(
            f"{when[:1].upper()}{when[1:]}, các đơn vị thuộc {at.agency} đã ký ",
            told(found.count),
            " bản giao ước thi đua",
            *_fates(found.figures, "targets", "chỉ tiêu", (" với ",)),
            ".",
        )
    )
    return (InForms((said,), _pledge_table(years) if len(years) > 1 else None),)


def _fates(
    figures: Mapping[str, Fact], of_all: str, noun: str, opening: tuple[str, ...] = ()
) -> list[str | Run]:
    """How many, and what came of them; a fate that none has stays unsaid."""
    parts: list[str | Run] = []
    if opening:
        if not figures[of_all].value:
            return parts
        parts += [*opening, told(figures[of_all]), f" {noun}"]
    words = ": "
    for name, fate in (("kept", "đạt"), ("missed", "không đạt"), ("unknown", "chưa đến kỳ đánh giá")):
        if figures[name].value:
            parts += [words, told(figures[name]), f" {noun} {fate}"]
            words = ", "
    return parts


def _pledge_table(years: tuple[PledgeYear, ...]) -> Table:
    return Table.of(
        (
            Column("Năm"),
            Column("Đơn vị ký", CellKind.NUMBER),
            Column("Chỉ tiêu", CellKind.NUMBER),
            Column("Đạt", CellKind.NUMBER),
            Column("Không đạt", CellKind.NUMBER),
            Column("Chưa đến kỳ đánh giá", CellKind.NUMBER, width=1.4),
        ),
        [
            (
                str(year.year),
                *(cell(year.figures[name]) for name in ("units", "targets", "kept", "missed", "unknown")),
            )
            for year in years
        ],
        caption="Giao ước thi đua và kết quả thực hiện",
    )


def _registrations(found: Registrations) -> tuple[Content, ...]:
    years = found.years
    if not years:
        return ()
    total = sum(year.count for year in years)
    said = Paragraph(
        text(
            "Trong kỳ có ",
            told(found.figures["count"]),
            " lượt tập thể, cá nhân đăng ký danh hiệu thi đua",
            *(
                _fates(found.figures, "count", "lượt")
                if total > 1
                else (f": {years[0].titles[0].name}, năm {years[0].year}",)
            ),
            ".",
        )
    )
    return (InForms((said,), _registration_table(years) if total > 1 else None),)


def _registration_table(years: tuple[RegistrationYear, ...]) -> Table:
    return Table.of(
        (
            Column("Năm"),
            Column("Danh hiệu", width=3),
            Column("Đăng ký", CellKind.NUMBER),
            Column("Đạt", CellKind.NUMBER),
            Column("Không đạt", CellKind.NUMBER),
            Column("Chưa đến kỳ đánh giá", CellKind.NUMBER, width=1.4),
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
