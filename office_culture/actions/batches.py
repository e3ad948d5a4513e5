"""Taking back what was written as one batch: new records go, changed ones get their earlier values."""

import uuid
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from office_culture.actions import bulk
from office_culture.models.events import Event, Verb
from office_culture.models.memory import valued

if TYPE_CHECKING:
    from office_culture.models.accounts import User

_NAMED = 5
# Records that one statement reads or deletes.
_AT_ONCE = 500


# By kind and key, as events name them.
Rows = dict[tuple[int | None, int | None], Any]


class CannotUndo(ValueError):
    """The batch cannot be taken back; the text says which records stand in the way."""


def take_back(batch: uuid.UUID, *, by: "User", reason: str) -> int:
    """Takes back all records of the batch, within the transaction and the batch of the caller; returns their number.

    Raises `CannotUndo` where a record was changed since or something rests on it.
    """
    done = list(Event.objects.filter(batch=batch).exclude(object_id=None).order_by("-pk"))
    made = [event for event in done if event.verb == Verb.CREATE]
    changed = [event for event in done if event.verb == Verb.CHANGE and event.changes]
    rows = _rows_of([*made, *changed])
    _change_back(changed, rows, by, reason)
    _delete(made, rows, by, reason)
    return len(made) + len(changed)


def _rows_of(done: Sequence[Event]) -> Rows:
    """The records of the events as they are now, by kind and key. Raises `CannotUndo` for one changed since."""
    found: Rows = {}
    for kind in {event.content_type_id for event in done if event.content_type_id is not None}:
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        keys = [event.object_id for event in done if event.content_type_id == kind]
        for start in range(0, len(keys), _AT_ONCE):
            rows = model._base_manager.filter(pk__in=keys[start : start + _AT_ONCE]).select_for_update()
            found |= {(kind, row.pk): row for row in rows}
    later = [
        event.object_name
        for event in done
        if (row := found.get((event.content_type_id, event.object_id))) is None
        or row.version != event.version
    ]
    if later:
        raise CannotUndo(_("Changed since then: %(records)s.") % {"records": _first_names(later)})
    return found


def _change_back(changed: Sequence[Event], rows: Rows, by: "User", reason: str) -> None:
    by_kind: dict[int | None, list[Any]] = {}
    names: dict[int | None, set[str]] = {}
    for event in changed:
        row = rows[event.content_type_id, event.object_id]
        for name, (old, _new) in event.changes.items():
            field = row._meta.get_field(name)
            setattr(row, field.attname, valued(field, old))
            names.setdefault(event.content_type_id, set()).add(name)
        by_kind.setdefault(event.content_type_id, []).append(row)
    for kind, of_kind in by_kind.items():
        bulk.write((), of_kind, sorted(names.get(kind, ())), by=by, reason=reason)


def _delete(made: Sequence[Event], rows: Rows, by: "User", reason: str) -> None:
    """Deletes records, those that came last first. Raises `CannotUndo` where others rest on them."""
    for _kind, of_kind in groupby(made, key=lambda event: event.content_type_id):
        records = [rows[event.content_type_id, event.object_id] for event in of_kind]
        for start in range(0, len(records), _AT_ONCE):
            part = records[start : start + _AT_ONCE]
            try:
                bulk.delete(part, by=by, reason=reason)
            except ProtectedError:
                # Maybe by one another only: the last one rests on none of them.
                _delete_each(part, by, reason)


def _delete_each(records: Sequence[Any], by: "User", reason: str) -> None:
    for row in records:
        try:
            row.delete(by=by, reason=reason)
        except ProtectedError as error:
            resting = sorted({str(other) for other in error.protected_objects})
            raise CannotUndo(
                _("“%(record)s” is used already, by: %(others)s.")
                % {"record": row, "others": _first_names(resting)}
            ) from error


def _first_names(names: Sequence[str]) -> str:
    return "; ".join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")
