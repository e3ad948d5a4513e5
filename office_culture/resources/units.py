"""The sheet of units."""

from typing import Any, ClassVar

from office_culture.models import Unit, UnitKind
from office_culture.resources.base import RecordResource


class UnitResource(RecordResource):
    """Parents must come before their children, which name them."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("parent", "name", "valid_from"),)

    def belongs_to_nobody(self, record: Any) -> bool:
        return record.kind == UnitKind.OUTSIDE and record.parent is None

    class Meta:
        model = Unit
