"""The sheets of submissions with their lines."""

from collections.abc import Mapping
from typing import ClassVar

from awards.models import Submission, SubmissionLine
from awards.resources.decisions import AS_PRINTED
from office_culture.resources.base import RecordResource


class SubmissionResource(RecordResource):
    """One row for each submission."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject"),)
    derived: ClassVar[tuple[str, ...]] = ("state",)

    class Meta:
        model = Submission


class SubmissionLineResource(RecordResource):
    """One row for each recipient that is put up."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("submission", "award", "unit", "person", "ground", "period_start", "period_end"),
    )
    added: ClassVar[Mapping[str, str]] = AS_PRINTED
    derived: ClassVar[tuple[str, ...]] = ("answer",)

    class Meta:
        model = SubmissionLine
