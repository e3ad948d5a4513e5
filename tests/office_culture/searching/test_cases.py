"""Kept cases of search, each through the database: what must be found, what must not, and what comes first."""

import csv
import unicodedata
from pathlib import Path

import pytest

from office_culture.models import Regulation
from tests.factories import FACTORIES
from tests.factories.documents import DocumentFactory

with (Path(__file__).parents[2] / "data" / "search.tsv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file, delimiter="\t"))
# Beginnings are found, and stand below whole words.
BELOW = {"N038"}

pytestmark = pytest.mark.django_db


def of(section):
    return [pytest.param(case, id=case["id"]) for case in CASES if case["section"] == section]


def typed(case, column, form):
    return unicodedata.normalize(case[form] or "NFC", case[column])


def known(name):
    return FACTORIES[Regulation](name=name)


@pytest.mark.parametrize("case", of("pair"))
def test_is_found(case):
    query, target = (
        typed(case, "query_or_position", "query_form"),
        typed(case, "target_or_name", "target_form"),
    )
    made = known(target)
    assert made in Regulation.objects.search(query)
    assert made in Regulation.objects.best_first(query)


@pytest.mark.parametrize("case", of("negative"))
def test_is_not_found(case):
    query, target = case["query_or_position"], case["target_or_name"]
    other, same = known(target), known(query)
    found = list(Regulation.objects.best_first(query))
    assert found == ([same, other] if case["id"] in BELOW else [same])


@pytest.mark.parametrize("case", of("rank"))
def test_comes_first(case):
    first, second = case["target_or_name"].split(" || ")
    later, sooner = known(second), known(first)
    found = list(Regulation.objects.best_first(case["query_or_position"]))
    assert found[0] == sooner
    assert found in ([sooner, later], [sooner])


@pytest.mark.parametrize(
    "symbol", ["733/QĐ-TTg", "733/qd-ttg", "733/QÐ-TTg", "qđ-ttg", "qdttg", "733 ttg", "0733"]
)
def test_documents_are_found_by_their_symbol(symbol):
    made = DocumentFactory(symbol="733/QĐ-TTg")
    DocumentFactory(symbol="1733/QĐ-UBND")
    assert list(made.__class__.objects.search(symbol)) == [made]
