"""Own regulations in force, for lists on papers and for the facts."""

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from office_culture.models import Document, Origin, RegulationKind, RegulationRevision, Use
from office_culture.models.documents import DocumentQuerySet

# As papers name the kinds; the labels of the choices are for the screen.
PRINTED = {
    RegulationKind.REGULATION: "Quy chế",
    RegulationKind.PROVISIONS: "Quy định",
    RegulationKind.HOUSE_RULES: "Nội quy",
}


@dataclass(frozen=True, slots=True)
class RegulationRow:
    """A regulation with the revision in force; `name` as papers print it."""

    revision: int
    kind: str
    name: str


def decisions_in_force(day: datetime.date) -> DocumentQuerySet:
    """The decisions whose regulations bind on `day`, each once.

    That is the decision of every revision in force. A decision that the register marks as an own regulation but that
    no regulation names yet counts by its own validity.
    """
    binding = RegulationRevision.objects.in_force_on(day).filter(decision=OuterRef("pk"))
    revisions = RegulationRevision.objects.filter(decision=OuterRef("pk"))
    marked: DocumentQuerySet = Document.objects.in_force_on(day).filter(
        ~Exists(revisions), use=Use.OWN_REGULATION, origin=Origin.OWN
    )
    found: DocumentQuerySet = Document.objects.filter(Exists(binding)) | marked
    return found


def regulations_in_force(unit_path: str, day: datetime.date) -> tuple[RegulationRow, ...]:
    """The regulations of the unit and those below it that bind on `day`; one statement."""
    revisions = (
        RegulationRevision.objects.in_force_on(day)
        .filter(regulation__unit__path__startswith=unit_path)
        .select_related("regulation")
        .order_by("regulation__kind", "regulation__name")
    )
    return tuple(
        RegulationRow(
            revision=revision.pk,
            kind=revision.regulation.kind,
            name=f"{PRINTED[RegulationKind(revision.regulation.kind)]} {revision.regulation.name}",
        )
        for revision in revisions
    )
