"""The unit's ranks in yearly indices."""

from dataclasses import dataclass
from itertools import groupby

from campaign.models import ReformIndex, ReformRank
from office_culture.facts import FactScope

# As papers name the indices; the labels of the choices are for the screen.
PRINTED = {
    ReformIndex.REFORM: "Chỉ số cải cách hành chính",
    ReformIndex.SATISFACTION: "Chỉ số hài lòng về sự phục vụ hành chính",
    ReformIndex.DIGITAL: "Chỉ số chuyển đổi số",
    ReformIndex.COMPETITIVENESS: "Chỉ số năng lực cạnh tranh",
}


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
    """The places in one index, in order of years."""

    index: str
    name: str
    ranks: tuple[Rank, ...]


def reform_ranks(scope: FactScope) -> tuple[IndexRanks, ...]:
    """The ranks of the scope's own unit for the years of the period, one entry for each index."""
    rows = ReformRank.objects.filter(
        unit=scope.unit_id, year__gte=scope.start.year, year__lte=scope.end.year
    ).order_by("index", "year")
    by_index = {
        index: tuple(Rank(row.year, row.rank, row.of, row.among, row.target, row.confirmed) for row in ranks)
        for index, ranks in groupby(rows, key=lambda row: row.index)
    }
    return tuple(
        IndexRanks(index, name, by_index[index]) for index, name in PRINTED.items() if index in by_index
    )
