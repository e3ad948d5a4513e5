"""What holds for the memory of change: no secrets, everybody is named, every page leaves its event."""

import ast
import functools
import re
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType

import office_culture
from office_culture.models.memory import Remembered
from tests.guards.registry import name_of, own_models

ROOT = Path(office_culture.__file__).parent.parent
REMEMBERED = [model for model in own_models() if issubclass(model, Remembered)]

SECRET = re.compile(r"passw|token|secret|otp|hash|salt|private|pin$")

BULK = frozenset({"bulk_create", "bulk_update", "update_or_create", "get_or_create"})

# Where what is written is no record, so nobody remembers it. File: what stands before `.save(`.
NO_RECORDS = {
    "office_culture/actions/bulk.py": ("filter",),  # the helper itself, which has recorded the deletion
    "office_culture/actions/long_work.py": ("filter",),  # work in the background, and the queue of the worker
    "office_culture/actions/notices.py": ("lapsed",),  # what somebody has seen of what waits is of no record
    "office_culture/actions/saved_views.py": ("filter",),  # how somebody arranges a list is of no record
    "office_culture/actions/unsaved.py": ("filter",),  # what was typed and not saved is of no record
    "office_culture/actions/papers.py": {"register", "PaperFacts"},
    "office_culture/actions/signatures.py": {"row"},
    "office_culture/actions/counters.py": {"row"},
    "office_culture/actions/devices.py": {"sessions", "devices"},
    "office_culture/actions/files.py": {"stored", "content"},
    "office_culture/actions/second_factor.py": {"phones", "boxes"},
    "office_culture/actions/sign_in_limits.py": {"failures"},
    "office_culture/actions/events.py": {"event"},
    "office_culture/actions/merging.py": {"event"},
    "campaign/report/issued_facts.py": {"made"},
    "office_culture/resources/template_book.py": {"book"},
    "office_culture/resources/formats.py": {"book"},
    "office_culture/admin/bricks/memory.py": {"formset"},
    "awards/actions/decisions.py": {"register"},
}


@pytest.mark.parametrize("model", REMEMBERED, ids=name_of)
def test_no_event_keeps_a_secret(model):
    kept = {field.name for field in model.remembered_fields()}
    assert not {name for name in kept if SECRET.search(name)}
    assert set(model.unremembered) <= {field.name for field in model._meta.concrete_fields}


@pytest.mark.parametrize("model", [m for m in REMEMBERED if not m.made_with_another], ids=name_of)
def test_what_somebody_types_is_remembered(model):
    typed = {field.name for field in model._meta.concrete_fields if field.editable}
    forgotten = (typed & set(model.unremembered)) - {"password", "last_login"}
    assert not forgotten, "a change of it would leave no trace"


def product_files() -> list[Path]:
    """Everything that acts for somebody: the sample office and commands act for nobody."""
    return sorted(
        path
        for package in ("office_culture", "campaign", "awards")
        for ring in ("actions", "admin", "resources", "views", "report", "project/report")
        for path in (ROOT / package / ring).rglob("*.py")
    )


@functools.cache
def calls() -> list[tuple[Path, ast.Call, ast.Attribute]]:
    """Each call of a method in these files: where it stands, the call, its method."""
    return [
        (path, call, call.func)
        for path in product_files()
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    ]


def test_every_save_and_delete_says_who_acts():
    silent = []
    for path, call, method in calls():
        name = str(path.relative_to(ROOT))
        if method.attr not in {"save", "delete"} or any(k.arg in {"by", None} for k in call.keywords):
            continue
        said = subject(method.value)
        if said != "super" and said not in NO_RECORDS.get(name, ()) and not allowed(name, call):
            silent.append(f"{name}:{call.lineno} {said}.{method.attr}(")
    assert silent == []


def allowed(name: str, call: ast.Call) -> bool:
    """Files whose owner is gone are no records; they are swept up by a command."""
    return name == "office_culture/actions/files.py" and subject(call.func.value) == "needless"


def subject(node: ast.AST) -> str:
    """The last name before the call: `row` of `row.save()`, `PaperFacts` of `PaperFacts(...).save()`."""
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            return node.attr
        elif isinstance(node, ast.Name):
            return node.id
        else:
            return ""


def test_records_are_written_in_bulk_by_the_one_helper_only():
    """Bulk writes pass by the memory: `actions.bulk` writes the events; other tables are named here."""
    unremembered = {"Appraisal", "BatchCertificate", "BreachCount", "NoticeMark", "SavedView", "UnsavedForm"}
    found = set()
    for path, _call, method in calls():
        if method.attr in BULK:
            base = method.value
            named = isinstance(base, ast.Attribute) and isinstance(base.value, ast.Name)
            found.add(base.value.id if named else path.name)
    assert found - unremembered - {"NumberRegister"} == {"bulk.py"}
    by_name = {model.__name__: model for model in own_models()}
    assert not any(issubclass(by_name[name], Remembered) for name in found & by_name.keys())


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in REMEMBERED if not m.made_with_another], ids=name_of)
def test_a_creation_keeps_all_values(model):
    from office_culture.selectors.events import events_of, versions_of
    from tests.factories import FACTORIES

    made = model._base_manager.get(pk=FACTORIES[model]().pk)
    assert events_of(made).last().verb in {"create", "issue", "transition"}
    told = versions_of([made])[made.pk][-1]
    for field in model.remembered_fields():
        assert getattr(told, field.attname) == getattr(made, field.attname), field.name
    assert events_of(made).last().content_type == ContentType.objects.get_for_model(model)
