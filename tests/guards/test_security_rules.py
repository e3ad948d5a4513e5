"""Each exception from ruff's security rules says why it is one, on its own line.

No typed number is taken unmeasured.
"""

import re

from tests.matrix.questions import ROOT

EXCEPTION = re.compile(r"# noqa: [A-Z0-9, ]*\bS\d{3}\b(.*)$")
FOLDERS = ("office_culture", "campaign", "awards", "tests", ".ci")


def test_each_exception_has_its_reason():
    bare = [
        f"{file.relative_to(ROOT)}:{number}"
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if (found := EXCEPTION.search(line)) and len(found[1].removeprefix(" - ").split()) < 2
    ]
    assert bare == []


def test_no_typed_number_is_taken_for_a_key_without_a_look_at_its_length():
    """Databases take 64 bits and Python 4,300 digits: `is_key` measures, or the line does."""
    pattern = "office_culture/sheets/rows.py"  # which matches two digits at most
    unmeasured = [
        f"{file.relative_to(ROOT)}:{number}"
        for folder in FOLDERS[:3]
        for file in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(r"\bint\(.*\.is(decimal|digit|numeric)\(\)", line) and "len(" not in line
        if file != ROOT / pattern
    ]
    assert unmeasured == []
