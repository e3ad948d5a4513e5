"""Which nominees are women or collectives of women: at equal standing they go first.

Decree 152/2025, Article 4 (text read): equal standing prefers women, or collectives with at least 70% women. This is
shown only; nobody is ranked by it, because the council decides what equal standing is.
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
    """The words to show for each nominee, by its key, "" where there is nothing to show; one query for all."""
    postings = list(
        Posting.objects.filter(unit__in=_units_below(nominees), concurrent=False).values_list(
            "unit__path", "person", "person__gender", "valid_from", "valid_to"
        )
    )
    found = {}
    for nominee in nominees:
        if nominee.person:
            found[nominee.pk] = _("woman") if nominee.person.gender == Gender.FEMALE else ""
            continue
        day = nominee.achieved_to
        members = {
            person: gender
            for path, person, gender, start, end in postings
            if path.startswith(nominee.unit.path) and (not start or start <= day) and (not end or end >= day)
        }
        found[nominee.pk] = _share(list(members.values()))
    return found


def _units_below(nominees: Sequence[Nominee]) -> QuerySet[Unit]:
    whose = Q(pk__in=())
    for nominee in nominees:
        if not nominee.person_id:
            whose |= Q(path__startswith=nominee.unit.path)
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
