"""The sheet of the base salary."""

from typing import ClassVar

from awards.models import BaseSalary
from office_culture.resources.base import RecordResource


class BaseSalaryResource(RecordResource):
    """One row for each amount."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("valid_from",),)

    class Meta:
        model = BaseSalary
