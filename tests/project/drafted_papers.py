"""Records about which each kind of office paper can be drafted, and their drafts."""

import datetime

from django.utils import timezone

from campaign.actions import review_sessions
from campaign.models import Plan, ReviewSession
from office_culture.actions import inspections, office_papers, rounds
from office_culture.models import Council, InspectionRound, OfficePaper
from office_culture.rules.paper_kinds import KINDS
from tests.campaign import innovation_office as review
from tests.factories.councils import CouncilFactory, SeatFactory
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory
from tests.factories.papers import issued_minutes
from tests.factories.plans import PlanFactory, TaskFactory
from tests.office_culture.inspections.making import at_work


def planned(office, by) -> Plan:
    """A plan that no document holds yet, with two tasks of which one is overdue."""
    plan = PlanFactory(
        unit=office,
        document=None,
        title="Kế hoạch thực hiện văn hóa công sở năm 2022",
        period_start=datetime.date(2022, 1, 1),
        period_end=datetime.date(2022, 12, 31),
    )
    for name, due in (("Phòng Một", datetime.date(2022, 3, 31)), ("Phòng Hai", datetime.date(2022, 11, 30))):
        TaskFactory(
            plan=plan,
            lead_unit=UnitFactory(parent=office, name=name),
            content=f"Rà soát quy chế tại {name}",
            start=datetime.date(2022, 2, 1),
            due=due,
            product="Báo cáo",
        )
    return plan


def council(office, by) -> Council:
    made = CouncilFactory(
        name="Hội đồng xét, công nhận sáng kiến",
        work="innovations",
        unit=office,
        set_up_by=None,
        valid_from=datetime.date(2022, 1, 1),
    )
    for place, role in enumerate(("chair", "secretary", "member"), start=1):
        person = PersonFactory(full_name=f"Ủy Viên Số {place}", unit=office)
        PostingFactory(person=person, post="Trưởng phòng", valid_from=datetime.date(2020, 1, 1))
        SeatFactory(council=made, person=person, role=role)
    return made


def session(office, by):
    """A session of today: nobody is invited to one that was."""
    made = review.council(office).session
    made.held_on = timezone.localdate()
    made.save()
    return made


def judged(office, by):
    board = review.council(office)
    unit = UnitFactory(parent=office, name="Phòng Sáng kiến")
    board.score(review.under_review(unit, by, board, title="Sổ trực điện tử"), by, 8, 8, 8, 8)
    session = review_sessions.WORKFLOW.perform("conclude", obj=board.session, by=by)
    minutes = issued_minutes(office, session.held_on)
    ReviewSession.objects.filter(pk=session.pk).update(paper=minutes)
    return ReviewSession.objects.get(pk=session.pk)


def open_round(office, by) -> InspectionRound:
    return at_work(office, by=by, unit=UnitFactory(parent=office, name="Phòng Kiểm tra")).inspection_round


def finished_round(office, by) -> InspectionRound:
    from tests.office_culture.inspections.test_minutes import visited

    closed = visited(office, UnitFactory(parent=office, name="Phòng Kiểm tra"), by)
    assert closed.state == inspections.InspectionState.CLOSED
    return rounds.workflow.perform("finish", obj=closed.inspection_round, by=by)


ABOUT = {
    "plan": planned,
    "tasks": planned,
    "team": open_round,
    "conclusion": finished_round,
    "findings": finished_round,
    "council": council,
    "invitation": session,
    "recognition": judged,
}


def complete(paper: OfficePaper, signer) -> OfficePaper:
    """The draft with what no record says."""
    paper.signer, paper.signer_post = signer, "Chánh Văn phòng"
    paper.drafting_unit = UnitFactory(parent=paper.unit, abbreviation="TH")
    if paper.is_decision:
        paper.proposed_by = "Trưởng phòng Tổng hợp"
        paper.legal_bases = "Căn cứ Quy chế làm việc của Văn phòng"
    if paper.kind in {"tasks", "findings"}:
        paper.answer_by = datetime.date(2099, 12, 31)
    if paper.kind == "plan":
        paper.text = "Nâng cao ý thức, trách nhiệm của công chức, viên chức trong thực hiện văn hóa công sở"
    paper.full_clean()
    paper.save()
    return paper


def drafted(kind: str, office, by, signer) -> OfficePaper:
    """A draft of that kind, ready to be approved."""
    about = ABOUT[kind](office, by)
    return complete(office_papers.draft(kind=KINDS[kind], about=about, by=by), signer)
