"""Innovations with their authors, recognition and effects."""

from campaign.sections.wording import LEVEL_OF_RECOGNITION, ending, listed, sentence
from campaign.selectors.innovations import Effect, InnovationRow
from office_culture.papers.blocks import Block, BulletList, Paragraph, Run, Text, figure, plain, text
from office_culture.text.citations import Citations
from office_culture.text.numbers import counted, money, number, percent

UNCHECKED = "Các tỷ lệ nêu trên là số ước tính, chưa có số gốc để đối chiếu."
UNCHECKED_ONE = "Tỷ lệ nêu trên là số ước tính, chưa có số gốc để đối chiếu."


def innovations_blocks(facts: tuple[InnovationRow, ...], *, citations: Citations) -> tuple[Block, ...]:
    """How many are recognised and how far, then each one; decisions are cited through the paper's `citations`."""
    if not facts:
        return (Paragraph.of("Trong kỳ không có sáng kiến, giải pháp được công nhận."),)
    return (
        Paragraph(_overview(facts)),
        *(block for row in facts for block in _innovation(row, citations)),
    )


def _overview(facts: tuple[InnovationRow, ...]) -> Text:
    opening = ("Trong kỳ có ", figure(counted(len(facts)), "innovations.recognised"), " sáng kiến, giải pháp")
    levels = {row.level for row in facts}
    if len(levels) == 1:
        both = "" if len(facts) == 1 else "đều "
        return text(*opening, f" {both}được công nhận {LEVEL_OF_RECOGNITION[levels.pop()]}.")
    parts: list[str | Run | Text] = [*opening, " được công nhận, trong đó: "]
    present = [level for level in LEVEL_OF_RECOGNITION if level in levels]
    for index, level in enumerate(present):
        many = sum(1 for row in facts if row.level == level)
        words = f" được công nhận {LEVEL_OF_RECOGNITION[level]}"
        parts += [", " if index else "", figure(counted(many), f"innovations.{level}"), words]
    return text(*parts, ".")


def _innovation(row: InnovationRow, citations: Citations) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph.of(_introduction(row, citations))]
    if row.solution:
        blocks += [Paragraph.of(sentence(line)) for line in row.solution.splitlines() if line.strip()]
    if len(row.effects) == 1:
        blocks.append(Paragraph.of("Hiệu quả: ", effect_text(row.effects[0]), "."))
    elif row.effects:
        count = len(row.effects)
        told = (text(effect_text(effect), ending(i, count)) for i, effect in enumerate(row.effects))
        blocks += [Paragraph.of("Hiệu quả:"), BulletList(tuple(told))]
    unchecked = sum(1 for effect in row.effects if effect.without_base)
    if unchecked:
        blocks.append(Paragraph.of(UNCHECKED_ONE if unchecked == 1 else UNCHECKED))
    return tuple(blocks)


def _introduction(row: InnovationRow, citations: Citations) -> str:
    authors = f"; tác giả: {listed(row.authors)}" if row.authors else ""
    reach = f", áp dụng tại: {row.scope}" if row.scope else ""
    level = f"; được công nhận {LEVEL_OF_RECOGNITION[row.level]}"
    decision = f" theo {citations.cite(row.decision)}" if row.decision else ""
    return f"“{row.title}” (năm {row.year}{authors}){reach}{level}{decision}."


def effect_words(effect: Effect) -> str:
    """ "giảm khoảng 30 % chi phí in ấn (từ 10 triệu đồng xuống 7 triệu đồng, năm 2021)"."""
    return plain(effect_text(effect))


def effect_text(effect: Effect) -> Text:
    """The same, with where each figure comes from."""
    return text(*_what_happened(effect), *_base(effect))


def _what_happened(effect: Effect) -> list[str | Run]:
    if effect.direction == "supported":
        return [f"góp phần thực hiện {effect.what}"]
    if effect.percent is None or effect.percent == 0:
        verb = "giảm" if effect.direction == "reduced" else "nâng cao"
        return [f"{verb} {effect.what}"]
    verb = "giảm" if effect.percent < 0 else "tăng"
    size = abs(effect.percent)
    rough = effect.approximate and size >= 1
    told = figure(percent(size, 0 if rough else None), f"innovations.effect.{effect.row}.percent")
    return [f"{verb} khoảng " if rough else f"{verb} ", told, f" {effect.what}"]


def _base(effect: Effect) -> list[str | Run]:
    """What stood before and after, what that saved, and in which period."""
    key = f"innovations.effect.{effect.row}"
    parts: list[str | Run] = []
    if effect.before is not None and effect.after is not None and effect.after != effect.before:
        unit = f" {effect.unit_of_measure}" if effect.unit_of_measure else ""
        course = "xuống" if effect.after < effect.before else "lên"
        parts += ["từ ", figure(f"{number(effect.before)}{unit}", f"{key}.before")]
        parts += [f" {course} ", figure(f"{number(effect.after)}{unit}", f"{key}.after")]
    if effect.money:
        parts += [", " if parts else "", "tiết kiệm ", figure(money(effect.money), f"{key}.money")]
    if effect.period:
        parts += [", " if parts else "", effect.period]
    return [" (", *parts, ")"] if parts else []
