"""Commendation for papers: what is proposed, how far it has come, what was awarded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.models import Award, Conferral, NominationRound, NominationRoundState, Nominee, NomineeState
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, rows_of, words
from office_culture.text.search import fold

# Papers are Vietnamese whatever language the screen speaks.
STATE_ON_PAPER = {
    NominationRoundState.GATHERING: "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    NominationRoundState.SUBMITTED: "đã trình cấp có thẩm quyền xem xét, quyết định",
    NominationRoundState.DECIDED: "đã có quyết định khen thưởng",
}
SUBJECTS_ON_PAPER = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "both": "tập thể, cá nhân",
}
STANDING = [state.value for state in NomineeState if state != NomineeState.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class AwardCount:
    """How many collectives and individuals were proposed for an award, or received it."""

    pk: int
    award: str
    subject: str
    collectives: int = 0
    individuals: int = 0

    @property
    def total(self) -> int:
        return self.collectives + self.individuals

    @property
    def slug(self) -> str:
        """How keys of facts call the award: giay-khen-cua-chanh-van-phong."""
        return slugify(fold(self.award))


@dataclass(frozen=True, slots=True)
class NominationRoundFacts:
    """One round: its awards with the numbers proposed and those given to its nominees, and how far it has come.

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
        """What the keys of its facts begin with."""
        return f"commendation.round_{self.place}" if self.place else "commendation"


@dataclass(frozen=True, slots=True)
class Commendation:
    """The rounds of the campaign, and what was awarded in the period of the report, the highest award first.

    `figures` are all numbers of both as papers print them, by their keys.
    """

    rounds: tuple[NominationRoundFacts, ...]
    awarded: tuple[AwardCount, ...]
    figures: Mapping[str, Fact]


def commendation_of(scope: FactScope) -> Commendation:
    """Commendation as a report on `scope` tells it."""
    rounds, awarded = rounds_of(scope), awarded_in(scope)
    return Commendation(rounds, awarded, {fact.key: fact for fact in _figures(scope, rounds, awarded)})


def rounds_of(scope: FactScope) -> tuple[NominationRoundFacts, ...]:
    """The rounds of the campaign opened by the day of the report, the oldest first."""
    if scope.campaign_id is None:
        return ()
    rows = list(
        NominationRound.objects.filter(
            unit__path__startswith=scope.unit_path, campaign_id=scope.campaign_id, opened_on__lte=scope.as_of
        )
        .prefetch_related("awards")
        .order_by("opened_on", "pk")
    )
    proposed: dict[int, list[tuple[int, bool]]] = {row.pk: [] for row in rows}
    nominees = Nominee.objects.standing().filter(nomination_round__in=proposed)
    for held, award, person in nominees.values_list("nomination_round", "award", "person"):
        proposed[held].append((award, person is not None))
    given: dict[int, list[tuple[int, bool]]] = {row.pk: [] for row in rows}
    received = Conferral.objects.filter(**given_lookups(list(given), scope))
    for held, award, person in received.values_list("nominee__nomination_round", "award", "person"):
        given[held].append((award, person is not None))
    # Who was proposed for one award may have been given a lower one.
    awards = Award.objects.filter(pk__in={award for pairs in given.values() for award, _person in pairs})
    in_order = list(awards.order_by("position", "pk"))
    return tuple(
        NominationRoundFacts(
            pk=row.pk,
            name=row.name,
            awards=_counts(row.awards.all(), proposed[row.pk]),
            state=STATE_ON_PAPER[NominationRoundState(row.state)],
            decided=row.state == NominationRoundState.DECIDED,
            given=_counts([one for one in in_order if one.pk in dict(given[row.pk])], given[row.pk]),
            place=place if len(rows) > 1 else 0,
        )
        for place, row in enumerate(rows, start=1)
    )


def awarded_in(scope: FactScope) -> tuple[AwardCount, ...]:
    """What was decided in the period and stands; a revoked award counts nowhere."""
    rows = Conferral.objects.standing().filter(**awarded_lookups(scope))
    pairs = [(award, person is not None) for award, person in rows.values_list("award", "person")]
    awards = Award.objects.filter(pk__in={award for award, _person in pairs}).order_by("position", "pk")
    return _counts(awards, pairs)


def awarded_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the awards of the period; with `standing()` they select exactly those."""
    return {
        "unit__path__startswith": scope.unit_path,
        "decided_on__gte": scope.start,
        "decided_on__lte": min(scope.end, scope.as_of),
        "revoked_on__isnull": True,
    }


def given_lookups(rounds: list[int], scope: FactScope) -> dict[str, object]:
    """The lookups that select the standing awards given to nominees of these rounds by the day of the report."""
    return {
        "nominee__nomination_round__in": rounds,
        "revoked_on__isnull": True,
        "decided_on__lte": scope.as_of,
    }


def revoked_lookups(scope: FactScope) -> dict[str, object]:
    """The lookups that select the awards revoked in the period."""
    return {
        "unit__path__startswith": scope.unit_path,
        "revoked_on__gte": scope.start,
        "revoked_on__lte": min(scope.end, scope.as_of),
    }


def _counts(awards: Iterable[Award], pairs: Iterable[tuple[int, bool]]) -> tuple[AwardCount, ...]:
    tally = Counter(pairs)
    return tuple(
        AwardCount(
            pk=award.pk,
            award=award.name,
            subject=SUBJECTS_ON_PAPER[award.subject],
            collectives=tally[award.pk, False],
            individuals=tally[award.pk, True],
        )
        for award in awards
    )


def _figures(
    scope: FactScope, rounds: tuple[NominationRoundFacts, ...], awarded: tuple[AwardCount, ...]
) -> Iterator[Fact]:
    """What the campaign's rounds propose and how far they are; what was awarded in the period."""
    yield from _of_rounds(rounds)
    yield from _proposed(rounds)
    yield from _of_awards("awarded", _("awarded"), "awards.conferral", awarded_lookups(scope), awarded)
    revoked = Conferral.objects.filter(**revoked_lookups(scope)).count()
    rows = Rows("awards.conferral", revoked_lookups(scope))
    yield count("commendation.revoked", _("revoked"), revoked, rows)
    # Of those proposed in the rounds of the campaign: never more than were proposed.
    lookups = given_lookups([one.pk for one in rounds], scope)
    given = _joined(number for one in rounds for number in one.given)
    yield from _of_awards("given", _("awarded of those proposed"), "awards.conferral", lookups, given)
    for one in rounds:
        if one.place:
            yield from _of_one_round(one, scope)


def _of_rounds(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    rows = rows_of("awards.nominationround", (one.pk for one in rounds))
    names = list(dict.fromkeys(award.award for one in rounds for award in one.awards))
    yield Fact("commendation.rounds", _("nomination rounds"), len(rounds), f"{len(rounds):02}", rows)
    yield words("commendation.awards", _("awards proposed"), "; ".join(names), rows)
    state = rounds[-1].state if rounds else ""
    label, gap = _("how far the last round has come"), "tình trạng xét khen thưởng"
    yield words("commendation.state", label, state, rows, gap=gap)


def _proposed(rounds: tuple[NominationRoundFacts, ...]) -> Iterator[Fact]:
    lookups = {"nomination_round__in": [one.pk for one in rounds], "state__in": STANDING}
    awards = _joined(number for one in rounds for number in one.awards)
    yield from _of_awards("proposed", _("proposed"), "awards.nominee", lookups, awards)
    waiting = [one for one in rounds if not one.decided]
    number = sum(award.total for one in waiting for award in one.awards)
    rows = Rows("awards.nominee", {**lookups, "nomination_round__in": [one.pk for one in waiting]})
    yield count("commendation.in_progress", _("proposed and not decided yet"), number, rows)


def _of_one_round(one: NominationRoundFacts, scope: FactScope) -> Iterator[Fact]:
    """The figures of one of several rounds; the keys without its place are those of all rounds together."""
    name = one.prefix.partition(".")[2]
    rows = Rows("awards.nominationround", {"pk": one.pk})
    label = f"{one.name}: {_('how far it has come')}"
    yield words(f"{one.prefix}.state", label, one.state, rows)
    proposed = {"nomination_round__in": [one.pk], "state__in": STANDING}
    label = f"{one.name}: {_('proposed')}"
    yield from _of_awards(f"{name}.proposed", label, "awards.nominee", proposed, one.awards)
    given = given_lookups([one.pk], scope)
    label = f"{one.name}: {_('awarded of those proposed')}"
    yield from _of_awards(f"{name}.given", label, "awards.conferral", given, one.given)


def _joined(counts: Iterable[AwardCount]) -> list[AwardCount]:
    """One line for each award, whatever round it stands in."""
    by_award: dict[int, AwardCount] = {}
    for one in counts:
        known = by_award.get(one.pk)
        by_award[one.pk] = AwardCount(
            one.pk,
            one.award,
            one.subject,
            one.collectives + (known.collectives if known else 0),
            one.individuals + (known.individuals if known else 0),
        )
    return list(by_award.values())


def _of_awards(
    name: str, label: str, model: str, lookups: dict[str, Any], awards: Iterable[AwardCount]
) -> Iterator[Fact]:
    """The number over all awards and for each award, each for collectives and for individuals."""
    awards = list(awards)
    of_kind = {
        "collectives": (_("collectives"), {"person__isnull": True}),
        "individuals": (_("individuals"), {"person__isnull": False}),
    }
    for kind, (who, further) in of_kind.items():
        number = sum(getattr(award, kind) for award in awards)
        rows = Rows(model, {**lookups, **further})
        yield count(f"commendation.{name}.{kind}", f"{label}: {who}", number, rows)
    for award in awards:
        for kind, (who, further) in of_kind.items():
            number = getattr(award, kind)
            key = f"commendation.{name}.{award.slug}.{kind}"
            rows = Rows(model, {**lookups, **further, "award": award.pk})
            yield count(key, f"{label}: {award.award} – {who}", number, rows)


def _listed(found: Commendation) -> Iterable[Fact]:
    return found.figures.values()


registry.register(FactSource("commendation", gettext_lazy("Commendation"), commendation_of, _listed))
