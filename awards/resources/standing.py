"""The sheets of discipline, open matters and longer leaves."""

from typing import ClassVar

from awards.models import Impediment, ServiceLeave
from office_culture.resources.base import RecordResource


class ImpedimentResource(RecordResource):
    """One row for each matter."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "person", "kind", "begun_on"),)

    class Meta:
        model = Impediment


class ServiceLeaveResource(RecordResource):
    """One row for each leave."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("person", "begun_on"),)

    class Meta:
        model = ServiceLeave
