"""One factory for each model; `FACTORIES` is what the guards loop over."""

from factory.django import DjangoModelFactory

from tests.factories import campaign, documents, inspections, office

MODULES = (office, documents, campaign, inspections)

FACTORIES = {
    thing._meta.model: thing
    for module in MODULES
    for thing in vars(module).values()
    if isinstance(thing, type) and issubclass(thing, DjangoModelFactory) and thing is not DjangoModelFactory
}
