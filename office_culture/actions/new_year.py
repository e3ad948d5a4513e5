"""Beginning a year: what the year before hands on is copied as one batch, which one event tells of and one undoes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from office_culture.actions import events
from office_culture.actions.batches import CannotUndo, take_back
from office_culture.actions.copies import CopiedRow, begin_next
from office_culture.models import context
from office_culture.models.events import Event, Verb

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A record of the year before with the plan of its copy and the values in which the copy differs."""

    former: Any
    plan: CopiedRow
    changed: Mapping[str, Any]


@transaction.atomic
def begin_year(*, year: int, handed_on: Sequence[HandedOn], by: User) -> Event:
    """Writes the copies in their order, all or none. Raises `ValidationError`.

    A link to a record that is copied before leads to its copy: the plan of the new year belongs to its campaign.
    """
    copies: dict[models.Model, models.Model] = {}
    with context.in_batch():
        for item in handed_on:
            changed = {**_links_to(copies, item.former), **item.changed}
            copies[item.former] = begin_next(plan=item.plan, changed=changed, by=by)
        return events.record(verb=Verb.BEGIN_YEAR, by=by, year=year, records=len(copies))


def _links_to(copies: Mapping[models.Model, models.Model], former: models.Model) -> dict[str, int]:
    """The columns of the record that link to one that was copied, with the key of that copy."""
    keys: dict[tuple[Any, Any], Any] = {(type(old), old.pk): new.pk for old, new in copies.items()}
    found = {}
    for field in former._meta.concrete_fields:
        key = getattr(former, field.attname)
        if field.is_relation and (field.related_model, key) in keys:
            found[field.attname] = keys[field.related_model, key]
    return found


@transaction.atomic
def undo_year(*, event: Event, by: User) -> int:
    """Takes back the copies with which a year was begun; returns how many records went.

    Raises `CannotUndo`, and changes nothing, where one was changed since, is used, or was taken back already.
    """
    if event.batch is None or taken_back(event):
        raise CannotUndo(_("This was taken back already."))
    year = event.detail["year"]
    with context.in_batch():
        count = take_back(
            event.batch, by=by, reason=_("The beginning of %(year)s was taken back.") % {"year": year}
        )
        events.record(verb=Verb.UNDO_YEAR, by=by, year=year, records=count, undone=str(event.batch))
    return count


def taken_back(event: Event) -> bool:
    """Whether the copies of that beginning were taken back."""
    return Event.objects.filter(verb=Verb.UNDO_YEAR, detail__undone=str(event.batch)).exists()
