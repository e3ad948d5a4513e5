"""Rows that record a statement: they are never changed or deleted, neither one by one nor in bulk."""

from typing import Any, NoReturn

from office_culture.models.base import RecordQuerySet
from office_culture.models.events import Immutable


class ReadOnlyQuerySet(RecordQuerySet[Any]):
    """Raises `Immutable` on changes and deletions in bulk."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("What was said once is never changed in bulk.")

    def delete(self) -> NoReturn:
        raise Immutable("What was said once is never deleted.")
