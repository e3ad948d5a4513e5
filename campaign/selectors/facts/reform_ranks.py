"""Facts on ranks in yearly indices."""

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import ReformIndex
from campaign.selectors.facts.build import place
from campaign.selectors.reform_ranks import Rank, key_of, reform_ranks
from office_culture.rules.facts import Better, Fact, FactScope, ListedFacts, Rows


class ReformRankFacts(ListedFacts):
    """`reform_rank.2019` and `reform_rank.2019.of` for the main index; others are named before the year.

    A year that has ended and has no rank in the main index is offered as missing.
    """

    prefix = "reform_rank"
    title = _("Reform ranks")

    def facts(self, scope: FactScope) -> Iterable[Fact]:
        courses = {entry.row: entry for entry in reform_ranks(scope)}
        indices = {index.pk: index for index in ReformIndex.objects.filter(pk__in=courses)}
        indices |= {index.pk: index for index in ReformIndex.objects.filter(main=True)}
        for index in sorted(indices.values(), key=lambda index: (not index.main, index.position, index.name)):
            ranks = {rank.year: rank for rank in courses[index.pk].ranks} if index.pk in courses else {}
            for year in range(scope.start.year, scope.end.year + 1):
                asked_for = index.main and datetime.date(year, 12, 31) <= scope.end
                if year in ranks or asked_for:
                    yield from _year(scope, index, year, ranks.get(year))


def _year(scope: FactScope, index: ReformIndex, year: int, rank: Rank | None) -> Iterable[Fact]:
    rows = Rows("campaign.reformrank", {"unit": scope.unit_id, "index": index.pk, "year": year})
    key = f"{key_of(index)}.{year}"
    words = {"index": index.name, "year": year}
    confirmed = rank is None or rank.confirmed
    own = place(
        key,
        gettext("%(index)s: rank in %(year)s") % words,
        rank.rank if rank else None,
        rows,
    )
    yield replace(own, confirmed=confirmed, better=Better.LOWER)
    peers = place(
        f"{key}.of",
        gettext("%(index)s: how many were ranked in %(year)s") % words,
        rank.of if rank else None,
        rows,
    )
    yield replace(peers, confirmed=confirmed)
    if rank is not None and rank.target is not None:
        aimed = gettext("%(index)s: rank aimed at in %(year)s") % words
        yield place(f"{key}.target", aimed, rank.target, rows)
