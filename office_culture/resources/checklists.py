"""The sheets of checklists. What is in use stays as it is, whatever a sheet says."""

from typing import ClassVar

from office_culture.models import Checklist, ChecklistBand, ChecklistGroup, ChecklistItem, ChecklistVersion
from office_culture.resources.base import RecordResource


class ChecklistResource(RecordResource):
    """One row for each checklist, whatever its versions."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    class Meta:
        model = Checklist
        fields = ("name", "scored", "proposed", "note")


class ChecklistVersionResource(RecordResource):
    """The versions of checklists."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist", "number"),)

    class Meta:
        model = ChecklistVersion
        fields = ("checklist", "number", "valid_from", "note", "partly_share")


class ChecklistBandResource(RecordResource):
    """The outcomes by score."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist_version", "from_score"),)

    class Meta:
        model = ChecklistBand
        fields = ("checklist_version", "name", "from_score", "passes", "best_after_critical")


class ChecklistGroupResource(RecordResource):
    """The groups of items."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("checklist_version", "code"),)

    class Meta:
        model = ChecklistGroup
        fields = ("checklist_version", "code", "name", "position")


class ChecklistItemResource(RecordResource):
    """The items of groups, with the rule that asks for each."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("group", "code"),)

    class Meta:
        model = ChecklistItem
        fields = (
            "group",
            "code",
            "wording",
            "position",
            "clause",
            "document",
            "method",
            "second_method",
            "evidence",
            "sampling",
            "max_points",
            "critical",
        )
