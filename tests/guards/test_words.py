"""Words that every screen says alike: how a date is typed, what the start page is called, which fields are required."""

import ast
import re
from pathlib import Path

import polib
import pytest

from tests.guards.registry import OWN_APPS

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(ROOT.glob("office_culture/translations/*/vi/LC_MESSAGES/django.po"))
TEMPLATES = sorted(path for app in OWN_APPS for path in (ROOT / app).rglob("*.html"))
MODULES = sorted(path for app in OWN_APPS for path in (ROOT / app).rglob("*.py"))
# Not for reading: the format of a cell.
NOT_SHOWN = {"office_culture/resources/formats.py"}
# The name of a field, not that of one of its choices.
LABEL = re.compile(r"<label\b[^>]*(?<!box)\.id_for_label[^>]*>")


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str]]:
    """Every pair of English and Vietnamese."""
    return [
        (entry.msgid, told)
        for path in CATALOGUES
        for entry in polib.pofile(str(path))
        for told in (entry.msgstr, *entry.msgstr_plural.values())
        if told
    ]


def test_nobody_reads_letters_that_stand_for_digits(said):
    """A clerk reads “ngày/tháng/năm”; “dd/mm/yyyy” is for programs."""
    letters = re.compile("dd.mm.yy", re.IGNORECASE)
    assert [told for pair in said for told in pair if letters.search(told)] == []
    assert [str(path) for path in TEMPLATES if letters.search(path.read_text("utf-8"))] == []
    shown = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if str(path.relative_to(ROOT)) not in NOT_SHOWN and letters.search(source := path.read_text("utf-8"))
        for node in _texts(ast.parse(source))
        if letters.search(node.value)
    ]
    assert shown == []


def _texts(tree: ast.Module) -> list[ast.Constant]:
    """The strings of a module that are no docstrings."""
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def test_the_start_page_has_one_name(said):
    assert [told for _english, told in said if "trang đầu" in told.lower()] == []


def test_a_sentence_begins_with_a_capital_letter(said):
    """A word filled in at its beginning must not come in small letters, such as the name of a field."""
    begun = [
        told
        for english, told in said
        if english[0].isupper()
        and english.endswith(".")
        and (told[0].islower() or told.startswith("%(username)s"))
    ]
    assert begun == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_required_field_is_marked_wherever_it_is_asked(path):
    """`label.required` carries the mark; names for screen readers alone need none."""
    labels = LABEL.findall(path.read_text("utf-8"))
    assert [label for label in labels if "required" not in label and "visually-hidden" not in label] == []
