"""Sentences that papers print ready-made and that state a fact: each names the records it rests on.

They are listed in tests/data/standing_sentences.txt, one in each line: module, records, sentence. A record is a model
("awards.Conferral": that there are such rows, or none) or a column of one ("office_culture.Inspection.ended_at").
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
LISTED = ROOT / "tests" / "data" / "standing_sentences.txt"
PACKAGES = ("office_culture", "campaign", "awards")
# Words by which a sentence says that something was done, or was not.
STATES = re.compile(
    r"\b(đã|không|chưa|đều|nhất trí|thống nhất|tất cả|toàn thể|được thông qua|kết thúc)\b", re.IGNORECASE
)
FEWEST_WORDS = 4


class Sentence(NamedTuple):
    """A ready-made sentence; "{}" stands where the facts fill it."""

    module: str
    words: str


def sentences() -> Iterator[Sentence]:
    """All ready-made sentences of the sections that state a fact."""
    for package in PACKAGES:
        for path in sorted((ROOT / package / "sections").glob("*.py")):
            for words in stated_in(path.read_text()):
                yield Sentence(str(path.relative_to(ROOT)), words)


def stated_in(source: str) -> list[str]:
    """The ready-made sentences of one module, without those that only say what is missing (gaps)."""
    tree = ast.parse(source)
    aside = set(_inside_of(tree))
    found = [text for node in ast.walk(tree) if id(node) not in aside and (text := _text(node))]
    return [" ".join(text.split()) for text in found if _states_a_fact(text)]


def _states_a_fact(text: str) -> bool:
    ends = text.rstrip().endswith(".")
    return ends and len(text.split()) >= FEWEST_WORDS and bool(STATES.search(text))


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def _inside_of(tree: ast.AST) -> Iterator[int]:
    """The nodes of parts of texts, of docstrings and of gaps."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for part in node.values)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Gap":
            yield from (id(part) for part in ast.walk(node))
        if isinstance(node, ast.Expr):
            yield id(node.value)


def listed() -> dict[Sentence, tuple[str, ...]]:
    """The records of each sentence in the file."""
    lines = [line for line in LISTED.read_text().splitlines() if line and not line.startswith("#")]
    parts = [line.split(" | ", 2) for line in lines]
    return {
        Sentence(module, words): tuple(record.strip() for record in records.split(","))
        for module, records, words in parts
    }
