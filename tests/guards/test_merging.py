"""Two records that are one: every kind that says so has its page, and no link to it is left behind."""

import pytest
from django.apps import apps

from office_culture.actions.merging import columns_to
from office_culture.admin.bricks import MergePages
from tests.guards.registry import name_of, own_admins, own_models

MERGING = [model for model in own_models() if getattr(model, "merges", False)]


@pytest.mark.parametrize("model", MERGING, ids=name_of)
def test_every_column_that_points_there_moves(model):
    covered = set(columns_to(model))
    for other in apps.get_models(include_auto_created=True):
        for field in other._meta.concrete_fields:
            assert field.related_model is not model or field in covered


def test_what_merges_has_its_pages_and_its_right():
    assert {page.model for page in own_admins() if isinstance(page, MergePages)} == set(MERGING)
    for model in MERGING:
        assert f"merge_{model._meta.model_name}" in dict(model._meta.permissions)
