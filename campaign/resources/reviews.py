"""The sheets of criteria, review sessions and confirmations. Scores are given on their own page only."""

from typing import ClassVar

from campaign.models import CouncilMember, Criterion, EffectConfirmation, ReviewCriteria, ReviewSession
from office_culture.resources.base import RecordResource


class ReviewCriteriaResource(RecordResource):
    """One row for each version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "version_number"),)

    class Meta:
        model = ReviewCriteria
        fields = ("name", "version_number", "scale", "pass_mark", "quorum_percent", "source")


class CriterionResource(RecordResource):
    """One row for each criterion of a version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("version_of", "name"),)

    class Meta:
        model = Criterion
        fields = ("version_of", "position", "name", "guidance", "weight", "minimum")


class ReviewSessionResource(RecordResource):
    """One row for each session."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "held_on", "name"),)

    class Meta:
        model = ReviewSession
        fields = (
            "name",
            "unit",
            "held_on",
            "place",
            "criteria",
            "set_up_by",
            "discussion",
            "legal_bases",
            "decider",
            "signature_form",
            "signature_holder",
            "signer",
            "signer_post",
        )


class CouncilMemberResource(RecordResource):
    """One row for each member of a session's council."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("session", "person"),)

    class Meta:
        model = CouncilMember
        fields = ("session", "person", "role", "present")


class EffectConfirmationResource(RecordResource):
    """One row for each confirmed reach."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "reach"),)

    class Meta:
        model = EffectConfirmation
        fields = ("innovation", "reach", "confirmed_on", "confirmed_by", "form", "document", "content")
