"""The sheets of decisions, submissions and their lines."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from awards.models import AwardDecision, DecisionLine
from office_culture.resources.base import RecordResource

AS_PRINTED: Mapping[str, str] = MappingProxyType(
    {
        "name": "lists of other bodies name people and units that the register writes differently today",
        "post": "as name",
        "unit_name": "as name",
        "ground": "part of the key: tells two awards to one recipient for one period apart",
        "position": "the order of the list as it was decided",
    }
)


class AwardDecisionResource(RecordResource):
    """One row for each decision: how an office brings in those of other bodies; our own are issued on their page."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject", "symbol"),)
    derived: ClassVar[tuple[str, ...]] = ("state",)
    advice = _("A decision comes in as a draft; it counts once it is recorded on its page.")

    class Meta:
        model = AwardDecision


class DecisionLineResource(RecordResource):
    """One row for each recipient of a decision."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("decision", "award", "unit", "person", "ground", "period_start", "period_end"),
    )
    added: ClassVar[Mapping[str, str]] = AS_PRINTED
    derived: ClassVar[tuple[str, ...]] = ("prize_amount", "prize_due", "paid_on")

    class Meta:
        model = DecisionLine
