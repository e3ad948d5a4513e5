"""Reference lists: what is out of use is not chosen anew, and stays where it is."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from office_culture.admin.bricks import TermAdmin
from office_culture.models.terms import Term
from office_culture.resources.terms import TermResource
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_admins, own_models

TERMS = [model for model in own_models() if issubclass(model, Term)]
# What chooses a term; the rows that belong to one, such as the targets of an indicator, do not choose it.
LINKS = [
    field
    for model in own_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Term)
    if getattr(model, "part_of", None) != field.name
]


def test_every_list_that_goes_out_of_use_is_a_term():
    fields = {model: {field.name for field in model._meta.concrete_fields} for model in own_models()}
    assert [model for model in fields if "enabled" in fields[model]] == TERMS
    assert len(TERMS) > 4


def test_every_term_is_chosen_somewhere():
    assert {field.related_model for field in LINKS} == set(TERMS)


@pytest.mark.django_db
@pytest.mark.parametrize("link", LINKS, ids=str)
def test_out_of_use_is_refused_anew_and_stays_where_it_is(link):
    term = FACTORIES[link.related_model](**link.get_limit_choices_to())
    kept = FACTORIES[link.model](**{link.name: term})
    term.enabled = False
    term.save()
    fresh = link.model._default_manager.get(pk=kept.pk)
    fresh.clean_fields()
    fresh.pk = None
    with pytest.raises(ValidationError) as refused:
        fresh.clean_fields()
    assert list(refused.value.message_dict) == [link.name]


@pytest.mark.django_db
@pytest.mark.parametrize("link", LINKS, ids=str)
def test_forms_offer_what_is_in_use(link, officer, signed_in, rf):
    factory = FACTORIES[link.related_model]
    suited = link.get_limit_choices_to()
    used, old = factory(**suited), factory(**suited, enabled=False)
    page = admin.site._registry.get(link.model)
    forms = [page] if page and link.name in flatten_fieldsets(page.get_fieldsets(rf.get("/"))) else []
    forms += [
        inline
        for owner in own_admins()
        for inline in owner.inlines
        if inline.model is link.model and link.name in (inline.fields or ())
    ]
    assert forms, "no form chooses it"
    assert all(link.name in form.autocomplete_fields for form in forms)
    asked = {
        "app_label": link.model._meta.app_label,
        "model_name": link.model._meta.model_name,
        "field_name": link.name,
    }
    offered = [
        row["id"] for row in signed_in(officer).get(reverse("admin:autocomplete"), asked).json()["results"]
    ]
    assert str(used.pk) in offered
    assert str(old.pk) not in offered


@pytest.mark.django_db
@pytest.mark.parametrize("model", TERMS, ids=name_of)
def test_has_the_page_and_the_sheet_of_a_list(model, officer, signed_in):
    page = admin.site._registry[model]
    assert isinstance(page, TermAdmin)
    assert issubclass(page.resource_classes[0], TermResource)
    assert set(TermResource._meta.fields) <= set(page.resource_classes[0]._meta.fields)
    assert {"name", "code", "position", "enabled"} <= set(flatten_fieldsets(page.fieldsets))
    old = FACTORIES[model](enabled=False)
    listed = signed_in(officer).get(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    )
    assert old in listed.context["cl"].result_list


@pytest.mark.django_db
@pytest.mark.parametrize("model", TERMS, ids=name_of)
def test_the_code_is_made_once_from_the_name(model):
    term = FACTORIES[model](name="Đường dây nóng", code="")
    assert term.code == "duong-day-nong"
    term.name = "Đường dây nóng của cơ quan"
    term.save()
    assert term.code == "duong-day-nong"
