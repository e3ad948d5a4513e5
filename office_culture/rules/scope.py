"""Whose records an account keeps."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office_culture.models.accounts import User
    from office_culture.models.units import Unit


def keeps_records_of(user: "User", unit: "Unit") -> bool:
    """Whether the account keeps the records of `unit`: its own unit or one below it."""
    if user.is_superuser:
        return True
    return user.unit is not None and unit.path.startswith(user.unit.path)
