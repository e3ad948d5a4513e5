"""Our style sheets: few and by part, one scale of distances, colours in one place, and one primary button."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ("office_culture", "campaign", "awards")

# One file for each part of the screen; what all pages have comes first.
PARTS = {
    "office_culture/colours.css",
    "office_culture/screen.css",
    "office_culture/forms.css",
    "office_culture/lists.css",
    "office_culture/work.css",
    "office_culture/print.css",
    "office_culture/inspection.css",
    "office_culture/paper.css",
    "office_culture/sheets.css",
    "campaign/campaign.css",
    "awards/awards.css",
}
# In pixels; lines of one pixel are no distance.
DISTANCES = {0, 1, 2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48, 64, 80}
CORNERS = {0, 4, 8, 12}
# In rem of the screen; a paper on the screen has the sizes of its printed form.
SIZES = {"0.75", "0.8125", "0.875", "0.9375", "1", "1.125", "1.25", "1.375", "1.5", "2"}
# Paper has distances and colours of its own, and the scan of a certificate is laid on white.
_OF_PAPER = {"office_culture/print.css"}
_WHITE_AND_BLACK = {"#fff", "#000"}


def sheets() -> dict[str, str]:
    """The text of each style sheet without its comments, by package and name."""
    found = {}
    for package in OWN:
        for path in sorted((ROOT / package / "static").rglob("*.css")):
            name = "/".join(path.parts[-2:])
            found[name] = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)
    return found


SHEETS = sheets()


def rules_of(text: str) -> list[tuple[str, str, str]]:
    """Each rule with the query that it stands in ("" for none), its selector and what it declares."""
    found, where, depth = [], "", 0
    for head, mark in re.findall(r"([^{}]*)([{}])", text):
        if mark == "{" and head.strip().startswith("@media"):
            where, depth = " ".join(head.split()), depth + 1
        elif mark == "{":
            selector = " ".join(head.split())
        elif head.strip():
            found.append((where, selector, " ".join(head.split())))
        elif depth:
            where, depth = "", depth - 1
    return found


def test_there_are_as_many_as_there_are_parts():
    assert set(SHEETS) == PARTS


def test_no_rule_stands_twice():
    every = Counter(rule for text in SHEETS.values() for rule in rules_of(text))
    assert [rule for rule, count in every.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(PARTS - _OF_PAPER))
def test_distances_sizes_and_corners_are_of_one_scale(name):
    text = SHEETS[name]
    odd = []
    for names, allowed in (("(?:padding|margin|gap)[a-z-]*", DISTANCES), ("border[a-z-]*radius", CORNERS)):
        for declared in re.findall(rf"[{{;\s]({names}:[^;}}]+)", text):
            odd += [declared for px in re.findall(r"(?<![\d.-])(\d+)px", declared) if int(px) not in allowed]
    if name != "office_culture/paper.css":
        odd += [size for size in re.findall(r"font-size: ([\d.]+)rem", text) if size not in SIZES]
    assert odd == []


def test_colours_stand_in_one_place_and_dark_ones_alike_in_both_scopes():
    for name in PARTS - _OF_PAPER - {"office_culture/colours.css"}:
        assert set(re.findall(r"#[0-9a-f]{3,8}\b(?=[^{}]*[;}])", SHEETS[name])) <= _WHITE_AND_BLACK, name
    scopes: dict[str, list[str]] = {}
    for where, selector, declared in rules_of(SHEETS["office_culture/colours.css"]):
        scopes[f"{where} {selector}".strip()] = declared.split("; ")
    light = scopes.pop('html[data-theme="light"], :root')
    as_the_computer, as_chosen = scopes.values()
    assert as_the_computer == as_chosen

    def names(declared: list[str]) -> list[str]:
        return [one.split(":")[0] for one in declared]

    assert names(light) == names(as_chosen)


def test_what_a_phone_changes_is_for_its_screen_alone():
    """A sheet of A4 is as narrow as a phone, and is printed as a desk shows it."""
    for name, text in SHEETS.items():
        for query in re.findall(r"@media ([^{]+)\{", text):
            assert "width" not in query or query.startswith("screen"), f"{name}: {query}"


def templates() -> list[Path]:
    return sorted(path for package in OWN for path in (ROOT / package / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_a_form_has_one_primary_button(path):
    """The others are drawn as secondary, so that the eye finds what comes next."""
    text = path.read_text()
    for form in re.findall(r"<form\b.*?</form>", text, flags=re.DOTALL):
        primary = re.findall(r'<(?:input|button|a)\b[^>]*class="[^"]*\b(?:default|button)\b[^"]*"', form)
        # The same button may stand at the top and at the bottom; what stands in one branch or the other is drawn once.
        primary = {one for one in primary if "secondary" not in one and 'type="button"' not in one}
        branches = form.count("{% else %}") + form.count("{% elif")
        assert len(primary) <= 1 + branches, f"{path.name}: {primary}"
