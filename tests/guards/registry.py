"""What the guards loop over: our own models and the admin classes that show them."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.contrib import admin
from django.db.models import Model

from office_culture.resources.base import RecordResource

OWN_APPS = ("office_culture", "campaign", "awards")


def own_models() -> list[type[Model]]:
    """Every concrete model of ours."""
    return [
        model
        for label in OWN_APPS
        for model in apps.get_app_config(label).get_models()
        if not model._meta.auto_created
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


def own_sheets() -> dict[type[Model], str]:
    """The module of each kind's sheet."""
    for app in OWN_APPS:
        package = import_module(f"{app}.resources")
        for module in iter_modules(package.__path__):
            import_module(f"{app}.resources.{module.name}")
    found, waiting = {}, [RecordResource]
    while waiting:
        resource = waiting.pop()
        waiting += resource.__subclasses__()
        model = getattr(getattr(resource, "_meta", None), "model", None)
        if model is not None:
            found.setdefault(model, resource.__module__)
    return found
