"""A council on innovations: entered once, sits in sessions, listed with who took part, and told in their minutes."""

import datetime
import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from campaign.actions import reviews
from campaign.models import Innovation, ReviewSession
from campaign.sections.papers_of_innovations import minutes_paper
from campaign.selectors.innovation_papers import session_facts
from campaign.selectors.reviews import calculation_of
from office_culture.actions.workflow import Refused
from office_culture.models import Council, Seat
from office_culture.papers.pdf import render_pdf
from tests.campaign.innovation_office import HELD_ON, account, council, step, under_review
from tests.campaign.reading import errors, row_forms
from tests.factories.councils import CouncilFactory, SeatFactory
from tests.factories.innovations import ReviewAttendanceFactory
from tests.factories.office import PersonFactory, UnitFactory
from tests.papers.reading import words

pytestmark = pytest.mark.django_db

COUNCILS = "admin:office_culture_council"
SESSIONS = "admin:campaign_reviewsession"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def board(office):
    return council(office)


def council_form(office, *people, **changes) -> dict[str, object]:
    rows = [{"person": person.pk, "role": "member", "votes": "on"} for person in people]
    return {
        "name": "Hội đồng xét sáng kiến",
        "work": "innovations",
        "unit": office.pk,
        "valid_from": "01/06/2022",
        **row_forms("seats", *rows),
        **changes,
    }


def session_form(made, criteria, **changes) -> dict[str, object]:
    return {
        "name": "Phiên họp thứ hai",
        "council": made.pk,
        "held_on": "02/06/2022",
        "criteria": criteria.pk,
        **row_forms("attendances"),
        **changes,
    }


def edited(session, **changes) -> dict[str, object]:
    rows = [{"id": row.pk, **({"present": "on"} if row.present else {})} for row in session.attendances.all()]
    kept = {"name": session.name, "held_on": f"{session.held_on:%d/%m/%Y}", "opened_version": session.version}
    below = row_forms("attendances", *rows, parent="session", parent_pk=session.pk)
    return session_form(session.council, session.criteria, **kept, **below, **changes)


def told(session) -> str:
    fresh = ReviewSession.objects.get(pk=session.pk)
    return words(render_pdf(minutes_paper(session_facts(fresh))).content).replace("\u00a0", " ")


class TestCouncil:
    def test_is_entered_once_and_sits_in_many_sessions(self, screen, office, board):
        people = [PersonFactory(unit=office) for _ in range(3)]
        assert screen.post(reverse(f"{COUNCILS}_add"), council_form(office, *people)).status_code == 302
        made = Council.objects.get(name="Hội đồng xét sáng kiến")
        for name in ("Phiên một", "Phiên hai"):
            form = session_form(made, board.session.criteria, name=name)
            assert screen.post(reverse(f"{SESSIONS}_add"), form).status_code == 302
            session = ReviewSession.objects.get(name=name)
            assert list(session.attendances.values_list("seat__person", "present")) == [
                (person.pk, True) for person in people
            ]

    def test_needs_a_first_day_or_a_decision(self, screen, office):
        page = screen.post(reverse(f"{COUNCILS}_add"), council_form(office, valid_from=""))
        assert "or its first day" in errors(page, "valid_from")[0]
        page = screen.post(reverse(f"{COUNCILS}_add"), council_form(office, work="dancing"))
        assert errors(page, "work")
        assert not Council.objects.exists()

    def test_keeps_its_work_once_it_has_sat(self, board):
        made = Council.objects.get(pk=board.session.council_id)
        made.work = "commendation"
        with pytest.raises(ValidationError) as refused:
            made.full_clean()
        assert set(refused.value.error_dict) == {"work"}
        idle = CouncilFactory(work="innovations")
        idle.work = "commendation"
        idle.full_clean()

    def test_is_closed_once_a_session_has_decided(self, screen, office, superuser, board):
        made = under_review(office, superuser, board)
        step("refuse", made, superuser, "không mới")
        seated = board.session.council
        rows = row_forms("seats", {"person": PersonFactory().pk, "role": "member", "votes": "on"})
        form = council_form(office, name=seated.name, opened_version=seated.version, **rows)
        screen.post(reverse(f"{COUNCILS}_change", args=[seated.pk]), form)
        assert seated.seats.count() == 3
        with pytest.raises(ValidationError, match="seats stay as they were counted"):
            SeatFactory.build(council=seated, person=PersonFactory()).full_clean()

    def test_a_seat_added_later_stands_in_the_sessions_that_have_not_decided(
        self, screen, office, superuser, board
    ):
        seated, added = board.session.council, PersonFactory(unit=office)
        rows = row_forms("seats", {"person": added.pk, "role": "member", "votes": "on"})
        form = council_form(office, name=seated.name, opened_version=seated.version, **rows)
        screen.post(reverse(f"{COUNCILS}_change", args=[seated.pk]), form)
        assert board.session.attendances.filter(seat__person=added, present=True).exists()


class TestSession:
    def test_takes_councils_of_its_work_only(self, screen, office, board):
        other = CouncilFactory(unit=office, name="Hội đồng khác", valid_from=HELD_ON)
        page = screen.post(reverse(f"{SESSIONS}_add"), session_form(other, board.session.criteria))
        assert errors(page, "council")
        link = {"app_label": "campaign", "model_name": "reviewsession", "field_name": "council"}
        found = json.loads(screen.get(reverse("admin:autocomplete"), {"term": "hội đồng", **link}).content)
        assert [row["id"] for row in found["results"]] == [str(board.session.council_id)]

    def test_lies_within_the_term_and_ends_after_it_begins(self, screen, board):
        seated, criteria = board.session.council, board.session.criteria
        Council.objects.filter(pk=seated.pk).update(valid_to=datetime.date(2022, 12, 31))
        for day, message in (
            ("31/05/2022", "was set up on 01/06/2022"),
            ("01/01/2023", "ended on 31/12/2022"),
        ):
            page = screen.post(reverse(f"{SESSIONS}_add"), session_form(seated, criteria, held_on=day))
            assert message in errors(page, "held_on")[0]
        hours = {"begun_at": "10:00", "ended_at": "08:30"}
        page = screen.post(reverse(f"{SESSIONS}_add"), session_form(seated, criteria, **hours))
        assert "ends before it begins" in errors(page, "ended_at")[0]
        page = screen.post(reverse(f"{SESSIONS}_add"), session_form(seated, criteria, begun_at="25:99"))
        assert errors(page, "begun_at")

    def test_another_council_is_listed_in_the_place_of_the_first(self, screen, office, board):
        session = board.session
        for seat in board.members:
            ReviewAttendanceFactory(session=session, seat=seat)
        seat = SeatFactory(council=CouncilFactory(unit=office, work="innovations", valid_from=HELD_ON))
        page = screen.post(
            reverse(f"{SESSIONS}_change", args=[session.pk]), edited(session, council=seat.council_id)
        )
        assert page.status_code == 302
        assert list(session.attendances.values_list("seat", flat=True)) == [seat.pk]

    def test_attendance_is_of_its_own_council_and_once(self, screen, board):
        stranger = SeatFactory(council__work="innovations")
        row = ReviewAttendanceFactory.build(session=board.session, seat=stranger)
        with pytest.raises(ValidationError, match="has no seat in this council"):
            row.full_clean()
        ReviewAttendanceFactory(session=board.session, seat=board.members[0])
        twice = ReviewAttendanceFactory.build(session=board.session, seat=board.members[0])
        with pytest.raises(ValidationError, match="in the list already"):
            twice.full_clean()
        forged = row_forms("attendances", {"seat": stranger.pk, "present": "on"})
        screen.post(
            reverse(f"{SESSIONS}_change", args=[board.session.pk]), {**edited(board.session), **forged}
        )
        assert not board.session.attendances.filter(seat=stranger).exists()

    def test_a_unit_reads_who_took_part_without_the_right_to_see_councils(self, office, signed_in, board):
        for seat in board.members:
            ReviewAttendanceFactory(session=board.session, seat=seat, present=False)
        reader = account(office, "view_reviewsession", "view_reviewattendance")
        page = signed_in(reader).get(reverse(f"{SESSIONS}_change", args=[board.session.pk]))
        assert "Ủy Viên Số 1" in page.content.decode()
        assert signed_in(reader).get(reverse(f"{COUNCILS}_changelist")).status_code == 403


class TestSeat:
    def test_without_a_vote_gives_no_points_and_asks_for_none(self, office, superuser, board):
        made = under_review(office, superuser, board)
        listener = board.members[2]
        Seat.objects.filter(pk=listener.pk).update(votes=False)
        listener.refresh_from_db()
        points = {criterion.pk: Decimal(8) for criterion in board.criteria}
        with pytest.raises(Refused, match="has no vote in this council"):
            reviews.give_scores(innovation=made, member=listener, points=points, by=superuser)
        board.score(made, superuser, 8, 8, 8, 8, members=slice(2))
        assert (calculation_of(made).entitled, calculation_of(made).needed) == (2, 2)
        assert step("recognise", made, superuser, level="base", recognised_on=HELD_ON).state == "recognised"

    def test_lets_its_person_see_what_is_judged_and_nothing_of_another_council(
        self, office, unit_a, superuser, board
    ):
        made = under_review(unit_a, superuser, board)
        other = council(UnitFactory())
        mine = account(UnitFactory(), "view_innovation", person=board.members[0].person)
        theirs = account(UnitFactory(), "view_innovation", person=other.members[0].person)
        assert list(Innovation.objects.visible_to(mine)) == [made]
        assert not Innovation.objects.visible_to(theirs).exists()


class TestMinutes:
    def test_a_deputy_signs_where_the_chair_is_absent_and_nobody_where_both_are(self, board):
        chair, _secretary, deputy = board.members
        Seat.objects.filter(pk=deputy.pk).update(role="deputy")
        assert "có mặt 3/3 thành viên" in told(board.session)
        ReviewAttendanceFactory(session=board.session, seat=chair, present=False)
        assert "có mặt 2/3 thành viên" in told(board.session)
        head = session_facts(board.session).head
        assert head.presiding.name == "Ủy Viên Số 3"
        assert head.secretary.name == "Ủy Viên Số 2"
        ReviewAttendanceFactory(session=board.session, seat=deputy, present=False)
        assert session_facts(board.session).head.presiding is None

    def test_tell_begin_and_end_where_they_were_written_down(self, screen, board):
        board.session.begun_at = board.session.ended_at = None
        board.session.save()
        assert "chưa ghi giờ bắt đầu; phiên họp tổ chức ngày 01 tháng 6 năm 2022." in told(board.session)
        assert "chưa ghi giờ kết thúc phiên họp." in told(board.session)
        address = reverse(f"{SESSIONS}_change", args=[board.session.pk])
        form = edited(board.session, begun_at="08:30", ended_at="10:05", place="Phòng họp số 1.")
        assert screen.post(address, form).status_code == 302
        text = told(board.session)
        assert "Thời gian bắt đầu: 08 giờ 30 phút, ngày 01 tháng 6 năm 2022." in text
        assert "Phiên họp kết thúc vào 10 giờ 05 phút cùng ngày." in text
        assert "Phòng họp số 1.." not in text
        assert 'value="08:30"' in screen.get(address).content.decode()

    def test_say_what_is_missing(self, office, board, screen):
        Seat.objects.exclude(role="member").delete()
        page = screen.get(reverse(f"{SESSIONS}_change", args=[board.session.pk])).content.decode()
        assert "still to be named: chair, secretary" in page
