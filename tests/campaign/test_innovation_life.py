"""The life cycle of innovations: every step, every refusal, with fresh and with stale copies."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.actions import innovations
from campaign.models import Innovation, InnovationReturn, InnovationState
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Verb
from tests import sheets
from tests.campaign.innovation_office import DECISION, account, council, proposal, step, under_review
from tests.campaign.reading import day, row_forms
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import (
    EffectConfirmationFactory,
    InnovationAuthorFactory,
    InnovationFactory,
    InnovationReturnFactory,
    ReviewSessionFactory,
)
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db

CHANGE = "admin:campaign_innovation_change"
STEP = "admin:campaign_innovation_step"

# Written out by hand: a table computed from the workflow would agree with any mistake in it.
ALLOWED = {
    "draft": {"submit": "submitted", "register": "recognised"},
    "submitted": {"recall": "draft", "return": "returned", "review": "under_review"},
    "returned": {"submit": "submitted"},
    "under_review": {"recognise": "recognised", "refuse": "not_recognised"},
    "recognised": {"reopen": "under_review", "unregister": "draft"},
    "not_recognised": {"reopen": "under_review"},
}
STEPS = sorted({name for steps in ALLOWED.values() for name in steps})


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def board(office):
    return council(office)


def details(name: str, board) -> dict[str, object]:
    return {
        "return": {"parts": ["effects"]},
        "review": {"session": board.session},
        "recognise": DECISION,
        "register": DECISION,
    }.get(name, {})


def expected(state: str, name: str, *, reviewed: bool) -> str:
    """What a step leads to; "" where it is forbidden."""
    if (name == "reopen" and not reviewed) or (name == "unregister" and reviewed):
        return ""
    return ALLOWED[state].get(name, "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(st.sampled_from(STEPS), st.booleans()), min_size=1, max_size=12))
def test_walks_the_table_and_nothing_else(names, office, superuser, board):
    """Any sequence of steps, each taken with the newest copy or with the first one, obeys the table."""
    with transaction.atomic():
        first = now = proposal(office)
        state, reviewed, returned = "draft", False, False
        for name, stale in names:
            target = expected(state, name, reviewed=reviewed)
            if name == "register" and returned:
                target = ""
            if name == "recognise" and target:
                board.score(now, superuser, 8, 8, 8, 8)
            if target:
                now = step(name, first if stale else now, superuser, "vì thế", **details(name, board))
                returned = returned or name == "return"
                reviewed = now.submitted_on is not None
                state = target
            else:
                events = Event.objects.count()
                with pytest.raises(Refused):
                    step(name, first if stale else now, superuser, "vì thế", **details(name, board))
                assert Event.objects.count() == events
            assert Innovation.objects.get(pk=first.pk).state == state
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ["recall", "return", "refuse", "reopen"])
def test_a_step_that_leads_back_needs_a_reason(name, office, superuser, board):
    made = step("submit", proposal(office), superuser)
    if name in {"refuse", "reopen"}:
        made = step("review", made, superuser, session=board.session)
    if name == "reopen":
        made = step("refuse", made, superuser, "không mới")
    with pytest.raises(Refused, match="reason"):
        step(name, made, superuser, "  ", **details(name, board))


def test_each_step_leaves_one_event_with_its_reason(office, superuser):
    made = step("submit", proposal(office), superuser)
    step("return", made, superuser, "thiếu số liệu", parts=["effects"])
    event = Event.objects.filter(verb=Verb.TRANSITION).first()
    assert (event.detail["source"], event.detail["target"], event.reason) == (
        "submitted",
        "returned",
        "thiếu số liệu",
    )
    assert Event.objects.filter(verb=Verb.TRANSITION).count() == 2


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("submit", "change_innovation"),
        ("recall", "change_innovation"),
        ("return", "review_innovation"),
        ("review", "review_innovation"),
        ("recognise", "decide_innovation"),
        ("refuse", "decide_innovation"),
        ("register", "register_innovation"),
    ],
)
def test_each_step_asks_for_its_own_right(name, right, office, superuser, board):
    source = next(state for state, steps in ALLOWED.items() if name in steps)
    made = proposal(office)
    if source != "draft":
        made = step("submit", made, superuser)
    if source == "under_review":
        made = step("review", made, superuser, session=board.session)
        board.score(made, superuser, 8, 8, 8, 8)
    others = {"change_innovation", "review_innovation", "decide_innovation", "register_innovation"} - {right}
    with pytest.raises(Refused, match="is for"):
        step(name, made, account(office, *others), "vì thế", **details(name, board))
    done = step(name, made, account(office, right), "vì thế", **details(name, board))
    assert done.state == ALLOWED[source][name]


def test_only_the_unit_submits_and_recalls(office, unit_a, unit_b, superuser):
    made = proposal(unit_a)
    stranger = account(unit_b, "change_innovation")
    with pytest.raises(Refused, match="Phòng A"):
        step("submit", made, stranger)
    step("submit", made, account(unit_a, "change_innovation"))
    with pytest.raises(Refused, match="Phòng A"):
        step("recall", made, stranger, "vì thế")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda made: Innovation.objects.filter(pk=made.pk).update(problem=""), "problem and the solution"),
        (lambda made: made.effects.all().delete(), "at least one effect"),
        (lambda made: made.authors.all().delete(), "Name the authors"),
        (lambda made: made.authors.filter(share_percent=60).update(share_percent=None), "every author"),
        (lambda made: made.authors.filter(share_percent=60).update(share_percent=50), "90"),
    ],
)
def test_an_incomplete_proposal_is_not_submitted(change, told, office, superuser):
    made = proposal(office)
    change(made)
    with pytest.raises(Refused, match=told):
        step("submit", made, superuser)


def test_freezes_authors_unit_and_day_at_submission(office, superuser):
    unit = UnitFactory(name="Phòng Cũ", parent=office)
    made = proposal(unit)
    author = made.authors.first()
    assert author.name == ""
    author.person.full_name = "Lò Thị Mai"
    author.person.save()
    sent = step("submit", made, superuser)
    unit.name = "Phòng Mới"
    unit.save()
    author.person.full_name = "Lò Thị Mai Anh"
    author.person.save()
    author.person.postings.update(post="Trưởng phòng")
    author.refresh_from_db()
    assert (author.name, author.post, author.unit_name) == ("Lò Thị Mai", "Chuyên viên", "Phòng Cũ")
    assert (sent.unit_name, sent.submitted_on) == ("Phòng Cũ", timezone.localdate())


def test_an_earlier_recognition_is_entered_with_the_posts_of_its_day(office, superuser):
    made = InnovationFactory(unit=office)
    person = PersonFactory(unit=office)
    PostingFactory(
        person=person, post="Chuyên viên", valid_from=day("01/01/2015"), valid_to=day("31/12/2020")
    )
    PostingFactory(person=person, post="Trưởng phòng", valid_from=day("01/01/2021"))
    InnovationAuthorFactory(innovation=made, person=person)
    entered = step("register", made, superuser, level="base", recognised_on=day("15/12/2020"))
    assert (entered.state, entered.submitted_on) == ("recognised", None)
    assert entered.authors.get().post == "Chuyên viên"


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"recognised_on": day("10/06/2022")}, "level"),
        ({"level": "moon", "recognised_on": day("10/06/2022")}, "level"),
        ({"level": "base", "recognised_on": timezone.localdate() + datetime.timedelta(days=1)}, "lies ahead"),
        ({"level": "base", "recognised_on": datetime.date(219, 6, 14)}, "219|1945"),
    ],
)
def test_a_recognition_says_level_and_a_day_that_can_be(answers, told, office, superuser):
    with pytest.raises(Refused, match=told):
        step("register", proposal(office), superuser, **answers)


def test_what_was_recognised_before_may_lack_its_day(office, superuser):
    made = step("register", proposal(office), superuser, level="base")
    assert (made.state, made.recognised_on) == ("recognised", None)


def test_is_not_recognised_before_its_council_met(office, superuser, board):
    made = under_review(office, superuser, board)
    board.score(made, superuser, 8, 8, 8, 8)
    with pytest.raises(Refused, match="day of the decision"):
        step("recognise", made, superuser, level="base")
    with pytest.raises(Refused, match="01/06/2022"):
        step("recognise", made, superuser, level="base", recognised_on=day("31/05/2022"))


def test_the_database_holds_the_sum_of_shares_of_what_is_submitted(office, superuser):
    made = step("submit", proposal(office), superuser)
    author = made.authors.get(share_percent=60)
    author.share_percent = 50
    with pytest.raises(IntegrityError), transaction.atomic():
        author.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        author.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        InnovationAuthorFactory(innovation=made, share_percent=1)
    assert Innovation.objects.get(pk=made.pk).shares_total == 100


# What is open


def submitted_form(innovation: Innovation, **changes) -> dict[str, object]:
    authors = [
        {"id": a.pk, "person": a.person_id, "share_percent": a.share_percent}
        for a in innovation.authors.all()
    ]
    effects = [
        {"id": e.pk, "direction": e.direction, "what": e.what, "change_percent": "-30", "basis": e.basis}
        | {"extent": e.extent}
        for e in innovation.effects.all()
    ]
    changed_effects = changes.pop("effects", {})
    effects[0].update(changed_effects)
    return {
        "title": innovation.title,
        "unit": innovation.unit_id,
        "year": innovation.year,
        "problem": innovation.problem,
        "solution": innovation.solution,
        "scope": innovation.scope,
        "opened_version": innovation.version,
        **changes,
        **row_forms("authors", *authors, parent="innovation", parent_pk=innovation.pk),
        **row_forms("effects", *effects, parent="innovation", parent_pk=innovation.pk),
        **row_forms("files"),
    }


def returned(unit, by, *parts: str) -> Innovation:
    return step("return", step("submit", proposal(unit), by), by, "thiếu số liệu", parts=list(parts))


def test_a_return_needs_flags(office, superuser):
    made = step("submit", proposal(office), superuser)
    for parts in ([], ["moon"], None):
        with pytest.raises(Refused, match="Flag at least one part"):
            step("return", made, superuser, "vì thế", parts=parts)
    assert not InnovationReturn.objects.exists()


def test_only_flagged_parts_are_open_to_the_unit(screen, office, officer):
    made = returned(office, officer, "solution")
    page = screen.get(reverse(CHANGE, args=[made.pk])).content.decode()
    assert "thiếu số liệu" in page
    assert 'name="solution"' in page
    for name in ("title", "year", "problem", "scope", "unit", "effects-0-what", "authors-0-person"):
        assert f'name="{name}"' not in page, name
    posted = submitted_form(
        made, solution="Cách mới", title="Tên khác", year="1999", problem="Khác", effects={"what": "khác"}
    )
    assert screen.post(reverse(CHANGE, args=[made.pk]), posted).status_code == 302
    kept = Innovation.objects.get(pk=made.pk)
    assert kept.solution == "Cách mới"
    assert (kept.title, kept.year, kept.problem) == (made.title, made.year, made.problem)
    assert kept.effects.get().what == "chi phí in ấn tài liệu"


def test_flagged_effects_are_open_and_texts_are_not(screen, office, officer):
    made = returned(office, officer, "effects")
    posted = submitted_form(made, solution="Cách khác", effects={"what": "chi phí giấy"})
    assert screen.post(reverse(CHANGE, args=[made.pk]), posted).status_code == 302
    kept = Innovation.objects.get(pk=made.pk)
    assert (kept.effects.get().what, kept.solution) == ("chi phí giấy", made.solution)


def test_recalling_after_a_return_opens_no_more_than_the_flags(office, officer):
    made = step("submit", returned(office, officer, "effects"), officer)
    recalled = step("recall", made, officer, "sửa thêm")
    assert (recalled.state, recalled.open_parts) == ("draft", {"effects"})
    with pytest.raises(Refused, match="submit it again"):
        step("register", recalled, officer, **DECISION)


@pytest.mark.parametrize("state", ["submitted", "under_review", "recognised", "not_recognised"])
def test_nobody_edits_what_is_on_its_way_or_decided(state, superuser, signed_in, office, board):
    made = step("submit", proposal(office), superuser)
    if state != "submitted":
        made = step("review", made, superuser, session=board.session)
    if state == "recognised":
        board.score(made, superuser, 8, 8, 8, 8)
        made = step("recognise", made, superuser, **DECISION)
    if state == "not_recognised":
        made = step("refuse", made, superuser, "không mới")
    browser = signed_in(superuser)
    address = reverse(CHANGE, args=[made.pk])
    assert 'name="title"' not in browser.get(address).content.decode()
    assert browser.post(address, submitted_form(made, title="Khác")).status_code == 403
    assert Innovation.objects.get(pk=made.pk).title == made.title


def test_no_sheet_opens_what_the_page_keeps_closed(office, officer, signed_in, settings, tmp_path):
    settings.WAITING_IMPORTS_DIR = tmp_path / "imports"
    made = returned(office, officer, "effects")
    desk = signed_in(officer)
    desk.cookies["django_language"] = "en"
    data = sheets.rows_of(sheets.export(desk, Innovation))
    data[1][data[0].index("Solution")] = "Cách khác"
    told = sheets.text_of(sheets.preview(desk, Innovation, sheets.workbook(*data)))
    assert "This cannot be changed here" in told
    data = sheets.rows_of(sheets.export(desk, Innovation, resource=1))
    data[1][data[0].index("Share of the work (%)")] = 50
    told = sheets.text_of(sheets.preview(desk, Innovation, sheets.workbook(*data), resource=1))
    assert "may not change" in told
    data = sheets.rows_of(sheets.export(desk, Innovation, resource=2))
    data[1][data[0].index("How it was found")] = "sổ theo dõi"
    sheets.bring_in(desk, Innovation, *data, resource=2)
    assert made.effects.get().method == "sổ theo dõi"


def test_state_and_recognition_cannot_be_posted(screen, office):
    made = proposal(office)
    posted = submitted_form(
        made, state="recognised", level="nation", recognised_on="01/01/2022", submitted_on="01/01/2022"
    )
    assert screen.post(reverse(CHANGE, args=[made.pk]), posted).status_code == 302
    kept = Innovation.objects.get(pk=made.pk)
    assert (kept.state, kept.level, kept.recognised_on, kept.submitted_on) == ("draft", "", None, None)


# The buttons


def test_the_way_through_the_pages(screen, office, officer, board):
    """Submitted, returned, submitted again, reviewed and recognised, with every answer typed into a form."""
    made = proposal(office)

    def take(name: str, **answers):
        address = reverse(STEP, args=[made.pk, name])
        asked = screen.get(address)
        assert asked.status_code == 200
        return screen.post(address, answers)

    def state() -> str:
        return Innovation.objects.get(pk=made.pk).state

    page = screen.get(reverse(CHANGE, args=[made.pk])).content.decode()
    assert "Acts next: the unit that proposes." in page
    take("submit")
    assert state() == "submitted"
    assert "Flag at least one part" in take("return", reason="thiếu").content.decode()
    take("return", reason="thiếu số liệu", parts=["effects", "evidence"])
    assert state() == "returned"
    assert InnovationReturn.objects.get().parts == ["effects", "evidence"]
    take("submit")
    refused = take("review")
    assert "Choose the session" in refused.content.decode()
    take("review", session=board.session.pk)
    assert state() == "under_review"
    early = take("recognise", level="base", recognised_on="10/06/2022")
    assert "0 members have scored; at least 3 must" in str(next(iter(get_messages(early.wsgi_request))))
    board.score(made, officer, 8, 8, 8, 8)
    slip = take("recognise", level="base", recognised_on="14/06/0219")
    assert "2019" in slip.content.decode()
    decision = DocumentFactory(symbol="61/QĐ-VPTN", date=day("10/06/2022"))
    take("recognise", level="base", recognised_on="10/06/2022", recognised_by=decision.pk)
    kept = Innovation.objects.get(pk=made.pk)
    assert (kept.state, kept.level, kept.recognised_by) == ("recognised", "base", decision)
    page = screen.get(reverse(CHANGE, args=[made.pk])).content.decode()
    assert "(40 × 24 + 25 × 24 + 15 × 24 + 20 × 24) ÷ 3 ÷ 100 ÷ 10 × 100 = 80" in page


def test_a_session_that_has_decided_is_not_offered(screen, office, superuser, board):
    step("refuse", under_review(office, superuser, board), superuser, "không mới")
    later = ReviewSessionFactory(council__unit=office, name="Phiên sau")
    made = step("submit", proposal(office), superuser)
    page = screen.get(reverse(STEP, args=[made.pk, "review"])).content.decode()
    assert "Phiên sau" in page
    assert board.session.name not in page
    with pytest.raises(Refused, match="decided already"):
        step("review", made, superuser, session=board.session)
    with pytest.raises(Refused, match="no criterion"):
        step("review", made, superuser, session=later)


def test_a_confirmed_recognition_stands(office, superuser, board):
    made = under_review(office, superuser, board)
    board.score(made, superuser, 9, 9, 9, 9)
    made = step("recognise", made, superuser, **DECISION)
    EffectConfirmationFactory(innovation=made, confirmed_on=day("01/07/2022"))
    with pytest.raises(Refused, match="the recognition stands"):
        step("reopen", made, superuser, "nhầm")


def test_says_who_acts_next(office):
    acting = {state: innovations.next_actor(state) for state in InnovationState.values}
    assert acting == {
        "draft": "the unit that proposes",
        "submitted": "those who keep the review",
        "returned": "the unit that proposes",
        "under_review": "leadership",
        "recognised": "",
        "not_recognised": "",
    }


def test_the_change_page_costs_the_same_for_one_and_for_thirty_rows(
    screen, office, superuser, board, django_assert_max_num_queries
):
    made = under_review(office, superuser, board)
    board.score(made, superuser, 8, 8, 8, 8)
    address = reverse(CHANGE, args=[made.pk])
    screen.get(address)
    with django_assert_max_num_queries(60) as before:
        screen.get(address)
    for _ in range(29):
        InnovationReturnFactory(innovation=made)
        EffectConfirmationFactory()
    InnovationFactory.create_batch(29, unit=office)
    with django_assert_max_num_queries(len(before)):
        screen.get(address)
