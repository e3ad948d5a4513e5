"""Whether an account may edit the records of a unit."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_culture.models.accounts import User
    from office_culture.models.units import Unit


def keeps_records_of(user: "User", unit: "Unit") -> bool:
    """Whether `unit` is the account's own unit or one below it, whose records it edits; for a superuser any unit.

    An ended unit that the account's own continues counts as below it.
    """
    return user.is_superuser or (user.unit is not None and user.unit.reaches(unit))
