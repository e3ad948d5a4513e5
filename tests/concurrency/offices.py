"""What the many work on: approved papers, documents, people, a session of a council, tasks that wait to be accepted."""

import datetime
from dataclasses import dataclass

from tests.databases import tables_from_models

CLIENTS = 8
POST = "Chánh Văn phòng"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is done: papers issued, posts of documents, rows below people, nominees, tasks, rows of each sheet."""

    papers: int = 200
    posts: int = 1_200
    rows: int = 120
    nominees: int = 40
    tasks: int = 24
    sheet: int = 300


FEW = Amounts(papers=8, posts=24, rows=8, nominees=4, tasks=4, sheet=20)


@dataclass(frozen=True, slots=True)
class Office:
    """The keys of all of it, and a session of each account."""

    amounts: Amounts
    sessions: list[str]
    unit: int
    unit_name: str
    papers: list[int]
    documents: list[int]
    people: list[int]
    council_session: int
    nominees: list[int]
    tasks: list[int]


def found_office(amounts: Amounts) -> Office:
    """Makes tables and rows; to be called before the server starts."""
    from django.core.management import call_command
    from django.db import connections

    from tests.factories.documents import DocumentFactory
    from tests.factories.office import PersonFactory, UnitFactory, UserFactory
    from tests.rights import granted
    from tests.sessions import session_of

    with tables_from_models():
        call_command("migrate", verbosity=0)
    office = UnitFactory(
        name="Văn phòng Thử nghiệm",
        kind="agency",
        code="VPTN",
        letterhead_name="VĂN PHÒNG THỬ NGHIỆM",
        place="Thử",
    )
    unit = UnitFactory(name="Phòng Một", parent=office, abbreviation="TH")
    clerks = [granted(UserFactory(username=f"clerk{place}", unit=office)) for place in range(CLIENTS)]
    people = [
        PersonFactory(unit=unit, full_name=f"Người Số {number}")
        for number in range(max(4, amounts.rows // 8))
    ]
    session, nominees = _council(office, unit, amounts.nominees)
    made = Office(
        amounts=amounts,
        sessions=[session_of(clerk) for clerk in clerks],
        unit=unit.pk,
        unit_name=unit.name,
        papers=_papers(office, unit, clerks[0], amounts.papers),
        documents=[row.pk for row in DocumentFactory.create_batch(max(4, amounts.posts // 60))],
        people=[person.pk for person in people],
        council_session=session,
        nominees=nominees,
        tasks=_tasks(office, unit, amounts.tasks),
    )
    connections.close_all()
    return made


def _papers(office, unit, clerk, count: int) -> list[int]:
    """Approved decisions, each on a council of its own, of one register."""
    from office_culture.models import OfficePaper, OutgoingState
    from tests.factories.councils import CouncilFactory, SeatFactory
    from tests.factories.office import PersonFactory, PostingFactory
    from tests.factories.papers import OfficePaperFactory
    from tests.project.drafted_papers import drafted

    signer = PersonFactory(unit=office, full_name="Lê Văn Ký")
    PostingFactory(person=signer, unit=office, post=POST, valid_from=datetime.date(2020, 1, 1))
    first = drafted("council", office, clerk, signer)
    frame = ("kind", "unit", "signer", "signer_post", "drafting_unit", "proposed_by", "legal_bases", "text")
    same = {name: getattr(first, name) for name in frame}
    seats = [(seat.person, seat.role) for seat in first.about.seats.all()]
    for number in range(1, count):
        council = CouncilFactory(
            name=f"{first.about.name} số {number}",
            work=first.about.work,
            unit=office,
            set_up_by=None,
            valid_from=first.about.valid_from,
        )
        for person, role in seats:
            SeatFactory(council=council, person=person, role=role)
        OfficePaperFactory(**same, about=council, subject=f"{first.subject} số {number}")
    OfficePaper.objects.update(state=OutgoingState.APPROVED)
    return list(OfficePaper.objects.order_by("pk").values_list("pk", flat=True))


def _council(office, unit, count: int) -> tuple[int, list[int]]:
    from tests.awards.council_room import room

    made = room(office, unit)
    made.open()
    return made.session.pk, [made.nominee(name=f"Người Được Xét {place}").pk for place in range(count)]


def _tasks(office, unit, count: int) -> list[int]:
    from campaign.models import TaskState
    from tests.factories.plans import PlanFactory, TaskFactory

    plan = PlanFactory(unit=office)
    return [
        TaskFactory(
            plan=plan,
            lead_unit=unit,
            state=TaskState.REPORTED,
            result="Đã ban hành.",
            done_on=datetime.date(2022, 6, 1),
        ).pk
        for _ in range(count)
    ]
