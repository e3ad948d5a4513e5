"""Which nominees are women or collectives of women: at equal standing they go first.

Decree 152/2025, Article 4 (text read): equal standing prefers women, or collectives with at least 70% women. This only
tells; nobody is ranked by it, because what equal standing is, the council says.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from awards.models import Nominee
from office_culture.models import Posting, Unit
from office_culture.models.people import Gender
from office_culture.text.numbers import percent


def women_among(nominees: Sequence[Nominee]) -> dict[int, str]:
    """For each nominee what to show, "" where there is nothing to tell; one question for all."""
    postings = list(
        Posting.objects.filter(unit__in=_units_below(nominees), concurrent=False).values_list(
            "unit__path", "person", "person__gender", "valid_from", "valid_to"
        )
    )
    found = {}
    for one in nominees:
        if one.person:
            found[one.pk] = _("woman") if one.person.gender == Gender.FEMALE else ""
            continue
        day = one.achieved_to
        members = {
            person: gender
            for path, person, gender, start, end in postings
            if path.startswith(one.unit.path) and (not start or start <= day) and (not end or end >= day)
        }
        found[one.pk] = _share(list(members.values()))
    return found


def _units_below(nominees: Sequence[Nominee]) -> QuerySet[Unit]:
    whose = Q(pk__in=())
    for one in nominees:
        if not one.person_id:
            whose |= Q(path__startswith=one.unit.path)
    return Unit.objects.filter(whose)


def _share(genders: list[str]) -> str:
    women = genders.count(Gender.FEMALE)
    if not women:
        return ""
    share = percent(round(Decimal(100 * women) / len(genders), 1))
    return _("%(women)s of %(count)s members, %(share)s") % {
        "women": women,
        "count": len(genders),
        "share": share,
    }
