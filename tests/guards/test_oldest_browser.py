"""What Chrome 109 does not know stands in none of our sheets, scripts and pages.

Chrome 109 (January 2023) is the last one for Windows 7 and 8.1, which office computers still have; so are Edge 109 and
others made of it. The lists say since which version of Chrome something is known; they are
those of MDN's browser-compat-data of August 2026, and grow with what somebody wants to use.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = ("office_culture", "campaign", "awards")
OLDEST = 109

# Patterns in style sheets. A rule within a rule is looked for by itself.
CSS = {
    r"color-mix\(": 111,
    r"\b(?:ok)?l(?:ch|ab)\(": 111,
    r"(?<![-\w])(?:sin|cos|tan|asin|acos|atan2?)\(": 111,
    r":nth-(?:last-)?child\([^)]*\bof\b": 111,
    r"view-transition": 111,
    r"(?<![-\w])linear\(\s*[\d.]": 113,
    r"(?<!-webkit-)image-set\(": 113,
    r"@media[^{]*\((?:update|overflow-block|overflow-inline)": 113,
    r"text-wrap|white-space-collapse": 114,
    r":popover-open|(?<!-)\bpopover\b": 114,
    r"animation-timeline|scroll-timeline|view-timeline|animation-range": 115,
    r"@starting-style|transition-behavior|\boverlay:": 117,
    r"subgrid": 117,
    r"@media[^{]*\(prefers-reduced-transparency": 118,
    r"@scope\b": 118,
    r":user-(?:in)?valid": 119,
    r"(?<![-\w])(?:pow|sqrt|hypot|log|exp)\(": 120,
    r":dir\(": 120,
    r"@media[^{]*\(scripting": 120,
    r"(?<!-webkit-)\bmask(?:-image|-size|-position|-repeat)?:": 120,
    r"scrollbar-(?:width|color)": 121,
    r"light-dark\(": 123,
    r"field-sizing": 123,
    r"(?<![-\w])(?:round|mod|rem)\(": 125,
    r"anchor-name|position-anchor|position-area|position-try|(?<![-\w])anchor\(": 125,
    r":state\(": 125,
    r"font-size-adjust": 127,
    r"calc-size\(|interpolate-size": 129,
    r"::details-content": 131,
    r"text-box": 133,
    r"appearance: base-select|::picker\(|::checkmark": 135,
    r"(?<![-\w])(?:if|sibling-index|sibling-count)\(": 137,
}
JS = {
    r"\.to(?:Sorted|Reversed|Spliced)\(": 110,
    r"\]\.with\(": 110,
    r"startViewTransition": 111,
    r"is(?:WellFormed)\(": 111,
    r"new FormData\([^)]*,": 112,
    r"/v(?=[;,)\s])": 112,
    r"getSetCookie": 113,
    r"(?:show|hide|toggle)Popover|popoverTarget": 114,
    r"transferToFixedLength|\.transfer\(\)": 114,
    r"onscrollend|'scrollend'": 114,
    r"AbortSignal\.any\(": 116,
    r"(?:Object|Map)\.groupBy\(": 117,
    r"Promise\.withResolvers": 119,
    r"URL\.canParse\(": 120,
    r"Array\.fromAsync": 121,
    r"\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(": 122,
    r"\.(?:union|intersection|difference)\(": 122,
    r"Iterator\.(?:from|prototype|concat)": 122,
    r"\.(?:values|keys|entries)\(\)\.(?:map|filter|take|drop|some|find|toArray)\(": 122,
    r"\bwith \{ type:": 123,
    r"setHTMLUnsafe|parseHTMLUnsafe": 124,
    r"URL\.parse\(": 126,
    r"Promise\.try\(": 128,
    r"scheduler\.yield|Intl\.DurationFormat": 129,
    r"\.moveBefore\(": 133,
    r"\.requestClose\(|Error\.isError\(": 134,
    r"\b(?:await )?using \w+ =": 134,
    r"RegExp\.escape\(|Float16Array": 136,
    r"Uint8Array\.fromBase64|\.toBase64\(": 140,
    r"\bTemporal\.": 144,
    r"Math\.sumPrecise": 147,
}
HTML = {
    r"\bpopover(?:target)?(?:=|\b(?=[ >]))": 114,
    r"<search\b": 118,
    r"<details[^>]*\bname=": 120,
    r"\bwritingsuggestions=": 124,
    r"\bclosedby=": 134,
    r"\b(?:command|commandfor|interestfor)=": 135,
    r"<selectedcontent\b": 135,
}


def text_of(path: Path) -> str:
    """The file without comments, in which anything may be named."""
    return re.sub(
        r"/\*.*?\*/|(?m:^\s*//.*$)|\{% comment %\}.*?\{% endcomment %\}",
        "",
        path.read_text(),
        flags=re.DOTALL,
    )


def files(folder: str, ending: str) -> list[Path]:
    return sorted(path for package in OWN for path in (ROOT / package / folder).rglob(f"*.{ending}"))


def too_new(text: str, known: dict[str, int]) -> list[str]:
    return [
        f"{match.group(0)!r} (Chrome {since})"
        for pattern, since in known.items()
        if since > OLDEST
        for match in re.finditer(pattern, text)
    ]


@pytest.mark.parametrize(
    ("folder", "ending", "known"), [("static", "css", CSS), ("static", "js", JS), ("templates", "html", HTML)]
)
def test_nothing_is_newer_than_the_oldest_browser(folder, ending, known):
    found = {str(path.relative_to(ROOT)): too_new(text_of(path), known) for path in files(folder, ending)}
    assert len(found) > 5
    assert {name: words for name, words in found.items() if words} == {}


def test_no_rule_stands_within_a_rule():
    """Nesting is known since Chrome 112, without `&` since 120."""
    for path in files("static", "css"):
        open_rules: list[str] = []
        for head, mark in re.findall(r"([^{};]*)([{};])", text_of(path)):
            if mark == "{":
                within = [rule for rule in open_rules if not rule.startswith("@")]
                assert not within, f"{path.name}: {head.strip()} within {within[-1]}"
                open_rules.append(head.strip())
            elif mark == "}":
                open_rules.pop()


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("a { color: color-mix(in srgb, red, blue); }", CSS),
        ("a { color: light-dark(#fff, #000); }", CSS),
        ("a { mask: none; }", CSS),
        ("const { promise } = Promise.withResolvers();", JS),
        ("Array.fromAsync(rows)", JS),
        ("rows.toSorted()", JS),
        ("new FormData(form, button)", JS),
        ("<div popover>", HTML),
        ('<details name="one">', HTML),
    ],
)
def test_the_lists_find_what_they_are_for(text, known):
    assert too_new(text, known)


@pytest.mark.parametrize(
    "text", ["a:has(b) { inset: 0; accent-color: red; }", "a { -webkit-mask: none; top: max(1px, 2px); }"]
)
def test_the_lists_leave_what_is_known(text):
    assert too_new(text, CSS) == []


def test_the_documents_name_the_oldest_browser():
    assert f"Chrome {OLDEST}" in (ROOT / "docs" / "operations.md").read_text()
