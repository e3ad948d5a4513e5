"""The same achievement is not rewarded twice: what is refused, and what is only asked about."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models.catalogue import AwardKind


@dataclass(frozen=True, slots=True)
class AchievementUse:
    """One award of a recipient, received or proposed, and what it rests on.

    `name` names it in a sentence; `innovations` are also those behind the achievements.
    """

    award: int
    kind: str
    level: str
    start: datetime.date
    end: datetime.date
    name: str
    achievements: frozenset[int] = frozenset()
    innovations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Double:
    """An earlier use that overlaps with this one; with `blocks` it is refused, otherwise a person decides."""

    blocks: bool
    reason: str


def compare(mine: AchievementUse, other: AchievementUse) -> Double | None:
    """Whether `mine` uses again what `other` of the same recipient used.

    The same achievement is not rewarded several times nor by several forms (Law 06/2022/QH15, Article 5.2; secondary
    sources agree). A title beside a form is allowed (Decree 152/2025, Article 49; text read), and so are titles of one
    year that build on each other.
    """
    forms = mine.kind == other.kind == AwardKind.FORM
    if mine.award == other.award and not forms and mine.end.year == other.end.year:
        return Double(True, _("The same title for the same year: %(other)s.") % {"other": other.name})
    if forms and mine.achievements & other.achievements:
        if mine.level == other.level:
            return Double(
                True,
                _("The same achievement was rewarded at the same level: %(other)s.") % {"other": other.name},
            )
        return Double(
            False,
            _("The same achievement, at another level: %(other)s.") % {"other": other.name},
        )
    again = forms or mine.award == other.award
    if again and mine.innovations & other.innovations:
        if forms and mine.level == other.level:
            return Double(
                True,
                _("The same innovation was rewarded at the same level: %(other)s.") % {"other": other.name},
            )
        return Double(False, _("The same innovation stands behind: %(other)s.") % {"other": other.name})
    if forms and mine.level == other.level and mine.start <= other.end and other.start <= mine.end:
        return Double(
            False,
            _("An award of the same level for an overlapping period: %(other)s.") % {"other": other.name},
        )
    return None
