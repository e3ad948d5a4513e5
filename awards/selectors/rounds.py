"""Commendation for papers: what is proposed, how far it has come, what was awarded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from awards.models import Award, Conferral, NominationRound, Nominee, RoundState
from office_culture.rules.facts import FactScope
from office_culture.text.search import fold

# Papers are Vietnamese whatever language the screen speaks.
STATE_ON_PAPER = {
    RoundState.GATHERING: "đang tổng hợp, thẩm định hồ sơ để đề nghị khen thưởng",
    RoundState.SUBMITTED: "đã trình cấp có thẩm quyền xem xét, quyết định",
    RoundState.DECIDED: "đã có quyết định khen thưởng",
}
SUBJECTS_ON_PAPER = {
    "individual": "cá nhân",
    "collective": "tập thể",
    "both": "tập thể, cá nhân",
}


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
class RoundFacts:
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
    """The rounds of the campaign, and what was awarded in the period of the report, the highest award first."""

    rounds: tuple[RoundFacts, ...] = ()
    awarded: tuple[AwardCount, ...] = ()
    revoked: int = 0


def commendation_of(scope: FactScope) -> Commendation:
    """Commendation as a report on `scope` tells it."""
    revoked = Conferral.objects.filter(**revoked_lookups(scope)).count()
    return Commendation(rounds_of(scope), awarded_in(scope), revoked)


def rounds_of(scope: FactScope) -> tuple[RoundFacts, ...]:
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
        RoundFacts(
            pk=row.pk,
            name=row.name,
            awards=_counts(row.awards.all(), proposed[row.pk]),
            state=STATE_ON_PAPER[RoundState(row.state)],
            decided=row.state == RoundState.DECIDED,
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
