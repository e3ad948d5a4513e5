"""Documents as narratives cite them: `cite.29/KH-VPUB`, with what tells several of one symbol apart."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office_culture.models import Document, Use
from office_culture.rules.facts import Fact, FactScope, FactSource, UnknownFact, registry
from office_culture.rules.symbols import parse as parse_symbol
from office_culture.rules.symbols.model import SymbolError
from office_culture.selectors.documents import citation_fact
from office_culture.text.dates import DateError, numeric
from office_culture.text.dates import parse as parse_date
from office_culture.text.names import spelling

PREFIX = "cite"
MOST_OFFERED = 300  # more than a writer looks through


class AmbiguousCitation(UnknownFact):
    """Several documents carry this symbol; `nearest` are the keys that tell them apart."""


def citations(scope: FactScope) -> list[Fact]:
    """The newest documents that a report may name, each under its shortest clear key; `cited` knows all others."""
    known = Document.objects.filter(date__lte=scope.as_of)
    offered = list(known.filter(~Q(use=Use.OTHER) | Q(date__gte=scope.start))[:MOST_OFFERED])
    alike = known.filter(symbol_key__in={document.symbol_key for document in offered})
    days = Counter(alike.order_by().values_list("symbol_key", "date"))
    symbols = Counter(symbol for symbol, _day in days.elements())
    return [_fact(_key(document, symbols, days), document) for document in offered]


def cited(key: str, scope: FactScope) -> Fact | None:
    """The document cited as `cite.29/KH-VPUB`, with `@14/08/2019` behind it where several carry the symbol.

    Two bodies may even give one symbol on one day; then the issuer follows: `cite.…@02/08/2019@UBND tỉnh`. Raises
    `AmbiguousCitation` where the key fits several.
    """
    symbol, _at, rest = key.partition(".")[2].partition("@")
    day, _at, issuer = rest.partition("@")
    found = _with_symbol(symbol)
    if day:
        found = [document for document in found if numeric(document.date) == _printed_day(day, scope)]
    if issuer:
        found = [document for document in found if document.issuer_key == spelling(issuer)[:300]]
    if len(found) > 1 and not day:
        found = [document for document in found if document.date <= scope.as_of] or found
    if len(found) > 1:
        days = Counter((document.symbol_key, document.date) for document in found)
        symbols = Counter(document.symbol_key for document in found)
        raise AmbiguousCitation(key, [_key(document, symbols, days) for document in found])
    return _fact(key, found[0]) if found else None


def _with_symbol(symbol: str) -> list[Document]:
    try:
        meant = parse_symbol(symbol)
    except SymbolError:
        return []
    if not meant.number:
        return list(Document.objects.filter(kind=meant.kind))
    return list(Document.objects.filter(symbol_key=meant.text.casefold()))


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
    return replace(citation_fact(document), key=key)


def _listed(found: Iterable[Fact]) -> Iterable[Fact]:
    return found


registry.register(FactSource(PREFIX, _("Citations of documents"), citations, _listed, lookup=cited))
