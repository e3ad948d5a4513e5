"""Names say what a thing is or does (docs/style.md): none is one of the figures of speech that stood for anything."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.registry import OWN_APPS

ROOT = Path(__file__).parents[2]
# What a sentence can say of everything, and so of nothing.
VAGUE = {"told", "tell", "said", "say", "kept", "held", "gone", "some"}
# Where the word is meant as it stands.
MEANT = {
    ("campaign/selectors/outcomes.py", "kept"): "a promise is kept, as its facts are called",
    ("office_culture/models/long_work.py", "said"): "a column of a table that is migrated",
}
WRITTEN = re.compile(rf"\b_?(?:{'|'.join(VAGUE)})\b")


def names(tree: ast.AST) -> Iterator[str]:
    """What a module names: its classes, functions, arguments and values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_no_name_is_a_figure_of_speech():
    found = set()
    for app in OWN_APPS:
        for path in (ROOT / app).rglob("*.py"):
            source = path.read_text(encoding="utf-8")
            if "migrations" not in path.parts and WRITTEN.search(source):
                file = str(path.relative_to(ROOT))
                found |= {(file, name) for name in names(ast.parse(source)) if name.strip("_") in VAGUE}
    assert found == MEANT.keys(), "say what it is, or what it does"
