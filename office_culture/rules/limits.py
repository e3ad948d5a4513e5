"""A limit for doors that stand open to strangers: so many knocks from one address in a minute.

Counts stand in Django's cache. With the default cache each server process counts for itself, so that several processes
let through several times as much; an office that wants the exact figure configures a shared cache.
"""

import time

from django.core.cache import cache

MINUTE = 60


def too_many(door: str, address: str | None, *, most: int) -> bool:
    """Counts one knock and says whether it is one too many in this minute."""
    key = f"limit:{door}:{address}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key) > most
    except ValueError:
        # The cache dropped the count between two lines: too full to remember is no reason to refuse.
        return False
