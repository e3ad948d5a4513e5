"""The sheets of innovations, their authors and their effects. Recognition is a step of the life cycle, no column."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now

from campaign.models import Innovation, InnovationAuthor, InnovationEffect, InnovationPart
from office_culture.resources.base import RecordResource


class InnovationResource(RecordResource):
    """Innovations come first; the sheets of authors and effects name them."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "title"),)

    class Meta:
        model = Innovation
        fields = (
            "title",
            "unit",
            "year",
            "problem",
            "solution",
            "scope",
        )

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        if instance._state.adding or not instance.last_return:
            return
        stored = Innovation.objects.get(pk=instance.pk)
        for name in self._meta.fields:
            if name not in stored.open_parts and getattr(stored, name) != getattr(instance, name):
                raise ValidationError(_not_flagged(instance._meta.get_field(name).verbose_name))


def _not_flagged(part: Any) -> str:
    return _now("“%(part)s” was not flagged when the proposal was returned, so it stays as it is.") % {
        "part": part
    }


class PartResource(RecordResource):
    """Rows that are one part of a proposal: they change while that part is open."""

    part: ClassVar[InnovationPart]

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        if self.part not in instance.innovation.open_parts:
            raise ValidationError(_not_flagged(self.part.label))


class InnovationAuthorResource(PartResource):
    """One row for each author of an innovation."""

    part = InnovationPart.AUTHORS
    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "person"),)

    class Meta:
        model = InnovationAuthor
        fields = ("innovation", "person", "share_percent")


class InnovationEffectResource(PartResource):
    """One row for each thing that changed."""

    part = InnovationPart.EFFECTS
    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "direction", "what", "period"),)

    class Meta:
        model = InnovationEffect
        fields = (
            "innovation",
            "direction",
            "what",
            "before",
            "after",
            "unit_of_measure",
            "change_percent",
            "approximate",
            "basis",
            "method",
            "period",
            "saved_quantity",
            "unit_price",
            "money_saved",
        )
