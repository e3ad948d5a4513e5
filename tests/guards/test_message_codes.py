"""The codes of our messages: Django replaces the words of a message whose code it knows itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import django.forms.fields
import django.forms.models
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models

from tests.guards.registry import own_models

ROOT = Path(__file__).parents[2]
RAISED = {"ValidationError", "Unreadable", "SymbolError", "DateError", "NumberError", "Oddity", "Question"}


def codes_of_django() -> set[str]:
    """Every code whose words a form's or a model's field replaces by its own."""
    kinds = [*vars(django.forms.fields).values(), *vars(django.forms.models).values(), *vars(models).values()]
    tables = [kind.default_error_messages for kind in kinds if hasattr(kind, "default_error_messages")]
    return {code for table in tables for code in table} | {"unique_together", NON_FIELD_ERRORS}


def ours() -> Iterator[tuple[str, str]]:
    """Each code in our own source with the place where it stands."""
    for package in ("office_culture", "campaign", "awards"):
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            source = path.read_text("utf-8")
            for node in ast.walk(ast.parse(source)) if any(name in source for name in RAISED) else ():
                if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in RAISED:
                    continue
                named = [word.value for word in node.keywords if word.arg == "code"]
                # Our own take the code first; Django's takes the words first.
                first = node.args[:1] if getattr(node.func, "id", "") != "ValidationError" else []
                for value in (*named, *first):
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value, f"{path.relative_to(ROOT)}:{value.lineno}"


def test_no_code_of_ours_is_one_of_django():
    found = list(ours())
    assert len(found) > 40
    taken = codes_of_django()
    assert {"blank", "required", "unique", "invalid"} <= taken
    assert [place for place in found if place[0] in taken] == []


def test_a_constraint_names_a_field_or_a_code_of_its_own():
    taken = codes_of_django()
    for model in own_models():
        fields = {field.name for field in model._meta.get_fields()}
        for constraint in model._meta.constraints:
            code = constraint.violation_error_code
            assert code is None or code in fields or code not in taken, constraint.name
