"""Facts on ranks in yearly indices."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import ReformIndex
from campaign.selectors.facts.build import place
from campaign.selectors.reform_ranks import Rank, reform_ranks
from office_culture.facts import Better, Fact, FactScope, ListedFacts, Rows


class ReformRankFacts(ListedFacts):
    """`reform_rank.2019` and `reform_rank.2019.of` for the reform index; others name theirs before the year.

    A year that has ended and has no rank in the reform index is offered as missing.
    """

    prefix = "reform_rank"
    title = _("Reform ranks")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        by_index = {entry.index: entry.ranks for entry in reform_ranks(scope)}
        ranks = {rank.year: rank for rank in by_index.pop(ReformIndex.REFORM, ())}
        for year in range(scope.start.year, scope.end.year + 1):
            if year in ranks or datetime.date(year, 12, 31) <= scope.end:
                yield from _year(scope, ReformIndex.REFORM, "reform_rank", year, ranks.get(year))
        for index, others in by_index.items():
            for rank in others:
                yield from _year(scope, index, f"reform_rank.{index}", rank.year, rank)


def _year(scope: FactScope, index: str, prefix: str, year: int, rank: Rank | None) -> Iterable[Fact]:
    rows = Rows("campaign.reformrank", {"unit": scope.unit_id, "index": index, "year": year})
    words = {"index": ReformIndex(index).label, "year": year}
    confirmed = rank is None or rank.confirmed
    own = place(
        f"{prefix}.{year}",
        gettext("rank in the %(index)s %(year)s") % words,
        rank.rank if rank else None,
        rows,
    )
    yield replace(own, confirmed=confirmed, better=Better.LOWER)
    peers = place(
        f"{prefix}.{year}.of",
        gettext("how many were ranked in the %(index)s %(year)s") % words,
        rank.of if rank else None,
        rows,
    )
    yield replace(peers, confirmed=confirmed)
    if rank is not None and rank.target is not None:
        aimed = gettext("rank aimed at in the %(index)s %(year)s") % words
        yield place(f"{prefix}.{year}.target", aimed, rank.target, rows)
