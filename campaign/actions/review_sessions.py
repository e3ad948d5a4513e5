"""The life of a review session: open while the council scores, concluded with its minutes, reopened with a reason."""

import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.innovations import REVIEW, REVIEWERS
from campaign.models import Innovation, ReviewSession, Score
from campaign.models.innovations import DECIDED
from campaign.rules.scoring import ReviewVerdict
from campaign.sections.papers_of_innovations import minutes_paper
from campaign.selectors.innovation_papers import FOR_SESSIONS, session_facts
from campaign.selectors.reviews import calculations
from office_culture.actions.councils import (
    SessionClosingForm,
    issuing_minutes,
    minutes_prepared,
    nobody_presides,
    write_course,
)
from office_culture.actions.outgoing import Prepared, paper_in_force
from office_culture.actions.workflow import Answers, Transition, Workflow
from office_culture.models.sessions import SessionState
from office_culture.selectors.councils import members_of

if TYPE_CHECKING:
    from office_culture.models import User


def _may_conclude(session: ReviewSession, by: "User") -> str:
    judged = list(session.innovations.order_by("title", "pk"))
    if not judged:
        return gettext("No proposal is put to this session yet.")
    if problem := next(iter(nobody_presides(members_of(session))), ""):
        return problem
    found = calculations(session, judged)
    waiting = [
        str(innovation)
        for innovation in judged
        if innovation.state not in DECIDED and found[innovation.pk].verdict == ReviewVerdict.INCOMPLETE
    ]
    if not waiting:
        return ""
    return gettext("Not scored by enough members yet: %(innovations)s.") % {"innovations": "; ".join(waiting)}


def _conclude(session: ReviewSession, by: "User", answers: Answers) -> None:
    write_course(session, answers)


def _minutes(session: ReviewSession, on: datetime.date, by: "User") -> Prepared:
    row = ReviewSession.objects.select_related(*FOR_SESSIONS).get(pk=session.pk)
    return minutes_prepared(
        row,
        on,
        lambda: minutes_paper(session_facts(row), draft=False),
        (Innovation.objects.filter(session=row), Score.objects.filter(innovation__session=row)),
    )


WORKFLOW: Workflow[ReviewSession] = Workflow(
    Transition(
        name="conclude",
        label=_("Conclude the session"),
        sources=frozenset({SessionState.OPEN}),
        target=SessionState.CONCLUDED,
        permission=REVIEW,
        who=REVIEWERS,
        form=SessionClosingForm,
        guard=_may_conclude,
        apply=_conclude,
    ),
    Transition(
        name="reopen",
        label=_("Reopen the session"),
        sources=frozenset({SessionState.CONCLUDED}),
        target=SessionState.OPEN,
        permission=REVIEW,
        who=REVIEWERS,
        needs_reason=True,
        guard=lambda session, by: paper_in_force(session),
    ),
    *issuing_minutes(_minutes, permission=REVIEW, who=REVIEWERS),
)
