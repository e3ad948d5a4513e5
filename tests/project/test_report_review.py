"""The review of a report: named reviewers, remarks at sections, and the walk of the whole life cycle."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.actions import remarks, reports
from campaign.models import Remark, Report, ReportState, Reviewer, ReviewerWord
from campaign.selectors.remarks import remarks_on, waiting_for
from office_culture.actions.workflow import Refused
from office_culture.models import Event, User, Verb
from office_culture.models.events import Immutable
from office_culture.project.dashboard import tiles
from office_culture.selectors.events import events_of
from tests.factories.office import PersonFactory, PostingFactory, UnitFactory, UserFactory
from tests.factories.reports import NarrativeFactory, RemarkFactory, ReportFactory

pytestmark = pytest.mark.django_db

SECTION = "assessment.limits"
TEXT = "Cần nêu rõ nguyên nhân."


def account(username: str, unit, *rights: str) -> User:
    user = UserFactory(username=username, full_name=f"Người {username}", unit=unit)
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_report", *rights)))
    return User.objects.get(pk=user.pk)


def a_report(office) -> Report:
    signer = PersonFactory(unit=office)
    PostingFactory(person=signer, unit=office, post="Chánh Văn phòng")
    made = ReportFactory(
        unit=office,
        drafting_unit=UnitFactory(parent=office, abbreviation="TC"),
        signer=signer,
        signer_post="Chánh Văn phòng",
        recipients="Lãnh đạo Văn phòng",
    )
    NarrativeFactory(report=made, section=SECTION, text="Một số đơn vị còn chậm.")
    return made


@pytest.fixture
def report(office) -> Report:
    return a_report(office)


@pytest.fixture
def writer(office) -> User:
    return account("writer", office, "change_report", "issue_report", "view_narrative", "change_narrative")


@pytest.fixture
def leader(office) -> User:
    return account("leader", office, "approve_report")


@pytest.fixture
def reviewer(unit_a) -> User:
    """Sees the records of unit A only, and changes no report anywhere."""
    return account("reviewer", unit_a)


@pytest.fixture
def in_review(report, writer, reviewer) -> Report:
    return submit(report, writer, reviewer)


def submit(report, writer, *reviewers) -> Report:
    return reports.WORKFLOW.perform("submit", obj=report, by=writer, answers={"reviewers": reviewers})


def page(report) -> str:
    return reverse("report_review", args=[report.pk])


def remark(browser, report, text=TEXT, section=SECTION, **options):
    address = reverse("report_remark", args=[report.pk])
    return browser.post(address, {"section": section, "text": text}, **options)


def settle(browser, row, text="Đã bổ sung.", **options):
    address = reverse("report_settle", args=[row.report_id])
    return browser.post(address, {"remark": row.pk, "text": text}, **options)


# Naming


def test_the_writer_names_reviewers_when_sending_to_review(report, writer, reviewer, leader, signed_in):
    without_rights = UserFactory(full_name="Không quyền")
    browser = signed_in(writer)
    address = reverse("admin:campaign_report_step", args=[report.pk, "submit"])
    body = browser.get(address).content.decode()
    assert f"{reviewer} ({reviewer.unit})" in body
    assert str(without_rights) not in body
    assert f'name="reviewers" value="{writer.pk}"' not in body, "nobody reviews the own text"
    browser.post(address, {"reviewers": [reviewer.pk, leader.pk]})
    report.refresh_from_db()
    assert (report.state, report.review_round) == (ReportState.IN_REVIEW, 1)
    rows = Reviewer.objects.filter(report=report).order_by("-account__username")
    assert [(row.account, row.name, row.named_by, row.word) for row in rows] == [
        (reviewer, str(reviewer), writer, ReviewerWord.WAITING),
        (leader, str(leader), writer, ReviewerWord.WAITING),
    ]


def test_an_account_that_may_not_view_reports_is_not_named(report, writer, signed_in):
    stranger = UserFactory()
    address = reverse("admin:campaign_report_step", args=[report.pk, "submit"])
    answer = signed_in(writer).post(address, {"reviewers": [stranger.pk]})
    assert answer.status_code == 200
    with pytest.raises(Refused):
        submit(report, writer, stranger)
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT
    assert not Reviewer.objects.exists()


def test_the_reviewers_of_the_last_round_are_offered_again(in_review, writer, leader, reviewer, signed_in):
    reports.WORKFLOW.perform("return", obj=in_review, by=leader, reason="Viết lại")
    address = reverse("admin:campaign_report_step", args=[in_review.pk, "submit"])
    form = signed_in(writer).get(address).context["form"]
    assert form.fields["reviewers"].initial == [reviewer.pk]


# Seeing


def test_a_named_reviewer_sees_the_report_and_writes_on_nothing(report, writer, reviewer, signed_in):
    reviewer.user_permissions.add(*Permission.objects.filter(codename__endswith="_report"))
    reviewer = User.objects.get(pk=reviewer.pk)
    browser = signed_in(reviewer)
    change = reverse("admin:campaign_report_change", args=[report.pk])
    assert browser.get(page(report)).status_code == 404
    submit(report, writer, reviewer)
    assert browser.get(page(report)).status_code == 200
    assert browser.get(reverse("report_page", args=[report.pk])).status_code == 200
    assert browser.get(change).status_code == 200
    assert browser.post(change, {"subject": "Khác"}).status_code == 403
    for step in ("approve", "return"):
        browser.post(reverse("admin:campaign_report_step", args=[report.pk, step]), {"reason": "x"})
    report.refresh_from_db()
    assert (report.state, report.subject == "Khác") == (ReportState.IN_REVIEW, False)
    with pytest.raises(Refused):
        reports.WORKFLOW.perform("approve", obj=report, by=reviewer)


def test_who_is_not_named_sees_and_says_nothing(in_review, unit_b, client, plain_staff, signed_in):
    other = signed_in(account("other", unit_b))
    assert client.get(page(in_review)).status_code == 302
    assert signed_in(plain_staff).get(page(in_review)).status_code == 403
    assert other.get(page(in_review)).status_code == 404
    assert remark(other, in_review).status_code == 404
    assert remark(signed_in(plain_staff), in_review).status_code == 403
    assert remark(client, in_review).status_code == 302
    assert not Remark.objects.exists()


def test_the_page_shows_each_section_as_it_will_print(in_review, reviewer, signed_in):
    body = signed_in(reviewer).get(page(in_review)).content.decode()
    assert f'id="section-{SECTION}"' in body
    assert body.index("IV.2. Hạn chế, nguyên nhân") < body.index("Một số đơn vị còn chậm.")
    assert body.index("Một số đơn vị còn chậm.") < body.index("V. Đề xuất, kiến nghị")
    assert "paper-gap" in body


def test_hostile_words_stay_words(in_review, reviewer, signed_in):
    browser = signed_in(reviewer)
    remark(browser, in_review, "<script>alert(1)</script> {{ x }} 'a' & b")
    body = browser.get(page(in_review)).content.decode()
    assert "<script>alert(1)" not in body
    assert "&lt;script&gt;alert(1)" in body


# Remarking


def test_a_remark_stands_at_its_section_with_its_author(in_review, reviewer, writer, signed_in):
    answer = remark(signed_in(reviewer), in_review)
    assert answer["Location"] == f"{page(in_review)}#section-{SECTION}"
    row = Remark.objects.get()
    assert (row.section, row.place, row.text) == (SECTION, "IV.2. Hạn chế, nguyên nhân", TEXT)
    assert (row.made_by, row.made_by_name, row.round) == (reviewer, str(reviewer), 1)
    assert Reviewer.objects.get().word == ReviewerWord.REMARKS
    assert list(remarks_on(in_review, SECTION)) == [row]
    assert not remarks_on(in_review, "proposals")
    for address in (page(in_review), reverse("admin:campaign_report_change", args=[in_review.pk])):
        assert TEXT in signed_in(writer).get(address).content.decode()
    event = Event.objects.get(verb=Verb.REMARK)
    assert (event.actor, event.reason, event.object_id) == (reviewer, TEXT, in_review.pk)


def test_leadership_remarks_without_being_named_and_the_writer_does_not(in_review, leader, writer, signed_in):
    remark(signed_in(leader), in_review, section="")
    assert Remark.objects.get().section == ""
    remark(signed_in(writer), in_review)
    assert Remark.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("", SECTION),
        ("  ", SECTION),
        (TEXT, "no.such"),
        (TEXT, "x" * 500),
        ("Ý 😀", SECTION),
        ("y" * 4001, ""),
    ],
)
def test_a_refused_remark_is_shown_to_be_copied(in_review, reviewer, signed_in, text, section):
    answer = remark(signed_in(reviewer), in_review, text, section)
    assert answer.status_code == 200
    assert text.strip() in answer.content.decode()
    assert not Remark.objects.exists()
    assert Event.objects.filter(verb=Verb.REFUSED, object_id=in_review.pk).count() == 1


def test_remarks_are_made_in_review_only(report, writer, leader, reviewer, signed_in):
    remark(signed_in(leader), report)
    submit(report, writer, reviewer)
    reports.WORKFLOW.perform("approve", obj=report, by=leader)
    remark(signed_in(reviewer), report)
    assert not Remark.objects.exists()


def test_a_reviewer_of_an_earlier_round_is_asked_no_more(in_review, writer, leader, reviewer, signed_in):
    reports.WORKFLOW.perform("return", obj=in_review, by=leader, reason="Viết lại")
    submit(in_review, writer)
    browser = signed_in(reviewer)
    assert browser.get(page(in_review)).status_code == 200, "what was read once stays readable"
    remark(browser, in_review)
    assert not Remark.objects.exists()


# Their word


def test_a_reviewer_has_no_objection(in_review, reviewer, leader, signed_in):
    address = reverse("report_no_objection", args=[in_review.pk])
    signed_in(leader).post(address)
    assert Reviewer.objects.get().word == ReviewerWord.WAITING
    signed_in(reviewer).post(address)
    row = Reviewer.objects.get()
    assert (row.word, row.answered_at is not None) == (ReviewerWord.NO_OBJECTION, True)


def test_own_open_remarks_come_first(in_review, reviewer, signed_in):
    browser = signed_in(reviewer)
    remark(browser, in_review)
    browser.post(reverse("report_no_objection", args=[in_review.pk]))
    assert Reviewer.objects.get().word == ReviewerWord.REMARKS
    settle(browser, Remark.objects.get(), "Rút lại ý kiến.")
    browser.post(reverse("report_no_objection", args=[in_review.pk]))
    assert Reviewer.objects.get().word == ReviewerWord.NO_OBJECTION


def test_who_acts_next_is_said(report, writer, reviewer, leader):
    assert "write" in waiting_for(report)
    submit(report, writer, reviewer)
    report.refresh_from_db()
    assert str(reviewer) in waiting_for(report)
    row = remarks.add_remark(report=report, section=SECTION, text=TEXT, by=reviewer)
    assert "remarks are open" in waiting_for(report)
    remarks.settle(remark=row, answer="Đã bổ sung.", by=writer)
    assert "leadership" in waiting_for(report)
    reports.WORKFLOW.perform("approve", obj=report, by=leader)
    report.refresh_from_db()
    assert "clerk" in waiting_for(report)


def test_the_start_page_counts_what_waits_for_me(in_review, reviewer, leader, signed_in):
    ReportFactory()
    (tile,) = [tile for tile in tiles(reviewer) if "waits=my-review" in tile.url]
    assert tile.count == 1
    browser = signed_in(reviewer)
    assert f'href="{tile.record}"' in browser.get("/admin/").content.decode(), (
        "the only one is opened at once"
    )
    assert browser.get(tile.url).context["cl"].result_count == 1
    assert not [tile for tile in tiles(leader) if "waits=my-review" in tile.url]
    remarks.record_no_objection(report=in_review, by=reviewer)
    assert not [tile for tile in tiles(reviewer) if "waits=my-review" in tile.url]


# Settling


def test_the_writer_answers_and_closes_a_remark(in_review, reviewer, writer, signed_in):
    remark(signed_in(reviewer), in_review)
    row = Remark.objects.get()
    settle(signed_in(writer), row)
    row.refresh_from_db()
    assert (row.answer, row.settled_by, row.settled_by_name) == ("Đã bổ sung.", writer, str(writer))
    assert "Đã bổ sung." in signed_in(reviewer).get(page(in_review)).content.decode()


def test_it_is_settled_once_and_with_words(in_review, reviewer, writer, signed_in):
    row = RemarkFactory(report=in_review, made_by=reviewer)
    settle(signed_in(writer), row, " ")
    row.refresh_from_db()
    assert row.is_open
    settle(signed_in(writer), row, "Một.")
    answer = settle(signed_in(reviewer), row, "Hai.")
    row.refresh_from_db()
    assert row.answer == "Một."
    assert "Hai." in answer.content.decode(), "the words of the second tab are not lost"


def test_others_settle_nothing(in_review, leader, reviewer, unit_b, writer, signed_in):
    row = RemarkFactory(report=in_review)
    settle(signed_in(leader), row)
    settle(signed_in(reviewer), row)
    assert settle(signed_in(account("other", unit_b, "change_report")), row).status_code == 404
    address = reverse("report_settle", args=[in_review.pk])
    elsewhere = RemarkFactory()
    for forged in ("", "x", "9" * 30, elsewhere.pk):
        answer = signed_in(writer).post(address, {"remark": forged, "text": "x"})
        assert answer.status_code == 404
    assert not Remark.objects.exclude(settled_at=None).exists()


def test_open_remarks_hold_back_the_approval_and_survive_the_return(
    in_review, reviewer, writer, leader, signed_in
):
    row = remarks.add_remark(report=in_review, section=SECTION, text=TEXT, by=reviewer)
    with pytest.raises(Refused, match="1"):
        reports.WORKFLOW.perform("approve", obj=in_review, by=leader)
    reports.WORKFLOW.perform("return", obj=in_review, by=leader, reason="Bổ sung nguyên nhân")
    body = signed_in(writer).get(page(in_review)).content.decode()
    assert TEXT in body
    assert "Bổ sung nguyên nhân" in body
    remarks.settle(remark=row, answer="Đã bổ sung.", by=writer)
    submit(in_review, writer, reviewer)
    approved = reports.WORKFLOW.perform("approve", obj=in_review, by=leader)
    assert approved.state == ReportState.APPROVED
    with pytest.raises(Refused):
        remarks.settle(remark=RemarkFactory(report=in_review), answer="x", by=writer)


def test_words_once_said_stay(reviewer, writer):
    row = RemarkFactory()
    row.text = "Khác"
    for change in (row.save, row.delete, Remark.objects.all().delete):
        with pytest.raises(Immutable):
            change()
    with pytest.raises(Immutable):
        Remark.objects.update(text="Khác")
    row = Remark.objects.get()
    row.answer, row.settled_by, row.settled_by_name = "Một.", writer, str(writer)
    row.settled_at = datetime.datetime(2022, 5, 23, tzinfo=datetime.UTC)
    row.save()
    row.answer = "Hai."
    with pytest.raises(Immutable):
        row.save()


def test_lists_show_remarks_within_the_scope_for_reading(in_review, writer, unit_b, signed_in):
    RemarkFactory(report=in_review, text=TEXT)
    for user in (writer, other := account("other", unit_b)):
        user.user_permissions.add(*Permission.objects.filter(codename__endswith="_remark"))
    address = reverse("admin:campaign_remark_changelist")
    assert TEXT in signed_in(writer).get(address).content.decode()
    assert TEXT not in signed_in(other).get(address).content.decode()
    change = reverse("admin:campaign_remark_change", args=[Remark.objects.get().pk])
    assert signed_in(writer).post(change, {"text": "Khác"}).status_code == 403


def test_the_page_costs_the_same_with_thirty_remarks(in_review, writer, signed_in):
    browser = signed_in(writer)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(page(in_review))
        return len(captured)

    RemarkFactory(report=in_review, section=SECTION)
    statements()
    one = statements()
    for number in range(29):
        RemarkFactory(report=in_review, section=("", SECTION)[number % 2])
    assert statements() == one


# The life as a whole; issuing has tests of its own.

ALLOWED = {
    ("draft", "submit"): "in_review",
    ("in_review", "approve"): "approved",
    ("in_review", "return"): "draft",
    ("approved", "return"): "draft",
}
STEPS = ("submit", "approve", "return", "issue", "supersede", "withdraw")
WHO = {"submit": "writer", "approve": "leader", "return": "leader"}


def test_no_walk_leaves_the_table(office, writer, leader, reviewer, unit_b):
    stranger = account("stranger", unit_b, "change_report", "approve_report", "issue_report")
    people = {"writer": writer, "leader": leader, "reviewer": reviewer, "stranger": stranger}

    @given(
        walk=st.lists(
            st.tuples(
                st.sampled_from((*STEPS, "remark", "settle")),
                st.sampled_from(("writer", "leader", "leader", "writer", "reviewer", "stranger")),
                st.sampled_from(("", "  ", "thiếu số liệu")),
                st.booleans(),
            ),
            max_size=14,
        )
    )
    @settings(max_examples=40, deadline=None)
    def walked(walk):
        report = a_report(office)
        stale = Report.objects.get(pk=report.pk)
        state, moves, opened, rounds = "draft", 0, 0, 0
        for step, who, words, with_stale_copy in walk:
            obj = stale if with_stale_copy else Report.objects.get(pk=report.pk)
            by = people[who]
            if step == "remark":
                allowed = state == "in_review" and who in {"leader", "reviewer"} and words.strip()
                act = lambda: remarks.add_remark(report=obj, section=SECTION, text=words, by=by)  # noqa: B023, E731
            elif step == "settle":
                row = Remark.objects.filter(report=report, settled_at=None).first()
                if row is None:
                    continue
                allowed = (
                    state in {"draft", "in_review"}
                    and words.strip()
                    and (who == "writer" or row.made_by_id == by.pk)
                )
                act = lambda: remarks.settle(remark=row, answer=words, by=by)  # noqa: B023, E731
            else:
                allowed = (
                    (state, step) in ALLOWED
                    and WHO.get(step) == who
                    and (step != "return" or words.strip())
                    and (step != "approve" or not opened)
                )
                act = lambda: reports.WORKFLOW.perform(  # noqa: E731
                    step,  # noqa: B023
                    obj=obj,  # noqa: B023
                    by=by,  # noqa: B023
                    reason=words,  # noqa: B023
                    answers={"reviewers": [reviewer]} if step == "submit" else {},  # noqa: B023
                )
            if allowed:
                act()
                moves += 1
                opened += {"remark": 1, "settle": -1}.get(step, 0)
                state = ALLOWED.get((state, step), state)
                rounds += step == "submit"
            else:
                with pytest.raises(Refused):
                    act()
            fresh = Report.objects.get(pk=report.pk)
            assert (fresh.state, fresh.review_round) == (state, rounds)
            assert Remark.objects.filter(report=report, settled_at=None).count() == opened
        told = events_of(report).exclude(verb=Verb.CREATE)
        assert told.count() == moves

    walked()
