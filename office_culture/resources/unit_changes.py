"""The sheets of changes of units; an import carries out no change."""

from typing import ClassVar

from office_culture.models import ChangedUnit, UnitChange, UnitName, UnitPlace
from office_culture.resources.base import RecordResource


class UnitChangeResource(RecordResource):
    """One row for each change."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("kind", "takes_effect_on", "decision", "new_name", "new_parent"),
    )
    derived: ClassVar[tuple[str, ...]] = ("state",)

    class Meta:
        model = UnitChange


class ChangedUnitResource(RecordResource):
    """The units before and after a change."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("change", "side", "unit"),)

    class Meta:
        model = ChangedUnit


class UnitNameResource(RecordResource):
    """One row for each earlier name of a unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "name", "valid_to"),)

    class Meta:
        model = UnitName


class UnitPlaceResource(RecordResource):
    """One row for each earlier place of a unit."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "valid_to"),)

    class Meta:
        model = UnitPlace
