"""Papers about councils: the decision that sets one up, and the invitation to one of its sessions."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.actions.approval import enter_in_register
from office_culture.actions.outgoing import Against
from office_culture.models import Council, IssuedPaper, OfficePaper, Seat
from office_culture.models.document_kinds import Use
from office_culture.models.sessions import Session, SessionState
from office_culture.papers.paper import Paper
from office_culture.rules.paper_kinds import OfficePaperKind, register
from office_culture.sections.papers_of_sessions import council_decision, invitation
from office_culture.selectors.councils import members_of, minutes_head, seats_of
from office_culture.selectors.office_papers import frame_facts
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models import User


def _not_set_up_yet(council: Council) -> str:
    if council.set_up_by_id:
        return gettext("The council is set up by %(decision)s already.") % {"decision": council.set_up_by}
    return ""


def _decision(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    council: Any = paper.about
    frame = frame_facts(paper, on, matter=council.work)
    return council_decision(frame, council.name, seats_of(council), draft=draft)


def _set_up(paper: OfficePaper, issued: IssuedPaper, by: "User") -> None:
    """The decision stands in the register and at the council, which does not begin before its day."""
    council: Any = paper.about
    paper.document = council.set_up_by = enter_in_register(issued, by, Use.DECISION)
    if council.valid_from is not None and council.valid_from < issued.date:
        council.valid_from = None
    council.save(by=by, reason=issued.symbol)


def _not_concluded(session: Session) -> str:
    state: Any = session
    if state.state != SessionState.CONCLUDED:
        return ""
    return gettext("The session is concluded; nobody is invited to it any more.")


def _invitation(paper: OfficePaper, on: datetime.date, *, draft: bool) -> Paper:
    session: Any = paper.about
    head = minutes_head(session, members_of(session))
    return invitation(frame_facts(paper, on), head, draft=draft)


def _in_time(paper: OfficePaper, on: datetime.date) -> Iterable[Against]:
    session: Any = paper.about
    if why := _not_concluded(session):
        yield Against(why)
    if on > session.held_on:
        sentence = gettext("The session is held on %(day)s; its invitation is dated before.")
        yield Against(sentence % {"day": numeric(session.held_on)}, field="on")


register(
    OfficePaperKind(
        name="council",
        title=_("decision on a council"),
        button=_("Draft the decision on the council"),
        about=Council,
        type_code="QĐ",
        type_name="Quyết định",
        subject=lambda council: f"Về việc thành lập {council.name}",
        can_draft=_not_set_up_yet,
        first=lambda council: {"text": council.kind_of_session.duty},
        build=_decision,
        rests_on=lambda council: (Seat.objects.filter(council=council),),
        follows=_set_up,
    )
)
register(
    OfficePaperKind(
        name="invitation",
        title=_("invitation to a session"),
        button=_("Draft the invitation"),
        about=Session,
        type_code="GM",
        type_name="Giấy mời",
        subject=lambda session: f"Dự {session.name[:1].lower()}{session.name[1:]}",
        can_draft=_not_concluded,
        build=_invitation,
        rests_on=lambda session: (
            Council.objects.filter(pk=session.council_id),
            Seat.objects.filter(council=session.council_id),
        ),
        against=_in_time,
    )
)
