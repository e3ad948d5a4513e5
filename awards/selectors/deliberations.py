"""What councils agreed on, and what still waits for them."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext

from awards.models import (
    Award,
    AwardDecision,
    AwardLevel,
    AwardRule,
    CouncilSession,
    Deliberation,
    NominationRound,
    NominationRoundState,
    Nominee,
    NomineeState,
    RuleTopic,
    SessionState,
    Submission,
    VoteOutcome,
)
from awards.selectors.eligibility import pick
from office_culture.models import OutgoingState
from office_culture.models.sources import UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Agreed:
    """A nominee whom a concluded session agreed on; `award` is the lower form where the council chose that."""

    nominee: Nominee
    award: Award
    deliberation: Deliberation
    held_on: datetime.date


def agreed_in(nomination_round: NominationRound) -> list[Agreed]:
    """Whom the council agreed on in a round: the highest award first, collectives before individuals of an award.

    Only outcomes of concluded sessions count; a nominee has at most one in a round. One statement.
    """
    rows = (
        Deliberation.objects.filter(
            nominee__nomination_round=nomination_round, outcome__in=(VoteOutcome.AGREED, VoteOutcome.LOWER)
        )
        .select_related(
            "session",
            "outcome_award",
            "nominee__award",
            "nominee__person",
            "nominee__unit",
            "nominee__nomination_round",
            "nominee__dossier__unit",
        )
        .order_by("outcome_award__position", "outcome_award", "nominee__position", "nominee")
    )
    found = [
        Agreed(row.nominee, row.outcome_award, row, row.session.held_on)
        for row in rows
        if row.outcome_award is not None
    ]
    return sorted(
        found, key=lambda item: (item.award.position, item.award.pk, item.nominee.person_id is not None)
    )


def decided_upon(session: CouncilSession) -> str:
    """Why the outcomes of a session may not change, or "".

    The round is decided, or a paper that is neither draft nor withdrawn rests on the session.
    """
    nomination_round = session.nomination_round
    if nomination_round.state == NominationRoundState.DECIDED:
        return gettext("“%(round)s” is decided on the ground of this session; its outcomes stay.") % {
            "round": nomination_round
        }
    papers = [
        *AwardDecision.objects.filter(lines__nominee__deliberations__session=session, lines__void=False),
        *Submission.objects.filter(lines__nominee__deliberations__session=session),
    ]
    names = dict.fromkeys(
        str(paper) for paper in papers if paper.state not in {OutgoingState.DRAFT, OutgoingState.WITHDRAWN}
    )
    if names:
        return gettext("These papers rest on this session; its outcomes stay: %(papers)s.") % {
            "papers": "; ".join(names)
        }
    return ""


def outcome_of(nominee: Nominee) -> Deliberation | None:
    """The vote with an outcome on a nominee, or None while no session has concluded on it."""
    found: Deliberation | None = (
        Deliberation.objects.filter(nominee=nominee)
        .exclude(outcome="")
        .select_related("session", "outcome_award")
        .first()
    )
    return found


def not_concluded(nomination_round: NominationRound) -> list[str]:
    """Sentences that say why a round cannot be decided yet, or nothing.

    A round that was put before a council is decided when every nominee passed on has an outcome. Without any session it
    may be one that is decided outside, or by the head alone; only a rule that the office can rely on, on a vote
    about an award that the agency itself gives, holds it up.
    """
    sessions = list(nomination_round.sessions.all())
    running = [str(session) for session in sessions if session.state != SessionState.CONCLUDED]
    if running:
        return [gettext("Sessions not concluded yet: %(names)s.") % {"names": ", ".join(running)}]
    waiting = Nominee.objects.filter(nomination_round=nomination_round, state=NomineeState.PASSED)
    if sessions:
        done = Deliberation.objects.exclude(outcome="").values("nominee")
        names = ", ".join(waiting.exclude(pk__in=done).values_list("name", flat=True))
        return [gettext("The council has not concluded on: %(names)s.") % {"names": names}] if names else []
    nominees = list(waiting.select_related("award", "nomination_round"))
    rules = list(
        AwardRule.objects.filter(
            topic=RuleTopic.VOTE,
            award__in={item.award_id for item in nominees},
            award__level=AwardLevel.BASE,
        ).exclude(sure__in=UNCONFIRMED)
    )
    asking = {nominee.award.name: rule for nominee in nominees if (rule := pick(rules, nominee))}
    return [
        gettext("“%(award)s” asks for a vote of the council (%(source)s); no session has been held.")
        % {"award": award, "source": rule.source}
        for award, rule in asking.items()
    ]
