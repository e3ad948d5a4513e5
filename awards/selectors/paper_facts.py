"""The facts of which papers of commendation may speak: those of their round and period, and what their lines count."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from awards.models import AwardDecision, CouncilSession, Nominee, Revocation, Submission
from awards.selectors.award_papers import lines_of, sessions_behind
from awards.selectors.eligibility import key_of
from office_culture.models import Unit
from office_culture.rules.facts import FactBook
from office_culture.rules.nouns import SpokenFact
from office_culture.selectors.paper_facts import (
    FactsOfPaper,
    own_count,
    paper_facts,
    scope_of_period,
    scope_of_year,
    without_minutes,
)

# By whether the recipient is a person: the words that count them.
_COUNTED = {True: ("cá nhân", "người"), False: ("tập thể",)}
_VERBS = ("khen thưởng", "đề nghị", "tặng", "trình", "nhất trí")


@paper_facts.register(AwardDecision)
@paper_facts.register(Submission)
def _of_award_paper(record: AwardDecision | Submission, on: datetime.date) -> FactsOfPaper:
    lines = lines_of(record)
    facts = _about(record.nomination_round, record.unit, on, own_recipients(lines))
    return replace(facts, doubts=without_minutes(sessions_behind(record.outcomes.values(), lines), on))


@paper_facts.register
def _of_session(record: CouncilSession, on: datetime.date) -> FactsOfPaper:
    judged = list(
        Nominee.objects.filter(deliberations__session=record).select_related("award").order_by("pk")
    )
    outcomes = dict(record.deliberations.values_list("nominee", "outcome"))
    groups: dict[Any, list[Any]] = defaultdict(list)
    for nominee in judged:
        groups[outcomes[nominee.pk]].append(nominee)
    return _about(
        record.nomination_round,
        record.council.unit,
        record.held_on,
        own_recipients(judged, *groups.values()),
    )


@paper_facts.register
def _of_revocation(record: Revocation, on: datetime.date) -> FactsOfPaper:
    rows = record.lines.select_related("conferral__person", "conferral__unit", "conferral__award")
    own = own_recipients([row.conferral for row in rows], verbs=("hủy bỏ", "thu hồi"))
    return _about(None, record.unit, on, own)


def _about(nomination_round: Any, unit: Unit, on: datetime.date, own: Iterable[SpokenFact]) -> FactsOfPaper:
    if nomination_round is None:
        return FactsOfPaper(book=FactBook(scope_of_year(unit, on)), own=tuple(own))
    scope = scope_of_period(
        nomination_round.unit,
        nomination_round.period_start,
        nomination_round.period_end,
        on,
        campaign_id=nomination_round.campaign_id,
    )
    return FactsOfPaper(book=FactBook(scope), own=tuple(own))


def own_recipients(
    lines: Sequence[Any], *groups: Sequence[Any], verbs: Iterable[str] = _VERBS
) -> list[SpokenFact]:
    """How often and how many people and collectives stand in all lines, in those of each award, and in `groups`."""
    of_award: dict[str, list[Any]] = defaultdict(list)
    for line in lines:
        of_award[line.award.name].append(line)
    found: dict[str, SpokenFact] = {}
    for award, those in [("", lines), *of_award.items(), *(("", group) for group in groups)]:
        for is_person, words in _COUNTED.items():
            keys = [key_of(line) for line in those if (line.person_id is not None) == is_person]
            for value in {len(keys), len(set(keys))}:
                fact = _spoken(value, words, award, is_person=is_person, verbs=verbs)
                found.setdefault(f"{fact.fact.key} {award}", fact)
    return list(found.values())


def _spoken(
    value: int, words: Iterable[str], award: str, *, is_person: bool, verbs: Iterable[str]
) -> SpokenFact:
    label = gettext("individuals on this paper") if is_person else gettext("collectives on this paper")
    of_award = [f"{word} | {{of}}" for word in words] if award else []
    nouns = [*of_award, *(f"{word} | {what}" for word in words for what in verbs)]
    name = f"{'people' if is_person else 'collectives'}.{value}"
    return own_count(name, f"{label}: {award}" if award else label, value, nouns, of=award)
