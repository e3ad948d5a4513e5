"""Sealing events: who writes one waits for nobody; one process at a time seals what is committed."""

from django.db import connection, transaction

from office_culture.models.events import Event
from office_culture.rules.seals import sealed
from office_culture.selectors.seals import COVERED, newest_seal, unsealed

# Events in one transaction of the sealer.
BATCH = 500
# The name of the lock among those of this database.
_LOCK = 4_218_014


def seal_events(*, limit: int = BATCH) -> int:
    """Seals up to `limit` committed events and returns how many; 0 where none waits or another process seals.

    Keys are given before a transaction commits, so a lower key may come later: what has no seal is taken, wherever its
    key lies.
    """
    if not unsealed().exists():
        return 0
    with transaction.atomic():
        if not _alone():
            return 0
        number, seal = newest_seal()
        seals = []
        for row in unsealed()[:limit]:
            number += 1
            seal = sealed(seal, number, {name: row[name] for name in COVERED})
            seals.append((number, seal, row["pk"]))
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(Event._meta.db_table)
            cursor.executemany(
                f"UPDATE {table} SET seal_number = %s, seal = %s WHERE id = %s AND seal_number IS NULL",  # noqa: S608 - our own table
                seals,
            )
    return len(seals)


def _alone() -> bool:
    """Whether nobody else seals until the end of the transaction. On SQLite its write lock sees to that."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", (_LOCK,))
        return bool(cursor.fetchone()[0])
