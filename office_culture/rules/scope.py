"""Whether an account may edit the records of a unit."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_culture.models.accounts import User
    from office_culture.models.units import Unit


def keeps_records_of(user: "User", unit: "Unit") -> bool:
    """Whether `unit` is the account's own unit or one below it, whose records it edits; for a superuser any unit."""
    if user.is_superuser:
        return True
    return user.unit is not None and unit.path.startswith(user.unit.path)
