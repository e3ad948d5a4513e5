"""The unit's ranks in yearly indices."""

from dataclasses import dataclass
from itertools import groupby

from campaign.models import ReformIndex, ReformRank
from office_culture.rules.facts import FactScope


@dataclass(frozen=True, slots=True)
class Rank:
    """The place in one year; 1 is the best."""

    year: int
    rank: int
    of: int
    among: str
    target: int | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class IndexRanks:
    """The places in one index, in order of years. `key` is what narratives put before the year."""

    row: int
    key: str
    main: bool
    name: str
    published_by: str
    ranks: tuple[Rank, ...]


def reform_ranks(scope: FactScope) -> tuple[IndexRanks, ...]:
    """The ranks of the scope's own unit for the years of the period, one entry for each index."""
    rows = (
        ReformRank.objects.filter(unit=scope.unit_id, year__gte=scope.start.year, year__lte=scope.end.year)
        .select_related("index")
        .order_by("-index__main", "index__position", "index__name", "index", "year")
    )
    return tuple(_index(index, list(ranks)) for index, ranks in groupby(rows, key=lambda row: row.index))


def key_of(index: ReformIndex) -> str:
    """What narratives put before the year: the main index has no name of its own."""
    return "reform_rank" if index.main else f"reform_rank.{index.code}"


def _index(index: ReformIndex, ranks: list[ReformRank]) -> IndexRanks:
    return IndexRanks(
        row=index.pk,
        key=key_of(index),
        main=index.main,
        name=index.name,
        published_by=index.published_by,
        ranks=tuple(Rank(row.year, row.rank, row.of, row.among, row.target, row.confirmed) for row in ranks),
    )
