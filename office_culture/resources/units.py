"""The sheet of units."""

from typing import ClassVar

from office_culture.models import Unit
from office_culture.resources.base import RecordResource


class UnitResource(RecordResource):
    """Parents stand above their children: a row can name a unit of a row before it."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("parent", "name", "valid_from"),)

    class Meta:
        model = Unit
