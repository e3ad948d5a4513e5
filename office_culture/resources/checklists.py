"""The sheets of checklists. An import cannot change a version in use."""

from typing import ClassVar

from office_culture.models import Checklist, ChecklistBand, ChecklistGroup, ChecklistItem, ChecklistVersion
from office_culture.resources.base import RecordResource


class ChecklistResource(RecordResource):
    """One row for each checklist, whatever its versions."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    class Meta:
        model = Checklist


class ChecklistVersionResource(RecordResource):
    """The versions of checklists."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist", "number"),)

    class Meta:
        model = ChecklistVersion


class ChecklistBandResource(RecordResource):
    """The outcomes by score."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist_version", "from_score"),)

    class Meta:
        model = ChecklistBand


class ChecklistGroupResource(RecordResource):
    """The groups of items."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist_version", "code"),)

    class Meta:
        model = ChecklistGroup


class ChecklistItemResource(RecordResource):
    """The items of groups, with the rule that asks for each."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("group", "code"),)

    class Meta:
        model = ChecklistItem
