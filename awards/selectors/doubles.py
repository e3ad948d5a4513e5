"""What else nominees received or are proposed for, to find what would be rewarded twice."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import Conferral, NominationRoundState, Nominee
from awards.rules.doubles import AchievementUse, Double, compare
from awards.selectors.eligibility import Key, key_of


def doubles(nominees: Sequence[Nominee]) -> dict[int, list[Double]]:
    """The earlier uses that overlap with each nominee, the refusals first; a fixed number of queries."""
    if not nominees:
        return {}
    whose = Q(person__in={item.person_id for item in nominees if item.person_id}) | Q(
        person__isnull=True, unit__in={entry.unit_id for entry in nominees if not entry.person_id}
    )
    received: dict[Key, list[tuple[int | None, AchievementUse]]] = defaultdict(list)
    rows = (
        Conferral.objects.active()
        .filter(whose)
        .select_related("award", "nominee")
        .prefetch_related("achievements", "nominee__achievements", "nominee__innovations")
    )
    for row in rows:
        received[key_of(row)].append((row.nominee_id, _received(row)))
    proposed: dict[Key, list[tuple[int, AchievementUse]]] = defaultdict(list)
    others = (
        Nominee.objects.active()
        .filter(whose)
        .exclude(nomination_round__state=NominationRoundState.DECIDED)
        .select_related("award", "nomination_round")
        .prefetch_related("achievements", "innovations")
    )
    for other in others:
        proposed[key_of(other)].append((other.pk, _proposed(other)))
    mine = {
        row.pk: _proposed(row)
        for row in Nominee.objects.filter(pk__in=[element.pk for element in nominees])
        .select_related("award", "nomination_round")
        .prefetch_related("achievements", "innovations")
    }
    found = {}
    for nominee in nominees:
        uses = [
            use for pk, use in (*received[key_of(nominee)], *proposed[key_of(nominee)]) if pk != nominee.pk
        ]
        met = [double for use in uses if (double := compare(mine[nominee.pk], use))]
        found[nominee.pk] = sorted(met, key=lambda double: not double.blocks)
    return found


def _received(row: Conferral) -> AchievementUse:
    """An award received as a use of its own achievements and of those of its nominee."""
    description = _("%(award)s of %(year)s") % {"award": row.award, "year": row.year_in_words}
    achievements = [*row.achievements.all(), *(row.nominee.achievements.all() if row.nominee else ())]
    innovations = row.nominee.innovations.all() if row.nominee else ()
    # Where the source names no period, the day of the decision stands for it.
    start, end = row.period_start or row.decided_on, row.period_end or row.decided_on
    if end is None:
        # Of what nobody knows the days of, none falls into a period; the year, if known, is one of titles.
        start, end = datetime.date.max, datetime.date(row.year or 1, 1, 1)
    return _use(row, start, end, description, achievements, innovations)


def _proposed(row: Nominee) -> AchievementUse:
    description = _("%(award)s, proposed in “%(round)s”") % {
        "award": row.award,
        "round": row.nomination_round,
    }
    return _use(
        row, row.achieved_from, row.achieved_to, description, row.achievements.all(), row.innovations.all()
    )


def _use(
    row: Any, start: Any, end: Any, description: str, achievements: Iterable[Any], innovations: Iterable[Any]
) -> AchievementUse:
    own = frozenset(innovation.pk for innovation in innovations)
    behind = frozenset(achievement.innovation_id for achievement in achievements if achievement.innovation_id)
    return AchievementUse(
        award=row.award_id,
        kind=row.award.kind,
        level=row.award.level,
        start=start,
        end=end,
        name=description,
        achievements=frozenset(item.pk for item in achievements),
        innovations=own | behind,
    )
