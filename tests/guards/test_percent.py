"""A percent sign follows its number without a space, on paper and on screen (practice of official papers)."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_PARTED = re.compile(r"(?:\d|\}\})[ \u00a0]%%?(?![}\w(])")
_SPOKEN = sorted(
    path
    for folder in ("office_culture", "campaign", "awards")
    for kind in ("*.html", "*.toml", "*.po", "*.py", "*.js")
    for path in (ROOT / folder).rglob(kind)
)


@pytest.mark.parametrize("kind", ["html", "toml", "po", "py", "js"])
def test_nothing_that_is_written_parts_a_number_from_its_percent_sign(kind):
    parted = [
        f"{path.relative_to(ROOT)}: {found[0]!r}"
        for path in _SPOKEN
        if path.suffix == f".{kind}"
        for line in path.read_text("utf-8").splitlines()
        if (found := _PARTED.search(line))
    ]
    assert parted == []
