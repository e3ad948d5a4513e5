"""The engine of imports: reads, finds, validates and writes the rows of a sheet in batches, not one by one.

Nothing is written while rows are validated, and no transaction is open then. What a form asks the database for each
record, a batch asks once: natural keys (`finder`), neighbours that rules look at (`models.neighbours`) and unique
constraints (`constraints`). Rows are judged in their order, each as if those before it were stored already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import ForeignKey
from django.forms import Field
from django.utils.translation import gettext as _

from office_culture.models.base import RecordQuerySet
from office_culture.models.neighbours import Table, neighbours_of
from office_culture.resources.columns import LinkColumn
from office_culture.resources.constraints import Constraints
from office_culture.resources.finder import Finder
from office_culture.resources.naming import name_each_other
from office_culture.resources.rows import ImportRow, Outcome
from office_culture.resources.widgets import is_empty

if TYPE_CHECKING:
    from office_culture.resources.base import RecordResource

CHUNK = 500


def chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The rows in portions of at most `CHUNK`."""
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


class Batch:
    """One validation of the rows of a file; with `warn` also the warnings of the good ones are asked."""

    def __init__(self, resource: RecordResource, rows: Sequence[ImportRow], *, warn: bool = False) -> None:
        self.resource = resource
        self.model: Any = resource._meta.model
        self.rows = rows
        self.warn = warn
        self.finder = Finder(resource)
        self._constraints = Constraints(self.model)
        self._refusals: dict[Any, str] = {}
        self._locked: dict[Any, Any] = {}
        self._noted: list[Any] = []
        # Columns that are never read: the program or a life cycle fills them.
        self._filled_by_program = set(resource.derived)

    def validate(self) -> None:
        """Sets what each row means, what it changes and what speaks against it."""
        for row in self.rows:
            self._read(row)
        # Rows that name rows of the same file come after them.
        self.rows = name_each_other(self.resource, self.rows, self.finder.beyond)
        done = 0
        for rows in chunks(self.rows):
            self._validate(rows)
            done += len(rows)
            self.resource.progress(done)
        if all(row.is_good for row in self.rows):
            self.resource.check_file(self.rows)

    def good(self, outcome: Outcome) -> list[ImportRow]:
        """The rows with that outcome, in the order of writing."""
        return [row for row in self.rows if row.outcome is outcome]

    @cached_property
    def _compared(self) -> Sequence[tuple[str, str]]:
        """Columns by whose stored values alone a row is seen to change nothing, as name and database field.

        Empty where the file has columns that need the record itself: those that the program fills.
        """
        if any(name in self._filled_by_program for name, _column in self._columns):
            return ()
        return [(name, self.model._meta.get_field(name).attname) for name, _column in self._columns]

    # Reading

    @cached_property
    def _columns(self) -> list[tuple[str, Any]]:
        titles = self.rows[0].typed if self.rows else {}
        return [(name, c) for name, c in self.resource.columns.items() if c.column_name in titles]

    def _read(self, row: ImportRow) -> None:
        for name, column in self._columns:
            if name in self._filled_by_program:
                continue
            try:
                row.values[name] = column.clean(row.typed)
            except ValueError as error:
                row.errors[name] = [ValidationError(str(error), code="unreadable")]

    # Validating

    def _validate(self, rows: Sequence[ImportRow]) -> None:
        self.finder.find(rows, self._compared)
        rows = [row for row in rows if row.leaves is None]
        for row in rows:
            self._fill_in(row)
        judged = [row for row in rows if row.is_new or row.changed or row.errors]
        if not judged:
            return
        tables = [(near, near.fill([row.record for row in judged], self._noted)) for near in self._near]
        for row in judged:
            self._judge(row, tables)
        self._constraints.check_unique(judged)
        if self.warn:
            for row in judged:
                if row.is_good:
                    row.warnings += map(str, row.record.warnings())

    @cached_property
    def _keys(self) -> set[str]:
        return {name for key in self.resource.keys for name in key}

    @cached_property
    def _near(self) -> tuple[Any, ...]:
        return neighbours_of(self.model)

    def _fill_in(self, row: ImportRow) -> None:
        """Sets the values of the row on its record, a new one where it means none."""
        if row.record is None:
            row.record = self.model()
        else:
            self._take_links_from_lookups(row.record)
        unchanged_keys = self._keys if row.recognised and not row.is_new else ()
        for name, column in self._columns:
            if name not in self._filled_by_program and name not in unchanged_keys:
                self._set(row, name, column)
        if unchanged_keys:
            self.resource.recognise(row)
        if row.is_new:
            self._leave_out(row)
        else:
            self._refuse_read_only(row)

    def _take_links_from_lookups(self, record: Any) -> None:
        for name, column in self._columns:
            if isinstance(column, LinkColumn):
                target = column.widget.lookup.record(column.get_value(record))
                if target is not None:
                    record._state.fields_cache[name] = target

    def _set(self, row: ImportRow, name: str, column: Any) -> None:
        if isinstance(column, LinkColumn):
            self._set_link(row, name, column)
        elif name in row.values and getattr(row.record, name) != row.values[name]:
            setattr(row.record, name, row.values[name])
            row.changed.add(name)

    def _set_link(self, row: ImportRow, name: str, column: LinkColumn) -> None:
        present = None if row.is_new else column.get_value(row.record)
        if column.still_names(present, row.typed):
            # A link that leads beyond the account's scope may stay as it is; it cannot be set anew.
            if name not in row.values:
                row.errors.pop(name, None)
        elif name in row.values:
            target = row.values[name]
            if isinstance(target, ImportRow):
                target = target.record
            if row.is_new or getattr(target, "pk", None) != present:
                setattr(row.record, name, target)
                row.changed.add(name)

    def _leave_out(self, row: ImportRow) -> None:
        """Takes back what the page would not let anybody fill in on a new record."""
        filled = {
            name
            for name, column in self._columns
            if name in self._filled_by_program and not is_empty(row.typed[column.column_name])
        }
        locked = self._locked_on_page(row) & row.changed
        if filled or locked:
            titles = "; ".join(self.resource.title_of(name) for name in sorted(filled | locked))
            row.warnings.append(
                _("Left out, since the program fills it in or a later step does: %(titles)s.")
                % {"titles": titles}
            )
        for name in locked:
            row.errors.pop(name, None)
            row.changed.discard(name)
            setattr(row.record, name, self.model._meta.get_field(name).get_default())

    def _refuse_read_only(self, row: ImportRow) -> None:
        """Refuses values of an existing record that the program fills or the page shows read-only."""
        filled = {
            name
            for name, column in self._columns
            if name in self._filled_by_program
            and not _shows(column, row.record, row.typed[column.column_name])
        }
        locked = filled | (self._locked_on_page(row) & row.changed if row.changed else set())
        for name in locked:
            row.refuse({name: ValidationError(_("This cannot be changed here; open the record’s own page."))})

    def _locked_on_page(self, row: ImportRow) -> set[str]:
        record = self._record_of(row.record)
        if record is None:
            return set()
        new = record._state.adding
        key = None if new else record.pk
        if key not in self._locked:
            self._locked[key] = set(self.resource.page.locked(None if new else record, row.record))
        locked: set[str] = self._locked[key]
        return locked

    def _record_of(self, instance: Any) -> Any:
        """The record itself; for a part the record that it belongs to, None where the row does not name it."""
        part_of = getattr(self.model, "part_of", None)
        if not part_of:
            return instance
        return getattr(instance, part_of) if getattr(instance, f"{part_of}_id") else None

    def _judge(self, row: ImportRow, tables: Sequence[tuple[Any, Table]]) -> None:
        """Checks the same as the record's page."""
        self._check_rights(row)
        for name, value in row.values.items():
            if isinstance(value, ImportRow) and not value.is_good:
                sentence = _("Row %(row)s, which is named here, stays behind.") % {"row": value.origin.row}
                row.refuse({name: ValidationError(sentence)})
        record = row.record

        def collect(check: Callable[[], None]) -> None:
            try:
                check()
            except ValidationError as error:
                row.refuse(_as_a_form_says(error))
            except ObjectDoesNotExist:
                # A rule read a link that this row left empty; the column has its own error already.
                if not row.errors:
                    raise

        if row.is_good:
            collect(lambda: self.resource.prepare(record))
        linked = self._linked(record)
        collect(lambda: record.clean_fields(exclude={*row.errors, *linked}))
        row.answer_by_warning()
        collect(record.clean)
        if row.is_good:
            record.prepare_fields()
        self._constraints.check(row)
        if row.is_good and not self._is_within_scope(record):
            row.refuse(self.resource.outside_scope())
        if row.is_good:
            self._noted.append(record)
            for near, table in tables:
                if near.model(self.model) is self.model:
                    near.note(table, record)

    def _linked(self, record: Any) -> set[str]:
        """The links that are set: a lookup found what they lead to."""
        return {
            field.name
            for field in self._links
            if getattr(record, field.attname) is not None or record._state.fields_cache.get(field.name)
        }

    @cached_property
    def _links(self) -> list[Any]:
        return [field for field in self.model._meta.concrete_fields if isinstance(field, ForeignKey)]

    def _check_rights(self, row: ImportRow) -> None:
        record = self._record_of(row.record)
        if record is None or record._state.adding:
            return
        key = (record.pk, row.is_new)
        if key not in self._refusals:
            self._refusals[key] = str(self.resource.page.refusal(record, row.record))
        if self._refusals[key]:
            row.refuse(self._refusals[key])

    def _is_within_scope(self, record: Any) -> bool:
        """Whether the account keeps the record; kinds with a rule of their own are asked after writing only."""
        user, path = self.resource.user, self.model.unit_path
        rows = type(self.model._default_manager.all())
        # A kind that shows more than it lets one keep says apart what one keeps.
        by_unit = rows.visible_to is RecordQuerySet.visible_to or "owning_for" in vars(rows)
        if user is None or user.is_superuser or path is None or not by_unit:
            return True
        if self.resource.belongs_to_nobody(record):
            return True
        unit = record
        for step in path.split("__") if path else ():
            unit = getattr(unit, step)
        while unit is not None and unit._state.adding:
            unit = unit.parent
        return user.unit is not None and unit is not None and user.unit.reaches(unit)


def _as_a_form_says(error: ValidationError) -> ValidationError:
    """The error in the words of a form, which asks for an empty field before the model does."""
    for problems in error.error_dict.values() if hasattr(error, "error_dict") else ():
        for problem in problems:
            if problem.code in ("blank", "null"):
                problem.message, problem.code = Field.default_error_messages["required"], "required"
    return error


def _shows(column: Any, record: Any, typed: Any) -> bool:
    """Whether a cell says what the record holds, or what an export writes for it."""
    if not is_empty(typed) and str(typed).strip() == str(column.export(record)).strip():
        return True
    try:
        read = column.clean({column.column_name: typed})
    except ValueError:
        return False
    value = column.get_value(record)
    return bool(getattr(read, "pk", read) == value or (is_empty(read) and is_empty(value)))
