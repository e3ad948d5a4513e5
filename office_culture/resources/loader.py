"""Which record a row of a sheet means: by natural key, read in a few queries for the whole file."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader

from office_culture.resources.columns import LinkColumn
from office_culture.resources.lookups import same_text
from office_culture.selectors.merging import answering, as_it_was, standing_mergers

CHUNK = 500

Key = tuple[Any, ...]


class ByNaturalKey(BaseInstanceLoader):
    """Finds a row's record among those that the account sees.

    The resource's `keys` are asked in their order; an earlier key that is filled on both sides and differs
    rules a later match out, so that two people of the same name stay two people.
    """

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        self._taken: dict[Any, int] = {}
        self._linked: dict[str, dict[str, Any]] = {}

    def get_instance(self, row: Any) -> Model | None:
        """The record, or None for a new one. Raises ValidationError where the row is one too many."""
        keys = [self._key(names, row) for names in self.resource.keys]
        pk = self._match(keys)
        last = keys[-1]
        if pk is None and last in self._merged:
            raise ValidationError(
                {
                    self.resource.keys[-1][0]: _(
                        "This record was merged into “%(other)s”. Remove the row, or change that record."
                    )
                    % {"other": self._merged[last]}
                }
            )
        if last is not None:
            self._take(pk if pk is not None else last)
        return self._instances.get(pk) if pk is not None else None

    def _take(self, identity: Any) -> None:
        number = self.resource.row_number
        first = self._taken.setdefault(identity, number)
        if first != number:
            raise ValidationError(
                {
                    self.resource.keys[-1][0]: _(
                        "The same record stands in row %(row)s already. Remove one of the two."
                    )
                    % {"row": first}
                }
            )

    def _match(self, keys: list[Key | None]) -> Any:
        for place, key in enumerate(keys):
            if key is None or (place < len(keys) - 1 and any(part in (None, "") for part in key)):
                continue
            found = [pk for pk in self._by_key[place].get(key, ()) if not self._ruled_out(pk, keys[:place])]
            if len(found) > 1:
                raise ValidationError(
                    {
                        self.resource.keys[place][0]: _(
                            "Several records answer to this row; change them one by one on their pages."
                        )
                    }
                )
            if found:
                return found[0]
        return None

    def _ruled_out(self, pk: Any, stronger: list[Key | None]) -> bool:
        filled = [
            (typed, self._stored[pk][place])
            for place, typed in enumerate(stronger)
            if typed is not None and all(part not in (None, "") for part in typed)
        ]
        return any(
            typed != stored and all(part not in (None, "") for part in stored) for typed, stored in filled
        )

    def _key(self, names: tuple[str, ...], row: Any) -> Key | None:
        """The typed key; None where a cell cannot be read, which the row's own check then reports."""
        parts = []
        for name in names:
            column = self.resource.fields[name]
            if column.column_name not in row:
                return None
            try:
                value = column.clean(row)
            except ValueError:
                value = self._beyond(name, row[column.column_name])
                if value is None:
                    return None
            parts.append(value.pk if isinstance(value, Model) else value)
        return tuple(parts)

    def _beyond(self, name: str, typed: Any) -> Any:
        """The key of a linked record beyond the account's scope, to which its own records lead all the same."""
        column = self.resource.fields[name]
        if not isinstance(column, LinkColumn):
            return None
        if name not in self._linked:
            pks = self.resource.get_queryset().order_by().values_list(name, flat=True).distinct()
            lookup = column.widget.lookup
            self._linked[name] = {same_text(lookup.name(pk)): pk for pk in pks if pk is not None}
        return self._linked[name].get(same_text(str(typed)))

    @cached_property
    def _stored(self) -> dict[Any, list[Key]]:
        """Of every visible record, its keys."""
        names = list(dict.fromkeys(name for key in self.resource.keys for name in key))
        stored = {}
        for pk, *values in self.resource.get_queryset().order_by().values_list("pk", *names):
            of = dict(zip(names, values, strict=True))
            stored[pk] = [tuple(of[name] for name in key) for key in self.resource.keys]
        return stored

    @cached_property
    def _merged(self) -> dict[Key, Model]:
        """By the last key of each record that was merged, the visible record that answers now."""
        model: Any = self.resource._meta.model
        if not model.merges:
            return {}
        gone = [as_it_was(event) for event in standing_mergers(model).values()]
        names = self.resource.keys[-1]
        columns = [model._meta.get_field(name).attname for name in names]
        visible = self.resource.get_queryset()
        found = {}
        for row in gone:
            now = answering(model, row.pk)
            if now is not None and visible.filter(pk=now.pk).exists():
                found[tuple(getattr(row, column) for column in columns)] = now
        return found

    @cached_property
    def _by_key(self) -> list[dict[Key, list[Any]]]:
        indexes: list[dict[Key, list[Any]]] = [defaultdict(list) for _key in self.resource.keys]
        for pk, keys in self._stored.items():
            for index, key in zip(indexes, keys, strict=True):
                index[key].append(pk)
        return indexes

    @cached_property
    def _instances(self) -> dict[Any, Model]:
        """The records that rows of this file mean, locked until the import is over."""
        wanted = set()
        for row in self.dataset.dict:
            try:
                pk = self._match([self._key(names, row) for names in self.resource.keys])
            except ValidationError:
                continue
            if pk is not None:
                wanted.add(pk)
        ordered = sorted(wanted)
        rows = self.resource.get_queryset().select_for_update(of=("self",))
        found: dict[Any, Model] = {}
        for start in range(0, len(ordered), CHUNK):
            found |= rows.in_bulk(ordered[start : start + CHUNK])
        return found
