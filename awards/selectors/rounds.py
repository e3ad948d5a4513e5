"""Commendation for papers: what is proposed, the state of the rounds, what was awarded."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import (
    Award,
    AwardTotal,
    Conferral,
    NominationRound,
    NominationRoundState,
    Nominee,
    NomineeState,
    RecipientKind,
    Submission,
)
from awards.rules.award_nouns import award_nouns
from awards.rules.totals import Remainder
from awards.selectors.totals import remainders_of
from office_culture.models import OutgoingState
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, rows_of, words
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.search import fold

# Papers are Vietnamese whatever language the screen speaks.
STATE_ON_PAPER = {
    NominationRoundState.GATHERING: "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    NominationRoundState.SUBMITTED: "đã thẩm định hồ sơ, đang xét khen thưởng",
    NominationRoundState.DECIDED: "đã có quyết định khen thưởng",
}
# Where a submission of the round is issued and not withdrawn.
PUT_UP_ON_PAPER = "đã trình cấp có thẩm quyền xem xét, quyết định"
SUBJECTS_ON_PAPER = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "both": "tập thể, cá nhân",
}
STANDING = [state.value for state in NomineeState if state != NomineeState.WITHDRAWN]


# Who was put up for an award, or received it: the award, the person if it is one, and the unit.
Given = tuple[int, int | None, int]
# By what rows are of: the round, or the year of those awarded in the period, and who.
Counted = defaultdict[int, list[tuple[int, Given]]]


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many times collectives and individuals were proposed for an award, or received it.

    `units` and `people` are the recipients, each once. `unnamed_…` come on top: numbers of which no names are known.
    """

    pk: int
    award: str
    subject: str
    collectives: int = 0
    individuals: int = 0
    units: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()
    unnamed_collectives: int = 0
    unnamed_individuals: int = 0

    @property
    def total(self) -> int:
        return sum(self.times(kind) for kind in KINDS)

    @property
    def slug(self) -> str:
        """The award in keys of facts: giay-khen-cua-chanh-van-phong."""
        return slugify(fold(self.award))

    def named(self, kind: str) -> int:
        """How many times recipients of the kind, `collectives` or `individuals`, are recorded by name."""
        number: int = getattr(self, kind)
        return number

    def unnamed(self, kind: str) -> int:
        number: int = getattr(self, f"unnamed_{kind}")
        return number

    def times(self, kind: str) -> int:
        return self.named(kind) + self.unnamed(kind)

    def recipients(self, kind: str) -> frozenset[int]:
        """The keys of those of the kind who are recorded by name, each once."""
        return self.people if kind == "individuals" else self.units

    def __add__(self, other: "AwardCount") -> "AwardCount":
        """The sum of both, with the award of the first."""
        return AwardCount(
            self.pk,
            self.award,
            self.subject,
            self.collectives + other.collectives,
            self.individuals + other.individuals,
            self.units | other.units,
            self.people | other.people,
            self.unnamed_collectives + other.unnamed_collectives,
            self.unnamed_individuals + other.unnamed_individuals,
        )


# Kinds of recipients: the kind of record behind them, and what selects them among rows by name and among totals.
KINDS: Mapping[str, tuple[str, Mapping[str, Any], str]] = {
    "collectives": ("office_culture.unit", {"person__isnull": True}, RecipientKind.COLLECTIVE.value),
    "individuals": ("office_culture.person", {"person__isnull": False}, RecipientKind.INDIVIDUAL.value),
}


@dataclass(frozen=True, slots=True)
class NominationRoundFacts:
    """One round: its awards with the numbers proposed and those given to its nominees, and its state.

    `place` counts the rounds of the report from 1; it is 0 where there is only one, whose figures are those of all.
    """

    pk: int
    name: str
    awards: tuple[AwardCount, ...]
    state: str
    decided: bool
    given: tuple[AwardCount, ...] = ()
    place: int = 0

    @property
    def prefix(self) -> str:
        """The beginning of the keys of its facts."""
        return f"commendation.round_{self.place}" if self.place else "commendation"


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


def total_rows(scope: FactScope) -> QuerySet[AwardTotal]:
    """The totals without names of the period."""
    rows: QuerySet[AwardTotal] = AwardTotal.objects.filter(**totals_lookups(scope))
    return rows.select_related("award", "unit", "decision").order_by("pk")


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
    figures = _figures(scope, rounds, awarded, years, revoked=len(counted[_REVOKED]))
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
            awards=_counts(
                [by_key[award] for of_round, award in awards_of_rounds if of_round == row.pk],
                proposed[row.pk],
            ),
            state=_state_on_paper(row, put_up),
            decided=row.state == NominationRoundState.DECIDED,
            given=_counts(
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
        _count(award, [who for _year, *who in named if who[0] == award.pk])
        + _unnamed((row, remainder) for row, remainder in unnamed if row.award_id == award.pk)
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
        year: _named(AwardCount(0, "", ""), [who for found, *who in named if found == year])
        + _unnamed((row, remainder) for row, remainder in unnamed if row.year == year)
        for year in range(first, last + 1)
    }


def awarded_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select exactly the standing awards decided in the period, up to the day of the report."""
    return {
        **scope.once(UnitPlaces).lookups(Conferral, scope.unit_path, day="decided_on"),
        "decided_on__gte": scope.start,
        "decided_on__lte": min(scope.end, scope.as_of),
        "revoked_on__isnull": True,
    }


def totals_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the totals without names of the period."""
    return {
        **scope.once(UnitPlaces).lookups(AwardTotal, scope.unit_path, day="counted_on"),
        "counted_on__gte": scope.start,
        "counted_on__lte": min(scope.end, scope.as_of),
    }


def totals_of(scope: FactScope) -> list[tuple[AwardTotal, Remainder]]:
    """The totals without names of the period, each with what it adds to the awards recorded by name."""
    return scope.once(_totals_of, scope)


@reads(total_rows)
def _totals_of(_scope: FactScope, totals: list[AwardTotal]) -> list[tuple[AwardTotal, Remainder]]:
    found = remainders_of(totals)
    return [(row, found[row.pk]) for row in totals]


def award_lookups(rounds: object, scope: FactScope) -> dict[str, object]:
    """The lookups that select the standing awards given to nominees of these rounds by the day of the report."""
    return {
        "nominee__nomination_round__in": rounds,
        "revoked_on__isnull": True,
        "decided_on__lte": scope.as_of,
    }


def revoked_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the awards revoked in the period."""
    return {
        **scope.once(UnitPlaces).lookups(Conferral, scope.unit_path, day="decided_on"),
        "revoked_on__gte": scope.start,
        "revoked_on__lte": min(scope.end, scope.as_of),
    }


def _counts(awards: Iterable[Award], given: Iterable[Given]) -> tuple[AwardCount, ...]:
    those = list(given)
    return tuple(_count(award, [who for who in those if who[0] == award.pk]) for award in awards)


def _count(award: Award, given: Iterable[Iterable[Any]]) -> AwardCount:
    return _named(AwardCount(award.pk, award.name, SUBJECTS_ON_PAPER[award.subject]), given)


def _named(count: AwardCount, given: Iterable[Iterable[Any]]) -> AwardCount:
    """The count increased by these recipients, each (award, person, unit), with None as the person of a collective."""
    people = [person for _award, person, _unit in given if person is not None]
    units = [unit for _award, person, unit in given if person is None]
    return count + AwardCount(
        0, "", "", len(units), len(people), units=frozenset(units), people=frozenset(people)
    )


def _unnamed(totals: Iterable[tuple[AwardTotal, int]]) -> AwardCount:
    tally: Counter[str] = Counter()
    for row, remainder in totals:
        tally[row.recipient] += remainder
    return AwardCount(
        0,
        "",
        "",
        unnamed_collectives=tally[RecipientKind.COLLECTIVE],
        unnamed_individuals=tally[RecipientKind.INDIVIDUAL],
    )


def _figures(
    scope: FactScope,
    rounds: tuple[NominationRoundFacts, ...],
    awarded: tuple[AwardCount, ...],
    years: Mapping[int, AwardCount],
    *,
    revoked: int,
) -> Iterator[Fact]:
    """Facts on the campaign's rounds and what they propose, and on the awards of the period."""
    yield from _of_rounds(rounds)
    yield from _proposed(rounds)
    behind = _Behind("awards.conferral", awarded_lookups(scope), totals_lookups(scope))
    awarded_label = _("awarded")
    yield from _of_awards("awarded", awarded_label, behind, awarded)
    for year, number in years.items():
        label = f"{awarded_label}: {year}"
        yield from _numbers(f"commendation.by_year.{year}", label, behind.narrowed(year=year), number)
    rows = Rows("awards.conferral", revoked_lookups(scope))
    yield count("commendation.revoked", _("revoked"), revoked, rows)
    # Of those proposed in the rounds of the campaign: never more than were proposed.
    lookups = award_lookups([item.pk for item in rounds], scope)
    given = _joined(number for entry in rounds for number in entry.given)
    yield from _of_awards(
        "given", _("awarded of those proposed"), _Behind("awards.conferral", lookups), given
    )
    for round_facts in rounds:
        if round_facts.place:
            yield from _round_facts(round_facts, scope)


def _of_rounds(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    rows = rows_of("awards.nominationround", (round_facts.pk for round_facts in rounds))
    names = list(dict.fromkeys(award.award for item in rounds for award in item.awards))
    yield Fact("commendation.rounds", _("nomination rounds"), len(rounds), f"{len(rounds):02}", rows)
    yield words("commendation.awards", _("awards proposed"), "; ".join(names), rows)
    state = rounds[-1].state if rounds else ""
    label, gap = _("how far the last round has come"), "tình trạng xét khen thưởng"
    yield words("commendation.state", label, state, rows, gap=gap)


def _proposed(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    lookups = {"nomination_round__in": [item.pk for item in rounds], "state__in": STANDING}
    awards = _joined(number for entry in rounds for number in entry.awards)
    yield from _of_awards("proposed", _("proposed"), _Behind("awards.nominee", lookups), awards)
    waiting = [round_facts for round_facts in rounds if not round_facts.decided]
    number = sum(award.total for element in waiting for award in element.awards)
    rows = Rows(
        "awards.nominee", {**lookups, "nomination_round__in": [open_round.pk for open_round in waiting]}
    )
    yield count("commendation.in_progress", _("proposed and not decided yet"), number, rows)


def _round_facts(round_facts: NominationRoundFacts, scope: FactScope) -> Iterator[Fact]:
    """The figures of one of several rounds; the keys without its place are those of all rounds together."""
    name = round_facts.prefix.partition(".")[2]
    rows = Rows("awards.nominationround", {"pk": round_facts.pk})
    meaning = _("how far it has come")
    label = f"{round_facts.name}: {meaning}"
    yield words(f"{round_facts.prefix}.state", label, round_facts.state, rows)
    proposed = {"nomination_round__in": [round_facts.pk], "state__in": STANDING}
    meaning = _("proposed")
    label = f"{round_facts.name}: {meaning}"
    yield from _of_awards(
        f"{name}.proposed",
        label,
        _Behind("awards.nominee", proposed),
        round_facts.awards,
        of=round_facts.name,
    )
    given = award_lookups([round_facts.pk], scope)
    meaning = _("awarded of those proposed")
    label = f"{round_facts.name}: {meaning}"
    yield from _of_awards(
        f"{name}.given", label, _Behind("awards.conferral", given), round_facts.given, of=round_facts.name
    )


def _joined(counts: Iterable[AwardCount]) -> list[AwardCount]:
    """The counts added up by award, over all rounds."""
    by_award: dict[int, AwardCount] = {}
    for row in counts:
        by_award[row.pk] = by_award[row.pk] + row if row.pk in by_award else row
    return list(by_award.values())


@dataclass(frozen=True, slots=True)
class _Behind:
    """The rows behind a number: those recorded by name in the list of `model`, and totals without names."""

    model: str
    lookups: Mapping[str, Any]
    totals: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self, **further: Any) -> "_Behind":
        """The same rows under further lookups, such as those of one award or of one year."""
        return _Behind(self.model, {**self.lookups, **further}, {**self.totals, **further})


def _of_awards(
    name: str, label: str, behind: _Behind, awards: Iterable[AwardCount], *, of: str = ""
) -> Iterator[Fact]:
    """Facts on the number over all awards and for each award, for collectives and for individuals.

    `of` is the name of the round where they are those of one of several.
    """
    awards = list(awards)
    key = f"commendation.{name}"
    yield from _numbers(key, label, behind, sum(awards, AwardCount(0, "", "")), of=of)
    for award in awards:
        yield from _numbers(
            f"{key}.{award.slug}",
            f"{label}: {award.award}",
            behind.narrowed(award=award.pk),
            award,
            of=award.award,
        )


def _numbers(key: str, label: str, behind: _Behind, number: AwardCount, *, of: str = "") -> Iterator[Fact]:
    """Facts on collectives and on individuals: times, recipients counted once, and times with and without names."""
    for kind, (model, further, recipient) in KINDS.items():
        name = f"{label} – {_WHO[kind]}"
        rows = Rows(behind.model, {**behind.lookups, **further})
        unnamed = number.unnamed(kind)
        # With totals the rows are in two lists, to which the numbers with and without names link.
        yield count(f"{key}.{kind}", name, number.times(kind), None if unnamed else rows, of=of)
        recipients = number.recipients(kind)
        once = _("%(figure)s, each counted once") % {"figure": name}
        yield count(f"{key}.{kind}.once", once, len(recipients), rows_of(model, sorted(recipients)), of=of)
        if unnamed:
            by_name = _("%(figure)s, recorded by name") % {"figure": name}
            yield count(f"{key}.{kind}.named", by_name, number.named(kind), rows, of=of)
            totals = Rows("awards.awardtotal", {**behind.totals, "recipient": recipient})
            without = _("%(figure)s, without names") % {"figure": name}
            yield count(f"{key}.{kind}.unnamed", without, unnamed, totals, of=of)


_WHO = {"collectives": gettext_lazy("collectives"), "individuals": gettext_lazy("individuals")}


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
