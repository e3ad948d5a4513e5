"""The facts that a report is compared by: those kept on the day of its issue, until then those of today."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation

from campaign.models import KeptFacts, Report
from office_culture.papers import frozen as papers
from office_culture.papers.paper import Paper
from office_culture.papers.walk import texts
from office_culture.rules.facts import Better, Fact, FactBook, Rows
from office_culture.text.numbers import NumberError, parse_percent


def to_keep(report: Report) -> dict[str, Any]:
    """Every fact that the report is offered now, as it is kept."""
    with translation.override("vi"):
        return {fact.key: _written(fact) for fact in _offered(FactBook(report.scope()))}


def keep(report: Report, facts: dict[str, Any]) -> KeptFacts:
    """Keeps the facts of a report. To be called once, within the transaction of its issue."""
    made = KeptFacts(report=report, facts=facts)
    made.save()
    return made


def facts_of(report: Report) -> dict[str, Fact]:
    """Each fact by its key. What an issued report printed stands as it was printed, whatever the records say today.

    Citations are left out: which text a report names is no figure. Meanings are in the language of the screen.
    """
    known = {fact.key: fact for fact in _offered(report.facts())}
    if report.paper is None:
        return known
    kept = KeptFacts.objects.filter(report=report).first()
    if kept is not None:
        return {key: _read(key, words, known.get(key)) for key, words in kept.facts.items()}
    return {**known, **_printed(papers.loads(report.paper.facts.text), known)}


def _offered(book: FactBook) -> Iterator[Fact]:
    offered = chain.from_iterable(group for _title, group in book.offered())
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
    """What JSON holds: days as text, in which lookups read them again."""
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
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
    """Of a paper issued before facts were kept, what it printed itself."""
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
            # A sentence may print a figure in another form than the fact does: then today's value has to do.
            return fact
        value = int(number) if isinstance(fact.value, int) and number == int(number) else number
        if value == fact.value:
            return fact
    return replace(fact, value=value, text=words)
