"""The unit's ranks in yearly indices."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import Indicator, ReformRank
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import NOT_KNOWN, place
from office_culture.selectors.reading import reads


@dataclass(frozen=True, slots=True)
class Rank:
    """The place in one year; 1 is the best. `figure` and `peers` are how papers print it: 6, of 20.

    `of` is None where it is not known how many were ranked.
    """

    year: int
    rank: int
    of: int | None
    among: str
    target: int | None
    figure: Fact
    peers: Fact


@dataclass(frozen=True, slots=True)
class IndexRanks:
    """The ranks in one index, in order of years. `key` is what narratives put before the year.

    `figures` are those of each year; for the main index also of a year that has ended without a rank, so the main index
    is listed here even without a single rank.
    """

    key: str
    name: str
    published_by: str
    ranks: tuple[Rank, ...]
    figures: tuple[Fact, ...]


def _rank_rows(scope: FactScope) -> QuerySet[ReformRank]:
    rows: QuerySet[ReformRank] = ReformRank.objects.filter(
        unit=scope.unit_id, year__gte=scope.start.year, year__lte=scope.end.year
    )
    return rows.select_related("indicator").order_by("indicator_id", "year")


def _main_indices(_scope: FactScope) -> QuerySet[Indicator]:
    rows: QuerySet[Indicator] = Indicator.objects.filter(main=True)
    return rows


@reads(_rank_rows, _main_indices)
def reform_ranks(
    scope: FactScope, rows: list[ReformRank], main_indices: list[Indicator]
) -> tuple[IndexRanks, ...]:
    """The ranks of the scope's own unit for the years of the period, one entry for each index."""
    ranked = {index: list(ranks) for index, ranks in groupby(rows, key=lambda row: row.indicator)}
    main = [index for index in main_indices if index not in ranked]
    indices = sorted((*ranked, *main), key=lambda item: (not item.main, item.position, item.name, item.pk))
    return tuple(_index(scope, index, ranked.get(index, [])) for index in indices)


def key_of(index: Indicator) -> str:
    """The key before the year: `reform_rank` for the main index, with the code for others."""
    return "reform_rank" if index.main else f"reform_rank.{index.code}"


def _index(scope: FactScope, index: Indicator, rows: list[ReformRank]) -> IndexRanks:
    known = {row.year: row for row in rows}
    figures = {
        year: tuple(_figures(scope, index, year, known.get(year)))
        for year in range(scope.start.year, scope.end.year + 1)
        if year in known or (index.main and datetime.date(year, 12, 31) <= scope.end)
    }
    return IndexRanks(
        key=key_of(index),
        name=index.name,
        published_by=index.published_by,
        ranks=tuple(
            Rank(row.year, row.rank, row.of, row.among, row.target, *figures[row.year][:2]) for row in rows
        ),
        figures=tuple(fact for facts in figures.values() for fact in facts),
    )


def _figures(scope: FactScope, index: Indicator, year: int, row: ReformRank | None) -> Iterator[Fact]:
    """The place, how many were ranked, and what was aimed at if anything was."""
    rows = Rows("campaign.reformrank", {"unit": scope.unit_id, "indicator": index.pk, "year": year})
    key, names = f"{key_of(index)}.{year}", {"index": index.name, "year": year}
    confirmed, of = row is None or row.confirmed, "" if index.main else index.name
    label = gettext("%(index)s: rank in %(year)s") % names
    yield place(key, label, row.rank if row else None, rows, confirmed=confirmed, better=Better.LOWER, of=of)
    label = gettext("%(index)s: how many were ranked in %(year)s") % names
    known = row.of if row else None
    yield place(f"{key}.of", label, known, rows, confirmed=confirmed, gap=NOT_KNOWN if row else "", of=of)
    if row is not None and row.target is not None:
        label = gettext("%(index)s: rank aimed at in %(year)s") % names
        yield place(f"{key}.target", label, row.target, rows, of=of)


def _listed(found: tuple[IndexRanks, ...]) -> Iterable[Fact]:
    """Facts named `reform_rank.2019`, `reform_rank.2019.of` for the main index; others have a code before the year."""
    return (fact for entry in found for fact in entry.figures)


registry.register(
    FactSource(
        "reform_rank",
        _("Reform ranks"),
        reform_ranks,
        _listed,
        may_lack=True,
        nouns={
            "": ("thứ",),
            "of": (
                "cơ quan | xếp hạng",
                "đơn vị | xếp hạng",
            ),
            "target": ("thứ | mục tiêu",),
            "*.of": (
                "cơ quan | xếp hạng",
                "đơn vị | xếp hạng",
            ),
            "*.target": ("thứ | mục tiêu",),
            "*": ("thứ",),
        },
    )
)
