"""The text of a section as blocks: paragraphs and points, with facts in the place of their keys."""

from collections.abc import Mapping

from office_culture.facts import PLACEHOLDER, Fact
from office_culture.papers.blocks import Block, BulletList, Paragraph, Run, Text
from office_culture.text.citations import Citations

BULLETS = ("- ", "– ", "+ ")


def narrative(text: str, facts: Mapping[str, Fact], citations: Citations) -> list[Block]:
    """Blocks of a narrative. A fact without a value is printed as a visible gap that says what is missing."""
    blocks: list[Block] = []
    points: list[Text] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line.startswith(BULLETS):
            points.append(filled(line[2:], facts, citations))
            continue
        if points:
            blocks.append(BulletList(tuple(points)))
            points = []
        blocks.append(Paragraph(filled(line, facts, citations)))
    if points:
        blocks.append(BulletList(tuple(points)))
    return blocks


def filled(line: str, facts: Mapping[str, Fact], citations: Citations) -> Text:
    """One line with its placeholders filled."""
    runs: list[Run] = []
    end = 0
    for match in PLACEHOLDER.finditer(line):
        if match.start() > end:
            runs.append(Run(line[end : match.start()]))
        runs.append(printed(match.group(1).strip(), facts, citations))
        end = match.end()
    if end < len(line):
        runs.append(Run(line[end:]))
    return tuple(runs)


def printed(key: str, facts: Mapping[str, Fact], citations: Citations) -> Run:
    """What stands in the place of a key: the fact's text, a citation, or a gap."""
    fact = facts.get(key)
    if fact is None:
        return Run(f"[chưa rõ: {{{key}}}]", bold=True)
    if fact.citation is not None:
        return Run(citations.cite(fact.citation), origin=key)
    if fact.missing:
        return Run(f"[còn thiếu: {fact.text}]", bold=True, origin=key)
    return Run(fact.text, origin=key)
