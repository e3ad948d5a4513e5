"""The sheets of revocations."""

from typing import ClassVar

from awards.models import Revocation, RevokedAward
from office_culture.resources.base import RecordResource


class RevocationResource(RecordResource):
    """One row for each revocation."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "subject", "symbol"),)
    derived: ClassVar[tuple[str, ...]] = ("state", "returns_due_on")

    class Meta:
        model = Revocation


class RevokedAwardResource(RecordResource):
    """One row for each award that is taken back."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("revocation", "conferral"),)
    derived: ClassVar[tuple[str, ...]] = ("object_returned_on", "money_returned_on")

    class Meta:
        model = RevokedAward
