"""The sheet of a reference list."""

from typing import ClassVar

from office_culture.resources.base import RecordResource


class TermResource(RecordResource):
    """One row for each term, found by its code, otherwise by its name."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("code",), ("name",))
