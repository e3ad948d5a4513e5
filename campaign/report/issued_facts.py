"""The facts by which reports are compared: those stored on the day of issue, until then those of today."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import get_language

from campaign.models import IssuedFacts, Report
from office_culture.papers import frozen as papers
from office_culture.papers.paper import Paper
from office_culture.papers.walk import texts
from office_culture.rules.facts import Better, Fact, FactBook, Rows, registry
from office_culture.selectors import citations
from office_culture.text.numbers import NumberError, parse_percent

# The language of the meanings that are stored.
_STORED_IN = "vi"


def facts_to_store(report: Report) -> dict[str, Any]:
    """Every fact that the report is offered now, by key, as JSON to be stored; texts are in Vietnamese."""
    with translation.override(_STORED_IN):
        return {fact.key: _written(fact) for fact in _offered(FactBook(report.scope()))}


def store(report: Report, facts: dict[str, Any]) -> IssuedFacts:
    """Stores the facts of a report. To be called once, within the transaction of its issue."""
    made = IssuedFacts(report=report, facts=facts)
    made.save()
    return made


def facts_of(report: Report) -> dict[str, Fact]:
    """Each fact by its key: of an issued report as on the day of issue, whatever the records say today.

    Citations are left out: which text a report names is no figure. Meanings are in the language of the screen: stored
    ones are Vietnamese, so the records are asked only for another one.
    """
    stored = IssuedFacts.objects.filter(report=report).first() if report.paper is not None else None
    if stored is not None and get_language() == _STORED_IN:
        return {key: _read(key, words, None) for key, words in stored.facts.items()}
    known = {fact.key: fact for fact in _offered(report.facts())}
    if stored is not None:
        return {key: _read(key, words, known.get(key)) for key, words in stored.facts.items()}
    if report.paper is None:
        return known
    return {**known, **_printed(papers.loads(report.paper.facts.text), known)}


def _offered(book: FactBook) -> Iterator[Fact]:
    figures = (prefix for prefix in registry.sources if prefix != citations.PREFIX)
    offered = chain.from_iterable(book.listed(prefix) for prefix in figures)
    return (fact for fact in offered if fact.citation is None)


def _written(fact: Fact) -> dict[str, Any]:
    value = fact.value
    rows = None
    if fact.rows is not None:
        lookups = {name: _plain(found) for name, found in fact.rows.lookups.items()}
        rows = {"model": fact.rows.model, "lookups": lookups}
    return {
        "label": str(fact.label),
        "value": str(value) if isinstance(value, Decimal) else value,
        "kind": type(value).__name__,
        "text": fact.text,
        "rows": rows,
        "confirmed": fact.confirmed,
        "better": fact.better.value,
    }


def _plain(value: Any) -> Any:
    """The value as JSON can store it: sequences as lists, days as ISO text, which lookups accept."""
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, str | int | None):
        return value if not isinstance(value, str) else str(value)
    return DjangoJSONEncoder().default(value)


def _read(key: str, words: dict[str, Any], known: Fact | None) -> Fact:
    value = words["value"]
    return Fact(
        key,
        known.label if known else words["label"],
        Decimal(value) if words["kind"] == Decimal.__name__ else value,
        words["text"],
        Rows(words["rows"]["model"], words["rows"]["lookups"]) if words["rows"] else None,
        confirmed=words["confirmed"],
        better=Better(words["better"]),
    )


def _printed(paper: Paper, known: dict[str, Fact]) -> dict[str, Fact]:
    """The facts as printed on `paper`, for reports issued before facts were stored."""
    found: dict[str, Fact] = {}
    for block in chain(paper.blocks, *(appendix.blocks for appendix in paper.appendices)):
        for run in chain.from_iterable(texts(block)):
            fact = known.get(run.origin or "")
            if fact is not None and fact.key not in found:
                found[fact.key] = _as_printed(fact, run.text.strip())
    return found


def _as_printed(fact: Fact, words: str) -> Fact:
    if words == fact.text:
        return fact
    value: int | Decimal | str = words
    if isinstance(fact.value, int | Decimal):
        try:
            number = parse_percent(words)
        except NumberError:
            # A sentence may print a figure in another form than the fact does: then today's value is taken.
            return fact
        value = int(number) if isinstance(fact.value, int) and number == int(number) else number
        if value == fact.value:
            return fact
    return replace(fact, value=value, text=words)
