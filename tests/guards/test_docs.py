"""What the documents say of the code stands there: every file that they name exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Files that whoever follows docs/how-to.md makes.
MADE = {"selectors/rooms.py", "sections/rooms.py"}
NAMED = re.compile(r"`([\w.]+(?:/[\w.-]+)*/[\w.-]+\.(?:py|txt|toml|html|css|js|md|yaml))`")
FOLDERS = ("office_culture", "campaign", "awards", "tests", "docs", "deploy", ".ci")


def documents() -> list[Path]:
    return [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def test_every_file_that_is_named_exists():
    files = {str(path.relative_to(ROOT)) for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")}
    named = {
        (str(document.relative_to(ROOT)), name)
        for document in documents()
        for name in NAMED.findall(document.read_text(encoding="utf-8"))
    }
    assert len(named) > 100
    ends = {"/".join(parts[at:]) for parts in (name.split("/") for name in files) for at in range(len(parts))}
    missing = sorted((where, name) for where, name in named if name not in ends | MADE)
    assert missing == [], "name the file where it stands now"
