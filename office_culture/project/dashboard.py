"""The start page of the admin: what waits, as tiles that each lead to their rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its meaning and the list behind it."""

    label: Any
    count: int
    url: str


def tiles(user: "User") -> list[Tile]:
    """The tiles that this account may see."""
    return []
