"""Commendation as the report tells it."""

from awards.selectors.rounds import AwardCount, Commendation, RoundFacts
from office_culture.papers.blocks import Block, BulletList, Paragraph, Text, figure, text
from office_culture.text.numbers import counted


def commendation(found: Commendation) -> list[Block]:
    """What was awarded, what is proposed for whom, and how far it has come; said plainly where there is nothing."""
    blocks: list[Block] = [*_awarded(found.awarded), *_revoked(found.revoked)]
    if not found.rounds:
        return [*blocks, Paragraph.of("Trong kỳ báo cáo chưa tổ chức xét khen thưởng cho phong trào.")]
    for one in found.rounds:
        blocks += _round(one)
    return blocks


def _awarded(awards: tuple[AwardCount, ...]) -> list[Block]:
    if not awards:
        return []
    return [
        Paragraph.of("Kết quả khen thưởng đã có quyết định trong kỳ báo cáo (tính theo lượt):"),
        BulletList(
            tuple(text(f"{one.award}: ", *_numbers(one, "commendation.awarded"), ".") for one in awards)
        ),
    ]


def _revoked(number: int) -> list[Block]:
    if not number:
        return []
    told = figure(counted(number), "commendation.revoked")
    return [
        Paragraph.of(
            "Đã hủy bỏ quyết định khen thưởng đối với ", told, " trường hợp; không tính vào kết quả."
        )
    ]


def _round(one: RoundFacts) -> list[Block]:
    state = figure(one.state, f"{one.prefix}.state")
    blocks: list[Block] = [Paragraph.of("Về ", one.name[:1].lower() + one.name[1:], ": cơ quan ", state, ".")]
    if one.awards:
        blocks.append(Paragraph.of("Các hình thức đề nghị gồm:"))
        blocks.append(BulletList(tuple(_proposed(award, one) for award in one.awards)))
    if given := [award for award in one.given if award.total]:
        blocks.append(Paragraph.of("Kết quả, đã khen thưởng:"))
        blocks.append(
            BulletList(
                tuple(
                    text(f"{award.award}: ", *_numbers(award, f"{one.prefix}.given"), ".") for award in given
                )
            )
        )
    return blocks


def _proposed(award: AwardCount, one: RoundFacts) -> Text:
    told = f"{award.award} đối với {award.subject} tiêu biểu"
    if not award.total:
        return text(told, ".")
    return text(told, " (đã tổng hợp đề nghị: ", *_numbers(award, f"{one.prefix}.proposed"), ").")


def _numbers(award: AwardCount, key: str) -> Text:
    """ "01 tập thể, 02 cá nhân"; a kind of which there is none stays unsaid."""
    kinds = (("collectives", award.collectives, "tập thể"), ("individuals", award.individuals, "cá nhân"))
    parts: list[Text] = []
    for kind, number, word in kinds:
        if number:
            origin = f"{key}.{award.slug}.{kind}"
            parts.append(text(", " if parts else "", figure(counted(number), origin), f" {word}"))
    return text(*parts)
