"""What is kept about a person, and who looked at it: what the person may ask for.

Law 91/2025/QH15 on the protection of personal data, Article 4(1)(a), (c) and (d): to be told of the processing, to see
the data, and to be given it (in force since 1 January 2026; read in reprints of the law, not in the gazette).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst

from office_culture.models import Event, Person
from office_culture.models.events import READING
from office_culture.selectors.events import display_value, events_of

# Never shown to anybody.
_SECRET = frozenset({"password"})
# Say nothing of their own. Names and posts as they were on a day are computed, too, and belong to the person.
_COMPUTED = frozenset({"search_text", "sort_key", "path", "version"})


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row about the person: the kind of record, its number among those of its kind, and its fields in words."""

    kind: str
    number: int
    fields: tuple[tuple[str, str], ...]


def readings_of(person: Person) -> QuerySet[Event]:
    """Who read, printed or exported the page of the person, newest first; times of one minute are one row."""
    return events_of(person).filter(verb__in=READING)


def kept_about(person: Person) -> Iterator[KeptRow]:
    """The person and every row of any kind that names the person in a link: one statement for each kind.

    Texts of issued papers that name the person are not among it: they are found through what is (decisions, lines).
    """
    yield KeptRow(capfirst(str(person._meta.verbose_name)), 1, _in_words(person, ()))
    for model, links in sorted(_naming().items(), key=lambda item: item[0]._meta.label):
        named = models.Q()
        for link in links:
            named |= models.Q(**{link: person.pk})
        rows: Any = model._base_manager.filter(named).order_by("pk")
        shown = [field.name for field in _fields(model) if field.is_relation]
        for number, row in enumerate(rows.select_related(*shown), start=1):
            yield KeptRow(capfirst(str(model._meta.verbose_name)), number, _in_words(row, links))


def _naming() -> dict[type[models.Model], tuple[str, ...]]:
    """By kind of record, its links to people."""
    found: dict[type[models.Model], tuple[str, ...]] = {}
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if relation.one_to_many or relation.one_to_one:
            found[model] = (*found.get(model, ()), relation.field.name)
    return found


def _in_words(row: models.Model, links: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (capfirst(str(field.verbose_name)), value)
        for field in _fields(type(row))
        if field.name not in links and (value := display_value(row, field))
    )


def _fields(model: type[models.Model]) -> list[Any]:
    """The fields that say something: no keys, no secrets, nothing that is computed from others."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name not in _COMPUTED | _SECRET
        and not isinstance(field, models.JSONField | models.UUIDField)
    ]
