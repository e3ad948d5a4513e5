"""The base of every sheet: django-import-export with its doors closed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

import tablib
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from import_export.results import Result

from office_culture.actions import events
from office_culture.models import context
from office_culture.models.base import Record
from office_culture.models.events import Verb, told_below
from office_culture.resources.columns import SheetColumn, column_for
from office_culture.resources.errors import SheetRefused
from office_culture.resources.headers import Headers
from office_culture.resources.loader import ByNaturalKey
from office_culture.resources.lookups import Lookup
from office_culture.resources.page import Page
from office_culture.resources.preview import Preview, PreviewDifference
from office_culture.resources.widgets import Link, Links

if TYPE_CHECKING:
    from office_culture.models.accounts import User

MOST_ROWS = 5_000


class RecordResource(ModelResource):
    """The sheet of one kind of record, for one account.

    Its columns are what a person fills in on the record's page, in the order of the page; `left_out` and `added`
    name the exceptions, each with its reason. A class names its natural keys in `keys`: the strongest first, the
    last one always complete. State, derived and audit columns take nothing in; those that `told` names leave with an
    export. Rows are read, shown and written within `visible_to(user)`; without an account nothing is. An import keeps
    to what the page would let this account do.

    `tests/data/sheet_columns.txt` lists the columns of every sheet.
    """

    keys: ClassVar[tuple[tuple[str, ...], ...]]
    # Fields of the page that have no column, and columns that the page has no field for: name → reason.
    left_out: ClassVar[Mapping[str, str]] = MappingProxyType({})
    added: ClassVar[Mapping[str, str]] = MappingProxyType({})
    # Columns that leave with an export only: what steps of the record's life decided.
    told: ClassVar[tuple[str, ...]] = ()
    # What a person should know before filling in the sheet; printed in the template workbook.
    advice: ClassVar[Any] = ""

    class Meta:
        # No column comes from the model unasked; the page names them.
        fields = ()
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True
        instance_loader_class = ByNaturalKey

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
            for name in (*names, *self.added, *self.told)
        }
        self.user = user
        self.page = page
        self.row_number = 0
        self.row_numbers: list[int] = []
        self.file_name = ""
        self._headers = Headers(list(self.columns.values()), self.get_import_id_fields())
        self._parents: dict[Any, Record] = {}
        self._below: dict[Any, list[dict[str, str]]] = {}
        self._changed: set[str] = set()
        self._lookups: list[Lookup] = []
        # What the many-to-many columns of the row at hand will hold.
        self._links: dict[str, list[Any]] = {}
        for name, column in self.columns.items():
            # One file has one language; asking the catalogue for each cell of each row would be slow.
            column.column_name = column.title
            if isinstance(column.widget, Link | Links):
                column.widget.lookup = self._lookup(name)
                self._lookups.append(column.widget.lookup)

    @classmethod
    def get_display_name(cls) -> str:
        return str(cls._meta.model._meta.verbose_name_plural)

    @classmethod
    def get_diff_class(cls) -> type[PreviewDifference]:
        return PreviewDifference

    def get_import_id_fields(self) -> tuple[str, ...]:
        return self.keys[-1]

    @property
    def columns(self) -> dict[str, SheetColumn]:
        """The columns in the order of the sheet, those that are only told last."""
        return dict(self.fields)

    @property
    def filled_in(self) -> dict[str, SheetColumn]:
        """The columns that a person fills in."""
        return {name: column for name, column in self.columns.items() if name not in self.told}

    # Scope

    def get_queryset(self) -> QuerySet[Any]:
        rows = self._meta.model._default_manager.all()
        return rows.visible_to(self.user) if self.user else rows.none()

    def _lookup(self, name: str) -> Lookup:
        link: Any = self._meta.model._meta.get_field(name)
        rows = self.page.choices(name)
        if rows is None:
            everybody = link.remote_field.model._default_manager.all()
            rows = everybody.visible_to(self.user) if self.user else everybody.none()
        limits = link.get_limit_choices_to()
        return Lookup(rows.complex_filter(limits), learns=not limits)

    # Export

    def filter_export(self, queryset: QuerySet[Any], **kwargs: Any) -> QuerySet[Any]:
        """The visible ones of `queryset`; for a sheet of parts, the parts of those records."""
        model = self._meta.model
        if queryset.model is model:
            rows = queryset.visible_to(self.user) if self.user else queryset.none()  # type: ignore[attr-defined]
        else:
            rows = self.get_queryset().filter(**{f"{model.part_of}__in": queryset.order_by()})
        many = [name for name, column in self.columns.items() if isinstance(column.widget, Links)]
        return rows.prefetch_related(*many) if many else rows

    # Import

    def bring_in(self, dataset: tablib.Dataset, *, file_name: str, **detail: Any) -> Preview:
        """Takes the whole file in, or nothing of it; leaves one event."""
        with transaction.atomic(), context.in_batch():
            report = self._run(dataset, file_name, dry_run=False)
            if report.clean:
                events.record(
                    verb=Verb.IMPORT,
                    by=self.user,
                    kind=self._meta.model._meta.label_lower,
                    file=file_name,
                    new=report.new,
                    changed=report.changed,
                    unchanged=report.unchanged,
                    **detail,
                )
        return report

    def preview(self, dataset: tablib.Dataset, *, file_name: str) -> Preview:
        """What `bring_in` would do; nothing stays."""
        return self._run(dataset, file_name, dry_run=True)

    def _run(self, dataset: tablib.Dataset, file_name: str, *, dry_run: bool) -> Preview:
        result = self.import_data(
            dataset, dry_run=dry_run, rollback_on_validation_errors=True, file_name=file_name
        )
        return Preview(self, result)

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Result:
        if self.user is None:
            raise SheetRefused("An import needs the account in whose name it happens.")
        kwargs["rollback_on_validation_errors"] = True
        kwargs["use_transactions"] = True
        return super().import_data(dataset, *args, **kwargs)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """Gives the headers the titles of this language, drops blank rows and keeps each row's own number."""
        self.file_name = kwargs.get("file_name") or ""
        try:
            headers, rows = self._headers.read(dataset)
            if len(rows) > MOST_ROWS:
                raise SheetRefused(
                    _("The file has %(rows)s rows; at most %(most)s can be taken in at once. Divide it.")
                    % {"rows": len(rows), "most": MOST_ROWS}
                )
        except SheetRefused:
            dataset.wipe()
            raise
        dataset.wipe()
        dataset.headers = headers
        self.row_numbers = [number for number, _cells in rows]
        dataset.extend([cells for _number, cells in rows])

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        self.row_number = self.row_numbers[kwargs["row_number"] - 1]

    def validate_instance(
        self,
        instance: Any,
        import_validation_errors: dict[str, Any] | None = None,
        validate_unique: bool = True,
    ) -> None:
        """Everything that the record's page checks, with fewer questions to the database.

        Links come from a lookup and need no further look; constraints are asked one by one only for a row that has
        a problem anyway, because the database itself refuses what breaks them (see `do_instance_save`).
        """
        problems: dict[str, Any] = {**self._locked(instance), **(import_validation_errors or {})}
        links = {
            f.name for f in instance._meta.concrete_fields if f.is_relation and getattr(instance, f.attname)
        }

        def collect(check: Callable[[], None]) -> None:
            nonlocal problems
            try:
                check()
            except ValidationError as error:
                problems = error.update_error_dict(problems)
            except ObjectDoesNotExist:
                # A rule read a link that this row left empty; the column itself says so already.
                if not problems:
                    raise

        collect(lambda: instance.clean_fields(exclude={*problems, *links}))
        collect(instance.clean)
        collect(lambda: instance.validate_unique(exclude=set(problems)))
        if problems:
            collect(lambda: instance.validate_constraints(exclude=set(problems)))
        if problems:
            raise ValidationError(problems)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Saves; what the database refuses is told in the constraint's own words."""
        try:
            with transaction.atomic():
                instance.save(
                    by=self.user, reason=self._change_reason(), links=self._links, force_insert=is_create
                )
        except IntegrityError:
            instance.validate_constraints()
            raise

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        record = self._record_of(instance)
        if not record._state.adding and (reason := self.page.refusal(record, instance)):
            raise ValidationError(reason)
        self._links = {
            name: list(column.clean(row))
            for name, column in self.filled_in.items()
            if isinstance(column.widget, Links)
        }

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        self._changed = {
            name
            for name, column in self.columns.items()
            if not isinstance(column.widget, Links)
            and column.get_value(instance) != column.get_value(original)
        }
        return bool(super().skip_row(instance, original, row, import_validation_errors))

    def _locked(self, instance: Any) -> dict[str, Any]:
        """The changed columns that are only told, or that the page of this record shows read-only."""
        return {
            name: ValidationError(_("This cannot be changed here; open the record’s own page."))
            for name in self._changed & {*self.told, *self._locked_on_page(instance)}
        }

    def _locked_on_page(self, instance: Any) -> Collection[str]:
        part_of = getattr(type(instance), "part_of", None)
        if part_of and getattr(instance, f"{part_of}_id") is None:
            return ()
        record = self._record_of(instance)
        return self.page.locked(None if record._state.adding else record, instance)

    def _record_of(self, instance: Any) -> Any:
        """The record itself, or the one that a part belongs to."""
        part_of = getattr(type(instance), "part_of", None)
        return getattr(instance, part_of) if part_of else instance

    def _change_reason(self) -> str:
        return f"import {self.file_name}".strip()

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Asks the scope again: a row may not leave it, and a new one may not start outside."""
        if not self.get_queryset().filter(pk=instance.pk).exists():
            raise ValidationError(
                _("This row would belong to a unit whose records your account does not keep.")
            )
        for lookup in self._lookups:
            lookup.learn(instance)
        record = self._record_of(instance)
        if record is not instance:
            self._parents[record.pk] = record
            verb = Verb.CREATE if instance.version == 1 else Verb.CHANGE
            self._below.setdefault(record.pk, []).append(told_below(instance, verb))

    def after_import(self, dataset: tablib.Dataset, result: Any, **kwargs: Any) -> None:
        """A change in its parts is a change of the record: the record's version guards them too."""
        super().after_import(dataset, result, **kwargs)
        for key, record in self._parents.items():
            record.save(
                by=self.user,
                reason=self._change_reason(),
                verb=Verb.CHANGE,
                detail={"below": self._below[key]},
            )

    def title_of(self, name: str) -> str:
        """The title under which a problem with the field `name` is shown."""
        column = self.columns.get(name)
        if column:
            return column.title
        try:
            return str(self._meta.model._meta.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return name
