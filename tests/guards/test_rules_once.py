"""A rule is said once: the sentence of a refusal stands in one file, next to its condition."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFUSING = {"Refused", "ValidationError"}
SAYS = re.compile("Refused|ValidationError|error_message")
TRANSLATING = {"_", "gettext", "gettext_lazy"}
PLACES = ("office_culture", "campaign", "awards")
SHORT = 32  # characters: "Choose a day." may be asked in many places

# Sentences whose condition is another one in each file, although the words are the same.
APART = {
    # Of a year of a record, of a round and of a headcount: columns of different kinds.
    "Enter a year with four digits between 1945 and 2100.",
    "A share is between 0 and 100 percent.",
    "A share is above 0 and at most 100 percent.",
    "A number of people cannot be negative.",
}


def sentences(tree: ast.AST) -> Iterator[str]:
    """What is said where something is refused: in a constraint, in a form, by an action."""
    for node in ast.walk(tree):
        said: list[ast.AST] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSING:
            said = [*node.args]
        elif isinstance(node, ast.keyword) and node.arg in {"violation_error_message", "error_messages"}:
            said = [node.value]
        for inner in (one for part in said for one in ast.walk(part)):
            if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in TRANSLATING and inner.args:
                text = inner.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str) and len(text.value) > SHORT:
                    yield text.value


def said_in() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for place in PLACES:
        for path in (ROOT / place).rglob("*.py"):
            if "migrations" not in path.parts:
                source = path.read_text("utf-8")
                for sentence in sentences(ast.parse(source)) if SAYS.search(source) else ():
                    found[sentence].add(str(path.relative_to(ROOT)))
    return found


def test_each_refusal_is_said_in_one_file():
    found = said_in()
    assert len(found) > 200
    twice = {sentence: sorted(files) for sentence, files in found.items() if len(files) > 1}
    assert {sentence: twice[sentence] for sentence in twice if sentence not in APART} == {}
    assert set(twice) >= APART, "Take away what stands in one file only."
