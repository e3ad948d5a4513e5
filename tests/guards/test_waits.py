"""No test waits for ever: whatever waits for another process or thread has an end."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WAITING = {"subprocess.run", "Barrier"}


def waits() -> Iterator[tuple[str, ast.Call]]:
    for path in (ROOT / "tests").rglob("*.py"):
        source = path.read_text("utf-8")
        if any(f"{name}(" in source for name in WAITING):
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in WAITING:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_wait_has_an_end():
    found = list(waits())
    assert len(found) > 10
    endless = [place for place, call in found if "timeout" not in {keyword.arg for keyword in call.keywords}]
    assert not endless
