"""Innovations with their authors, recognition and effects."""

from campaign.sections.wording import LEVEL_OF_RECOGNITION, ending, listed, sentence
from campaign.selectors.innovations import Effect, InnovationRow, Innovations, innovations
from office_culture.papers.blocks import Block, BulletList, Paragraph, Run, Text, text
from office_culture.rules.parts import At, _, sections
from office_culture.sections.figures import in_sentence, worded
from office_culture.text.citations import Citations
from office_culture.text.numbers import measured, points


@sections.register(
    "innovations", _("innovations recognised in the period"), innovations, records="campaign_innovation"
)
def innovations_blocks(facts: Innovations, at: At) -> tuple[Block, ...]:
    """The number of recognised innovations by level, then each one; decisions are cited by the paper's citations."""
    if not facts.rows:
        return (Paragraph.of(f"Trong kỳ, {at.agency} không có sáng kiến, giải pháp được công nhận."),)
    return (
        Paragraph(_overview(facts, at)),
        *(
            block
            for row in facts.rows
            for block in _innovation(row, at.citations, one_level=len({row.level for row in facts.rows}) == 1)
        ),
    )


def _overview(facts: Innovations, at: At) -> Text:
    opening = (
        f"Trong kỳ, {at.agency} có ",
        in_sentence(facts.figures["recognised"]),
        " sáng kiến, giải pháp",
    )
    levels = {row.level for row in facts.rows}
    if len(levels) == 1:
        both = "" if len(facts.rows) == 1 else "đều "
        return text(*opening, f" {both}được công nhận {LEVEL_OF_RECOGNITION[levels.pop()]}.")
    parts: list[str | Run | Text] = [*opening, " được công nhận, trong đó: "]
    present = [level for level in LEVEL_OF_RECOGNITION if level in levels]
    for index, level in enumerate(present):
        words = f" được công nhận {LEVEL_OF_RECOGNITION[level]}"
        parts += [", " if index else "", in_sentence(facts.figures[level]), words]
    return text(*parts, ".")


def _innovation(row: InnovationRow, citations: Citations, *, one_level: bool) -> tuple[Block, ...]:
    """One innovation with its scope, then its effects; with `one_level` its level is stated elsewhere for all."""
    solution = "".join(f" {sentence(line)}" for line in row.solution.splitlines() if line.strip())
    opening = f"{_introduction(row, citations, one_level=one_level)}{solution}"
    if not row.effects:
        return (Paragraph.of(opening),)
    if len(row.effects) == 1:
        return (Paragraph.of(opening, " Hiệu quả: ", effect_text(row.effects[0]), "."),)
    last = len(row.effects)
    points = tuple(text(effect_text(effect), ending(place, last)) for place, effect in enumerate(row.effects))
    return (Paragraph.of(opening, " Hiệu quả:"), BulletList(points))


def _introduction(row: InnovationRow, citations: Citations, *, one_level: bool) -> str:
    authors = f"tác giả: {listed(row.authors)}" if row.authors else ""
    details = "; ".join(filter(None, (f"năm {row.year}" if row.year else "", authors)))
    reach = f", áp dụng tại {row.scope}" if row.scope else ""
    level = "được công nhận" if one_level else f"được công nhận {LEVEL_OF_RECOGNITION[row.level]}"
    decision = f"theo {citations.cite(row.decision)}" if row.decision else ""
    recognised = f"{level} {decision}" if decision else "" if one_level else level
    return (
        f"“{row.title}”{f' ({details})' if details else ''}{reach}{f'; {recognised}' if recognised else ''}."
    )


def effect_words(effect: Effect) -> str:
    """ "giảm khoảng 30% chi phí in ấn (từ 10 triệu đồng xuống 7 triệu đồng, năm 2021)"."""
    return "".join(run.text for run in effect_text(effect))


def effect_text(effect: Effect) -> Text:
    """The same as text with its facts: each number refers to the fact that it prints."""
    return text(*_what_happened(effect), *_base(effect))


def _what_happened(effect: Effect) -> list[str | Run]:
    """What changed, by a share or an amount; a mere target is called one."""
    aim = "đặt mục tiêu " if effect.basis == "target" else ""
    if effect.direction == "supported":
        return [f"{aim}góp phần thực hiện {effect.what}"]
    fewer = effect.direction == "reduced"
    if effect.points:
        verb = "giảm" if effect.points < 0 else "tăng"
        size = points(abs(effect.points))
        return [f"{aim}{verb} ", worded(effect.figures["points"], size), f" {effect.what}"]
    if effect.percent:
        verb = "giảm" if effect.percent < 0 else "tăng"
        return [
            f"{aim}{verb} ",
            worded(effect.figures["percent"], effect.size),
            f" {effect.what}",
            *_amount(effect),
        ]
    if "amount" in effect.figures:
        return [
            f"{aim}{'giảm' if fewer else 'tăng'} ",
            in_sentence(effect.figures["amount"]),
            f" {effect.what}",
        ]
    return [f"{aim}{'giảm' if fewer else 'nâng cao'} {effect.what}"]


def _amount(effect: Effect) -> list[str | Run]:
    return [", tức ", in_sentence(effect.figures["amount"])] if "amount" in effect.figures else []


def _base(effect: Effect) -> list[str | Run]:
    """In brackets: values before and after, money saved, and period."""
    parts: list[list[str | Run]] = []
    if effect.before is not None and effect.after is not None and effect.after != effect.before:
        unit = measured("", effect.unit_of_measure)
        unit = unit if unit in {"", "%"} else f" {unit}"
        course = "xuống" if effect.after < effect.before else "lên"
        before, after = in_sentence(effect.figures["before"]), in_sentence(effect.figures["after"])
        parts.append(["từ ", before, f"{unit} {course} ", after, unit])
    if effect.money and effect.money.high:
        parts.append(["tiết kiệm ", in_sentence(effect.figures["money"])])
    if effect.period:
        parts.append([effect.period])
    if not parts:
        return []
    listed_parts = [piece for part in parts for piece in (", ", *part)][1:]
    return [" (", *listed_parts, ")"]
