"""Commendation as the report tells it."""

from collections.abc import Mapping

from awards.selectors.rounds import AwardCount, Commendation, NominationRoundFacts, commendation_of
from office_culture.papers.blocks import Block, BulletList, Paragraph, Text, text
from office_culture.rules.facts import Fact
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import told


@sections.register(
    "commendation", _("awards proposed and given"), commendation_of, records="awards_nominationround"
)
def commendation(found: Commendation, at: At) -> list[Block]:
    """What was awarded, what is proposed for whom, and how far it has come; said plainly where there is nothing."""
    blocks: list[Block] = [*_awarded(found), *_revoked(found.figures["commendation.revoked"], at)]
    if not found.rounds:
        return [*blocks, Paragraph.of("Trong kỳ báo cáo chưa tổ chức xét khen thưởng cho phong trào.")]
    for one in found.rounds:
        blocks += _round(one, found.figures, at)
    return blocks


def _awarded(found: Commendation) -> list[Block]:
    if not found.awarded:
        return []
    return [
        Paragraph.of("Kết quả khen thưởng đã có quyết định trong kỳ báo cáo (tính theo lượt):"),
        BulletList(
            tuple(
                text(f"{one.award}: ", *_numbers(one, "commendation.awarded", found.figures), ".")
                for one in found.awarded
            )
        ),
    ]


def _revoked(number: Fact, at: At) -> list[Block]:
    if not number.value:
        return []
    return [
        Paragraph.of(
            "Kết quả trên không tính ",
            told(number),
            f" trường hợp đã bị {at.agency} hủy bỏ quyết định khen thưởng.",
        )
    ]


def _round(one: NominationRoundFacts, figures: Mapping[str, Fact], at: At) -> list[Block]:
    state = told(figures[f"{one.prefix}.state"])
    said = ("Về ", one.name[:1].lower() + one.name[1:], f": {at.agency} ", state, ".")
    if not one.awards:
        blocks: list[Block] = [Paragraph.of(*said)]
    else:
        blocks = [Paragraph.of(*said, " Các hình thức đề nghị gồm:")]
        blocks.append(BulletList(tuple(_proposed(award, one, figures) for award in one.awards)))
    if given := [award for award in one.given if award.total]:
        blocks.append(Paragraph.of("Kết quả, đã khen thưởng:"))
        blocks.append(
            BulletList(
                tuple(
                    text(f"{award.award}: ", *_numbers(award, f"{one.prefix}.given", figures), ".")
                    for award in given
                )
            )
        )
    return blocks


def _proposed(award: AwardCount, one: NominationRoundFacts, figures: Mapping[str, Fact]) -> Text:
    what = f"{award.award} đối với {award.subject} tiêu biểu"
    if not award.total:
        return text(what, ".")
    return text(what, " (đã tổng hợp đề nghị: ", *_numbers(award, f"{one.prefix}.proposed", figures), ").")


def _numbers(award: AwardCount, key: str, figures: Mapping[str, Fact]) -> Text:
    """ "01 tập thể, 02 cá nhân"; a kind of which there is none stays unsaid."""
    parts: list[Text] = []
    for kind, word in (("collectives", "tập thể"), ("individuals", "cá nhân")):
        number = figures[f"{key}.{award.slug}.{kind}"]
        if number.value:
            parts.append(text(", " if parts else "", told(number), f" {word}"))
    return text(*parts)
