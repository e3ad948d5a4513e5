"""Each exception from ruff's security rules says why it is one, on its own line."""

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
