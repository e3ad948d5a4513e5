"""The sheets of plans and of requirements from above."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from campaign.models import Plan, Requirement
from campaign.models.plans import keeps_records_of
from office_culture.models import Unit
from office_culture.resources.base import RecordResource


class OfPlans(RecordResource):
    """Rows that only those who steer the plan may write, however far the account sees."""

    def steering_unit(self, instance: Any) -> Unit:
        """The unit whose plan the row belongs to."""
        raise NotImplementedError

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        unit = self.steering_unit(instance)
        if self.user is None or not keeps_records_of(self.user, unit):
            raise ValidationError(
                _("The plan of %(unit)s is steered there; your account may only read it.") % {"unit": unit}
            )
        super().before_save_instance(instance, row, **kwargs)


class PlanResource(OfPlans):
    """One row for each plan; its document stands in the register first."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document",),)

    class Meta:
        model = Plan
        fields = ("document", "title", "unit", "campaign", "period_start", "period_end")

    def steering_unit(self, instance: Plan) -> Unit:
        return instance.unit


class RequirementResource(RecordResource):
    """One row for each thing that a document asks; a row can pass on the requirement of a row before it."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("document", "text"),)

    class Meta:
        model = Requirement
        fields = ("document", "part", "position", "text", "due", "passes_on")
