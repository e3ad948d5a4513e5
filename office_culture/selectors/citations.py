"""Documents as narratives cite them: `cite.29/KH-VPUB`, with date and issuer where several have one symbol."""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from office_culture.models import Document, Use
from office_culture.rules.facts import Fact, FactScope, FactSource, UnknownFact, registry
from office_culture.rules.symbols import parse as parse_symbol
from office_culture.rules.symbols.model import Symbol, SymbolError
from office_culture.selectors.documents import citation_fact
from office_culture.selectors.reading import reads
from office_culture.text.dates import DateError, numeric
from office_culture.text.dates import parse as parse_date
from office_culture.text.names import spelling

PREFIX = "cite"
MOST_OFFERED = 300  # more than a writer looks through


class AmbiguousCitation(UnknownFact):
    """Stands where several documents have the symbol of a key; `nearest` are the keys of each of them."""


def _offered_rows(scope: FactScope) -> QuerySet[Document]:
    known: QuerySet[Document] = Document.objects.filter(placed_on__lte=scope.as_of)
    return known.filter(~Q(use=Use.OTHER) | Q(placed_on__gte=scope.start))[:MOST_OFFERED]


def _alike_rows(scope: FactScope) -> QuerySet[Document, tuple[str, datetime.date | None]]:
    """Symbol and day of all documents that share their symbol with one of those offered, and of these themselves."""
    known: QuerySet[Document] = Document.objects.filter(placed_on__lte=scope.as_of)
    alike = known.filter(symbol_key__in=_offered_rows(scope).values("symbol_key"))
    return alike.order_by().values_list("symbol_key", "date")


@reads(_offered_rows, _alike_rows)
def citations(
    _scope: FactScope, offered: list[Document], alike: list[tuple[str, datetime.date | None]]
) -> list[Fact]:
    """Up to `MOST_OFFERED` of the newest documents that a report may cite, each under its shortest unambiguous key.

    `cited` finds all others.
    """
    days = Counter(alike)
    symbols = Counter(symbol for symbol, _day in days.elements())
    return [_fact(_key(document, symbols, days), document) for document in offered]


def cited(keys: Collection[str], scope: FactScope) -> dict[str, Fact | UnknownFact]:
    """The documents cited as `cite.29/KH-VPUB`, with `@14/08/2019` behind it where several carry the symbol.

    Two bodies may even give one symbol on one day; then the issuer follows: `cite.…@02/08/2019@UBND tỉnh`. A key that
    fits several has an `AmbiguousCitation`; one that fits none is left out. One statement.
    """
    meant = {key: symbol for key in keys if (symbol := _symbol_of(key)) is not None}
    numbered = {symbol.text.casefold() for symbol in meant.values() if symbol.number}
    kinds = {symbol.kind for symbol in meant.values() if not symbol.number}
    carrying: dict[tuple[str, str], list[Document]] = defaultdict(list)
    wanted = Q(symbol_key__in=numbered) | Q(kind__in=kinds)
    for document in Document.objects.filter(wanted) if meant else ():
        carrying["symbol", document.symbol_key].append(document)
        carrying["kind", document.kind].append(document)
    found: dict[str, Fact | UnknownFact] = {}
    for key, symbol in meant.items():
        named = ("symbol", symbol.text.casefold()) if symbol.number else ("kind", str(symbol.kind))
        fact = _cited(key, carrying[named], scope)
        if fact is not None:
            found[key] = fact
    return found


def _symbol_of(key: str) -> Symbol | None:
    try:
        return parse_symbol(key.partition(".")[2].partition("@")[0])
    except SymbolError:
        return None


def _cited(key: str, carrying: list[Document], scope: FactScope) -> Fact | UnknownFact | None:
    """The one of the documents of its symbol that the key means."""
    found = carrying
    _symbol, _at, day_and_issuer = key.partition(".")[2].partition("@")
    day, _at, issuer = day_and_issuer.partition("@")
    if day:
        found = [document for document in found if document.when == _printed_day(day, scope)]
    if issuer:
        found = [document for document in found if document.issuer_key == spelling(issuer)[:300]]
    if len(found) > 1 and not day:
        found = [document for document in found if document.placed_on <= scope.as_of] or found
    if len(found) > 1:
        days = Counter((document.symbol_key, document.date) for document in found)
        symbols = Counter(document.symbol_key for document in found)
        return AmbiguousCitation(key, [_key(document, symbols, days) for document in found])
    return _fact(key, found[0]) if found else None


def _printed_day(typed: str, scope: FactScope) -> str:
    if re.fullmatch("[0-9]{4}", typed):
        return typed  # of a document whose day is not known
    try:
        return numeric(parse_date(typed, today=scope.as_of))
    except DateError:
        return ""


def _key(document: Document, symbols: "Counter[Any]", days: "Counter[Any]") -> str:
    key = f"cite.{document.read.text}"
    if symbols[document.symbol_key] > 1 and document.when:
        key += f"@{document.when}"
    if days[document.symbol_key, document.date] > 1:
        key += f"@{document.issuer}"
    return key


def _fact(key: str, document: Document) -> Fact:
    return replace(citation_fact(document), key=key)


def _listed(found: Iterable[Fact]) -> Iterable[Fact]:
    return found


registry.register(FactSource(PREFIX, _("Citations of documents"), citations, _listed, lookup=cited))
