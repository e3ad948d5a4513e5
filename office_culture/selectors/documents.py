"""Documents as papers list and cite them."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet, Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Unit
from office_culture.models.document_kinds import Origin, RelationKind, Use
from office_culture.models.documents import Document, DocumentQuerySet, DocumentRelation
from office_culture.models.together import read_together
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import count, many, rows_of
from office_culture.selectors.reading import reads
from office_culture.selectors.regulations import decisions_in_force
from office_culture.text.citations import UNKNOWN_TYPE, Citation, full

# Longer addresses of lists are refused by servers, so that no more rows can be shown behind a figure.
MOST_BEHIND = 500


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a list. `fact` leads from the printed citation back to the record."""

    pk: int
    fact: Fact
    citation: Citation
    implements: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The documents that a report on a period names, the oldest first.

    `figures` are their numbers by name of the list.
    """

    agency: str
    directives: tuple[DocumentRow, ...]
    own_plans: tuple[DocumentRow, ...]
    regulations: tuple[DocumentRow, ...]
    inspection_bases: tuple[DocumentRow, ...]
    figures: Mapping[str, Fact]


def citation_of(document: Document) -> Citation:
    """The citation of the document for papers, with the symbol in its canonical spelling."""
    return Citation(
        key=str(document.pk),
        type_name=document.type_name or UNKNOWN_TYPE,
        symbol=document.read.text,
        day=document.date,
        issuer=document.issuer,
        subject=document.subject,
        year=None if document.read.year else document.year,
    )


def fact_key(document: Document) -> str:
    """The key under which narratives cite the document; it contains the known date, as numbers begin anew each year."""
    symbol = document.read.text or document.symbol
    return "@".join(filter(None, (f"cite.{symbol}", document.when)))


def citation_fact(document: Document) -> Fact:
    """The document as a fact that papers cite."""
    citation = citation_of(document)
    numbered = f"{document.type_name or UNKNOWN_TYPE} {document}"
    return Fact(
        key=fact_key(document),
        label=": ".join(filter(None, (numbered, document.subject))) if citation.symbol else str(document),
        value=citation.symbol,
        text=full(citation),
        rows=rows_of("office_culture.document", [document.pk]),
        citation=citation,
    )


def rows(keys: Collection[int]) -> tuple[DocumentRow, ...]:
    """The documents of these keys in the order of their dates, with what they implement; one statement."""
    implementing = DocumentRelation.objects.filter(kind=RelationKind.IMPLEMENTS, document__in=keys)
    documents, relations = read_together(
        [
            Document.objects.filter(pk__in=keys).order_by("placed_on", "number", "pk"),
            implementing.select_related("target"),
        ]
    )
    implemented: dict[int, list[Citation]] = {document.pk: [] for document in documents}
    for relation in relations:
        implemented[relation.document_id].append(citation_of(relation.target))
    return tuple(
        DocumentRow(
            pk=document.pk,
            fact=citation_fact(document),
            citation=citation_of(document),
            implements=tuple(implemented[document.pk]),
        )
        for document in documents
    )


def unit_rows(scope: FactScope) -> QuerySet[Unit]:
    """The unit of a scope."""
    rows: QuerySet[Unit] = Unit.objects.filter(pk=scope.unit_id)
    return rows


def directives(day: datetime.date) -> DocumentQuerySet:
    """Documents of levels above that are in force on `day`."""
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
    """Documents in force on `day` that serve as bases of inspections."""
    documents: DocumentQuerySet = Document.objects.in_force_on(day).filter(use=Use.INSPECTION_BASIS)
    return documents


def _labels() -> dict[str, str]:
    """The name of each list of a report on the screen."""
    return {
        "directives": gettext("directives from above in force"),
        "own_plans": gettext("own plans issued in the period"),
        "regulations": gettext("own regulations in force"),
        "inspection_bases": gettext("bases of inspections in force"),
    }


def _lists(scope: FactScope) -> dict[str, DocumentQuerySet]:
    """The documents of each list of a report."""
    return {
        "directives": directives(scope.as_of),
        "own_plans": own_plans(scope.start, scope.end),
        "regulations": regulations(scope.as_of),
        "inspection_bases": inspection_bases(scope.as_of),
    }


def document_counts(scope: FactScope) -> dict[str, Fact]:
    """The number of documents of each list, by name; reads the keys of at most `MOST_BEHIND` and no document."""
    keys = scope.read_so_far(_key_rows)
    if keys is not None:
        known = _by_list(_labels(), keys)
        counts = {name: len(keys) for name, keys in known.items()}
        return _as_facts(counts, {name: known[name] for name in known if counts[name] <= MOST_BEHIND})
    lists = _lists(scope)
    counts = _counts(lists)
    few = {name: lists[name] for name, number in counts.items() if number <= MOST_BEHIND}
    return _as_facts(counts, _by_list(few, _keys(few)) if few else {})


def _as_facts(counts: Mapping[str, int], keys: Mapping[str, set[int]]) -> dict[str, Fact]:
    """The number of each list; it leads to the documents where their keys are given."""
    return {
        name: many(f"documents.{name}", label, "office_culture.document", sorted(keys[name]))
        if name in keys
        else count(f"documents.{name}", label, counts[name])
        for name, label in _labels().items()
    }


def _counts(lists: Mapping[str, DocumentQuerySet]) -> dict[str, int]:
    """How many documents each list has, by its name; one statement."""
    first, *others = (
        documents.order_by()
        .annotate(of_list=Value(name))
        .values("of_list")
        .annotate(documents=Count("pk"))
        .values_list("of_list", "documents")
        for name, documents in lists.items()
    )
    return {**dict.fromkeys(lists, 0), **dict(first.union(*others, all=True))}


def _key_rows(scope: FactScope) -> QuerySet[Document, tuple[str, int]]:
    """Each document of each list: the name of the list and its key."""
    return _keys(_lists(scope))


@reads(unit_rows, _key_rows)
def document_facts(
    _scope: FactScope, units: list[Unit], keys_of_lists: list[tuple[str, int]]
) -> DocumentFacts:
    """The documents of a report's scope; the reporting unit is named as in running text."""
    (unit,) = units
    labels = _labels()
    keys = _by_list(labels, keys_of_lists)
    every = rows(set().union(*keys.values()))
    found = {name: tuple(row for row in every if row.pk in keys[name]) for name in labels}
    return DocumentFacts(
        agency=unit.name_in_text,
        **found,
        figures={
            name: many(f"documents.{name}", label, "office_culture.document", (row.pk for row in found[name]))
            for name, label in labels.items()
        },
    )


def _keys(lists: Mapping[str, DocumentQuerySet]) -> QuerySet[Document, tuple[str, int]]:
    """The name of the list and the key of each document of these lists; one statement."""
    first, *others = (
        documents.order_by()
        .annotate(of_list=Value(name), document_key=F("pk"))
        .values_list("of_list", "document_key")
        for name, documents in lists.items()
    )
    return first.union(*others, all=True)


def _by_list(names: Iterable[str], keys: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """The keys of the documents of each list, by its name."""
    found: dict[str, set[int]] = {name: set() for name in names}
    for name, key in keys:
        found[name].add(key)
    return found


def _listed(found: dict[str, Fact]) -> Iterable[Fact]:
    return found.values()


registry.register(
    FactSource(
        "documents",
        _("Documents"),
        document_counts,
        _listed,
        # Papers read the documents anyway, and count what they list.
        further=(document_facts, lambda found: found.figures.values()),
        nouns={
            "directives": ("văn bản chỉ đạo | cấp trên",),
            "own_plans": ("kế hoạch | ban hành",),
            "regulations": (
                "nội quy, quy chế, quy định",
                "quy chế, quy định | ban hành",
            ),
            "inspection_bases": ("văn bản | căn cứ kiểm tra",),
        },
    )
)
