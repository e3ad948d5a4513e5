"""Every sentence on what records take as the world is has its tests, and they are there."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.urls import reverse

from tests import posted_forms

ROOT = Path(__file__).parents[2]


@cache
def names_in(file: str) -> set[str]:
    """The names of the tests of a file as they are asked for, those of classes behind the class."""
    found = set()
    for node in ast.parse((ROOT / file).read_text()).body:
        if isinstance(node, ast.FunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef)}
    return found


@pytest.mark.parametrize("sentence", posted_forms.SENTENCES)
def test_each_sentence_has_tests_that_are_there(sentence):
    tests = posted_forms.SENTENCES[sentence]
    assert tests
    assert [test for test in tests if test.partition("::")[2] not in names_in(test.partition("::")[0])] == []


@pytest.mark.django_db
def test_only_forms_of_pages_are_counted(client):
    """A page that is only opened, and what is posted to an address without a page, is no form that was sent."""
    with posted_forms.forms_sent() as sent:
        client.get(reverse("admin:login"))
        client.post("/nowhere/")
        assert sent == []
        client.post(reverse("admin:login"), {"username": "nobody", "password": "nothing"})
    assert sent == [reverse("admin:login")]
