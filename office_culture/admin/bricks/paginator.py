"""A paginator that never counts a whole large table."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Counts at most `MOST_COUNTED` + 1 rows; rows after these are reached by search and filters only."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not hasattr(rows, "query"):
            return len(rows)
        # Of the keys alone: what a list computes for each row would be computed for all that are counted.
        return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
