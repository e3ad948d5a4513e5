"""Commendation for papers: what is proposed, the state of the rounds, what was awarded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.utils.translation import gettext_lazy

from awards.models import (
    Award,
    AwardTotal,
    Conferral,
    NominationRound,
    NominationRoundState,
    Nominee,
    Submission,
)
from awards.rules.award_nouns import award_nouns
from awards.selectors.award_counts import AwardCount, Given, count_of, count_of_totals, counts_of, with_named
from awards.selectors.awards_given import award_lookups, awarded_lookups, revoked_lookups, totals_of
from awards.selectors.round_figures import NominationRoundFacts, figures_of
from office_culture.models import OutgoingState
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces

# Papers are Vietnamese whatever language the screen speaks.
STATE_ON_PAPER = {
    NominationRoundState.GATHERING: "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    NominationRoundState.SUBMITTED: "đã thẩm định hồ sơ, đang xét khen thưởng",
    NominationRoundState.DECIDED: "đã có quyết định khen thưởng",
}
# Where a submission of the round is issued and not withdrawn.
PUT_UP_ON_PAPER = "đã trình cấp có thẩm quyền xem xét, quyết định"


# By what rows are of: the round, or the year of those awarded in the period, and who.
Counted = defaultdict[int, list[tuple[int, Given]]]


@dataclass(frozen=True, slots=True)
class Commendation:
    """The rounds of the campaign, and what was awarded in the period of the report, the highest award first.

    `years` are the same awards by the year of the achievements, from the first year to the last of the period; a year
    of which none is recorded stands among them. `figures` are all numbers of both as papers print them, by their keys.
    """

    rounds: tuple[NominationRoundFacts, ...]
    awarded: tuple[AwardCount, ...]
    years: Mapping[int, AwardCount]
    figures: Mapping[str, Fact]


# What the rows that commendation counts are of.
_PROPOSED, _GIVEN, _AWARDED, _REVOKED, _PUT_UP = range(5)


def opened_rounds(scope: FactScope) -> QuerySet[NominationRound]:
    """The rounds of the campaign opened by the day of the report, the oldest first; none without a campaign."""
    rows: QuerySet[NominationRound] = NominationRound.objects.filter(
        scope.once(UnitPlaces).within(scope.unit_path, day="placed_on"),
        campaign=scope.campaign_id or 0,
        placed_on__lte=scope.as_of,
    )
    return rows.order_by("placed_on", "pk")


def _awards_of_rounds(scope: FactScope) -> QuerySet[Award, tuple[int, int]]:
    """The key of each award of these rounds, with that of the round."""
    rounds = opened_rounds(scope).order_by().values("pk")
    rows: QuerySet[Award] = Award.objects.filter(rounds__in=rounds)
    return rows.annotate(of_round=F("rounds"), award_key=F("pk")).values_list("of_round", "award_key")


def catalogue(_scope: FactScope) -> QuerySet[Award]:
    """All awards, the highest first."""
    rows: QuerySet[Award] = Award.objects.order_by("position", "pk")
    return rows


def _counted_rows(scope: FactScope) -> QuerySet[Any, tuple[int, int, int, int | None, int]]:
    """All rows that are counted: what they are of, the round or the year, the award, the person and the unit."""
    rounds = opened_rounds(scope).order_by().values("pk")
    put_up = Submission.objects.filter(
        nomination_round__in=rounds, state=OutgoingState.ISSUED, paper__date__lte=scope.as_of
    )
    nobody = {"award": Value(0), "person": Value(None, IntegerField()), "unit": Value(0)}
    first, *others = (
        _counted(_PROPOSED, Nominee.objects.active().filter(nomination_round__in=rounds), "nomination_round"),
        _counted(
            _GIVEN, Conferral.objects.filter(**award_lookups(rounds, scope)), "nominee__nomination_round"
        ),
        _counted(_AWARDED, Conferral.objects.active().filter(**awarded_lookups(scope)), "year"),
        _counted(_REVOKED, Conferral.objects.filter(**revoked_lookups(scope)), "year"),
        _counted(_PUT_UP, put_up, "nomination_round", nobody),
    )
    union: QuerySet[Any, tuple[int, int, int, int | None, int]] = first.union(*others, all=True)
    return union


@reads(opened_rounds, _awards_of_rounds, catalogue, _counted_rows)
def commendation_of(
    scope: FactScope,
    rows: list[NominationRound],
    awards_of_rounds: list[tuple[int, int]],
    in_order: list[Award],
    counted_rows: list[tuple[int, int, int, int | None, int]],
) -> Commendation:
    """The commendation that a report on `scope` prints."""
    counted: Counted = defaultdict(list)
    for of, under, award, person, unit in counted_rows:
        counted[of].append((under, (award, person, unit)))
    rounds = _rounds(rows, awards_of_rounds, in_order, counted)
    awarded, years = _awarded(scope, in_order, counted[_AWARDED])
    figures = figures_of(scope, rounds, awarded, years, revoked=len(counted[_REVOKED]))
    return Commendation(rounds, awarded, years, {fact.key: fact for fact in figures})


def _counted(of: int, rows: Any, under: str, who: Mapping[str, Any] | None = None) -> Any:
    """The rows as `Counted` holds them: what they are of, the round or year in the column `under`, and who."""
    columns = who or {name: F(name) for name in ("award", "person", "unit")}
    found = {f"counted_{name}": column for name, column in columns.items()}
    numbered = rows.order_by().annotate(of=Value(of, IntegerField()), under=F(under), **found)
    return numbered.values_list("of", "under", *found)


def _rounds(
    rows: list[NominationRound],
    awards_of_rounds: list[tuple[int, int]],
    in_order: list[Award],
    counted: Counted,
) -> tuple[NominationRoundFacts, ...]:
    """What a report says of these rounds."""
    proposed: dict[int, list[Given]] = {row.pk: [] for row in rows}
    for round_key, who in counted[_PROPOSED]:
        proposed[round_key].append(who)
    given: dict[int, list[Given]] = {row.pk: [] for row in rows}
    for round_key, who in counted[_GIVEN]:
        given[round_key].append(who)
    put_up = {round_key for round_key, _who in counted[_PUT_UP]}
    by_key = {award.pk: award for award in in_order}
    # Who was proposed for one award may have been given a lower one.
    return tuple(
        NominationRoundFacts(
            pk=row.pk,
            name=row.name,
            awards=counts_of(
                [by_key[award] for of_round, award in awards_of_rounds if of_round == row.pk],
                proposed[row.pk],
            ),
            state=_state_on_paper(row, put_up),
            decided=row.state == NominationRoundState.DECIDED,
            given=counts_of(
                [item for item in in_order if item.pk in {award for award, *_who in given[row.pk]}],
                given[row.pk],
            ),
            place=place if len(rows) > 1 else 0,
        )
        for place, row in enumerate(rows, start=1)
    )


def _state_on_paper(row: NominationRound, put_up: set[int]) -> str:
    """The state of the round in words: put up only where `put_up` holds its key, not once it is closed for dossiers."""
    if row.state == NominationRoundState.SUBMITTED and row.pk in put_up:
        return PUT_UP_ON_PAPER
    return STATE_ON_PAPER[NominationRoundState(row.state)]


def _awarded(
    scope: FactScope, in_order: list[Award], rows: Iterable[tuple[int, Given]]
) -> tuple[tuple[AwardCount, ...], dict[int, AwardCount]]:
    """The standing awards decided in the period, by award and by year; revoked awards are left out."""
    named = [(year, *who) for year, who in rows]
    totals = totals_of(scope)
    unnamed = [(row, item.remainder) for row, item in totals if item.remainder]
    keys = {award for _year, award, *_who in named} | {row.award_id for row, _rest in unnamed}
    awards = [award for award in in_order if award.pk in keys]
    by_award = tuple(
        count_of(award, [who for _year, *who in named if who[0] == award.pk])
        + count_of_totals((row, remainder) for row, remainder in unnamed if row.award_id == award.pk)
        for award in awards
    )
    return by_award, _by_year(scope, named, unnamed)


def _by_year(
    scope: FactScope,
    named: Sequence[tuple[int, int, int | None, int]],
    unnamed: Sequence[tuple[AwardTotal, int]],
) -> dict[int, AwardCount]:
    recorded = {year for year, *_who in named} | {row.year for row, _rest in unnamed}
    if not recorded:
        return {}
    first = min(scope.start.year, *recorded)
    last = max(min(scope.end, scope.as_of).year, *recorded)
    return {
        year: with_named(AwardCount(0, "", ""), [who for found, *who in named if found == year])
        + count_of_totals((row, remainder) for row, remainder in unnamed if row.year == year)
        for year in range(first, last + 1)
    }


def _listed(found: Commendation) -> Iterable[Fact]:
    return found.figures.values()


registry.register(
    FactSource(
        "commendation",
        gettext_lazy("Commendation"),
        commendation_of,
        _listed,
        nouns={
            "rounds": ("đợt xét khen thưởng",),
            "in_progress": ("trường hợp | đang xét khen thưởng",),
            "revoked": ("trường hợp | hủy bỏ", "trường hợp | thu hồi"),
            **award_nouns(),
        },
    )
)
