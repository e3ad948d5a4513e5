"""The sheet of column titles."""

from typing import ClassVar

from office_culture.models import ColumnTitle
from office_culture.resources.base import RecordResource


class ColumnTitleResource(RecordResource):
    """One row for each title of a kind of record."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("kind", "title"),)

    class Meta:
        model = ColumnTitle
