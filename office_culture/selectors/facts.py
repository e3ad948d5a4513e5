"""The facts that this package offers to papers: citations, documents, organisation, staffing."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.models import Document, StaffCategory, Use
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows, UnknownFact
from office_culture.rules.symbols import parse as parse_symbol
from office_culture.rules.symbols.model import SymbolError
from office_culture.selectors import documents
from office_culture.selectors.organisation import Organisation, UnitRow, organisation
from office_culture.text.citations import full
from office_culture.text.dates import DateError, numeric
from office_culture.text.dates import parse as parse_date
from office_culture.text.numbers import counted, percent
from office_culture.text.search import fold

_DOCUMENT = "office_culture.document"
MOST_OFFERED = 300  # more than a writer looks through


class AmbiguousCitation(UnknownFact):
    """Several documents carry this symbol; `nearest` are the keys that tell them apart."""


class Citations:
    """`cite.29/KH-VPUB`, with `@14/08/2019` behind it where several documents carry the symbol.

    Two bodies may even give one symbol on one day; then the issuer follows: `cite.…@02/08/2019@UBND tỉnh`.
    """

    prefix = "cite"
    title = gettext_lazy("Citations of documents")

    def facts(self, scope: FactScope) -> list[Fact]:
        """The newest documents that a report may name, each under its shortest clear key; `find` knows all others."""
        known = Document.objects.filter(date__lte=scope.as_of)
        days = Counter(known.order_by().values_list("symbol_key", "date"))
        symbols = Counter(symbol for symbol, _day in days.elements())
        offered = known.filter(~Q(use=Use.OTHER) | Q(date__gte=scope.start))[:MOST_OFFERED]
        return [_fact(_key(document, symbols, days), document) for document in offered]

    def unlisted(self, scope: FactScope) -> Iterable[Fact]:
        return ()

    def find(self, key: str, scope: FactScope) -> Fact | None:
        """The cited document. Raises `AmbiguousCitation` where the key fits several."""
        symbol, _at, rest = key.partition(".")[2].partition("@")
        day, _at, issuer = rest.partition("@")
        found = _with_symbol(symbol)
        if day:
            found = [document for document in found if numeric(document.date) == _printed_day(day, scope)]
        if issuer:
            found = [document for document in found if document.issuer_key == fold(issuer)]
        if len(found) > 1 and not day:
            found = [document for document in found if document.date <= scope.as_of] or found
        if len(found) > 1:
            days = Counter((document.symbol_key, document.date) for document in found)
            symbols = Counter(document.symbol_key for document in found)
            raise AmbiguousCitation(key, [_key(document, symbols, days) for document in found])
        return _fact(key, found[0]) if found else None


def _with_symbol(symbol: str) -> list[Document]:
    try:
        key = parse_symbol(symbol).text.casefold()
    except SymbolError:
        return []
    return list(Document.objects.filter(symbol_key=key))


def _printed_day(typed: str, scope: FactScope) -> str:
    try:
        return numeric(parse_date(typed, today=scope.as_of))
    except DateError:
        return ""


def _key(document: Document, symbols: "Counter[Any]", days: "Counter[Any]") -> str:
    key = f"cite.{document.read.text}"
    if symbols[document.symbol_key] > 1:
        key += f"@{numeric(document.date)}"
    if days[document.symbol_key, document.date] > 1:
        key += f"@{document.issuer}"
    return key


def _fact(key: str, document: Document) -> Fact:
    citation = documents.citation_of(document)
    return Fact(
        key=key,
        label=f"{document.type_name} {document}: {document.subject}",
        value=citation.symbol,
        text=full(citation),
        rows=Rows(_DOCUMENT, {"pk__in": (document.pk,)}),
        citation=citation,
    )


class DocumentCounts(ListedFacts):
    """How many documents of a kind a report speaks of."""

    prefix = "documents"
    title = gettext_lazy("Documents")

    def facts(self, scope: FactScope) -> list[Fact]:
        return [
            _count(
                "documents.directives", _("directives from above in force"), documents.directives(scope.as_of)
            ),
            _count(
                "documents.own_plans",
                _("own plans issued in the period"),
                documents.own_plans(scope.start, scope.end),
            ),
            _count(
                "documents.regulations", _("own regulations in force"), documents.regulations(scope.as_of)
            ),
            _count(
                "documents.inspection_bases",
                _("bases of inspections in force"),
                documents.inspection_bases(scope.as_of),
            ),
        ]


def _count(key: str, label: str, found: Any) -> Fact:
    pks = tuple(found.values_list("pk", flat=True))
    return _counted(key, label, len(pks), _DOCUMENT, pks)


def _counted(key: str, label: str, count: int, model: str, pks: Iterable[int]) -> Fact:
    return Fact(key, label, count, counted(count), Rows(model, {"pk__in": tuple(pks)}))


class OrganisationFacts(ListedFacts):
    """The office, its leadership and its units on the report's day."""

    prefix = "organisation"
    title = gettext_lazy("Organisation")

    def facts(self, scope: FactScope) -> list[Fact]:
        office = organisation(scope.unit_id, scope.as_of)
        return [
            Fact(
                "organisation.name",
                _("name of the office"),
                office.agency,
                office.agency,
                Rows("office_culture.unit", {"pk__in": (scope.unit_id,)}),
            ),
            _counted(
                "organisation.leaders",
                _("leading posts filled"),
                office.leaders,
                "office_culture.posting",
                [pk for post in office.leadership for pk in post.pks],
            ),
            *_leading_posts(office),
            *_units("departments", _("departments"), office.departments),
            *_units("public_service_units", _("public-service units"), office.public_service_units),
            *_units("fully_self_financed", _("fully self-financed units"), office.fully_self_financed),
            *_self_financing(office),
        ]


def _leading_posts(office: Organisation) -> Iterable[Fact]:
    for place, post in enumerate(office.leadership, start=1):
        yield _counted(
            f"organisation.leading_post.{place}", post.post, post.count, "office_culture.posting", post.pks
        )
        for also, ((name, count), pks) in enumerate(
            zip(post.concurrent, post.concurrent_pks, strict=True), start=1
        ):
            key = f"organisation.leading_post.{place}.concurrent.{also}"
            label = _("%(post)s, at the same time %(other)s") % {"post": post.post, "other": name}
            yield _counted(key, label, count, "office_culture.posting", pks)


def _self_financing(office: Organisation) -> Iterable[Fact]:
    for unit in (*office.departments, *office.public_service_units):
        if unit.self_financed_percent:
            yield Fact(
                f"organisation.self_financed.{unit.pk}",
                _("%(unit)s: degree of self-financing (%%)") % {"unit": unit.name},
                Decimal(unit.self_financed_percent),
                percent(unit.self_financed_percent),
                Rows("office_culture.unit", {"pk__in": (unit.pk,)}),
            )


def _units(name: str, label: str, units: tuple[UnitRow, ...]) -> Iterable[Fact]:
    pks = tuple(unit.pk for unit in units)
    yield _counted(f"organisation.{name}", label, len(units), "office_culture.unit", pks)
    printed = "; ".join(unit.name for unit in units)
    yield Fact(
        f"organisation.{name}.names",
        _("%(units)s by name") % {"units": label},
        printed or None,
        printed or "tên các đơn vị",
        Rows("office_culture.unit", {"pk__in": pks}),
    )


class StaffingFacts(ListedFacts):
    """Posts assigned and people at work in the year of the report's day."""

    prefix = "staffing"
    title = gettext_lazy("Staffing")

    def facts(self, scope: FactScope) -> list[Fact]:
        office = organisation(scope.unit_id, scope.as_of)
        year = str(office.year)
        found = [Fact("staffing.year", _("year of the staffing returns"), year, year)]
        for category in StaffCategory:
            row = office.staff(category)
            behind = Rows("office_culture.staffingreturn", {"pk__in": row.pks if row else ()})
            for column, label, gap in (
                ("assigned", _("%(category)s assigned"), "số biên chế được giao"),
                ("actual", _("%(category)s at work"), "số người hiện có"),
            ):
                value: int | None = getattr(row, column, None)
                found.append(
                    Fact(
                        f"staffing.{category}.{column}",
                        label % {"category": category.label},
                        value,
                        f"{gap} năm {year}" if value is None else counted(value),
                        behind,
                    )
                )
        return found


SOURCES = (Citations(), DocumentCounts(), OrganisationFacts(), StaffingFacts())
