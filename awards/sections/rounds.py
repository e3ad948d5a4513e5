"""The section of a report on commendation."""

from collections.abc import Mapping

from awards.sections.recipients import COLLECTIVE, INDIVIDUAL, joined, times, times_with_unnamed
from awards.selectors.award_counts import AwardCount
from awards.selectors.round_figures import NominationRoundFacts
from awards.selectors.rounds import Commendation, commendation_of
from office_culture.papers.blocks import (
    Block,
    BulletList,
    CellKind,
    Column,
    Paragraph,
    Run,
    Table,
    Text,
    text,
)
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import cell, in_sentence
from office_culture.sections.shown import Content, InForms

KINDS = (("collectives", COLLECTIVE), ("individuals", INDIVIDUAL))
NONE_RECORDED = "–"


@sections.register(
    "commendation", _("awards proposed and given"), commendation_of, records="awards_nominationround"
)
def commendation(found: Commendation, at: At) -> list[Content]:
    """What was awarded, what is proposed for whom, and the state of each round.

    Without any round and any award recorded, a sentence says that nothing was done.
    """
    blocks: list[Content] = [*_awarded(found), *_revoked(found.figures["commendation.revoked"], at)]
    if not found.rounds and not found.awarded:
        return [*blocks, Paragraph.of("Trong kỳ báo cáo chưa tổ chức xét khen thưởng cho phong trào.")]
    for round_facts in found.rounds:
        blocks += _round(round_facts, found.figures, at)
    return blocks


def _awarded(found: Commendation) -> list[Content]:
    """Each award with its numbers, all together where there are several, and the years in a table."""
    if not found.awarded:
        return []
    decided = "Kết quả khen thưởng đã có quyết định trong kỳ báo cáo"
    together = (": ", _together("commendation.awarded", found.figures), ", gồm:")
    several = len(found.awarded) > 1
    blocks: list[Content] = [
        Paragraph.of(decided, *(together if several else (" (tính theo lượt):",))),
        BulletList(
            tuple(
                text(
                    f"{count.award}: ",
                    *_together(f"commendation.awarded.{count.slug}", found.figures, noted=not several),
                    ".",
                )
                for count in found.awarded
            )
        ),
    ]
    return [*blocks, InForms(table=_years(found))] if len(found.years) > 1 else blocks


def _years(found: Commendation) -> Table:
    """A table of awards by the year of the achievements; a year of which nothing is recorded shows a mark, not 0."""
    rows: list[tuple[str | Run, ...]] = [
        (str(year), *(cell(found.figures[f"commendation.by_year.{year}.{kind}"]) for kind, _word in KINDS))
        if number.total
        else (str(year), NONE_RECORDED, NONE_RECORDED)
        for year, number in found.years.items()
    ]
    empty = any(not number.total for number in found.years.values())
    return Table.of(
        (
            Column("Năm lập thành tích", CellKind.DATE, 1),
            Column("Lượt tập thể", CellKind.NUMBER, 1),
            Column("Lượt cá nhân", CellKind.NUMBER, 1),
        ),
        rows,
        caption="Khen thưởng đã có quyết định trong kỳ, theo năm lập thành tích",
        notes=(f"“{NONE_RECORDED}”: không ghi nhận khen thưởng.",) if empty else (),
    )


def _revoked(number: Fact, at: At) -> list[Block]:
    if not number.value:
        return []
    return [
        Paragraph.of(
            "Kết quả trên không tính ",
            in_sentence(number),
            f" trường hợp đã bị {at.agency} hủy bỏ quyết định khen thưởng.",
        )
    ]


def _round(round_facts: NominationRoundFacts, figures: Mapping[str, Fact], at: At) -> list[Block]:
    state = in_sentence(figures[f"{round_facts.prefix}.state"])
    opening = ("Về ", round_facts.name[:1].lower() + round_facts.name[1:], f": {at.agency} ", state, ".")
    if not round_facts.awards:
        blocks: list[Block] = [Paragraph.of(*opening)]
    else:
        blocks = [Paragraph.of(*opening, " Các hình thức đề nghị gồm:")]
        # Once somebody is nominated, awards for which nobody is proposed are left out.
        proposed = [award for award in round_facts.awards if award.total] or round_facts.awards
        blocks.append(BulletList(tuple(_proposed(award, round_facts, figures) for award in proposed)))
    if given := [award for award in round_facts.given if award.total]:
        blocks.append(Paragraph.of("Kết quả, đã khen thưởng:"))
        blocks.append(
            BulletList(
                tuple(
                    text(f"{award.award}: ", *_numbers(award, f"{round_facts.prefix}.given", figures), ".")
                    for award in given
                )
            )
        )
    return blocks


def _proposed(award: AwardCount, round_facts: NominationRoundFacts, figures: Mapping[str, Fact]) -> Text:
    what = f"{award.award} đối với {award.subject} tiêu biểu"
    if not award.total:
        return text(what, ".")
    return text(
        what, " (đã tổng hợp đề nghị: ", *_numbers(award, f"{round_facts.prefix}.proposed", figures), ")."
    )


def _numbers(award: AwardCount, key: str, figures: Mapping[str, Fact]) -> Text:
    return _together(f"{key}.{award.slug}", figures)


def _together(key: str, figures: Mapping[str, Fact], *, noted: bool = True) -> Text:
    """ "01 tập thể, 36 lượt cá nhân (13 người)"; a kind without awards is left out.

    `noted`: numbers without names say so. In a list under their total they do not, since the total has said it.
    """
    return joined(
        _of_kind(f"{key}.{kind}", word, figures, noted=noted)
        for kind, word in KINDS
        if figures[f"{key}.{kind}"].value
    )


def _of_kind(key: str, word: str, figures: Mapping[str, Fact], *, noted: bool) -> Text:
    number, once = figures[key], figures[f"{key}.once"]
    unnamed = figures.get(f"{key}.unnamed")
    if unnamed is not None:
        if not noted:
            return text(in_sentence(number), f" lượt {word}")
        return times_with_unnamed(
            word, in_sentence(number), in_sentence(unnamed) if unnamed.value != number.value else None
        )
    return times(word, in_sentence(number), in_sentence(once) if once.value != number.value else None)
