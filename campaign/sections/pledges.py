"""Emulation pledges and registrations for titles, with their results."""

from collections.abc import Mapping

from campaign.selectors.pledges import Pledges, PledgeYear
from campaign.selectors.registrations import Registrations, RegistrationYear
from office_culture.papers.blocks import CellKind, Column, Paragraph, Run, Table, text
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At
from office_culture.sections.figures import cell, in_sentence, worded
from office_culture.sections.shown import Content, InForms


def pledges_blocks(pledges: Pledges, registrations: Registrations, at: At) -> tuple[Content, ...]:
    """Pledges and registrations; nothing where none was recorded, as neither is a duty."""
    return (*_pledges(pledges, at), *_registrations(registrations))


def _pledges(found: Pledges, at: At) -> tuple[Content, ...]:
    years = found.years
    if not years:
        return ()
    when = f"năm {years[0].year}" if len(years) == 1 else f"từ năm {years[0].year} đến năm {years[-1].year}"
    paragraph = Paragraph(
        text(
            f"{when[:1].upper()}{when[1:]}, các đơn vị thuộc {at.agency} đã ký ",
            in_sentence(found.count),
            " bản giao ước thi đua",
            *_fates(found.figures, "targets", "chỉ tiêu", (" với ",)),
            ".",
        )
    )
    return (InForms((paragraph,), _pledge_table(years) if len(years) > 1 else None),)


_FATES = (("kept", "đạt"), ("missed", "không đạt"), ("unknown", "chưa đến kỳ đánh giá"))


def _fates(
    figures: Mapping[str, Fact], of_all: str, noun: str, opening: tuple[str, ...] = ()
) -> list[str | Run]:
    """The number of all, with an `opening`, then those achieved, not achieved and not known, unless 0."""
    parts: list[str | Run] = []
    if opening:
        if not figures[of_all].value:
            return parts
        parts += [*opening, in_sentence(figures[of_all]), f" {noun}"]
    fates = [(name, fate) for name, fate in _FATES if figures[name].value]
    if len(fates) == 1 and figures[fates[0][0]].value == figures[of_all].value:
        # One fate of all is told without its number, which has just been said.
        name, fate = fates[0]
        return [*parts, ", ", worded(figures[name], fate if figures[of_all].value == 1 else f"đều {fate}")]
    words = ": "
    for name, fate in fates:
        parts += [words, in_sentence(figures[name]), f" {noun} {fate}"]
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
    paragraph = Paragraph(
        text(
            "Trong kỳ có ",
            in_sentence(found.figures["count"]),
            " lượt tập thể, cá nhân đăng ký danh hiệu thi đua",
            *(
                _fates(found.figures, "count", "lượt")
                if total > 1
                else (f": {years[0].titles[0].name}, năm {years[0].year}",)
            ),
            ".",
        )
    )
    return (InForms((paragraph,), _registration_table(years) if total > 1 else None),)


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
