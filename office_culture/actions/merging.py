"""Merging two records that are one: the links move to the other record, which answers for the old key; reversible.

The event on the deleted key records everything: the values of the record, the links that moved, and the rows that
pointed to the remaining record by then. Texts in rows and papers that repeat names stay as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from office_culture.actions.workflow import Refused
from office_culture.models.base import Record
from office_culture.models.events import Event, Verb
from office_culture.models.frozen import door
from office_culture.models.memory import last_words
from office_culture.selectors.merging import as_it_was

if TYPE_CHECKING:
    from office_culture.models.accounts import User

M = TypeVar("M", bound=Record)


@dataclass(frozen=True, slots=True)
class MovingLinks:
    """The rows that point to the record by one column; `refusals` are name and reason of those that cannot move."""

    field: Any
    rows: tuple[models.Model, ...]
    refusals: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The name of the kind of rows, with the name of the column."""
        return f"{capfirst(self.field.model._meta.verbose_name_plural)} ({self.field.verbose_name})"


def columns_to(model: type[models.Model]) -> Iterator[Any]:
    """Every column of every table that points to `model`."""
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            yield relation.field  # type: ignore[union-attr]


def links_to_move(*, old: Record, into: Record) -> list[MovingLinks]:
    """What points to `old`, by column, with why a row cannot point to `into` instead."""
    return [found for field in columns_to(type(old)) if (found := _links(field, old, into)).rows]


def _links(field: Any, old: Record, into: Record) -> MovingLinks:
    rows = tuple(field.model._base_manager.filter(**{field.name: old.pk}).order_by("pk"))
    return MovingLinks(
        field, rows, tuple((_named(row), why) for row in rows if (why := _refusal(row, field, into)))
    )


def _named(row: models.Model) -> str:
    """The name of the row, behind that of the record that it is part of, where it can be mended."""
    above = getattr(row, getattr(row, "part_of", None) or "", None)
    return f"{above} – {row}" if above is not None else str(row)


def _refusal(row: models.Model, field: Any, into: Record) -> str:
    """Why the row cannot point to `into`, or ""; what was wrong with the row before does not count."""
    before = getattr(row, field.attname)
    setattr(row, field.name, into)
    against = complaints(row)
    setattr(row, field.attname, before)
    if against:
        # What was wrong with the row before does not come from the merger.
        stood = complaints(row)
        against = [words for words in against if words not in stood]
    return " ".join(against)


def complaints(row: models.Model) -> list[str]:
    """The messages of all uniqueness, constraint and model checks that the row violates, each once."""
    found: list[str] = []
    # Frozen rows may move, as their content stays the same.
    rules = () if getattr(row, "frozen", False) else (row.clean,)
    for check in (row.validate_unique, row.validate_constraints, *rules):
        try:
            check()
        except ValidationError as error:
            found += error.messages
    return list(dict.fromkeys(found))


def _keys(field: Any, record: Record) -> list[int]:
    rows = field.model._base_manager.filter(**{field.name: record.pk})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _column(field: Any) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def _point(field: Any, keys: list[int], to: int) -> None:
    """Points the rows to another record, frozen ones too: their content stays the same."""
    rows: models.QuerySet[Any] = models.QuerySet(field.model).filter(pk__in=keys)
    with door("merge"):
        rows.update(**{field.attname: to})


@transaction.atomic
def merge(*, old: M, into: M, by: "User", reason: str = "") -> M:
    """Moves every link from `old` to `into` and deletes `old`. Raises `Refused` where a link cannot move."""
    if type(old) is not type(into) or old.pk == into.pk:
        raise Refused(_("Choose another record of the same kind."))
    if why := against_merging(old=old, into=into):
        raise Refused(why)
    locked = type(old)._default_manager.owning_for(by).select_for_update(of=("self",)).order_by("pk")
    rows = {row.pk: row for row in locked.filter(pk__in=(old.pk, into.pk))}
    if len(rows) < 2:
        raise Refused(_("One of the two is no longer there, or your account does not keep it."))
    found = links_to_move(old=rows[old.pk], into=rows[into.pk])
    stuck = [f"{name}: {why}" for links in found for name, why in links.refusals]
    if stuck:
        raise Refused(_("These links cannot move: %(links)s") % {"links": "; ".join(stuck)})
    owned = {_column(field): keys for field in columns_to(type(old)) if (keys := _keys(field, into))}
    moved = {_column(links.field): [row.pk for row in links.rows] for links in found}
    event = Event.build(
        verb=Verb.MERGE,
        by=by,
        obj=rows[old.pk],
        reason=reason,
        changes=last_words(rows[old.pk]),
        detail={
            "into": into.pk,
            "names": [*rows[old.pk].names_in_sheets(), *rows[old.pk].short_names()],
            "moved": moved,
            "owned": owned,
        },
    )
    try:
        with transaction.atomic():
            for links in found:
                _point(links.field, moved[_column(links.field)], into.pk)
            models.QuerySet(type(old)).filter(pk=old.pk)._raw_delete(using=old._state.db or "default")
    except IntegrityError as error:
        raise Refused(_("The database refused to move a link: %(error)s") % {"error": error}) from error
    event.save()
    _settle(type(old), moved, by)
    rows[into.pk].settle_links()
    return rows[into.pk]  # type: ignore[return-value]  # a manager knows no kind of record


def against_merging(*, old: M, into: M) -> str:
    """Why the two cannot be one whatever points to them, or ""."""
    if _is_below(old, into) or _is_below(into, old):
        return _("One of the two lies below the other in the tree; move it out first.")
    return old.refuse_merger(into)


def _is_below(above_record: Record, other: Record) -> bool:
    above, below = getattr(above_record, "path", ""), getattr(other, "path", "")
    return bool(above and below.startswith(above))


def _settle(model: type[Record], moved: dict[str, list[int]], by: "User") -> None:
    """Saves the moved children of a tree, so that the columns computed from their parent follow."""
    for key in moved.get(f"{model._meta.label_lower}.parent", ()):
        model._default_manager.get(pk=key).save(by=by)


@transaction.atomic
def part(*, event: Event, by: "User", reason: str = "") -> Record:
    """Undoes a merger. Raises `Refused` where anything new rests on the record that stayed, or a moved link changed."""
    kind: Any = event.content_type
    model = kind.model_class()
    locked = model._default_manager.owning_for(by).select_for_update(of=("self",))
    into = locked.filter(pk=event.detail["into"]).first()
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
    again = as_it_was(event)
    again.version = (event.version or 0) + 1
    try:
        with transaction.atomic():
            again.save(by=by, reason=reason, verb=Verb.PART, detail={"from": into.pk}, force_insert=True)
    except IntegrityError as error:
        raise Refused(" ".join(complaints(again)) or str(error)) from error
    for field in columns_to(model):
        _point(field, moved.get(_column(field), []), again.pk)
    _settle(model, moved, by)
    for record in (again, into):
        record.settle_links()
    return again
