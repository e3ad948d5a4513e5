"""The sheets of innovations, their authors and their effects.

Recognition is a step of the life cycle: an export tells of it, an import changes nothing about it.
"""

from typing import ClassVar

from campaign.models import Innovation, InnovationAuthor, InnovationEffect
from office_culture.resources.base import RecordResource


class InnovationResource(RecordResource):
    """Innovations come first; the sheets of authors and effects name them."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "year", "title"),)
    told: ClassVar[tuple[str, ...]] = ("state", "level", "recognised_on", "recognised_by")

    class Meta:
        model = Innovation


class InnovationAuthorResource(RecordResource):
    """One row for each author of an innovation."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "person"),)

    class Meta:
        model = InnovationAuthor


class InnovationEffectResource(RecordResource):
    """One row for each thing that changed."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("innovation", "direction", "what", "period"),)

    class Meta:
        model = InnovationEffect
