"""Rows that say what somebody said: nobody changes or deletes them, neither one by one nor in bulk."""

from typing import Any, NoReturn

from office_culture.models.base import RecordQuerySet
from office_culture.models.events import Immutable


class KeptQuerySet(RecordQuerySet[Any]):
    """Reading only; the ways to change or delete rows in bulk are closed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise Immutable("What was said once is never changed in bulk.")

    def delete(self) -> NoReturn:
        raise Immutable("What was said once is never deleted.")
