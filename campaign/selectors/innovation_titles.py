"""Innovations that probably are the same as another one, told by their titles."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campaign.models import Innovation
from campaign.similarity import alike

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Namesake:
    """An innovation with nearly the same title."""

    pk: int
    title: str
    year: int


def similar(innovation: Innovation, user: "User") -> tuple[list[Namesake], list[Namesake]]:
    """Those that `user` may see, and those that are none of the account's business. Two statements."""
    others = [
        Namesake(pk, title, year)
        for pk, title, year in Innovation.objects.exclude(pk=innovation.pk)
        .order_by("pk")
        .values_list("pk", "title", "year")
    ]
    found = [others[place] for place in alike(innovation.title, [other.title for other in others])]
    visible = set(
        Innovation.objects.visible_to(user)
        .filter(pk__in=[other.pk for other in found])
        .values_list("pk", flat=True)
    )
    return [o for o in found if o.pk in visible], [o for o in found if o.pk not in visible]
