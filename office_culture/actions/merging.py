"""Two records that are one: the links of one move to the other, its key still answers, and all of it can be undone.

One event on the key that goes keeps everything: what the record held, which links moved, and which rows pointed to the
record that stays by then. Texts that rows and papers keep of names stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from office_culture.actions.workflow import Refused
from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.models.memory import last_words, valued
from office_culture.selectors.events import events_of

if TYPE_CHECKING:
    from office_culture.models.accounts import User

M = TypeVar("M", bound=Record)


@dataclass(frozen=True, slots=True)
class Links:
    """The rows that point to a record by one column; `refusals` says of those that cannot move why."""

    field: Any
    rows: tuple[models.Model, ...]
    refusals: tuple[tuple[models.Model, str], ...] = ()


def columns_to(model: type[models.Model]) -> Iterator[Any]:
    """Every column of every table that points to `model`."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.field  # type: ignore[union-attr]


def links_to_move(*, old: Record, into: Record) -> list[Links]:
    """What points to `old`, by column, with why a row cannot point to `into` instead."""
    return [found for field in columns_to(type(old)) if (found := _links(field, old, into)).rows]


def _links(field: Any, old: Record, into: Record) -> Links:
    rows = tuple(field.model._base_manager.filter(**{field.name: old.pk}).order_by("pk"))
    return Links(field, rows, tuple((row, why) for row in rows if (why := _refusal(row, field, into))))


def _refusal(row: models.Model, field: Any, into: Record) -> str:
    """Which constraint the row would break, in its own words."""
    before = getattr(row, field.attname)
    setattr(row, field.name, into)
    try:
        models.Model.validate_constraints(row)
        if field.unique and field.model._base_manager.filter(**{field.name: into.pk}).exists():
            return _("Only one row may point there.")
    except ValidationError as error:
        return " ".join(error.messages)
    finally:
        setattr(row, field.attname, before)
    return ""


def _keys(field: Any, record: Record) -> list[int]:
    rows = field.model._base_manager.filter(**{field.name: record.pk})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _column(field: Any) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def _point(field: Any, keys: list[int], to: int) -> None:
    """Points the rows to another record, frozen ones too: what they say stays the same."""
    rows: models.QuerySet[Any] = models.QuerySet(field.model).filter(pk__in=keys)
    rows.update(**{field.attname: to})


@transaction.atomic
def merge(*, old: M, into: M, by: "User", reason: str = "") -> M:
    """Moves every link from `old` to `into` and lets `old` go. Raises `Refused` where a link cannot move."""
    if type(old) is not type(into) or old.pk == into.pk:
        raise Refused(_("Choose another record of the same kind."))
    if _lies_within(old, into) or _lies_within(into, old):
        raise Refused(_("One of the two lies below the other in the tree; move it out first."))
    locked = type(old)._default_manager.select_for_update().order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=(old.pk, into.pk))}
    if len(rows) < 2:
        raise Refused(_("One of the two is no longer there."))
    found = links_to_move(old=rows[old.pk], into=rows[into.pk])
    stuck = [f"{row}: {why}" for links in found for row, why in links.refusals]
    if stuck:
        raise Refused(_("These links cannot move: %(links)s") % {"links": "; ".join(stuck)})
    owned = {_column(field): keys for field in columns_to(type(old)) if (keys := _keys(field, into))}
    moved = {_column(links.field): [row.pk for row in links.rows] for links in found}
    event = Event.made(
        verb=Verb.MERGE,
        by=by,
        obj=rows[old.pk],
        reason=reason,
        changes=last_words(rows[old.pk]),
        detail={"into": into.pk, "moved": moved, "owned": owned},
    )
    try:
        with transaction.atomic():
            for links in found:
                _point(links.field, moved[_column(links.field)], into.pk)
            models.QuerySet(type(old)).filter(pk=old.pk)._raw_delete(using=old._state.db or "default")
    except IntegrityError as error:
        raise Refused(_("The database refused to move a link: %(error)s") % {"error": error}) from error
    event.save()
    _settle(type(old), moved)
    return rows[into.pk]  # type: ignore[return-value]  # a manager knows no kind of record


def _lies_within(one: Record, other: Record) -> bool:
    above, below = getattr(one, "path", ""), getattr(other, "path", "")
    return bool(above and below.startswith(above))


def _settle(model: type[Record], moved: dict[str, list[int]]) -> None:
    """Columns that a tree computes from its links follow."""
    for key in moved.get(f"{model._meta.label_lower}.parent", ()):
        model._default_manager.get(pk=key).save()


def answering(model: type[M], key: int) -> M | None:
    """The record that answers to a key that was merged, however often; None where there is none."""
    seen: set[int] = set()
    while key not in seen:
        seen.add(key)
        row = model._base_manager.filter(pk=key).first()
        if row is not None:
            return row
        last = events_of(model(pk=key)).filter(verb__in=(Verb.MERGE, Verb.PART)).first()
        if last is None or last.verb != Verb.MERGE:
            return None
        key = last.detail["into"]
    return None


@transaction.atomic
def part(*, event: Event, by: "User", reason: str = "") -> Record:
    """Undoes a merger. Raises `Refused` where anything new rests on the record that stayed, or a moved link changed."""
    kind: Any = event.content_type
    model = kind.model_class()
    into = model._default_manager.select_for_update().filter(pk=event.detail["into"]).first()
    if into is None or model._base_manager.filter(pk=event.object_id).exists():
        raise Refused(_("This merger is undone already, or the record that stayed was merged itself."))
    moved, owned = event.detail["moved"], event.detail["owned"]
    for field in columns_to(model):
        name = _column(field)
        now = set(_keys(field, into))
        if set(moved.get(name, ())) - now or now - {*moved.get(name, ()), *owned.get(name, ())}:
            raise Refused(
                _("Since the merger “%(kind)s” was changed or added to; look there first.")
                % {"kind": field.model._meta.verbose_name_plural}
            )
    again = model(pk=event.object_id)
    for field in model.remembered_fields():
        if field.name in event.changes:
            setattr(again, field.attname, valued(field, event.changes[field.name][0]))
    again.version = (event.version or 0) + 1
    again.save(by=by, reason=reason, verb=Verb.PART, detail={"from": into.pk}, force_insert=True)
    for field in columns_to(model):
        _point(field, moved.get(_column(field), []), again.pk)
    _settle(model, moved)
    return again
