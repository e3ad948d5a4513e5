"""Every model of the package, for Django and for readers."""

from office_culture.models.accounts import User
from office_culture.models.events import Event, Verb
from office_culture.models.people import Gender, Person, Posting, StaffCategory, StaffingReturn
from office_culture.models.units import Unit, UnitKind

__all__ = [
    "Event",
    "Gender",
    "Person",
    "Posting",
    "StaffCategory",
    "StaffingReturn",
    "Unit",
    "UnitKind",
    "User",
    "Verb",
]
