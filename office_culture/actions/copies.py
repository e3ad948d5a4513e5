"""Copies of records with the rows below them: the one way by which versions and the next plan or round begin."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from office_culture.models.copies import copying_of
from office_culture.rules.moving_days import Move, with_years_moved

if TYPE_CHECKING:
    from office_culture.models.accounts import User

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class CopiedRow:
    """A row that a copy consists of: the former row, the columns of the new one, and the rows below it.

    `moved` says of each day that moves its former and its new value, by the label of its column. `link` is the column
    by which the row hangs on the one above, and `many` what its many-to-many links hold.
    """

    former: Any
    values: Mapping[str, Any]
    moved: Mapping[str, tuple[datetime.date, datetime.date]]
    link: str = ""
    many: Mapping[str, list[Any]] | None = None
    below: tuple[CopiedRow, ...] = ()

    def flat(self) -> Iterator[CopiedRow]:
        """The row and all below it, in their order."""
        yield self
        for row in self.below:
            yield from row.flat()


def plan_of_copy(row: Any, move: Move, link: str = "") -> CopiedRow:
    """What a copy of `row` with moved days consists of; nothing is written. Raises `ValidationError`."""
    declared = copying_of(row, link)
    columns = {field.name: field for field in row._meta.concrete_fields}
    days = {name: getattr(row, name) for name in declared.moved if getattr(row, name)}
    try:
        moved = {name: (day, move.day(day)) for name, day in days.items()}
    except OverflowError:
        raise ValidationError(_("These days lie too far ahead.")) from None
    copied_names = [columns[name].attname for name in declared.carried if name in columns]
    values = {name: getattr(row, name) for name in copied_names}
    values |= {name: with_years_moved(values[name], move.years) for name in declared.dated}
    below = []
    for part in declared.parts:
        rows = getattr(row, part)
        handed_on = (each for each in rows.all() if not getattr(each, "is_given_up", False))
        below += [plan_of_copy(each, move, rows.field.name) for each in handed_on]
    return CopiedRow(
        former=row,
        values=values | {name: new for name, (_former, new) in moved.items()},
        moved={str(columns[name].verbose_name): pair for name, pair in moved.items()},
        link=link,
        many={name: list(getattr(row, name).all()) for name in declared.carried if name not in columns},
        below=tuple(below),
    )


@transaction.atomic
def begin_next(*, plan: CopiedRow, changed: Mapping[str, Any], by: User) -> Any:
    """Writes the copy with the `changed` values of the first row; all or nothing. Raises `ValidationError`."""
    made = _write(plan, changed, by)
    write_below(plan, made, by)
    return made


def write_below(plan: CopiedRow, made: Any, by: User) -> None:
    """Writes the rows below a copy that is saved. Raises `ValidationError` that names the row."""
    for row in plan.below:
        try:
            written = _write(row, {row.link: made}, by)
        except ValidationError as error:
            raise ValidationError(f"{row.former}: {' '.join(error.messages)}") from error
        write_below(row, written, by)


def _write(plan: CopiedRow, changed: Mapping[str, Any], by: User) -> Any:
    made = type(plan.former)(**{**plan.values, **changed})
    links = plan.many or {}
    saved(made, by, **({"links": links} if links else {}))
    for name, rows in links.items():
        getattr(made, name).set(rows)
    return made


def saved(row: R, by: User | None, **options: Any) -> R:
    """The row, validated and saved. Raises `ValidationError`."""
    checked: Any = row
    checked.full_clean()
    checked.save(by=by, **options)
    return row
