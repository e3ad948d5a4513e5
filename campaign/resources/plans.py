"""The sheets of plans and of requirements from above."""

from typing import ClassVar

from campaign.models import Plan, Requirement
from office_culture.resources.base import RecordResource


class PlanResource(RecordResource):
    """One row for each plan; its document must be in the register before."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document",),)

    class Meta:
        model = Plan


class RequirementResource(RecordResource):
    """One row for each thing that a document asks; a row can pass on the requirement of a row before it."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document", "text"),)

    class Meta:
        model = Requirement
