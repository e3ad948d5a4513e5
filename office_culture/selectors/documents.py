"""Documents as papers list and cite them."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Unit
from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentQuerySet
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import many, rows_of
from office_culture.selectors.regulations import decisions_in_force
from office_culture.text.citations import Citation, full
from office_culture.text.dates import numeric


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a list. `fact` leads from the printed citation back to the record."""

    pk: int
    fact: Fact
    citation: Citation
    implements: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The documents that a report on a period names, oldest first; `figures` are how many of each."""

    agency: str
    directives: tuple[DocumentRow, ...]
    own_plans: tuple[DocumentRow, ...]
    regulations: tuple[DocumentRow, ...]
    inspection_bases: tuple[DocumentRow, ...]
    figures: Mapping[str, Fact]


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
    return f"cite.{document.read.text or document.symbol}@{numeric(document.date)}"


def citation_fact(document: Document) -> Fact:
    """The document as a fact that papers cite."""
    citation = citation_of(document)
    return Fact(
        key=fact_key(document),
        label=f"{document.type_name} {document}: {document.subject}",
        value=citation.symbol,
        text=full(citation),
        rows=rows_of("office_culture.document", [document.pk]),
        citation=citation,
    )


def rows(documents: DocumentQuerySet) -> tuple[DocumentRow, ...]:
    """The documents in the order of their dates, with what they implement; two statements."""
    found = documents.prefetch_related("relations__target").order_by("date", "number", "pk")
    return tuple(
        DocumentRow(
            pk=document.pk,
            fact=citation_fact(document),
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


def document_facts(scope: FactScope) -> DocumentFacts:
    """The documents of a report's scope; the reporting unit is named as in running text."""
    told = {
        "directives": rows(directives(scope.as_of)),
        "own_plans": rows(own_plans(scope.start, scope.end)),
        "regulations": rows(regulations(scope.as_of)),
        "inspection_bases": rows(inspection_bases(scope.as_of)),
    }
    labels = {
        "directives": gettext("directives from above in force"),
        "own_plans": gettext("own plans issued in the period"),
        "regulations": gettext("own regulations in force"),
        "inspection_bases": gettext("bases of inspections in force"),
    }
    return DocumentFacts(
        agency=Unit.objects.get(pk=scope.unit_id).name_in_text,
        **told,
        figures={
            name: many(
                f"documents.{name}", labels[name], "office_culture.document", (row.pk for row in found)
            )
            for name, found in told.items()
        },
    )


def _listed(found: DocumentFacts) -> Iterable[Fact]:
    return found.figures.values()


registry.register(FactSource("documents", _("Documents"), document_facts, _listed))
