"""Facts on nominees for the rules, read for many nominees at once in a fixed number of queries."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.models import (
    AwardRule,
    Conferral,
    Impediment,
    ImpedimentKind,
    Judgement,
    NominationRound,
    NominationRoundState,
    Nominee,
    RuleTopic,
    ServiceLeave,
    YearlyRating,
)
from awards.rules.eligibility import Assessment, assess
from awards.rules.eligibility_facts import (
    Block,
    Condition,
    Facts,
    JudgedRule,
    Members,
    ReceivedAward,
    RecipientInnovation,
)
from awards.rules.favour import NewerText, more_favourable
from awards.rules.inheritance import with_inheritance
from awards.rules.wording import condition_in_words
from awards.selectors.inheritance import inheritances
from campaign.models import Innovation, InnovationAuthor
from campaign.models.innovations import InnovationState
from office_culture.models import Posting

# A recipient of a row: ("person", pk) or ("unit", pk).
Key = tuple[str, int]


def key_of(row: Any) -> Key:
    """The recipient of a row: ("person", pk) or ("unit", pk)."""
    return ("person", row.person_id) if row.person_id else ("unit", row.unit_id)


def assessments(nominees: Sequence[Nominee]) -> dict[int, Assessment]:
    """The verdict on each nominee, by its key."""
    if not nominees:
        return {}
    rules = list(_standards(nominees).prefetch_related("conditions__award"))
    records = _Records(nominees)
    received = _days_of_receipt(nominees)
    earlier = inheritances([entry.unit_id for entry in nominees if not entry.person_id])
    found = {}
    for nominee in nominees:
        facts = records.facts_of(nominee)
        inherited = () if nominee.person_id else earlier.get(nominee.unit_id, ())
        old, new = standards_for(nominee, rules)
        verdict = with_inheritance(assess(_judged_rule(old), facts), inherited)
        if new is not None and new.valid_from is not None:
            by_new = with_inheritance(assess(_judged_rule(new), facts), inherited)
            verdict = more_favourable(
                verdict,
                nominee.nomination_round.rules_day,
                NewerText(new.valid_from, new.transition, by_new),
                received[nominee.pk] or _day_of(nominee),
            )
        found[nominee.pk] = verdict
    return found


def _standards(nominees: Sequence[Nominee]) -> QuerySet[AwardRule]:
    awards = {nominee.award_id for nominee in nominees}
    rules: QuerySet[AwardRule] = AwardRule.objects.filter(topic=RuleTopic.STANDARD, award__in=awards)
    return rules


def _days_of_receipt(nominees: Sequence[Nominee]) -> dict[int, datetime.date | None]:
    """The day on which the dossier of each nominee was submitted, by the nominee's key; None while it is a draft."""
    rows = Nominee.objects.filter(pk__in=[nominee.pk for nominee in nominees])
    return dict(rows.values_list("pk", "dossier__submitted_on"))


def _judged_rule(row: AwardRule | None) -> JudgedRule | None:
    if row is None:
        return None
    conditions = tuple(_condition(condition) for condition in row.conditions.all())
    return JudgedRule(conditions, row.source, row.confirmation, row.pk)


def standards_of(nominee: Nominee) -> list[AwardRule]:
    """The standards that `nominee` is judged by: none, one, or two where its round straddles a change of law."""
    return [rule for rule in standards_for(nominee, list(_standards([nominee]))) if rule is not None]


def standards_for(nominee: Nominee, rules: Sequence[AwardRule]) -> tuple[AwardRule | None, AwardRule | None]:
    """The standard on the rules day of the round, and the one that follows it while the round runs, where it says what
    holds for dossiers received before.
    """
    old = pick(rules, nominee)
    start, last = nominee.nomination_round.rules_day, last_day_of(nominee.nomination_round)
    if old is not None and old.valid_to is None:
        return old, None
    begins = sorted(
        {rule.valid_from for rule in rules if rule.valid_from and start < rule.valid_from <= last}
    )
    following = (pick(rules, nominee, day) for day in begins)
    new = next((rule for rule in following if rule is not None and rule != old), None)
    return old, new if new is not None and new.transition else None


def pick(rules: Iterable[AwardRule], nominee: Nominee, on: datetime.date | None = None) -> AwardRule | None:
    """The rule for `nominee` on a day, by default the rules day of its round; one for its very ground goes first."""
    ground = nominee.nomination_round.ground
    day = on or nominee.nomination_round.rules_day
    fitting = [
        rule
        for rule in rules
        if rule.award_id == nominee.award_id
        and rule.recipient == nominee.recipient_kind
        and rule.ground in {"", ground}
        and (rule.valid_from is None or rule.valid_from <= day)
        and (rule.valid_to is None or rule.valid_to >= day)
    ]
    return max(fitting, key=lambda rule: rule.ground, default=None)


def _condition(row: Any) -> Condition:
    return Condition(
        kind=row.kind,
        label=condition_in_words(row),
        pk=row.pk,
        alternative=row.alternative,
        award=row.award_id,
        years=row.years,
        least=row.least or 0,
        percent=row.percent or Decimal(0),
        more_than=row.more_than,
        rating=row.rating,
        reach=row.reach,
        measure=row.measure,
        anew=row.anew,
    )


class _Records:
    """Everything recorded of the nominees, and of the members of nominated collectives."""

    def __init__(self, nominees: Sequence[Nominee]) -> None:
        collectives = [nominee for nominee in nominees if not nominee.person_id]
        self._postings = _postings(nominees, collectives)
        people = {item.person_id for item in nominees if item.person_id}
        people |= {posting.person_id for posting in self._postings}
        units = {collective.unit_id for collective in collectives}
        whose = Q(person__in=people) | Q(person__isnull=True, unit__in=units)
        self._conferrals = _grouped(Conferral.objects.active().filter(whose))
        self._ratings = _grouped(YearlyRating.objects.filter(whose))
        self._blocks = _grouped(Impediment.objects.filter(whose))
        rounds = {entry.nomination_round_id for entry in nominees}
        self._proposed: dict[tuple[int, Key], set[int]] = defaultdict(set)
        for row in Nominee.objects.active().filter(whose, nomination_round__in=rounds):
            self._proposed[row.nomination_round_id, key_of(row)].add(row.award_id)
        self._innovations = _innovations(people, collectives)
        self._leaves: dict[int, list[ServiceLeave]] = defaultdict(list)
        for leave in ServiceLeave.objects.filter(person__in=people, counts=False):
            self._leaves[leave.person_id].append(leave)
        self._judgements: dict[int, dict[int, tuple[bool, str]]] = defaultdict(dict)
        for judgement in Judgement.objects.filter(nominee__in=[element.pk for element in nominees]):
            self._judgements[judgement.nominee_id][judgement.condition_id] = (
                judgement.met,
                judgement.because,
            )

    def facts_of(self, nominee: Nominee) -> Facts:
        key = key_of(nominee)
        end = nominee.achieved_to
        return Facts(
            award=nominee.award_id,
            period_start=nominee.achieved_from,
            period_end=end,
            day=_day_of(nominee),
            ground=nominee.nomination_round.ground,
            received_awards=tuple(
                ReceivedAward(row.award_id, row.year, row.ground) for row in self._conferrals[key]
            ),
            proposed=frozenset(self._proposed[nominee.nomination_round_id, key]),
            ratings={row.year: row.rating for row in self._ratings[key]},
            innovations=tuple(self._innovations[key]),
            blocks=tuple(_block(row) for row in self._blocks[key]),
            service_days=self._service_days(nominee.person_id, end.year) if nominee.person_id else None,
            leaves_not_known=self._leaves_not_known(nominee.person_id, end.year),
            members=None if nominee.person_id else self._members(nominee, end),
            judgements=self._judgements[nominee.pk],
        )

    def _service_days(self, person: int, year: int) -> int | None:
        postings = [posting for posting in self._postings if posting.person_id == person]
        if not postings:
            return None
        first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        served: set[int] = set()
        for posting in postings:
            served |= _days(posting.valid_from, posting.valid_to, first, last)
        for leave in self._leaves[person]:
            if leave.days_known:
                served -= _days(leave.begun_on, leave.ended_on, first, last)
        return len(served)

    def _leaves_not_known(self, person: int | None, year: int) -> tuple[str, ...]:
        if person is None:
            return ()
        return tuple(
            f"{leave.get_kind_display()} ({leave.span})"
            for leave in self._leaves[person]
            if not leave.days_known and leave.perhaps_in(year)
        )

    def _members(self, nominee: Nominee, day: datetime.date) -> Members:
        path = nominee.unit.path
        members = {
            posting.person_id
            for posting in self._postings
            if posting.unit.path.startswith(path)
            and not posting.concurrent
            and (posting.valid_from is None or posting.valid_from <= day)
            and (posting.valid_to is None or posting.valid_to >= day)
        }
        holding: Counter[int] = Counter()
        rated: Counter[str] = Counter()
        unknown = unrated = 0
        blocks: list[Block] = []
        for person in members:
            key = ("person", person)
            ratings = [row.rating for row in self._ratings[key] if row.year == day.year]
            received = {row.award_id for row in self._conferrals[key] if row.year == day.year}
            proposed = self._proposed[nominee.nomination_round_id, key]
            holding.update(received | proposed)
            rated.update(ratings)
            unrated += not ratings
            unknown += not (ratings or received or proposed)
            blocks += [_block(row) for row in self._blocks[key]]
        return Members(len(members), holding, rated, unknown, unrated, tuple(blocks))


def last_day_of(nomination_round: NominationRound) -> datetime.date:
    """The day on which dossiers are due; a round that is not decided runs on to today."""
    last = nomination_round.closed_on or nomination_round.placed_on
    if nomination_round.state == NominationRoundState.DECIDED:
        return last
    return max(last, timezone.localdate())


def _day_of(nominee: Nominee) -> datetime.date:
    """The day on which open matters are looked at: today, for a decided round the day on which it was closed."""
    nomination_round = nominee.nomination_round
    if nomination_round.state == NominationRoundState.DECIDED:
        return nomination_round.closed_on or nomination_round.placed_on
    return timezone.localdate()


def _grouped(rows: Any) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        found[key_of(row)].append(row)
    return found


def _below(paths: Iterable[str], lookup: str) -> Q:
    return reduce(or_, (Q(**{f"{lookup}__startswith": path}) for path in paths), Q(pk__in=()))


def _postings(nominees: Sequence[Nominee], collectives: Sequence[Nominee]) -> list[Posting]:
    people = {nominee.person_id for nominee in nominees if nominee.person_id}
    wanted = Q(person__in=people) | _below({collective.unit.path for collective in collectives}, "unit__path")
    return list(Posting.objects.filter(wanted).select_related("unit"))


def _innovations(people: set[int], collectives: Sequence[Nominee]) -> dict[Key, list[RecipientInnovation]]:
    found: dict[Key, list[RecipientInnovation]] = defaultdict(list)
    authors = (
        InnovationAuthor.objects.filter(person__in=people)
        .select_related("innovation")
        .prefetch_related("innovation__confirmations")
    )
    for author in authors.exclude(innovation__state=InnovationState.NOT_RECOGNISED):
        found["person", author.person_id].append(_innovation_fact(author.innovation))
    units = {collective.unit_id: collective.unit.path for collective in collectives}
    if units:
        rows = Innovation.objects.filter(_below(units.values(), "unit__path"))
        rows = rows.select_related("unit").prefetch_related("confirmations")
        for row in rows.exclude(state=InnovationState.NOT_RECOGNISED):
            for pk, path in units.items():
                if row.unit.path.startswith(path):
                    found["unit", pk].append(_innovation_fact(row))
    return found


def _innovation_fact(row: Innovation) -> RecipientInnovation:
    """A recognised innovation counts in the year of its recognition, where that day is known."""
    return RecipientInnovation(
        row.recognised_on.year if row.recognised_on else row.year or 0, row.furthest_reach
    )


def _block(row: Impediment) -> Block:
    return Block(
        begun_on=row.begun_on,
        ended_on=row.ended_on,
        reason=f"{row.get_kind_display()} – {row.name}: {row.known_reason}",
        is_over=row.is_over,
        discipline=row.kind == ImpedimentKind.DISCIPLINE,
        measure=row.measure,
    )


def _days(
    start: datetime.date | None, end: datetime.date | None, first: datetime.date, last: datetime.date
) -> set[int]:
    """The days from `first` to `last` that lie in the span, as ordinals."""
    begin = max(start or first, first)
    finish = min(end or last, last)
    return set(range(begin.toordinal(), finish.toordinal() + 1))
