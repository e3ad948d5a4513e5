"""The sheets of submissions with their lines."""

from typing import ClassVar

from awards.models import Submission, SubmissionLine
from awards.resources.decisions import LINE
from office_culture.resources.base import RecordResource


class SubmissionResource(RecordResource):
    """One row for each submission."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject"),)
    told: ClassVar[tuple[str, ...]] = ("state",)

    class Meta:
        model = Submission
        fields = (
            "subject",
            "unit",
            "nomination_round",
            "addressees",
            "text",
            "without_session",
            "legal_bases",
            "signature_form",
            "signature_holder",
            "signer",
            "signer_post",
            "recipients",
        )


class SubmissionLineResource(RecordResource):
    """One row for each recipient that is put up."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("submission", "award", "unit", "person", "ground", "period_start", "period_end"),
    )
    told: ClassVar[tuple[str, ...]] = ("answer",)

    class Meta:
        model = SubmissionLine
        fields = ("submission", *LINE)
