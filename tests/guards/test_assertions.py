"""Every test asserts something beyond the number of an answer."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
# Tests that say what they mean in another way: name of the test → reason.
EXCEPT: dict[str, str] = {}


def written() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        for node in (*tree.body, *(inner for one in classes for inner in one.body)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path.relative_to(TESTS)}::{node.name}", node


@functools.cache
def silent() -> dict[str, str]:
    """Tests that assert nothing beyond a status code: where it stands → its name."""
    return {where: test.name for where, test in written() if not says_something(test)}


def is_status_alone(test: ast.expr) -> bool:
    """Whether the condition compares nothing but `status_code`."""
    if isinstance(test, ast.BoolOp):
        return all(map(is_status_alone, test.values))
    if isinstance(test, ast.Compare):
        return isinstance(test.left, ast.Attribute) and test.left.attr == "status_code"
    return False


def says_something(test: ast.FunctionDef) -> bool:
    """An assertion beyond a status code, an expected refusal, or a helper whose name says that it asserts."""
    for node in ast.walk(test):
        if isinstance(node, ast.Assert) and not is_status_alone(node.test):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"raises", "warns"} or "assert" in name:
                return True
    return False


def test_every_test_asserts_something_beyond_a_status_code():
    found = [where for where, name in silent().items() if name not in EXCEPT]
    assert not found, "say what the answer means, for example with tests/answers.py"


def test_exceptions_are_still_needed():
    assert set(EXCEPT) <= set(silent().values())


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("pass", False),
        ("assert page.status_code == 200", False),
        ("assert page.status_code in {302, 404}", False),
        ("assert page.status_code == 200 and page.status_code < 300", False),
        ("assert 'Kế hoạch' in page.content.decode()", True),
        ("with raises(ValueError): f()", True),
        ("assert_refused(page)", True),
    ],
)
def test_a_silent_test_is_told_from_one_that_speaks(body, meant):
    (function,) = ast.parse(f"def test_it():\n    {body}\n").body
    assert says_something(function) is meant
