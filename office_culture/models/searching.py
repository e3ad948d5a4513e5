"""Finding records by their words: what a query matches, and which of the rows found come first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from office_culture.models.search_index import AllOf, AnyOf, Beginning, Part, WholeWord, index_of, scanned
from office_culture.text.words import TITLE, AskedWords, Query, asked

BEST = 1_000  # rows that are put in order; whoever misses one adds a word or a filter
WINDOW = 5_000  # of a common word: the newest rows, looked at before all others


def matching(rows: Any, query: str, links: Sequence[str] = ()) -> Any:
    """The rows that hold every word of `query`, themselves or in one of the records at the end of `links`."""
    wanted = asked(query)
    if not wanted:
        return rows.none() if query.strip() else rows
    return rows.filter(_condition(rows, wanted, links))


def best_first(rows: Any, query: str, links: Sequence[str] = ()) -> Any:
    """At most `BEST` of the rows that `matching` finds, the best first; rows alike keep the order of `rows`.

    A whole word counts more than a beginning, a word with the same diacritics more than another, one of the title
    more than one of the rest; at last, words that stand together as typed count more than scattered ones. The times
    do not grow with the table: where more rows match, index and not table says which are the best.
    """
    wanted = asked(query)
    if not wanted:
        return rows.none() if query.strip() else rows
    order = rows.query.order_by or rows.model._meta.ordering
    return rows.filter(pk__in=_best(rows.order_by(), wanted, links)).order_by(*_ranks(wanted), *order)


def _condition(rows: Any, wanted: Query, links: Sequence[str]) -> Q:
    own = index_of(rows)
    if not links:
        found = AllOf(tuple(_found(word) for word in wanted.words))
        return own.condition(found) & _last(wanted) & _phrases(wanted)
    condition = Q()
    for word in wanted.words:
        only = _last(wanted) if word is wanted.words[-1] else Q()
        anywhere = own.condition(_found(word)) & only
        for link in links:
            linked = _end_of(rows.model, link)._default_manager.order_by()
            anywhere |= Q(**{f"{link}__in": linked.filter(index_of(linked).condition(_found(word)) & only)})
        condition &= anywhere
    return condition & _phrases(wanted, links)


def _last(wanted: Query) -> Q:
    """The last word is whole, or begins a word right behind the one before it; the index knows no places."""
    if not wanted.last_two:
        return Q()
    return scanned(_whole(wanted.words[-1])) | scanned(Beginning(wanted.last_two))


def _phrases(wanted: Query, links: Sequence[str] = ()) -> Q:
    """Words in quotes stand side by side in one of the texts."""
    condition = Q()
    for phrase in wanted.phrases:
        side_by_side = Q()
        for path in ("", *(f"{link}__" for link in links)):
            side_by_side |= scanned(WholeWord(phrase), path)
        condition &= side_by_side
    return condition


def _end_of(model: Any, link: str) -> Any:
    for name in link.split("__"):
        model = model._meta.get_field(name).related_model
    return model


def _best(rows: Any, wanted: Query, links: Sequence[str]) -> list[Any]:
    whole = AllOf(tuple(_found(word) for word in wanted.words))
    index = index_of(rows)
    if links or wanted.phrases or not index.holds(whole, WINDOW):
        found = list(rows.filter(_condition(rows, wanted, links)).values_list("pk", flat=True)[: BEST + 1])
        if len(found) <= BEST or links or wanted.phrases:
            return found[:BEST]
    keys: dict[Any, None] = {}
    for tier in _tiers(wanted):
        keys.update(dict.fromkeys(_newest(rows, tier)))
        if len(keys) >= BEST:
            break
    else:
        keys.update(dict.fromkeys(_newest(rows.filter(_last(wanted)), whole)))
    return list(keys)[:BEST]


def _newest(rows: Any, tier: Part) -> list[Any]:
    """Keys of rows of that tier, `BEST` at most; where very many rows match, those among the newest ones."""
    index = index_of(rows)
    among_newest = index.holds(tier, WINDOW)
    found = rows.filter(index.condition(tier, WINDOW if among_newest else None)).values_list("pk", flat=True)
    keys = list(found[:BEST])
    if among_newest and len(keys) < BEST:
        # Filters left few of the newest: all of them are asked.
        keys = list(rows.filter(index.condition(tier)).values_list("pk", flat=True)[:BEST])
    return keys


def _found(word: AskedWords, mark: str = "") -> Part:
    """The word itself in any of its spellings, or what it may begin."""
    ways: list[Part] = [WholeWord(mark + form) for form in (word.typed, *word.others)]
    ways.extend(Beginning(mark + letters) for letters in word.beginnings)
    if word.parts:
        ways.append(AllOf(tuple(_found(part, mark) for part in word.parts)))
    return AnyOf(tuple(ways))


def _whole(word: AskedWords, mark: str = "") -> Part:
    ways: list[Part] = [WholeWord(mark + form) for form in (word.typed, *word.others)]
    if word.parts:
        ways.append(AllOf(tuple(_whole(part, mark) for part in word.parts)))
    return AnyOf(tuple(ways))


def _exact(word: AskedWords) -> Part:
    if word.parts:
        return AllOf(tuple(_exact(part) for part in word.parts))
    return WholeWord(word.exact)


def _tiers(wanted: Query) -> Iterator[Part]:
    """What to look for first where more rows match than can be put in order."""
    titled = tuple(_whole(word, TITLE) for word in wanted.words)
    exact = tuple(_exact(word) for word in wanted.words)
    yield AllOf((*titled, *exact))
    yield AllOf(exact)
    yield AllOf(titled)
    yield AllOf(tuple(_whole(word) for word in wanted.words))


def _ranks(wanted: Query) -> list[Any]:
    """What is missing of the best a row can be; less comes first."""
    missing: Any = Value(0)
    for word in wanted.words:
        for weight, part in ((8, _whole(word)), (4, _exact(word)), (2, _found(word, TITLE))):
            missing = missing + Case(
                When(scanned(part), then=0), default=Value(weight), output_field=IntegerField()
            )
    if len(wanted.running.split()) > 1:
        together = scanned(Beginning(wanted.running))
        missing = missing + Case(When(together, then=0), default=1, output_field=IntegerField())
    return [missing]
