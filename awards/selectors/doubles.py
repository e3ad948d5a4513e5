"""What else nominees received or are proposed for, to find what would be rewarded twice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from awards.models import Conferral, NominationRoundState, Nominee
from awards.rules.doubles import AchievementUse, Double, compare
from awards.selectors.eligibility import Key, key_of


def doubles(nominees: Sequence[Nominee]) -> dict[int, list[Double]]:
    """For each nominee what meets an earlier use, the refusals first; a fixed number of questions."""
    if not nominees:
        return {}
    whose = Q(person__in={one.person_id for one in nominees if one.person_id}) | Q(
        person__isnull=True, unit__in={one.unit_id for one in nominees if not one.person_id}
    )
    received: dict[Key, list[tuple[int | None, AchievementUse]]] = defaultdict(list)
    rows = (
        Conferral.objects.standing()
        .filter(whose)
        .select_related("award", "nominee")
        .prefetch_related("achievements", "nominee__achievements", "nominee__innovations")
    )
    for row in rows:
        received[key_of(row)].append((row.nominee_id, _received(row)))
    proposed: dict[Key, list[tuple[int, AchievementUse]]] = defaultdict(list)
    others = (
        Nominee.objects.standing()
        .filter(whose)
        .exclude(nomination_round__state=NominationRoundState.DECIDED)
        .select_related("award", "nomination_round")
        .prefetch_related("achievements", "innovations")
    )
    for other in others:
        proposed[key_of(other)].append((other.pk, _proposed(other)))
    mine = {
        row.pk: _proposed(row)
        for row in Nominee.objects.filter(pk__in=[one.pk for one in nominees])
        .select_related("award", "nomination_round")
        .prefetch_related("achievements", "innovations")
    }
    found = {}
    for one in nominees:
        uses = [use for pk, use in (*received[key_of(one)], *proposed[key_of(one)]) if pk != one.pk]
        met = [double for use in uses if (double := compare(mine[one.pk], use))]
        found[one.pk] = sorted(met, key=lambda double: not double.blocks)
    return found


def _received(row: Conferral) -> AchievementUse:
    """An award rests on what its own row names, and on what it was proposed for."""
    told = _("%(award)s of %(year)s") % {"award": row.award, "year": row.year}
    achievements = [*row.achievements.all(), *(row.nominee.achievements.all() if row.nominee else ())]
    innovations = row.nominee.innovations.all() if row.nominee else ()
    return _use(row, row.period_start, row.period_end, told, achievements, innovations)


def _proposed(row: Nominee) -> AchievementUse:
    told = _("%(award)s, proposed in “%(round)s”") % {"award": row.award, "round": row.nomination_round}
    return _use(row, row.achieved_from, row.achieved_to, told, row.achievements.all(), row.innovations.all())


def _use(
    row: Any, start: Any, end: Any, told: str, achievements: Iterable[Any], innovations: Iterable[Any]
) -> AchievementUse:
    own = frozenset(one.pk for one in innovations)
    behind = frozenset(one.innovation_id for one in achievements if one.innovation_id)
    return AchievementUse(
        award=row.award_id,
        kind=row.award.kind,
        level=row.award.level,
        start=start,
        end=end,
        told=told,
        achievements=frozenset(one.pk for one in achievements),
        innovations=own | behind,
    )
