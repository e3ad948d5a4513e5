"""Finding records by their words: what a query matches, and which of the rows found come first."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from office_culture.models.search_index import AllOf, AnyOf, Beginning, Part, WholeWord, index_of, scanned
from office_culture.text.words import TITLE, Query, QueryWord, read_query

BEST = 1_000  # rows that are put in order; whoever misses one adds a word or a filter
WINDOW = 5_000  # of a common word: the newest rows, looked at before all others
MOST_READ = 50_000  # rows that filters leave, in which common words are looked for without the index


# The records at the end of each path of links that are searched, too.
Linked = Mapping[str, Any]


def matching(rows: Any, query: str, links: Linked) -> Any:
    """The rows that hold every word of `query`, themselves or in one of the records that `links` gives for a path."""
    wanted = read_query(query)
    if not wanted:
        return rows.none() if query.strip() else rows
    return rows.filter(_condition(rows, wanted, links))


def best_first(rows: Any, query: str, links: Linked, most: int | None = None) -> Any:
    """At most `most` (`BEST`) of the rows that `matching` finds, the best first; rows alike keep the order of `rows`.

    A whole word counts more than a beginning, a word with the same diacritics more than another, one of the title more
    than one of the rest; at last, words that stand together as typed count more than scattered ones. Where more rows
    match, the index and not the table finds the best, so that the time does not grow with the table.
    """
    wanted = read_query(query)
    if not wanted:
        return rows.none() if query.strip() else rows
    order = rows.query.order_by or rows.model._meta.ordering
    return rows.filter(pk__in=_best(rows.order_by(), wanted, links, most or BEST)).order_by(
        *_ranks(wanted), *order
    )


def ranks(query: str) -> Any:
    """The expression by which `best_first` orders rows: 0 for the best."""
    return _ranks(read_query(query))[0]


def _condition(rows: Any, wanted: Query, links: Linked) -> Q:
    own = index_of(rows)
    if not links:
        found = AllOf(tuple(_part_for(word) for word in wanted.words))
        return own.condition(found) & _last(wanted) & _phrases(wanted, {})
    condition = Q()
    for word in wanted.words:
        only = _last(wanted) if word is wanted.words[-1] else Q()
        anywhere = own.condition(_part_for(word)) & only
        for link, linked in links.items():
            anywhere |= Q(
                **{f"{link}__in": linked.filter(index_of(linked).condition(_part_for(word)) & only)}
            )
        condition &= anywhere
    return condition & _phrases(wanted, links)


def _last(wanted: Query) -> Q:
    """The condition that the last word is whole or begins directly behind the one before it.

    The index has no positions.
    """
    if not wanted.last_two:
        return Q()
    return scanned(_whole(wanted.words[-1])) | scanned(Beginning(wanted.last_two))


def _phrases(wanted: Query, links: Linked) -> Q:
    """The condition that the words of each phrase in quotes stand side by side in the row or in one of the `links`."""
    condition = Q()
    for phrase in wanted.phrases:
        side_by_side = scanned(WholeWord(phrase))
        for link, linked in links.items():
            side_by_side |= Q(**{f"{link}__in": linked.filter(scanned(WholeWord(phrase)))})
        condition &= side_by_side
    return condition


def _best(rows: Any, wanted: Query, links: Linked, most: int) -> list[Any]:
    """Keys of at most `most` rows, the best among those that match; see `best_first`."""
    found = rows.filter(_condition(rows, wanted, links)).values_list("pk", flat=True)
    if links or wanted.phrases:
        return list(found[:most])
    whole = AllOf(tuple(_part_for(word) for word in wanted.words))
    keys, are_all = _few_keys(rows, wanted, whole, most)
    if keys is None:
        few = list(found[: most + 1])
        return few if len(few) <= most else _by_tiers(rows, wanted, whole, None, most)
    if are_all:
        among = rows.filter(scanned(whole) & _last(wanted), pk__in=keys).values_list("pk", flat=True)
        return list((among.order_by(*_ranks(wanted)) if len(keys) > most else among)[:most])
    if rows.query.where and rows.values("pk")[: MOST_READ + 1].count() <= MOST_READ:
        # Filters leave few rows and the words are common: reading those rows takes less than all keys of the words.
        read = list(rows.filter(scanned(whole) & _last(wanted)).values_list("pk", flat=True)[: most + 1])
        return read if len(read) <= most else _by_tiers(rows, wanted, whole, keys, most, reads=True)
    return _by_tiers(rows, wanted, whole, keys, most)


def _few_keys(rows: Any, wanted: Query, whole: Part, most: int) -> tuple[list[Any] | None, bool]:
    """Keys of the rows of the whole table that may match, and whether these are all; else the newest that do match.

    A number is in few rows, however common the words beside it are, and is asked for alone. None without an index.
    """
    index = index_of(rows)
    numbers = [word for word in wanted.words if word.typed[:1].isdecimal()]
    for word in numbers if len(wanted.words) > 1 else ():
        keys = index.newest_keys(_part_for(word), 2 * most)
        if keys is not None and len(keys) < 2 * most:
            return keys, True
        if keys is not None:
            # The newest rows of the number are read: FTS5 would gather all rows of the beginnings of common words.
            found = rows.model._base_manager.using(rows.db).filter(scanned(whole), pk__in=keys)
            newest = list(found.order_by("-pk").values_list("pk", flat=True)[:most])
            if len(newest) == most:
                return newest, False
    keys = index.newest_keys(whole, WINDOW)
    return keys, keys is not None and len(keys) < WINDOW


def _by_tiers(
    rows: Any, wanted: Query, whole: Part, newest: list[Any] | None, most: int, *, reads: bool = False
) -> list[Any]:
    """Keys of `most` of more matching rows, tier by tier; `reads` the rows themselves instead of the index.

    `newest` are keys of the newest rows of the whole table that match, where they have been asked for.
    """
    keys: dict[Any, None] = {}
    tiers = [(tier, rows) for tier in _tiers(wanted)] + [(whole, rows.filter(_last(wanted)))]
    for tier, among in tiers:
        if tier is whole and newest is not None and not among.query.where:
            keys.update(dict.fromkeys(newest[:most]))
        elif reads:
            keys.update(dict.fromkeys(among.filter(scanned(tier)).values_list("pk", flat=True)[:most]))
        else:
            keys.update(dict.fromkeys(_newest(among, tier, most)))
        if len(keys) >= most:
            break
    return list(keys)[:most]


def _newest(rows: Any, tier: Part, most: int) -> list[Any]:
    """Keys of at most `most` rows that match `tier`; those among the newest `WINDOW` first where very many match."""
    index = index_of(rows)
    filtered = bool(rows.query.where)
    keys = index.newest_keys(tier, WINDOW if filtered else most)
    if keys is not None and not filtered:
        return keys
    if keys is not None:
        found = list(rows.filter(pk__in=keys).values_list("pk", flat=True)[:most])
        if len(found) == most or len(keys) < WINDOW:
            return found
    # Filters left few of the newest: all of them are asked.
    return list(rows.filter(index.condition(tier)).values_list("pk", flat=True)[:most])


def _part_for(word: QueryWord, mark: str = "") -> Part:
    """The condition for one word: in any of its spellings, by a beginning that it allows, or by all its parts."""
    forms = (form for form in (word.typed, *word.others) if not form.startswith(tuple(word.beginnings)))
    ways: list[Part] = [WholeWord(mark + form) for form in forms]
    ways.extend(Beginning(mark + letters) for letters in word.beginnings)
    if word.parts:
        ways.append(AllOf(tuple(_part_for(part, mark) for part in word.parts)))
    return AnyOf(tuple(ways))


def _whole(word: QueryWord, mark: str = "") -> Part:
    ways: list[Part] = [WholeWord(mark + form) for form in (word.typed, *word.others)]
    if word.parts:
        ways.append(AllOf(tuple(_whole(part, mark) for part in word.parts)))
    return AnyOf(tuple(ways))


def _exact(word: QueryWord) -> Part:
    if word.parts:
        return AllOf(tuple(_exact(part) for part in word.parts))
    return WholeWord(word.exact)


def _tiers(wanted: Query) -> Iterator[Part]:
    """The conditions by which candidates are found where too many rows match to put in order, the strictest first."""
    titled = tuple(_whole(word, TITLE) for word in wanted.words)
    exact = tuple(_exact(word) for word in wanted.words)
    yield AllOf((*titled, *exact))
    yield AllOf(exact)
    yield AllOf(titled)
    yield AllOf(tuple(_whole(word) for word in wanted.words))


def _ranks(wanted: Query) -> list[Any]:
    """The expression to order by: a weight for each merit (see `best_first`) that a row lacks, added up; 0 is best."""
    missing: Any = Value(0)
    for word in wanted.words:
        for weight, part in ((8, _whole(word)), (4, _exact(word)), (2, _part_for(word, TITLE))):
            missing = missing + Case(
                When(scanned(part), then=0), default=Value(weight), output_field=IntegerField()
            )
    if len(wanted.running.split()) > 1:
        together = scanned(Beginning(wanted.running))
        missing = missing + Case(When(together, then=0), default=1, output_field=IntegerField())
    return [missing]
