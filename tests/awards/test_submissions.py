"""Submissions to bodies above, their answers, and the public posting before them."""

import datetime
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from awards.models import Answer, AwardDecision, Conferral, PublicPosting, RuleTopic, Submission
from office_culture.actions.signatures import newest_bytes
from office_culture.models import Document
from tests.awards.deciding import (
    SIGNS,
    agreed,
    award,
    change,
    money_rules,
    round_of,
    session_of,
    step,
)
from tests.campaign.reading import errors
from tests.factories.awards import AwardRuleFactory, NomineeFactory
from tests.factories.decisions import HolidayFactory, ObjectionFactory, PublicPostingFactory
from tests.factories.office import PersonFactory
from tests.project.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.PRIVATE_FILES_DIR = tmp_path / "files"
    money_rules()


@pytest.fixture
def held(office):
    return round_of(office)


@pytest.fixture
def session(office, held):
    return session_of(office, held)


@pytest.fixture
def high(held):
    made = award("Bằng khen của Chủ tịch UBND tỉnh", "1.5", level="province", position=40)
    made.decided_by = "Chủ tịch UBND tỉnh"
    made.save()
    held.awards.add(made)
    return made


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def nominees(session, high, unit_a, unit_b):
    return [agreed(session, high, unit_a), agreed(session, high, unit_b, person=False)]


@pytest.fixture
def draft(office, held, nominees, browser):
    browser.post(reverse("round_draft", args=[held.pk, "submission"]))
    made = Submission.objects.get()
    made.signer, made.signer_post = PersonFactory(unit=office, full_name="Trần Thị Ký"), SIGNS["signer_post"]
    made.save()
    return made


@pytest.fixture
def issued(draft, browser, django_capture_on_commit_callbacks):
    for name in ("submit", "approve"):
        browser.post(step(draft, name), {"reason": ""})
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(step(draft, "issue"), {"number": "", "on": ""})
    draft.refresh_from_db()
    return draft


def answer_form(**changes) -> dict:
    today = timezone.localdate()
    return {
        "issuer": "UBND tỉnh",
        "symbol": "1234/QĐ-UBND",
        "decided_on": f"{today:%d/%m/%Y}",
        "subject": "Về việc tặng Bằng khen",
        "reason": "",
        **changes,
    }


class TestSubmission:
    def test_its_lines_are_edited_on_its_page_once_it_is_saved(self, draft, browser):
        assert 'name="lines-TOTAL_FORMS"' in browser.get(change(draft)).content.decode()
        added = browser.get(reverse("admin:awards_submission_add")).content.decode()
        assert 'name="subject"' in added
        assert 'name="lines-TOTAL_FORMS"' not in added

    def test_only_awards_of_bodies_above_are_put_up(self, session, draft, unit_a, browser):
        agreed(session, award("Giấy khen", "0.3"), unit_a, "Lê Văn Bình")
        page = browser.post(step(draft, "take_over"), {"reason": ""}, follow=True)
        assert "Nobody of this round is left" in page.content.decode()
        assert draft.lines.count() == 2
        assert draft.addressees == "Chủ tịch UBND tỉnh"

    def test_the_paper_and_its_list(self, issued):
        words = words_of(newest_bytes(issued.paper))
        for expected in (
            "TỜ TRÌNH",
            "Kính gửi: Chủ tịch UBND tỉnh",
            "01 tập thể và 01 cá nhân",
            "Danh sách tập thể, cá nhân đề nghị khen thưởng".upper(),
            "Kèm theo Tờ trình số 01/TTr-VPTN ngày",
            "8/9",
        ):
            assert expected in words

    def test_answered_line_by_line(self, issued, browser):
        unit, person = issued.lines.get(person__isnull=True), issued.lines.get(person__isnull=False)
        browser.post(step(issued, "answer"), answer_form(awarded=[person.pk]))
        decision = AwardDecision.objects.get()
        assert (decision.outside, decision.state, decision.answers) == (True, "issued", issued)
        assert Conferral.objects.get().person == person.person
        browser.post(step(issued, "answer"), answer_form(not_awarded=[unit.pk], symbol="1300/QĐ-UBND"))
        answers = dict(issued.lines.values_list("name", "answer"))
        assert answers == {person.name: Answer.AWARDED, unit.name: Answer.NOT_AWARDED}
        assert AwardDecision.objects.count() == 1
        page = browser.get(change(issued)).content.decode()
        assert "Every line of this submission is answered" in page
        assert "not awarded" in page

    def test_a_doubtful_symbol_of_the_answer_is_asked(self, issued, browser):
        person = issued.lines.get(person__isnull=False)
        data = answer_form(awarded=[person.pk], symbol="1234/QD-UBND")
        asked = browser.post(step(issued, "answer"), data)
        assert asked.status_code == 200
        assert not AwardDecision.objects.exists()
        found = re.search(r'name="answer-symbol" value="(take:[^"]+)"', asked.content.decode())
        browser.post(step(issued, "answer"), data | {"answer-symbol": unescape(found[1])})
        assert AwardDecision.objects.get().symbol == "1234/QĐ-UBND"

    def test_one_decision_answers_twice(self, issued, browser):
        """The second answer by the same document is no second copy of it, and no error page."""
        for line in issued.lines.all():
            assert browser.post(step(issued, "answer"), answer_form(awarded=[line.pk])).status_code in {
                200,
                302,
            }
        assert Document.objects.filter(symbol="1234/QĐ-UBND").count() == 1

    def test_a_line_is_not_both(self, issued, browser):
        line = issued.lines.first()
        page = browser.post(step(issued, "answer"), answer_form(awarded=[line.pk], not_awarded=[line.pk]))
        assert "Ticked above as awarded, too" in page.content.decode()
        assert not AwardDecision.objects.exists()

    def test_not_answered_before_it_went_out(self, issued, browser):
        page = browser.post(
            step(issued, "answer"),
            answer_form(awarded=[issued.lines.first().pk], decided_on="01/07/2022"),
        )
        assert "it is not answered before" in page.content.decode()

    def test_issued_it_stays(self, issued, superuser, english):
        page = english(superuser).get(change(issued)).content.decode()
        assert 'name="lines-TOTAL_FORMS"' not in page
        assert "nobody changes it any more" in page
        assert 'name="subject"' not in page

    def test_an_answered_submission_is_not_withdrawn(self, issued, browser):
        browser.post(step(issued, "answer"), answer_form(awarded=[issued.lines.first().pk]))
        page = browser.post(step(issued, "withdraw"), {"reason": "Nhầm"}, follow=True)
        assert "is answered already" in page.content.decode()


class TestPosting:
    def form(self, held, **changes):
        return {
            "nomination_round": held.pk,
            "posted_on": "01/06/2022",
            "days": "",
            "place": "Bảng tin cơ quan",
            "note": "",
            **changes,
        }

    def test_the_rule_gives_the_days_and_holidays_do_not_count(self, held, high, nominees, browser):
        AwardRuleFactory(award=high, topic=RuleTopic.POSTING, posting_days=10)
        HolidayFactory(day=datetime.date(2022, 6, 2))
        browser.post(reverse("admin:awards_publicposting_add"), self.form(held))
        posting = PublicPosting.objects.get()
        # Ten working days after Wednesday 1 June without Thursday 2 June: Thursday 16 June.
        assert (posting.days, posting.ends_on) == (10, datetime.date(2022, 6, 16))
        assert set(posting.nominees.all()) == set(nominees)
        page = browser.get(change(posting)).content.decode()
        assert "From 01/06/2022 until the end of 16/06/2022 (10 working days)." in page
        # Collectives come before individuals.
        assert page.index(nominees[1].name + "</a>") < page.index(nominees[0].name + "</a>")

    def test_without_a_rule_the_days_are_typed(self, held, high, browser):
        answer = browser.post(reverse("admin:awards_publicposting_add"), self.form(held))
        assert "type the working days" in errors(answer, "days")[0]
        browser.post(reverse("admin:awards_publicposting_add"), self.form(held, days="5"))
        assert PublicPosting.objects.get().ends_on == datetime.date(2022, 6, 8)

    def test_not_before_the_round(self, held, browser):
        answer = browser.post(
            reverse("admin:awards_publicposting_add"), self.form(held, posted_on="01/01/2022", days="5")
        )
        assert errors(answer, "posted_on")

    def test_nobody_of_another_round_is_shown(self, held, high, browser):
        stranger = NomineeFactory()
        answer = browser.post(
            reverse("admin:awards_publicposting_add"), self.form(held, days="5", nominees=[stranger.pk])
        )
        [refusal] = errors(answer, "nominees")
        assert str(stranger) not in refusal

    def test_once_the_round_is_decided_the_list_stays(self, held, high, browser):
        browser.post(reverse("admin:awards_publicposting_add"), self.form(held, days="5"))
        posting = PublicPosting.objects.get()
        type(held).objects.update(state="decided")
        answer = browser.post(change(posting), self.form(held, days="9", opened_version=posting.version))
        assert answer.status_code == 403
        assert "the list stays as it was posted" in browser.get(change(posting)).content.decode()
        assert PublicPosting.objects.get().days == 5

    def test_a_rule_that_asks_for_posting_gates(self, draft, high, browser):
        AwardRuleFactory(award=high, topic=RuleTopic.POSTING, posting_days=10)
        page = browser.post(step(draft, "submit"), {"reason": ""}, follow=True)
        assert "asks for public posting first" in page.content.decode()
        assert Submission.objects.get().state == "draft"

    def test_an_objection_against_somebody_of_another_round(self, held, nominees, office, browser):
        other = PublicPostingFactory(nomination_round__unit=office)
        answer = browser.post(
            reverse("admin:awards_objection_add"),
            {
                "posting": other.pk,
                "nominee": nominees[0].pk,
                "received_on": "03/06/2022",
                "from_whom": "",
                "text": "Không đúng",
            },
        )
        assert "is not proposed in this round" in errors(answer, "nominee")[0]

    def test_a_settled_objection_is_closed_until_it_is_opened_again(self, nominees, browser):
        objection = ObjectionFactory(nominee=nominees[0])
        browser.post(step(objection, "settle"), {"reason": "Đã trả lời"})
        assert "open it again to change it" in browser.get(change(objection)).content.decode()
        browser.post(step(objection, "reopen"), {"reason": "Có tình tiết mới"})
        objection.refresh_from_db()
        assert (objection.state, objection.answer, objection.settled_on) == ("open", "", None)
