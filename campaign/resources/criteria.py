"""The sheets of the criteria of review."""

from typing import ClassVar

from campaign.models import Criterion, ReviewCriteria
from office_culture.resources.base import RecordResource


class ReviewCriteriaResource(RecordResource):
    """One row for each version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("name", "number"),)

    class Meta:
        model = ReviewCriteria


class CriterionResource(RecordResource):
    """One row for each criterion of a version."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("version_of", "name"),)

    class Meta:
        model = Criterion
