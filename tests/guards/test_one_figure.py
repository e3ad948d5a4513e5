"""A figure is made once, by a selector: sections print what they are given and give no text an origin of their own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.report.preflight.registry import About, checks
from office_culture.rules.facts import FactSource, registry
from office_culture.rules.parts import appendices, sections

ROOT = Path(__file__).parents[2]
# The one module that turns a fact into a piece of text, and the kit below it.
MAKE_RUNS = {"office_culture/sections/figures.py"}


def modules() -> Iterator[Path]:
    for package in ("office_culture", "campaign", "awards"):
        for ring in ("sections", "report", "views", "actions"):
            yield from sorted((ROOT / package / ring).rglob("*.py"))


def origins_given(source: str) -> list[int]:
    """The lines on which a piece of text gets an origin other than by a fact."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "office_culture.papers.blocks":
            found += [node.lineno for name in node.names if name.name == "figure"]
        if isinstance(node, ast.Call):
            named = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if named in {"Run", "replace"} and any(word.arg == "origin" for word in node.keywords):
                found.append(node.lineno)
    return found


def test_no_module_gives_a_text_an_origin_by_hand():
    checked = list(modules())
    assert len(checked) > 60
    loose = {
        str(path.relative_to(ROOT)): lines
        for path in checked
        if (lines := origins_given(path.read_text())) and str(path.relative_to(ROOT)) not in MAKE_RUNS
    }
    assert loose == {}


@pytest.mark.parametrize(
    "source",
    [
        "from office_culture.papers.blocks import figure",
        "Run(counted(3), origin='case_files.received')",
        "replace(run, origin=key)",
    ],
)
def test_the_guard_sees_what_it_forbids(source):
    assert origins_given(source)


def test_a_name_taken_twice_is_refused():
    with pytest.raises(Exception, match="Two sections are called tasks"):
        sections.register("tasks", "again")(lambda at: ())
    with pytest.raises(Exception, match="Two appendices are called honours"):
        appendices.register("honours", "again")(lambda at: ())
    with pytest.raises(Exception, match="Two checks are called gap"):
        checks.register("gap", "again", About.PAPER)(lambda found: ())
    with pytest.raises(Exception, match="Two sources of facts are called tasks"):
        registry.register(FactSource("tasks", "again", lambda scope: (), lambda found: ()))


@pytest.mark.parametrize("parts", [sections, appendices], ids=lambda parts: parts.kind)
def test_every_part_is_explained_and_leads_to_its_records(parts):
    from django.urls import reverse

    assert len(parts.choices()) > 2
    for name, meaning in parts.choices():
        assert str(meaning).strip()
        records = parts[name].records
        assert not records or reverse(f"admin:{records}_changelist")
