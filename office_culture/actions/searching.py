"""Computing the search words of all records anew."""

from typing import Any

from django.db import connections, transaction

from office_culture.models.search_index import rebuild

_AT_ONCE = 1_000


def rebuild_search(model: Any, *, alias: str) -> int:
    """Computes `search_text` of each record anew, then its index; returns how many records had other words.

    No event and no new version: what people typed is as it was.
    """
    table, quoted = model._meta.db_table, connections[alias].ops.quote_name
    statement = f"UPDATE {quoted(table)} SET search_text = %s WHERE {quoted(model._meta.pk.column)} = %s"  # noqa: S608 - names of our own tables
    changed = 0
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        last = 0
        rows = model._base_manager.using(alias).order_by("pk")
        while found := list(rows.filter(pk__gt=last)[:_AT_ONCE]):
            last = found[-1].pk
            stale = []
            for row in found:
                before = row.search_text
                row.derive_search()
                if row.search_text != before:
                    stale.append((row.search_text, row.pk))
            if stale:
                cursor.executemany(statement, stale)
            changed += len(stale)
        rebuild(model, alias)
    return changed
