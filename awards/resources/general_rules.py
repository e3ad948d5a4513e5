"""The sheet of numbers that the law sets for all awards."""

from typing import ClassVar

from awards.models import GeneralRule
from office_culture.resources.base import RecordResource


class GeneralRuleResource(RecordResource):
    """One row for each number that the law sets for all awards."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("topic", "valid_from"),)

    class Meta:
        model = GeneralRule
