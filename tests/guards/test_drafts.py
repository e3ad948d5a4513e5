"""Drafts that their author may delete: nothing that is brought back has lost anything."""

import pytest
from django.db.models import CASCADE, DateTimeField

from office_culture.actions import drafts
from office_culture.models.memory import Remembered
from office_culture.selectors.drafts import deleted_drafts, draft_models
from tests.drafts import begun_by
from tests.factories import FACTORIES
from tests.guards.registry import name_of

# Tells of the row itself, or of answers to questions, which are asked anew.
OF_THE_ROW = {"version", "kept_as_typed"}


def below(model) -> list[type]:
    """The kinds of rows that go with a draft."""
    found = []
    for relation in model._meta.related_objects:
        if relation.on_delete is CASCADE:
            found += [relation.related_model, *below(relation.related_model)]
    return found


def values(row) -> dict:
    return {
        field.name: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OF_THE_ROW and not isinstance(field, DateTimeField)
    }


@pytest.mark.django_db
@pytest.mark.parametrize("model", draft_models(), ids=name_of)
def test_a_draft_comes_back_as_it_was(model, superuser):
    assert model.draft_state in dict(model._meta.get_field("state").choices)
    draft = begun_by(FACTORIES[model](), superuser)
    stood = values(model._base_manager.get(pk=draft.pk))
    assert stood["state"] == model.draft_state
    drafts.delete(record=draft, by=superuser)
    [event] = deleted_drafts(superuser)
    drafts.bring_back(event=event, by=superuser)
    assert values(model._base_manager.get(pk=draft.pk)) == stood


@pytest.mark.parametrize("model", draft_models(), ids=name_of)
def test_what_goes_with_a_draft_is_remembered(model):
    for part in below(model):
        assert issubclass(part, Remembered), "deleted with the draft, and nothing would bring it back"
        derived = set(getattr(part, "derived", ()))
        assert set(part.unremembered) <= derived, "what no event keeps comes back only if it is computed"
        assert not [r for r in part._meta.related_objects if r.many_to_many], "its links would be lost unseen"
