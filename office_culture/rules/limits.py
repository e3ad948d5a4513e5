"""A limit on requests to public pages: so many from one address in a minute.

Counts are stored in Django's cache. With the default cache each server process counts for itself, so that several
processes let through several times as much; an office that wants the exact figure configures a shared cache.
"""

import time

from django.core.cache import cache

MINUTE = 60


def too_many(door: str, address: str | None, *, most: int) -> bool:
    """Counts one request to `door` and returns whether the address has made more than `most` in this minute."""
    key = f"limit:{door}:{address}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key) > most
    except ValueError:
        # The cache dropped the count between the two calls: a full cache is no reason to refuse a request.
        return False
