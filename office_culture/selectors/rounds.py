"""A round at a glance: its units with state, score and open findings."""

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


def units_of(held: InspectionRound, user: "User") -> list[UnitOfRound]:
    """The units that `user` may know of, in the office's order; one statement."""
    rows = (
        Inspection.objects.visible_to(user)
        .filter(inspection_round=held)
        .select_related("unit")
        .annotate(
            many_findings=Count("results__findings"),
            many_open=Count("results__findings", filter=~Q(results__findings__state=FindingState.VERIFIED)),
        )
        .order_by("unit__position", "unit__sort_key", "pk")
    )
    return [UnitOfRound(row, row.many_findings, row.many_open) for row in rows]


def sees_all_units(held: InspectionRound, user: "User") -> bool:
    """Whether no unit of the round lies beyond what `user` may know of; papers on the whole round ask this."""
    units = Inspection.objects.filter(inspection_round=held)
    return not units.exclude(pk__in=units.visible_to(user).values("pk")).exists()
