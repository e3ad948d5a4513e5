"""The sheets of outlines. An import does not change a version in use."""

from typing import ClassVar

from campaign.models import OutlineAppendix, OutlineSection, OutlineVersion, ReportOutline
from office_culture.resources.base import RecordResource


class ReportOutlineResource(RecordResource):
    """One row for each outline, whatever its versions."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name",),)

    class Meta:
        model = ReportOutline


class OutlineVersionResource(RecordResource):
    """The versions of outlines."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("outline", "number"),)

    class Meta:
        model = OutlineVersion


class OutlineSectionResource(RecordResource):
    """One row for each section of a version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("outline_version", "key"),)

    class Meta:
        model = OutlineSection


class OutlineAppendixResource(RecordResource):
    """One row for each appendix of a version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("outline_version", "content"),)

    class Meta:
        model = OutlineAppendix
