"""Scoring: stores the points that a member of the council gives an innovation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from campaign.actions.innovations import REVIEW
from campaign.models import Criterion, Innovation, InnovationState, ReviewCriteria, Score
from office_culture.actions import events
from office_culture.actions.workflow import Refused
from office_culture.models.councils import Seat
from office_culture.models.events import Verb
from office_culture.models.sessions import SessionState
from office_culture.rules.councils import conflict_of
from office_culture.text.numbers import number

if TYPE_CHECKING:
    from office_culture.models import User


def scoring_refused(*, innovation: Innovation, member: Seat, by: "User") -> str:
    """Why `by` may not enter the points of `member` for `innovation`, or ""."""
    if innovation.state != InnovationState.UNDER_REVIEW:
        return gettext("This innovation is “%(state)s”: points are given while it is under review.") % {
            "state": innovation.get_state_display()
        }
    if innovation.session is None or member.council_id != innovation.session.council_id:
        return gettext("%(member)s is no member of the council that reviews this innovation.") % {
            "member": member
        }
    if innovation.session.state == SessionState.CONCLUDED:
        return gettext("The session is concluded: its points stay as they were counted.")
    if not member.votes:
        return gettext("%(member)s has no vote in this council.") % {"member": member}
    if conflict_of(member.person_id, {author.person_id for author in innovation.authors.all()}):
        return gettext("%(member)s is an author of this innovation and does not score it.") % {
            "member": member
        }
    if member.person_id != by.person_id and not by.has_perm(REVIEW):
        return gettext(
            "Points of %(member)s are entered by that member, or by those who keep the review."
        ) % {"member": member}
    return ""


def give_scores(
    *,
    innovation: Innovation,
    member: Seat,
    points: Mapping[int, Decimal],
    by: "User",
) -> None:
    """Stores the points of `member` for every criterion, by its key; points given before are replaced.

    Raises `Refused` with the sentence to show; then nothing is stored.
    """
    with transaction.atomic():
        fresh = Innovation.objects.select_for_update(of=("self",)).get(pk=innovation.pk)
        why = scoring_refused(innovation=fresh, member=member, by=by)
        if why:
            raise Refused(why)
        version = ReviewCriteria.objects.get(sessions__innovations=fresh)
        criteria = list(Criterion.objects.filter(version_of=version))
        for criterion in criteria:
            _check(points.get(criterion.pk), criterion, version)
        for criterion in criteria:
            _save_score(fresh, member, criterion, points[criterion.pk], by)
        events.record(
            verb=Verb.SCORE,
            by=by,
            obj=fresh,
            member=member.name,
            points={criterion.name: str(points[criterion.pk]) for criterion in criteria},
        )


def _check(points: Decimal | None, criterion: Criterion, version: ReviewCriteria) -> None:
    if points is None:
        raise Refused(
            gettext("Give points for every criterion; “%(name)s” has none.") % {"name": criterion.name}
        )
    if not 0 <= points <= version.scale:
        raise Refused(
            gettext("“%(name)s”: %(points)s is not between 0 and %(scale)s.")
            % {"name": criterion.name, "points": number(points), "scale": number(version.scale)}
        )


def _save_score(
    innovation: Innovation, member: Seat, criterion: Criterion, points: Decimal, by: "User"
) -> None:
    score = Score.objects.filter(innovation=innovation, seat=member, criterion=criterion).first()
    if score is None:
        score = Score(innovation=innovation, seat=member, criterion=criterion)
    elif score.points == points:
        return
    score.points = points
    score.save(by=by)
