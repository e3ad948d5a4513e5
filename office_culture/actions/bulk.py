"""Writing many rows of one kind: one statement for the rows and one for their history, however many there are."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.utils import timezone

from office_culture.models.base import Record

if TYPE_CHECKING:
    from office_culture.models.accounts import User


def update_with_history(
    rows: Sequence[Record], fields: Iterable[str], *, by: "User | None", reason: str = ""
) -> None:
    """Writes `fields` of rows that were read, locked and validated in this transaction.

    Saving each row would cost two statements a row; Django's own bulk update splits into one statement for each few
    dozen rows on SQLite. Derived columns, version and time of change are written as `save` would.
    """
    if not rows:
        return
    model = type(rows[0])
    now = timezone.now()
    for row in rows:
        row.derive()
        row.version += 1
        row.updated_at = now
    names = dict.fromkeys((*fields, *model.derived, "version", "updated_at"))
    columns: list[Any] = [model._meta.get_field(name) for name in names]
    _update(model, columns, rows)
    _add_history(model, rows, by=by, reason=reason)


def _update(model: type[Record], columns: "list[models.Field[Any, Any]]", rows: Sequence[Record]) -> None:
    quoted = connection.ops.quote_name
    key = model._meta.pk
    assignments = ", ".join(f"{quoted(str(column.column))} = %s" for column in columns)
    statement = (
        f"UPDATE {quoted(model._meta.db_table)} SET {assignments} WHERE {quoted(str(key.column))} = %s"  # noqa: S608 - only names of our own columns
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[*_values(columns, row), row.pk] for row in rows])


def _add_history(model: Any, rows: Sequence[Record], *, by: "User | None", reason: str) -> None:
    quoted = connection.ops.quote_name
    history: Any = model.history.model
    columns = [column for column in history._meta.concrete_fields if not column.primary_key]
    names = ", ".join(quoted(column.column) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quoted(history._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - only names of our own columns
    now = timezone.now()
    kept = [
        history(
            history_date=now,
            history_type="~",
            history_user=by,
            history_change_reason=reason[:100] or None,
            **{field.attname: getattr(row, field.attname) for field in history.tracked_fields},
        )
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_values(columns, row) for row in kept])


def _values(columns: "list[models.Field[Any, Any]]", row: models.Model) -> list[Any]:
    return [column.get_db_prep_save(getattr(row, column.attname), connection) for column in columns]
