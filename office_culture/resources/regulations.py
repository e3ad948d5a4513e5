"""The sheets of regulations, their revisions and clauses."""

from typing import ClassVar

from office_culture.models import Clause, Regulation, RegulationRevision
from office_culture.resources.base import RecordResource


class RegulationResource(RecordResource):
    """One row for each regulation, whichever of its revisions is in force."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("unit", "kind", "name"),)

    class Meta:
        model = Regulation


class RegulationRevisionResource(RecordResource):
    """The texts of regulations, by the decision that issued them."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("regulation", "decision"),)

    class Meta:
        model = RegulationRevision


class ClauseResource(RecordResource):
    """The clauses of revisions, article by article."""

    keys: ClassVar[tuple[tuple[str, ...], ...]] = (("revision", "article", "clause", "point"),)

    class Meta:
        model = Clause
