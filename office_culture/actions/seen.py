"""Pages that act on records carry what they showed; their post is taken only while that is still so."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from office_culture.actions.workflow import Stale

# The hidden input in which a page posts back what it showed.
SEEN = "opened_version"


def stamp(*rows: Any) -> str:
    """What a page showed of these rows: the version of one record, or one short word for the versions of several."""
    if len(rows) == 1:
        return str(rows[0].version)
    versions = sorted(f"{row._meta.label}:{row.pk}:{row.version}" for row in rows)
    return hashlib.sha256("\n".join(versions).encode()).hexdigest()[:16]


@contextmanager
def as_seen(posted: Mapping[str, Any], *rows: Any) -> Iterator[None]:
    """One transaction in which the rows stand as the post says it saw them; they are locked until it ends.

    Raises `Stale` where one has changed or is gone, or where the post says nothing.
    """
    typed = str(posted.get(SEEN, ""))
    with transaction.atomic():
        fresh = [
            type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first() for row in rows
        ]
        if None in fresh or typed != stamp(*fresh):
            raise Stale(
                int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < _LONGEST else None
            )
        yield


_LONGEST = 10  # digits of a version
