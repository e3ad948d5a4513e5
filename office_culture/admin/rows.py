"""Links from a figure to its rows: the list, filtered to exactly those rows."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db.models import F, IntegerField, QuerySet, Value
from django.urls import reverse

from office_culture.models import User
from office_culture.rules.facts import Rows

# Servers refuse longer request lines (gunicorn: 4,094 characters).
LONGEST_ADDRESS = 3_500
_NO_ROW = "0"
# Queries in one statement; SQLite takes at most 500.
_AT_ONCE = 200


def list_address(rows: Rows | None, user: User) -> str:
    """The address of the list of `rows`, or of the records that they are part of where they have no list of their own.

    "" without a list, without the right of `user`, or if the address is too long.
    """
    return list_addresses([rows], user)[0]


def list_addresses(wanted: Iterable[Rows | None], user: User) -> list[str]:
    """The same for each of `wanted`, in their order; two statements or three, however many they are."""
    every = list(wanted)
    alike = {_identity(rows): rows for rows in every if rows is not None}
    listed = _with_lists(alike)
    shown = _askable({key: rows for key, rows in listed.items() if _may_list(rows, user)})
    addresses = {key: _address(rows) for key, rows in shown.items()}
    return [addresses.get(_identity(rows), "") if rows is not None else "" for rows in every]


def _identity(rows: Rows) -> Hashable:
    return rows.model, tuple((name, str(value)) for name, value in rows.lookups.items())


def _may_list(rows: Rows, user: User) -> bool:
    model = apps.get_model(rows.model)
    right = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return admin.site.is_registered(model) and user.has_perm(right)


def _address(rows: Rows) -> str:
    opts = apps.get_model(rows.model)._meta
    query = {name: _typed(value) for name, value in rows.lookups.items()}
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    address = f"{page}?{urlencode(query, safe=',')}"
    return address if len(address) <= LONGEST_ADDRESS else ""


def _with_lists(wanted: Mapping[Hashable, Rows]) -> dict[Hashable, Rows]:
    """The rows themselves, or those that own them: a mark of an inspection is seen on the page of the inspection."""
    found = dict(wanted)
    while parts := {key: owner for key, rows in found.items() if (owner := _owner(rows))}:
        owners = _read_keys({key: (found[key], owner) for key, owner in parts.items()})
        for key, owner in parts.items():
            model: Any = apps.get_model(found[key].model)
            kind = model._meta.get_field(owner).related_model
            found[key] = Rows(kind._meta.label_lower, {"pk__in": tuple(owners[key])})
    return found


def _owner(rows: Rows) -> str:
    """The link to the record of which the rows are part, where they have no list of their own, else ""."""
    model: Any = apps.get_model(rows.model)
    return "" if admin.site.is_registered(model) else getattr(model, "part_of", None) or ""


def _askable(wanted: Mapping[Hashable, Rows]) -> dict[Hashable, Rows]:
    """The rows by lookups that a list accepts; those across other records are replaced by the keys of the rows."""
    across = {
        key: (rows, "pk")
        for key, rows in wanted.items()
        if any(name != "pk__in" and "__" in name for name in rows.lookups)
    }
    keys = _read_keys(across)
    return {
        key: Rows(rows.model, {"pk__in": tuple(keys[key])}) if key in across else rows
        for key, rows in wanted.items()
    }


def _read_keys(wanted: Mapping[Hashable, tuple[Rows, str]]) -> dict[Hashable, list[int]]:
    """The values of one column of each of these rows, each value once and in order; one statement for all."""
    found: dict[int, set[int]] = defaultdict(set)
    queries = [_numbered(place, rows, column) for place, (rows, column) in enumerate(wanted.values())]
    for start in range(0, len(queries), _AT_ONCE):
        first, *others = queries[start : start + _AT_ONCE]
        for place, key in first.union(*others, all=True) if others else first:
            found[place].add(key)
    return {key: sorted(found[place]) for place, key in enumerate(wanted)}


def _numbered(place: int, rows: Rows, column: str) -> QuerySet[Any, Any]:
    """The column of the rows, behind the number of the query that they belong to."""
    numbered = _behind(rows).order_by().annotate(of_query=Value(place, IntegerField()), found_key=F(column))
    return numbered.values_list("of_query", "found_key")


def _typed(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ",".join(str(item) for item in value) or _NO_ROW
    return str(value)


def count(rows: Rows) -> int:
    """The number of rows, whatever any account may see."""
    return _behind(rows).count()


def _behind(rows: Rows) -> QuerySet[Any]:
    return apps.get_model(rows.model)._base_manager.filter(**rows.lookups)
