"""What holds for every model, whoever adds the next one."""

import pytest
from django.db import models
from django.utils.functional import Promise

from office_culture.models.base import Record
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_models


@pytest.mark.parametrize("model", own_models(), ids=name_of)
def test_has_a_factory(model):
    assert model in FACTORIES


@pytest.mark.django_db
@pytest.mark.parametrize("model", own_models(), ids=name_of)
def test_reads_as_text_without_further_queries(model, django_assert_num_queries):
    made = FACTORIES[model]()
    fresh = model._default_manager.get(pk=made.pk)
    with django_assert_num_queries(0):
        assert str(fresh).strip()


@pytest.mark.parametrize("model", own_models(), ids=name_of)
def test_has_an_order_and_names(model):
    assert model._meta.ordering, "lists without an order change from page to page"
    assert isinstance(model._meta.verbose_name, Promise), "the name a user reads is translatable"


@pytest.mark.parametrize("model", own_models(), ids=name_of)
def test_links_protect_what_they_point_to(model):
    """Nothing official disappears because something else was deleted; rows below one record may die with it."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey):
            continue
        if field.remote_field.on_delete is models.CASCADE:
            assert getattr(model, "part_of", None) == field.name, f"{model.__name__}.{field.name} cascades"
        else:
            assert field.remote_field.on_delete in {models.PROTECT, models.RESTRICT}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, Record)], ids=name_of)
def test_searches_without_diacritics(model):
    """A field that is searched is found by its folded words."""
    made = FACTORIES[model]()
    if not made.search_text:
        assert not model.searched or not any(getattr(made, name) for name in model.searched)
        return
    word = made.search_text.split()[0]
    assert made in model.objects.search(word.upper())


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, Record)], ids=name_of)
def test_each_save_is_a_version(model):
    made = FACTORIES[model]()
    version = made.version
    made.save()
    assert model.objects.get(pk=made.pk).version == version + 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", [m for m in own_models() if issubclass(m, Record)], ids=name_of)
def test_every_unit_path_is_a_real_one(model, officer, contact_a):
    made = FACTORIES[model]()
    rows = model.objects.visible_to(contact_a)
    assert (made in rows) == (model.unit_path is None)
