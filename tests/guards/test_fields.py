"""An editable field is one that somebody fills in: on a page, in a sheet, or a program that a factory imitates."""

from collections.abc import Iterable, Iterator

import pytest
from django.contrib import admin
from django.db import models
from django.forms import ModelForm

from office_culture.resources.base import RecordResource
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_models, own_sheets

# Kinds whose fields are filled in by other means, each with the reason.
ELSEWHERE = {
    "office_culture.event": "written by actions alone and never again",
    "office_culture.backup": "the event of a backup",
    "office_culture.inspectionresult": "the form of the whole inspection",
    "awards.deliberation": "the page that counts the ballots of a session",
    "awards.abstention": "the page that counts the ballots of a session",
    "office_culture.paperfile": "kept by the action that renders or signs; nobody describes it",
    "office_culture.inspectionresultfile": "uploaded on the form of the whole inspection, without a description",
    "office_culture.papersignature": "written by the action that checks a signed file",
    "office_culture.user": "a code sets the password; it is typed by its owner alone",
    "awards.batchfile": "kept by the action that prints; nobody describes it",
}


def _below(kind: type) -> Iterator[type]:
    for found in kind.__subclasses__():
        yield found
        yield from _below(found)


def _flat(fields: Iterable) -> Iterator[str]:
    for field in fields:
        if isinstance(field, str):
            yield field
        else:
            yield from field


def _of_page(page: admin.ModelAdmin | type[admin.options.InlineModelAdmin]) -> set[str]:
    fieldsets = page.fieldsets or ((None, {"fields": page.fields or ()}),)
    return {field for _title, options in fieldsets for field in _flat(options["fields"])}


def filled_in() -> dict[type[models.Model], set[str]]:
    """The fields of each kind that a page, a form, a sheet or a factory fills in."""
    own_sheets()  # imports every resource
    found: dict[type[models.Model], set[str]] = {}
    for model, page in admin.site._registry.items():
        found.setdefault(model, set()).update(_of_page(page))
        for inline in page.inlines:
            found.setdefault(inline.model, set()).update(_of_page(inline))
    for kind in _below(RecordResource):
        if getattr(kind._meta, "model", None) is not None:
            found.setdefault(kind._meta.model, set()).update(kind.added)
    for kind in _below(ModelForm):
        model = getattr(getattr(kind, "_meta", None), "model", None)
        if model is not None and "__all__" not in (kind._meta.fields or ()):
            found.setdefault(model, set()).update(kind._meta.fields or ())
    for model, factory in FACTORIES.items():
        found.setdefault(model, set()).update(factory._meta.declarations)
    return found


@pytest.mark.parametrize("model", [m for m in own_models() if name_of(m) not in ELSEWHERE], ids=name_of)
def test_every_editable_field_is_filled_in_somewhere(model):
    filled = filled_in().get(model, set())
    forgotten = [
        field.name
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.editable
        and not field.auto_created
        and field.name not in filled
        and getattr(field.remote_field, "through", None) not in FACTORIES
    ]
    assert not forgotten, "show it, or declare it editable=False"
