"""Own regulations in force, for lists on papers and for the facts."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Document, Origin, RegulationKind, RegulationRevision, Use
from office_culture.models.documents import DocumentQuerySet
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rows_of, words
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces

# As papers name the kinds; the labels of the choices are for the screen.
PRINTED = {
    RegulationKind.REGULATION: "Quy chế",
    RegulationKind.PROVISIONS: "Quy định",
    RegulationKind.HOUSE_RULES: "Nội quy",
    RegulationKind.RULES_OF_CONDUCT: "Quy tắc",
}


@dataclass(frozen=True, slots=True)
class RegulationRow:
    """A regulation with the revision in force; `name` as papers print it."""

    revision: int
    kind: str
    name: str


def decisions_in_force(day: datetime.date) -> DocumentQuerySet:
    """The decisions whose regulations are in force on `day`, each once.

    That is the decision of every revision in force. A decision that the register marks as an own regulation but that no
    regulation names yet counts by its own validity. Their keys are a subquery, so that the register is not walked.
    """
    binding = RegulationRevision.objects.in_force_on(day).order_by().values_list("decision", flat=True)
    revisions = RegulationRevision.objects.filter(decision=OuterRef("pk"))
    marked: DocumentQuerySet = Document.objects.in_force_on(day).filter(
        ~Exists(revisions), use=Use.OWN_REGULATION, origin=Origin.OWN
    )
    found: DocumentQuerySet = Document.objects.filter(
        pk__in=binding.union(marked.order_by().values_list("pk", flat=True))
    )
    return found


def _revision_rows(scope: FactScope) -> QuerySet[RegulationRevision]:
    in_force = RegulationRevision.objects.in_force_on(scope.as_of)
    within = scope.once(UnitPlaces).within_on(scope.unit_path, scope.as_of, unit="regulation__unit")
    rows: QuerySet[RegulationRevision] = in_force.filter(within)
    return rows.select_related("regulation").order_by("regulation__kind", "regulation__name")


@reads(_revision_rows)
def regulations_in_force(_scope: FactScope, revisions: list[RegulationRevision]) -> tuple[RegulationRow, ...]:
    """The regulations of the unit and those below it that bind on the day of the scope."""
    return tuple(
        RegulationRow(
            revision=revision.pk,
            kind=revision.regulation.kind,
            name=f"{PRINTED[RegulationKind(revision.regulation.kind)]} {revision.regulation.name}",
        )
        for revision in revisions
    )


def _listed(found: tuple[RegulationRow, ...]) -> Iterable[Fact]:
    """The facts of the own regulations with a revision in force on the report's day."""
    yield _count("in_force", gettext("own regulations in force"), found)
    for kind in RegulationKind:
        label = gettext("own regulations in force: %(kind)s") % {"kind": kind.label}
        yield _count(kind.value, label, [row for row in found if row.kind == kind])
    yield words(
        "regulations.names",
        gettext("names of the own regulations in force"),
        "; ".join(row.name for row in found),
        rows_of("office_culture.regulationrevision", (row.revision for row in found)),
        gap="tên các quy chế, quy định",
    )


def _count(name: str, label: str, found: Iterable[RegulationRow]) -> Fact:
    rows = (row.revision for row in found)
    return many(f"regulations.{name}", label, "office_culture.regulationrevision", rows)


registry.register(
    FactSource(
        "regulations",
        _("Regulations"),
        regulations_in_force,
        _listed,
        nouns={
            "in_force": ("văn bản quản lý nội bộ | có hiệu lực",),
            **{kind.value: (f"{name.lower()} | có hiệu lực",) for kind, name in PRINTED.items()},
        },
    )
)
