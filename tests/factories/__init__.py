"""One factory for each model; `FACTORIES` is what the guards loop over."""

import importlib
import pkgutil

from factory.django import DjangoModelFactory

MODULES = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]

FACTORIES = {
    thing._meta.model: thing
    for module in MODULES
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and not thing._meta.abstract
}
