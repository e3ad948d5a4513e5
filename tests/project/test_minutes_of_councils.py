"""Minutes of both kinds of councils go out like every paper, once what they tell of is concluded."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from awards.actions import sessions
from campaign.actions import review_sessions
from office_culture.actions.workflow import Refused
from office_culture.models import Event, IssuedPaper, PaperState, Verb
from tests.awards.council_room import room
from tests.campaign import innovation_office as review
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db
ANSWERS = {"begun_at": "08:00", "ended_at": "10:15", "place": "Phòng họp số 2"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"


@pytest.fixture(params=["awards", "innovations"])
def sat(request, office, unit_a, superuser):
    """A session that has counted everything and is not concluded, with its workflow and the address of its minutes."""
    if request.param == "awards":
        made = room(office, unit_a)
        made.open()
        made.count(made.nominee(name="Lường Thị Đạt"), 8, 0, 1)
        session, workflow, page = made.session, sessions.WORKFLOW, "council_minutes"
    else:
        board = review.council(office)
        board.score(review.under_review(unit_a, superuser, board, title="Sổ trực"), superuser, 8, 8, 8, 8)
        session, workflow, page = board.session, review_sessions.WORKFLOW, "review_minutes"
    return session, workflow, reverse(page, args=[session.pk])


def step(session, name: str) -> str:
    opts = session._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_step", args=[session.pk, name])


@pytest.fixture
def browser(signed_in, superuser):
    client = signed_in(superuser)
    client.cookies["django_language"] = "en"
    return client


def test_hours_and_place_are_asked_for_and_the_minutes_get_their_number(
    sat, browser, client, django_capture_on_commit_callbacks
):
    session, _workflow, pdf = sat
    assert not browser.post(step(session, "issue"), {}, follow=True).context["messages"]._queued_messages
    assert not IssuedPaper.objects.exists(), "a session that sits has no minutes to issue"
    empty = browser.post(step(session, "conclude"), {})
    assert {"begun_at", "ended_at", "place"} <= set(empty.context["form"].errors)
    late = browser.post(step(session, "conclude"), {**ANSWERS, "ended_at": "07:00"})
    assert "ended_at" in late.context["form"].errors
    assert browser.post(step(session, "conclude"), ANSWERS).status_code == 302
    draft = browser.get(pdf)
    assert draft["Content-Disposition"].startswith("inline")
    assert "DỰ THẢO" in words_of(draft.content)
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(step(session, "issue"), {}).status_code == 302
    session.refresh_from_db()
    assert (session.paper.symbol, session.state) == ("01/BB-VPTN", "concluded")
    issued = browser.get(pdf)
    printed = words_of(issued.content)
    assert "DỰ THẢO" not in printed
    assert "Số: 01/BB-VPTN" in printed
    assert "Thời gian bắt đầu: 08 giờ 00 phút" in printed
    assert "Phiên họp kết thúc vào 10 giờ 15 phút cùng ngày./." in printed
    assert Event.objects.filter(verb=Verb.DOWNLOAD, object_id=session.pk).count() == 1
    assert "01/BB-VPTN" in client.get(session.paper.check_path).content.decode()


def test_what_is_issued_is_opened_again_only_after_it_is_withdrawn(
    sat, superuser, django_capture_on_commit_callbacks
):
    session, workflow, _pdf = sat
    with django_capture_on_commit_callbacks(execute=True):
        for name in ("conclude", "issue"):
            session = workflow.perform(name, obj=session, by=superuser)
    session.paper.refresh_from_db()
    with pytest.raises(Refused, match="01/BB-VPTN"):
        workflow.perform("reopen", obj=session, by=superuser, reason="Sai sót")
    session = workflow.perform("withdraw", obj=session, by=superuser, reason="Sai sót")
    assert IssuedPaper.objects.get().state == PaperState.WITHDRAWN
    assert workflow.perform("reopen", obj=session, by=superuser, reason="Sai sót").state == "open"


def test_not_before_the_session_not_with_gaps_and_not_for_another_office(sat, superuser, contact_a):
    session, workflow, _pdf = sat
    session = workflow.perform("conclude", obj=session, by=superuser)
    early = {"number": 5, "on": session.held_on - datetime.timedelta(days=1)}
    with pytest.raises(ValidationError) as refused:
        workflow.perform("issue", obj=session, by=superuser, answers=early)
    assert set(refused.value.message_dict) == {"on"}
    with pytest.raises(Refused):
        workflow.perform("issue", obj=session, by=contact_a)
    type(session).objects.filter(pk=session.pk).update(ended_at=None)
    with pytest.raises(Refused, match="Kết thúc"):
        workflow.perform("issue", obj=session, by=superuser)
    assert not IssuedPaper.objects.exists()


def test_a_council_that_changes_meanwhile_is_not_issued(sat, superuser, monkeypatch):
    session, workflow, _pdf = sat
    session = workflow.perform("conclude", obj=session, by=superuser)
    row = session.council.seats.first()
    held = workflow.steps["issue"].prepare

    def others_write(record, by, answers):
        found = held(record, by, answers)
        row.save()
        return found

    object.__setattr__(workflow.steps["issue"], "prepare", others_write)
    try:
        with pytest.raises(Refused, match="while it was being examined"):
            workflow.perform("issue", obj=session, by=superuser)
    finally:
        object.__setattr__(workflow.steps["issue"], "prepare", held)
    assert not IssuedPaper.objects.exists()


def test_a_review_is_not_concluded_while_points_are_missing(office, unit_a, superuser):
    board = review.council(office)
    perform = review_sessions.WORKFLOW.perform
    with pytest.raises(Refused, match="No proposal"):
        perform("conclude", obj=board.session, by=superuser)
    waiting = review.under_review(unit_a, superuser, board, title="Sổ trực")
    with pytest.raises(Refused, match="Sổ trực"):
        perform("conclude", obj=board.session, by=superuser)
    board.score(waiting, superuser, 8, 8, 8, 8)
    perform("conclude", obj=board.session, by=superuser)
    with pytest.raises(Refused, match="concluded"):
        board.score(waiting, superuser, 9, 9, 9, 9)
