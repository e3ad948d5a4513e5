"""Whose records an account may edit, and the units above a unit."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_culture.models.accounts import User
    from office_culture.models.units import Unit


def paths_above(path: str) -> list[str]:
    """The paths of the unit at `path` and of all units above it, the highest first: "/1/4/" gives "/1/", "/1/4/"."""
    steps = path.strip("/").split("/")
    return [f"/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps) + 1)]


def keeps_records_of(user: "User", unit: "Unit") -> bool:
    """Whether `unit` is the account's own unit or one below it, whose records it edits; for a superuser any unit.

    An ended unit that the account's own continues counts as below it.
    """
    return user.is_superuser or (user.unit is not None and user.unit.reaches(unit))
