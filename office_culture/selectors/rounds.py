"""The units of a round with their state, score and open findings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from office_culture.models import FindingState, Inspection, InspectionRound

if TYPE_CHECKING:
    from office_culture.models.accounts import User


@dataclass(frozen=True, slots=True)
class UnitOfRound:
    """One unit in the round."""

    inspection: Inspection
    findings: int
    open_findings: int

    @property
    def checked(self) -> int:
        """How many items have a result."""
        return self.inspection.items - self.inspection.unchecked


def units_of(inspection_round: InspectionRound, user: "User") -> list[UnitOfRound]:
    """The units that `user` may see, in the order of the office; one statement."""
    rows = (
        Inspection.objects.visible_to(user)
        .filter(inspection_round=inspection_round)
        .select_related("unit")
        .annotate(
            many_findings=Count("results__findings"),
            many_open=Count("results__findings", filter=~Q(results__findings__state=FindingState.VERIFIED)),
        )
        .order_by("unit__position", "unit__sort_key", "pk")
    )
    return [UnitOfRound(row, row.many_findings, row.many_open) for row in rows]


def sees_all_units(inspection_round: InspectionRound, user: "User") -> bool:
    """Whether `user` may see all units of the round, as papers on the whole round require."""
    units = Inspection.objects.filter(inspection_round=inspection_round)
    return not units.exclude(pk__in=units.visible_to(user).values("pk")).exists()
