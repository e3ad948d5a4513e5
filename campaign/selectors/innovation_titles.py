"""Innovations that are probably the same as another one, by their titles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from campaign.models import Innovation
from campaign.rules.similarity import alike

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Namesake:
    """An innovation with nearly the same title."""

    pk: int
    title: str
    year: int | None


def similar(innovation: Innovation, user: "User") -> tuple[list[Namesake], list[Namesake]]:
    """Innovations of nearly the same title: first those that `user` may see, then the others. One statement."""
    mine = Innovation.objects.visible_to(user).filter(pk=OuterRef("pk"))
    others = list(
        Innovation.objects.exclude(pk=innovation.pk)
        .annotate(seen=Exists(mine))
        .order_by("pk")
        .values_list("pk", "title", "year", "seen")
    )
    found = [others[place] for place in alike(innovation.title, [title for _, title, _, _ in others])]
    return (
        [Namesake(pk, title, year) for pk, title, year, seen in found if seen],
        [Namesake(pk, title, year) for pk, title, year, seen in found if not seen],
    )
