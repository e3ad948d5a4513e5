"""Documents as papers list and cite them."""

import datetime
from dataclasses import dataclass

from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentQuerySet
from office_culture.rules.facts import FactScope
from office_culture.selectors.regulations import decisions_in_force
from office_culture.text.citations import Citation
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a list. `fact_key` leads from the printed citation back to the record."""

    pk: int
    fact_key: str
    citation: Citation
    implements: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The documents that a report on a period names, oldest first."""

    agency: str
    directives: tuple[DocumentRow, ...]
    own_plans: tuple[DocumentRow, ...]
    regulations: tuple[DocumentRow, ...]
    inspection_bases: tuple[DocumentRow, ...]


def citation_of(document: Document) -> Citation:
    """What a paper needs to cite the document. The symbol is printed in its canonical spelling."""
    return Citation(
        key=str(document.pk),
        type_name=document.type_name,
        symbol=document.read.text,
        day=document.date,
        issuer=document.issuer,
        subject=document.subject,
    )


def fact_key(document: Document) -> str:
    """The key under which narratives cite the document; the date is in it, for numbers begin anew each year."""
    return f"cite.{document.read.text}@{numeric(document.date)}"


def rows(documents: DocumentQuerySet) -> tuple[DocumentRow, ...]:
    """The documents in the order of their dates, with what they implement; two statements."""
    found = documents.prefetch_related("relations__target").order_by("date", "number", "pk")
    return tuple(
        DocumentRow(
            pk=document.pk,
            fact_key=fact_key(document),
            citation=citation_of(document),
            implements=tuple(
                citation_of(relation.target)
                for relation in document.relations.all()
                if relation.kind == RelationKind.IMPLEMENTS
            ),
        )
        for document in found
    )


def directives(day: datetime.date) -> DocumentQuerySet:
    """What levels above have laid down and is in force on `day`."""
    documents: DocumentQuerySet = Document.objects.in_force_on(day).filter(use=Use.DIRECTIVE)
    return documents


def own_plans(start: datetime.date, end: datetime.date) -> DocumentQuerySet:
    """The plans that we issued from `start` to `end`."""
    documents: DocumentQuerySet = Document.objects.dated(start, end).filter(
        use=Use.OWN_PLAN, origin=Origin.OWN
    )
    return documents


def regulations(day: datetime.date) -> DocumentQuerySet:
    """The decisions whose own regulations are in force on `day`; replaced ones are left out."""
    return decisions_in_force(day)


def inspection_bases(day: datetime.date) -> DocumentQuerySet:
    """What inspections hold against, in force on `day`."""
    documents: DocumentQuerySet = Document.objects.in_force_on(day).filter(use=Use.INSPECTION_BASIS)
    return documents


def document_facts(scope: FactScope, agency: str) -> DocumentFacts:
    """The documents of a report's scope. `agency` is the name of the reporting unit in running text."""
    return DocumentFacts(
        agency=agency,
        directives=rows(directives(scope.as_of)),
        own_plans=rows(own_plans(scope.start, scope.end)),
        regulations=rows(regulations(scope.as_of)),
        inspection_bases=rows(inspection_bases(scope.as_of)),
    )
