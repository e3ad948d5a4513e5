"""What the guards loop over: our own models and the admin classes that show them."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Model

OWN_APPS = ("office_culture", "campaign", "awards")


def own_models() -> list[type[Model]]:
    """Every concrete model of ours, without the history tables that follow from them."""
    return [
        model
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models()
        if not model.__name__.startswith("Historical") and not model._meta.auto_created
    ]


def own_admins() -> list[admin.ModelAdmin]:
    return [
        model_admin
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in OWN_APPS
    ]


def name_of(thing) -> str:
    model = getattr(thing, "model", thing)
    return model._meta.label_lower
