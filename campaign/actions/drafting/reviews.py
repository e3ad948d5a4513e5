"""The decision that recognises what a review session passed."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.actions.innovations import recognise_by
from campaign.models import Innovation, InnovationState, ReviewSession, Score
from campaign.rules.scoring import ReviewVerdict
from campaign.sections.papers_of_innovations import decision_paper
from campaign.selectors.innovation_papers import FOR_SESSIONS, decided_elsewhere, session_facts
from campaign.selectors.reviews import calculations
from office_culture.actions.approval import enter_in_register
from office_culture.actions.outgoing import Against, not_before
from office_culture.models import IssuedPaper, OfficePaper
from office_culture.models.document_kinds import Use
from office_culture.models.sessions import SessionState
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import OfficePaperKind, register
from office_culture.selectors.office_papers import frame_facts
from office_culture.selectors.paper_facts import without_minutes

if TYPE_CHECKING:
    from office_culture.models import User


def _can_draft(session: ReviewSession) -> str:
    if decided_elsewhere(session):
        return gettext("Another body recognised what this session judged; its decision is not ours to write.")
    if session.state != SessionState.CONCLUDED:
        return gettext("Conclude the session first: the decision rests on its minutes.")
    if session.innovations.filter(recognised_by__isnull=False).exists():
        return gettext("What this session passed is recognised already.")
    return ""


def _subject(session: ReviewSession) -> str:
    """With the year in which the innovations are applied, where all have the same."""
    years = set(session.innovations.order_by().values_list("year", flat=True))
    return f"Về việc công nhận sáng kiến{f' năm {years.pop()}' if len(years) == 1 else ''}"


def _paper(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    session = ReviewSession.objects.select_related(*FOR_SESSIONS).get(pk=paper.about_id)
    frame = frame_facts(paper, on, matter=ReviewSession.work)
    return decision_paper(frame, session_facts(session, on), draft=draft)


def _against(paper: OfficePaper, on: datetime.date) -> Iterable[Against]:
    session: Any = paper.about
    if why := _can_draft(session):
        yield Against(why)
    yield from not_before(session.held_on, on)


def _recognised(paper: OfficePaper, issued: IssuedPaper, by: "User") -> None:
    """The decision stands in the register, and whatever passed is recognised by it."""
    session: Any = paper.about
    paper.document = enter_in_register(issued, by, Use.DECISION)
    waiting = list(session.innovations.filter(state=InnovationState.UNDER_REVIEW).order_by("title", "pk"))
    found = calculations(session, waiting)
    for innovation in waiting:
        if found[innovation.pk].verdict == ReviewVerdict.PASSED:
            recognise_by(innovation, paper.document, by)


register(
    OfficePaperKind(
        name="recognition",
        title=_("decision that recognises innovations"),
        button=_("Draft the decision of recognition"),
        about=ReviewSession,
        type_code="QĐ",
        type_name="Quyết định",
        subject=_subject,
        can_draft=_can_draft,
        build=_paper,
        rests_on=lambda session: (
            Innovation.objects.filter(session=session),
            Score.objects.filter(innovation__session=session),
        ),
        against=_against,
        follows=_recognised,
        doubts=lambda session, on: without_minutes([session], on),
    )
)
