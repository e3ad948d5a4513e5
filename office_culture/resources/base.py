"""The base of every sheet: django-import-export limited to the columns, rows and rights of the record's page."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import tablib
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from office_culture.actions import bulk, events
from office_culture.actions.imports import one_import_at_a_time
from office_culture.models import context
from office_culture.models.events import Verb, row_details
from office_culture.resources.batch import CHUNK, Batch, chunks
from office_culture.resources.columns import SheetColumn, column_for
from office_culture.resources.errors import Overtaken, SheetRefused
from office_culture.resources.lookups import Lookup
from office_culture.resources.page import Page
from office_culture.resources.preview import Preview
from office_culture.resources.rows import ImportRow, Outcome, RowOrigin
from office_culture.resources.widgets import Link, is_empty
from office_culture.selectors.addresses import visible_page
from office_culture.selectors.links import offered
from office_culture.sheets.reading import PlacedDataset

if TYPE_CHECKING:
    from office_culture.models.accounts import User

logger = logging.getLogger(__name__)

# Of one file on the screen; a command takes in more.
MOST_ROWS = 10_000


class RecordResource(ModelResource):
    """The sheet of one kind of record, for one account.

    Its columns are the fields that a person fills in on the record's page, in the order of the page; `left_out` and
    `added` name the exceptions, each with its reason. A class names its natural keys in `keys`: the strongest first,
    the last one always complete. State, derived and audit columns are not imported; those that `derived` names are only
    exported. Rows are read, shown and written within `visible_to(user)`; without an account there are none. An import
    changes nothing that the page would not let this account change.

    `tests/data/sheet_columns.txt` lists the columns of every sheet.
    """

    keys: ClassVar[tuple[tuple[str, ...], ...]]
    # Fields of the page that have no column, and columns that the page has no field for: name → reason.
    left_out: ClassVar[Mapping[str, str]] = MappingProxyType({})
    added: ClassVar[Mapping[str, str]] = MappingProxyType({})
    # Columns that are only exported: their values come from steps of the record's life cycle.
    derived: ClassVar[tuple[str, ...]] = ()
    # Titles that people outside write above a column, by its name; those common to all kinds are in `sheet_columns`.
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({})
    # Columns that stand together: by the name of the one that explains, that of the column that it explains.
    explains: ClassVar[Mapping[str, str]] = MappingProxyType({})
    # Columns of days that people fill with a year alone, and the column where the year then goes.
    years_of_days: ClassVar[Mapping[str, str]] = MappingProxyType({})
    most_rows: int | None = MOST_ROWS
    # What a person should know before filling in the sheet; printed in the template workbook.
    advice: ClassVar[Any] = ""

    class Meta:
        # No column comes from the model unasked; the page names them.
        fields = ()

    def __init__(
        self,
        user: User | None = None,
        *,
        page: Page,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        names = [name for name in page.columns if name not in self.left_out]
        self.fields = {
            name: column_for(self._meta.model._meta.get_field(name))
            for name in (*names, *self.added, *self.derived)
        }
        self.user = user
        self.page = page
        self.file_name = ""
        # By key, the versions of the records that rows of the file mean, and those that a person saw in the preview.
        self.versions: dict[str, int] = {}
        self.seen: Mapping[str, int] | None = None
        # By place in the file, the key of the record that somebody said a row means; its natural keys stay as they are.
        self.same: Mapping[str, int] = {}
        # Is told how many rows are done, now and then.
        self.progress: Callable[[int], None] = lambda done: None
        # By key, the row of an earlier portion of the file that means the record.
        self.taken: dict[Any, int] = {}
        for name, column in self.columns.items():
            # One file has one language; asking the catalogue for each cell of each row would be slow.
            column.column_name = column.title
            if isinstance(column.widget, Link):
                column.widget.lookup = self._lookup(name)

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    def get_import_id_fields(self) -> tuple[str, ...]:
        return self.keys[-1]

    @property
    def columns(self) -> dict[str, SheetColumn]:
        """The columns by field name in the order of the sheet, those that are only exported last."""
        return dict(self.fields)

    @property
    def filled_in(self) -> dict[str, SheetColumn]:
        """The columns by field name without those that are only exported."""
        return {name: column for name, column in self.columns.items() if name not in self.derived}

    # Scope

    def get_queryset(self) -> QuerySet[Any]:
        rows = self._meta.model._default_manager.all()
        return rows.visible_to(self.user) if self.user else rows.none()

    def _lookup(self, name: str) -> Lookup:
        link: Any = self._meta.model._meta.get_field(name)
        rows = self.page.choices(name)
        if rows is None:
            rows = offered(link.remote_field.model, self.user)
        return Lookup(rows.complex_filter(link.get_limit_choices_to()))

    # Export

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        """The rows of `queryset` that the account may see; for a sheet of parts, the parts of these records."""
        model = self._meta.model
        if queryset.model is model:
            rows = queryset.visible_to(self.user) if self.user else queryset.none()  # type: ignore[attr-defined]
        else:
            rows = self.get_queryset().filter(**{f"{model.part_of}__in": queryset.order_by()})
        return rows

    def export(
        self, queryset: QuerySet[Any], *, export_fields: Sequence[str] | None = None, **kwargs: Any
    ) -> tablib.Dataset:
        """The rows as a table; `export_fields` names the columns, None means all."""
        columns = [
            column for name, column in self.columns.items() if not export_fields or name in export_fields
        ]
        table = tablib.Dataset(headers=[column.column_name for column in columns])
        writers = [column.writer(**kwargs) for column in columns]
        for done, values in enumerate(self._values(self.filter_export(queryset), columns), start=1):
            table.append([write(value) for write, value in zip(writers, values, strict=True)])
            if done % CHUNK == 0:
                self.progress(done)
        return table

    def _values(self, rows: QuerySet[Any], columns: Sequence[SheetColumn]) -> Iterator[Sequence[Any]]:
        """The values of each row in the order of the columns."""
        names = [self._meta.model._meta.get_field(column.attribute).attname for column in columns]
        yield from rows.prefetch_related(None).values_list(*names).iterator()

    # Import

    def bring_in(
        self,
        dataset: tablib.Dataset,
        *,
        file_name: str,
        origins: Sequence[RowOrigin] = (),
        seen: Mapping[str, int] | None = None,
        only_good: bool = False,
        **detail: Any,
    ) -> Preview:
        """Imports the whole file or nothing, with `only_good` the rows that nothing speaks against; records one event.

        `seen` are the versions that a preview showed, by key: a row whose record has another version by now is refused.
        Rows are validated before the transaction; where a row they rest on changes in between, nothing is written and
        they are validated once more.
        """
        self.seen = seen
        for _attempt in range(2):
            batch, report = self._validated(dataset, file_name, origins)
            if report.refusals or not (report.clean or only_good):
                return report
            try:
                self._write(batch, report, **detail)
            except SheetRefused as refusal:
                report.refusals = [str(refusal)]
                return report
            except (Overtaken, IntegrityError) as error:
                logger.warning("An import was overtaken", exc_info=error)
            else:
                return report
        report.refusals = [
            _("Somebody else changed these records at the same time. Nothing was saved; try again.")
        ]
        return report

    def preview(
        self, dataset: tablib.Dataset, *, file_name: str, origins: Sequence[RowOrigin] = ()
    ) -> Preview:
        """The outcome that `bring_in` would have. Nothing is written, not even for a moment."""
        return self._validated(dataset, file_name, origins, warn=True)[1]

    def import_data(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError("Sheets come in through `preview` and `bring_in`.")

    def _validated(
        self, dataset: tablib.Dataset, file_name: str, origins: Sequence[RowOrigin], *, warn: bool = False
    ) -> tuple[Batch, Preview]:
        if self.user is None:
            raise SheetRefused("An import needs the account in whose name it happens.")
        self.file_name = file_name
        self.versions = {}
        try:
            batch = Batch(self, self._rows(dataset, origins), warn=warn)
            batch.validate()
        except SheetRefused as refusal:
            return Batch(self, []), Preview(self, [], refusals=[str(refusal)])
        return batch, Preview(self, batch.rows)

    def _rows(self, dataset: tablib.Dataset, origins: Sequence[RowOrigin]) -> list[ImportRow]:
        """The rows that are not blank. Raises `SheetRefused`, also for more than `MOST_ROWS` rows."""
        titles = self._titles(dataset)
        places = dataset.places if isinstance(dataset, PlacedDataset) else ()
        several = len({place.sheet for place in places}) > 1
        origins = origins or [RowOrigin(place.sheet if several else "", place.row) for place in places]
        rows = [(number, cells) for number, cells in enumerate(dataset) if not all(map(is_empty, cells))]
        if self.most_rows is not None and len(rows) > self.most_rows:
            raise SheetRefused(
                _("The file has %(rows)s rows; at most %(most)s can be taken in at once. Divide it.")
                % {"rows": len(rows), "most": self.most_rows}
            )
        return [
            ImportRow(
                origins[number] if origins else RowOrigin("", number + 2),
                dict(zip(titles, cells, strict=True)),
            )
            for number, cells in rows
        ]

    def _titles(self, dataset: tablib.Dataset) -> list[str]:
        """The titles above the columns. Raises `SheetRefused` for one that this sheet does not have, or has twice."""
        titles = [str(title) for title in dataset.headers or ()]
        known = {column.title for column in self.columns.values()}
        wrong = [title for place, title in enumerate(titles) if title not in known or title in titles[:place]]
        if wrong:
            raise SheetRefused(
                _("These columns are not known, or stand there twice: %(titles)s.")
                % {"titles": ", ".join(wrong)}
            )
        return titles

    def prepare(self, instance: Any) -> None:
        """Sets what the page sets by itself on a row that is new or changes; raises `ValidationError` to refuse it."""

    def remembered(self, rows: Sequence[ImportRow]) -> dict[ImportRow, Any]:
        """The keys of records that rows mean because somebody said so of an earlier file."""
        return {}

    def recognise(self, row: ImportRow) -> None:
        """Notes on the record of the row that this row means it, although its natural key differs."""

    def check_file(self, rows: Sequence[ImportRow]) -> None:
        """Refuses rows that contradict each other or what is stored; called once all rows are good by themselves."""

    def belongs_to_nobody(self, record: Any) -> bool:
        """Whether the record belongs to no unit, so that whoever may enter one may enter it."""
        return False

    def outside_scope(self) -> ValidationError:
        """The refusal of a row that would leave the account's scope or be made outside it."""
        return ValidationError(_("This row would belong to a unit whose records your account does not keep."))

    def _write(self, batch: Batch, report: Preview, **detail: Any) -> None:
        new, changed = batch.good(Outcome.NEW), batch.good(Outcome.CHANGED)
        ahead = bulk.build_ahead(
            [row.record for row in new],
            [row.record for row in changed],
            by=self.user,
            reason=self._change_reason(),
        )
        with transaction.atomic(), context.in_batch() as key:
            report.batch = key
            self._refuse_overtaken(batch, new, changed)
            verb_of = {id(row): Verb.CREATE for row in new} | {id(row): Verb.CHANGE for row in changed}
            fields = [
                f.name
                for f in self._meta.model._meta.concrete_fields
                if not f.primary_key and f.name not in ("version", "created_at", "updated_at")
            ]
            bulk.write(
                [row.record for row in new],
                [row.record for row in changed],
                fields,
                by=self.user,
                reason=self._change_reason(),
                events_ahead=ahead,
            )
            self._refuse_outside_scope([*new, *changed])
            self._touch_parents([(row, verb_of[id(row)]) for row in (*new, *changed)])
            counts: dict[str, Any] = {str(outcome): count for outcome, count in report.counts.items()}
            events.record(
                verb=Verb.IMPORT,
                by=self.user,
                kind=self._meta.model._meta.label_lower,
                file=self.file_name,
                **counts,
                **detail,
            )

    def _refuse_overtaken(self, batch: Batch, new: Sequence[ImportRow], changed: Sequence[ImportRow]) -> None:
        """Raises `Overtaken` where a record was changed, or one that a row means was made, since the validation."""
        one_import_at_a_time(self._meta.model)
        for rows in chunks(changed):
            versions = {row.record.pk: row.record.version for row in rows}
            stored = self._meta.model._default_manager.filter(pk__in=versions).order_by("pk")
            if dict(stored.select_for_update(of=("self",)).values_list("pk", "version")) != versions:
                raise Overtaken
        for rows in chunks(new):
            if batch.finder.any_stored(rows):
                raise Overtaken

    def _refuse_outside_scope(self, rows: Sequence[ImportRow]) -> None:
        for part in chunks(rows):
            pks = [row.record.pk for row in part]
            if self.get_queryset().filter(pk__in=pks).count() != len(pks):
                raise SheetRefused(self.outside_scope().message)

    def _touch_parents(self, rows: Sequence[tuple[ImportRow, Verb]]) -> None:
        """Gives the record of each written part its next version, which guards the parts, too."""
        part_of = getattr(self._meta.model, "part_of", None)
        if not part_of:
            return
        below: dict[Any, list[dict[str, str]]] = {}
        for row, verb in rows:
            key = getattr(row.record, f"{part_of}_id")
            below.setdefault(key, []).append(row_details(row.record, verb))
        model: Any = self._meta.model._meta.get_field(part_of).related_model
        for keys in chunks(sorted(below)):
            records = list(model._default_manager.filter(pk__in=keys).select_for_update().order_by("pk"))
            details = [{"below": below[record.pk]} for record in records]
            bulk.touch(records, details, by=self.user, reason=self._change_reason())

    def page_of(self, record: Model) -> str:
        """The address of a record's page, or "" if the account may not see it."""
        return visible_page(record, self.user) if self.user is not None else ""

    def _change_reason(self) -> str:
        return f"import {self.file_name}".strip()

    def title_of(self, name: str) -> str:
        """The title under which a problem with the field `name` is shown."""
        column = self.columns.get(name)
        if column:
            return column.title
        try:
            return str(self._meta.model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return name
