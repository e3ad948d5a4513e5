"""Where things stand: a file is found from its noun and its ring, and a name has one meaning."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.contrib import admin

from tests.guards.registry import OWN_APPS, name_of, own_models, own_sheets

ROOT = Path(__file__).parents[2]

# Kinds that stand in the file of another noun in some ring, each with the reason.
ELSEWHERE = {
    "office_culture.checklistgroup": "a part of a checklist, edited on pages of its own",
    "office_culture.checklistitem": "a part of a checklist, edited on pages of its own",
}
# Classes that mean the same in each place where they stand.
SAME_MEANING = {
    "Command": "a command of manage.py, found by the name of its file",
    "Body": "the writer of the body, once for each form of a paper",
}
# Pairs of file names that differ in their number alone, each with the reason.
SINGULAR_AND_PLURAL = {
    "paper": "the value that the paper kit renders; papers are the issued ones",
    "check": "the examination of a signature; checks are those of the installation",
    "page": "what a sheet asks of the page of its record; pages are views",
}


def sources() -> list[Path]:
    return [
        path
        for app in OWN_APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("app", OWN_APPS)
def test_the_root_of_a_package_holds_rings_only(app):
    assert {path.name for path in (ROOT / app).glob("*.py")} == {"__init__.py", "apps.py"}


def shown_models() -> list[type]:
    return [model for model in own_models() if model in admin.site._registry]


@pytest.mark.parametrize("model", shown_models(), ids=name_of)
def test_noun_and_ring_find_page_and_sheet(model):
    noun = model.__module__.rpartition(".")[2]
    places = {type(admin.site._registry[model]).__module__, own_sheets().get(model, "")} - {""}
    nouns = {place.rpartition(".")[2] for place in places}
    if name_of(model) in ELSEWHERE:
        assert nouns != {noun}, "it stands where its noun says: take it off the list"
    else:
        assert nouns == {noun}


# A class of a module; those that begin with a line are its own affair.
CLASS = re.compile(r"^class ([A-Za-z]\w*)", re.MULTILINE)


def test_a_class_name_has_one_meaning():
    places = defaultdict(list)
    for path in sources():
        for name in CLASS.findall(path.read_text("utf-8")):
            places[name].append(str(path.relative_to(ROOT)))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert twice.keys() == SAME_MEANING.keys(), twice


def test_no_two_files_differ_in_their_number_alone():
    names = {path.stem for path in sources() if len(path.relative_to(ROOT).parts) == 3}  # app, ring, noun
    assert {name for name in names if f"{name}s" in names} == SINGULAR_AND_PLURAL.keys()


def test_what_drives_a_browser_stands_where_make_browser_looks():
    """It collects that directory alone, which is a third of the work of collecting everything."""
    tests = {path: path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py")}
    marked = {path for path, text in tests.items() if f"pytest.mark.{'browser'}" in text}
    assert marked == {path for path in tests if ROOT / "tests" / "browser" in path.parents}
