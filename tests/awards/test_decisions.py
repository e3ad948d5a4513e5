"""The life of a decision through its pages: from the round to its number, and what follows for its lines."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    AwardDecision,
    AwardKind,
    Conferral,
    DecisionLine,
    Ground,
    NomineeState,
    ObjectionState,
    VoteOutcome,
)
from awards.selectors.stories import story_of_person
from office_culture.actions.signatures import newest_bytes
from office_culture.models import Document, IssuedPaper
from office_culture.models.frozen import door
from office_culture.selectors.documents import citation_of
from office_culture.text.citations import full
from tests.answers import assert_refused, assert_saved
from tests.awards.deciding import (
    HELD_ON,
    agreed,
    award,
    change,
    decision_form,
    draft_of,
    line_row,
    money_rules,
    round_of,
    session_of,
    step,
)
from tests.campaign.reading import errors, row_errors
from tests.factories.awards import AchievementFactory, ConferralFactory, ImpedimentFactory
from tests.factories.decisions import (
    AwardDecisionFactory,
    DecisionLineFactory,
    ObjectionFactory,
    PublicPostingFactory,
)
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
def letter():
    return award("Giấy khen", "0.3", position=60)


@pytest.fixture
def nominee(session, letter, unit_a):
    return agreed(session, letter, unit_a)


@pytest.fixture
def browser(officer, english):
    return english(officer)


@pytest.fixture
def draft(office, held, nominee, browser):
    made = draft_of(office, held)
    browser.post(step(made, "take_over"), {"reason": ""})
    return made


@pytest.fixture
def issue(browser, django_capture_on_commit_callbacks):
    """Takes a draft all the way to its number."""

    def way(decision, **asked):
        for name in ("submit", "approve"):
            browser.post(step(decision, name), {"reason": ""})
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(step(decision, "issue"), {"number": "", "on": "", **asked})
        decision.refresh_from_db()
        return answer

    return way


class TestLife:
    def test_from_the_round_to_the_draft_in_one_click(self, held, nominee, browser):
        page = browser.get(change(held)).content.decode()
        address = reverse("round_draft", args=[held.pk, "decision"])
        assert address in page
        answer = browser.post(address)
        made = AwardDecision.objects.get()
        assert answer["Location"] == change(made)
        line = made.lines.get()
        assert (line.name, line.nominee, line.summary) == (nominee.name, nominee, nominee.summary)
        browser.post(address)
        assert AwardDecision.objects.count() == DecisionLine.objects.count() == 1

    def test_issued_with_number_register_prizes_and_awards(self, draft, nominee, office, issue):
        achievement = AchievementFactory(person=nominee.person, unit=nominee.unit)
        nominee.achievements.add(achievement)
        issue(draft)
        today = timezone.localdate()
        assert (draft.state, draft.symbol, draft.decided_on) == ("issued", "01/QĐ-VPTN", today)
        document = Document.objects.get(awarddecision=draft)
        assert (document.symbol, document.issuing_unit, document.use) == ("01/QĐ-VPTN", office, "decision")
        line = draft.lines.get()
        # 0,3 × 1.490.000 = 447.000
        assert (line.prize_amount, line.prize_due, line.base_salary) == (450_000, 450_000, 1_490_000)
        assert line.book_number == f"01/{today.year}"
        received = Conferral.objects.get()
        assert (received.line, received.nominee, received.decision) == (line, nominee, document)
        assert list(received.achievements.all()) == [achievement]
        assert received in story_of_person(nominee.person).conferrals

    def test_an_award_after_death_is_one_from_the_nomination_to_the_award_received(
        self, office, held, nominee, browser, issue
    ):
        nominee.posthumous = True
        nominee.save()
        draft = draft_of(office, held)
        browser.post(step(draft, "take_over"), {"reason": ""})
        assert draft.lines.get().posthumous
        issue(draft)
        assert Conferral.objects.get().posthumous

    def test_the_paper_is_a_decision_with_its_list_across_the_page(self, draft, issue):
        issue(draft)
        words = words_of(newest_bytes(draft.paper))
        for expected in (
            "QUYẾT ĐỊNH",
            "Số: 01/QĐ-VPTN",
            "Điều 1. Tặng Giấy khen cho 01 cá nhân đã có thành tích trong năm 2021",
            "tổng số tiền: 450.000 đồng",
            "Kèm theo Quyết định số 01/QĐ-VPTN ngày",
            "Nguyễn Văn An",
            "Trần Thị Ký",
        ):
            assert expected in words
        assert "ngày 10 tháng 6 năm 2022" in words  # the council's minutes among the bases

    def test_the_draft_is_shown_as_one(self, draft, browser):
        answer = browser.get(reverse("awarddecision_preview", args=[draft.pk]))
        assert "DỰ THẢO" in words_of(answer.content)

    def test_the_books_number_and_day(self, draft, issue):
        issue(draft, number="12", on="20/06/2022")
        assert (draft.symbol, draft.decided_on) == ("12/QĐ-VPTN", datetime.date(2022, 6, 20))
        assert draft.lines.get().book_number == "01/2022"

    def test_names_stay_as_they_were(self, draft, nominee, issue):
        issue(draft)
        nominee.person.full_name = "Nguyễn Văn Khác"
        nominee.person.save()
        draft.lines.get().save()
        assert draft.lines.get().name == "Nguyễn Văn An"

    def test_returned_with_a_reason(self, draft, browser):
        browser.post(step(draft, "submit"), {"reason": ""})
        browser.post(step(draft, "return"), {"reason": "Sửa căn cứ"})
        page = browser.get(change(draft)).content.decode()
        assert "Sửa căn cứ" in page
        assert AwardDecision.objects.get().state == "draft"

    def test_withdrawn_the_awards_fall_and_the_nominee_is_free(
        self, draft, nominee, held, issue, browser, office
    ):
        issue(draft)
        browser.post(step(draft, "withdraw"), {"reason": "Sai thẩm quyền"})
        draft.refresh_from_db()
        assert draft.state == "withdrawn"
        assert IssuedPaper.objects.get(type_code="QĐ").state == "withdrawn"
        received = Conferral.objects.get()
        assert not Conferral.objects.active().exists()
        assert received.revoked_because == "Sai thẩm quyền"
        again = draft_of(office, held)
        browser.post(step(again, "take_over"), {"reason": ""})
        issue(again)
        assert again.state == "issued"
        assert Conferral.objects.active().count() == 1

    def test_certificates_are_numbered_in_the_legal_order(
        self, draft, session, letter, unit_a, unit_b, browser, issue
    ):
        agreed(session, letter, unit_b, person=False)
        browser.post(step(draft, "take_over"), {"reason": ""})
        issue(draft)
        browser.post(step(draft, "number"), {"first": "GK 0099/2022", "reason": ""})
        numbers = {line.person_id is None: line.certificate_number for line in draft.lines.all()}
        assert numbers == {True: "GK 0099/2022", False: "GK 0100/2022"}
        page = browser.get(change(draft)).content.decode()
        assert "Every line has its certificate number." in page
        assert step(draft, "number") not in page

    def test_payments_are_noted(self, draft, browser, issue):
        issue(draft)
        line = draft.lines.get()
        answer = browser.post(step(draft, "pay"), {"paid_on": "01/01/2020", "lines": [line.pk], "reason": ""})
        assert "Nothing is paid before" in answer.content.decode()
        today = f"{timezone.localdate():%d/%m/%Y}"
        browser.post(step(draft, "pay"), {"paid_on": today, "lines": [line.pk], "reason": ""})
        assert draft.lines.get().paid_on == timezone.localdate()
        page = browser.get(change(draft)).content.decode()
        assert "No prize is left to be paid." in page
        assert step(draft, "pay") not in page


class TestWithoutACouncil:
    def test_refused_without_a_ground_and_decided_with_one(self, office, unit_a, letter, browser, issue):
        decision = draft_of(office)
        DecisionLineFactory(decision=decision, award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)
        issue(decision)
        assert decision.state == "draft"
        page = browser.get(change(decision)).content.decode()
        assert "State on what ground there is none" in page
        decision.without_session = "Thành tích đột xuất, dũng cảm cứu người"
        decision.save()
        issue(decision)
        assert decision.state == "issued"

    def test_the_head_takes_over_those_passed_on(self, office, held, unit_a, letter, browser):
        from tests.factories.awards import DossierFactory, NomineeFactory

        dossier = DossierFactory(round=held, unit=unit_a)
        NomineeFactory(dossier=dossier, award=letter, unit=unit_a, state=NomineeState.PASSED)
        decision = draft_of(office, held)
        page = browser.post(step(decision, "take_over"), {"reason": ""}, follow=True)
        assert "Nobody of this round is left" in page.content.decode()
        decision.without_session = "Cơ quan không thành lập Hội đồng; Thủ trưởng quyết định"
        decision.save()
        browser.post(step(decision, "take_over"), {"reason": ""})
        assert decision.lines.count() == 1


class TestBadInput:
    def test_a_decision_dated_before_the_session(self, draft, browser, issue):
        before = HELD_ON - datetime.timedelta(days=1)
        answer = issue(draft, number="12", on=f"{before:%d/%m/%Y}")
        assert "The council sat on 10/06/2022" in answer.context["form"].errors["on"][0]
        assert draft.state == "approved"
        assert not IssuedPaper.objects.filter(type_code="QĐ").exists()

    def test_a_decision_from_outside_dated_before_the_session(self, office, held, nominee, browser):
        decision = draft_of(office, held, outside=True, issuer="UBND tỉnh", symbol="7/QĐ-UBND")
        DecisionLineFactory(
            decision=decision,
            nominee=nominee,
            award=nominee.award,
            person=nominee.person,
            unit=nominee.unit,
        )
        answer = browser.post(
            change(decision), decision_form(decision, decided_on="01/06/2022", nomination_round=held.pk)
        )
        assert "The council sat on 10/06/2022" in errors(answer, "decided_on")[0]

    def test_who_was_not_agreed_on(self, session, letter, unit_a, office, held, browser):
        refused = agreed(
            session,
            letter,
            unit_a,
            agreed=False,
            outcome=VoteOutcome.NOT_AGREED,
            threshold_percent=70,
            threshold_base="all",
            rule_source="Quy chế",
            base_count=9,
            possible=9,
            in_favour=2,
            against=7,
        )
        decision = draft_of(office, held)
        with pytest.raises(Exception, match="did not agree"):
            DecisionLine(
                decision=decision,
                nominee=refused,
                award=letter,
                person=refused.person,
                unit=unit_a,
                period_start=datetime.date(2021, 1, 1),
                period_end=datetime.date(2021, 12, 31),
            ).full_clean()
        page = browser.post(step(decision, "take_over"), {"reason": ""}, follow=True)
        assert "Nobody of this round is left" in page.content.decode()

    def test_another_award_than_the_council_agreed_on(self, draft, browser):
        other = award("Cờ thi đua", "1.0")
        line = draft.lines.get()
        answer = browser.post(
            change(draft),
            decision_form(draft, line_row(other, person=line.person, unit=line.unit, id=line.pk)),
        )
        assert "the council agreed on “Giấy khen”" in row_errors(answer)[0]["award"][0]

    def test_an_award_for_the_wrong_kind_of_recipient(self, office, unit_a, browser):
        flag = award("Cờ thi đua", "8.0", subject="collective")
        decision = draft_of(office)
        row = line_row(flag, person=PersonFactory(unit=unit_a), unit=unit_a)
        answer = browser.post(change(decision), decision_form(decision, row))
        assert "for collectives only" in row_errors(answer)[0]["award"][0]

    def test_the_same_recipient_twice(self, office, unit_a, letter, browser):
        decision, person = draft_of(office), PersonFactory(unit=unit_a)
        row = line_row(letter, person=person, unit=unit_a)
        answer = browser.post(change(decision), decision_form(decision, row, row))
        assert "stands here for this award and period already" in str(row_errors(answer))
        assert not decision.lines.exists()

    def test_the_database_refuses_the_second_as_well(self, office, unit_a, letter):
        one = DecisionLineFactory(decision=draft_of(office), award=letter, unit=unit_a)
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionLineFactory(decision=one.decision, award=letter, person=one.person, unit=unit_a)

    def test_an_issued_decision_is_changed_by_nobody(self, draft, issue, superuser, officer, english):
        issue(draft)
        before = draft.version
        for user in (officer, superuser):
            english(user).post(change(draft), decision_form(draft, subject="Đổi lén"))
        draft.refresh_from_db()
        assert (draft.version, draft.lines.count()) == (before, 1)
        assert "nobody changes it any more" in english(superuser).get(change(draft)).content.decode()

    def test_an_open_objection_stands_in_the_way(self, draft, nominee, browser, issue):
        objection = ObjectionFactory(nominee=nominee)
        issue(draft)
        assert draft.state == "draft"
        assert "objection against Nguyễn Văn An" in browser.get(change(draft)).content.decode()
        browser.post(step(objection, "settle"), {"reason": "Đã xác minh, không có cơ sở"})
        objection.refresh_from_db()
        assert (objection.state, objection.answer) == (ObjectionState.SETTLED, "Đã xác minh, không có cơ sở")
        issue(draft)
        assert draft.state == "issued"

    def test_while_the_list_is_posted_nobody_decides(self, draft, nominee, held, browser, issue):
        posting = PublicPostingFactory(nomination_round=held, posted_on=timezone.localdate())
        posting.nominees.add(nominee)
        issue(draft)
        assert draft.state == "draft"
        assert "is posted until" in browser.get(change(draft)).content.decode()

    def test_an_open_matter_blocks(self, draft, nominee, browser, issue):
        ImpedimentFactory(person=nominee.person, unit=nominee.unit)
        issue(draft)
        assert draft.state == "draft"
        assert "is blocked" in browser.get(change(draft)).content.decode()

    def test_what_somebody_has_already(self, draft, nominee, browser, issue):
        ConferralFactory(
            award=nominee.award, person=nominee.person, unit=nominee.unit, ground=Ground.THEMATIC
        )
        ConferralFactory(
            award=nominee.award,
            person=nominee.person,
            unit=nominee.unit,
            ground=draft.lines.get().ground,
        )
        issue(draft)
        assert draft.state == "draft"
        assert "for this period already" in browser.get(change(draft)).content.decode()

    def test_a_missing_rule_is_a_gap_and_never_zero(self, office, held, session, unit_a, browser, issue):
        agreed(session, award("Kỷ niệm chương", None), unit_a)
        decision = draft_of(office, held)
        browser.post(step(decision, "take_over"), {"reason": ""})
        assert "No rule on the prize" in browser.get(change(decision)).content.decode()
        assert "chưa xác định mức tiền thưởng" in words_of(
            browser.get(reverse("awarddecision_preview", args=[decision.pk])).content
        )
        issue(decision)
        assert decision.state == "approved"
        assert decision.lines.get().prize_amount is None

    def test_our_own_draft_has_no_number(self, office, browser):
        decision = draft_of(office)
        answer = browser.post(change(decision), decision_form(decision, symbol="7/QĐ-VPTN"))
        assert "gets this when it is issued" in errors(answer, "symbol")[0]

    def test_without_a_signer_nothing_goes_out(self, office, browser, issue):
        decision = AwardDecisionFactory(unit=office)
        issue(decision)
        assert decision.state == "draft"
        assert "Name the signer" in browser.get(change(decision)).content.decode()


class TestFromOutside:
    def test_recorded_with_its_awards_and_without_our_money(self, office, unit_a, browser):
        high = award("Bằng khen", "1.5", level="province", position=40)
        decision = draft_of(
            office,
            outside=True,
            issuer="UBND tỉnh",
            symbol="1234/QĐ-UBND",
            decided_on=datetime.date(2022, 7, 1),
        )
        browser.post(
            change(decision), decision_form(decision, line_row(high, person=PersonFactory(unit=unit_a)))
        )
        browser.post(step(decision, "record"), {"reason": ""})
        decision.refresh_from_db()
        assert (decision.state, decision.document.symbol) == ("issued", "1234/QĐ-UBND")
        received = Conferral.objects.get()
        assert (received.decided_on, received.unit) == (datetime.date(2022, 7, 1), unit_a)
        line = decision.lines.get()
        assert (line.prize_amount, line.prize_due) == (None, None)
        assert "by the body that decided" in browser.get(change(decision)).content.decode()

    @pytest.mark.parametrize(
        ("lacking", "cited", "year"),
        [
            (
                {"issuer": "", "symbol": "", "decided_on": "", "decided_year": ""},
                "Quyết định về việc khen thưởng",
                0,
            ),
            ({"symbol": "", "decided_on": ""}, "Quyết định năm 1988 của UBND tỉnh về việc khen thưởng", 1988),
            ({"subject": "", "decided_on": ""}, "Quyết định số 12/QĐ-UB năm 1988 của UBND tỉnh", 1988),
            (
                {"issuer": "", "subject": "", "decided_year": ""},
                "Quyết định số 12/QĐ-UB ngày 02 tháng 9 năm 1988",
                1988,
            ),
        ],
        ids=["nothing but the subject", "neither number nor day", "neither subject nor day", "no issuer"],
    )
    def test_recorded_with_what_its_source_tells(self, office, unit_a, letter, browser, lacking, cited, year):
        decision = draft_of(office, outside=True)
        typed = {
            "issuer": "UBND tỉnh",
            "symbol": "12/QĐ-UB",
            "subject": "Về việc khen thưởng",
            "decided_on": "02/09/1988",
            "decided_year": "1988",
        }
        row = line_row(letter, unit=unit_a, period_start="", period_end="")
        both = browser.post(change(decision), decision_form(decision, row, **typed))
        assert "The date says the year" in errors(both, "decided_year")[0]
        nameless = browser.post(change(decision), decision_form(decision, row, subject="", symbol=""))
        assert "by one of both the decision is known" in errors(nameless, "subject")[0]

        assert_saved(browser.post(change(decision), decision_form(decision, row, **typed | lacking)))
        browser.post(step(decision, "record"), {"reason": ""})
        decision.refresh_from_db()
        assert (decision.state, full(citation_of(decision.document))) == ("issued", cited)
        assert decision.document in Document.objects.incomplete()
        received = Conferral.objects.get()
        assert (received.year, received.decision) == (year, decision.document)
        page = browser.get(change(decision)).content.decode()
        assert "Not known of this decision" in page
        listed = browser.get(reverse("admin:awards_awarddecision_changelist"), {"incomplete": "yes"})
        assert list(listed.context["cl"].result_list) == [decision]
        assert "None" not in " ".join((str(decision), *decision.names_in_sheets(), str(received)))

    def test_our_own_decision_says_what_it_is_about(self, office, browser):
        decision = draft_of(office)
        answer = browser.post(change(decision), decision_form(decision, subject=""))
        assert "what our own decision is about" in errors(answer, "subject")[0]

    def test_a_decision_that_the_register_knows_is_not_entered_twice(self, office, unit_a, letter, browser):
        from tests.factories.documents import DocumentFactory

        known = DocumentFactory(
            symbol="9/QĐ-UBND", issuer="UBND tỉnh", date=datetime.date(2022, 7, 1), origin="above"
        )
        made = []
        for subject in ("Một", "Hai"):
            decision = draft_of(
                office,
                outside=True,
                issuer="UBND tỉnh",
                symbol="9/QĐ-UBND",
                decided_on=known.date,
                subject=subject,
            )
            DecisionLineFactory(decision=decision, award=letter, unit=unit_a)
            page = browser.post(step(decision, "record"), {"reason": ""}, follow=True)
            made.append(page.content.decode())
        assert AwardDecision.objects.get(document=known).subject == "Một"
        assert "is recorded already" in made[1]


class TestPrizes:
    def test_several_titles_the_highest_title_and_form_both(
        self, office, held, session, unit_a, browser, issue
    ):
        person = PersonFactory(unit=unit_a)
        awards = (
            award("Lao động tiên tiến", "0.3", kind=AwardKind.TITLE, position=55),
            award("Chiến sĩ thi đua cơ sở", "1.0", kind=AwardKind.TITLE, position=50),
            award("Giấy khen", "0.3", position=60),
        )
        decision = draft_of(office, held, without_session="Thủ trưởng quyết định")
        for one in awards:
            DecisionLineFactory(decision=decision, award=one, person=person, unit=unit_a)
        issue(decision)
        dues = {line.award.name: line.prize_due for line in decision.lines.select_related("award")}
        assert dues == {"Lao động tiên tiến": 0, "Chiến sĩ thi đua cơ sở": 1_490_000, "Giấy khen": 450_000}
        words = words_of(newest_bytes(decision.paper))
        assert "Theo danh hiệu cao hơn" in words
        assert "1.940.000" in words

    def test_a_title_decided_before_counts(self, office, unit_a, issue):
        person = PersonFactory(unit=unit_a)
        low = award("Lao động tiên tiến", "0.3", kind=AwardKind.TITLE, position=55)
        high = award("Chiến sĩ thi đua cơ sở", "1.0", kind=AwardKind.TITLE, position=50)
        dues = []
        for one in (low, high):
            decision = draft_of(office, without_session="Thủ trưởng quyết định")
            DecisionLineFactory(decision=decision, award=one, person=person, unit=unit_a)
            issue(decision)
            dues.append(decision.lines.get().prize_due)
        assert dues == [450_000, 1_040_000]


class TestRows:
    def test_a_line_without_a_period_has_that_of_the_round(self, office, held, unit_a, letter, browser):
        decision = draft_of(office, held, without_session="Thủ trưởng quyết định")
        row = line_row(letter, person=PersonFactory(unit=unit_a), period_start="", period_end="")
        browser.post(change(decision), decision_form(decision, row))
        line = decision.lines.get()
        assert (line.period_start, line.period_end) == (held.period_start, held.period_end)

    def test_without_a_round_the_period_has_both_days_or_is_not_known(self, office, unit_a, letter, browser):
        decision = draft_of(office)
        half = line_row(letter, person=PersonFactory(unit=unit_a), period_start="01/01/2021", period_end="")
        answer = browser.post(change(decision), decision_form(decision, half))
        assert set(row_errors(answer)[0]) == {"period_end"}
        row = line_row(letter, person=PersonFactory(unit=unit_a), period_start="", period_end="")
        assert browser.post(change(decision), decision_form(decision, row)).status_code == 302
        assert decision.lines.get().period_end is None


class TestWhoMay:
    @pytest.fixture
    def of_role(self, office):
        from django.contrib.auth.models import Group

        from office_culture.project import roles
        from tests.factories.office import UserFactory

        def make(slug):
            roles.set_up()
            user = UserFactory(username=slug, unit=office)
            user.groups.add(Group.objects.get(name=roles.named(slug).name))
            return user

        return make

    def test_the_officer_writes_and_issues_and_the_leader_approves(
        self, draft, of_role, english, django_capture_on_commit_callbacks
    ):
        officer, leader = english(of_role("records_officer")), english(of_role("leader"))
        leader.post(step(draft, "submit"), {"reason": ""})
        assert AwardDecision.objects.get().state == "draft"
        officer.post(step(draft, "submit"), {"reason": ""})
        officer.post(step(draft, "approve"), {"reason": ""})
        assert AwardDecision.objects.get().state == "in_review"
        leader.post(step(draft, "approve"), {"reason": ""})
        issue_page = step(draft, "issue")
        leader.post(issue_page, {"number": "", "on": ""})
        assert AwardDecision.objects.get().state == "approved"
        with django_capture_on_commit_callbacks(execute=True):
            officer.post(issue_page, {"number": "", "on": ""})
        assert AwardDecision.objects.get().state == "issued"

    def test_a_unit_neither_sees_nor_fetches_decisions_of_the_office(self, draft, held, contact_a, english):
        unit = english(contact_a)
        assert unit.get(change(draft)).status_code == 302
        assert unit.get(step(draft, "issue")).status_code == 404
        for name in ("awarddecision_preview", "awarddecision_paper"):
            assert unit.get(reverse(name, args=[draft.pk])).status_code == 404
        assert unit.get(reverse("decisions_presentation_page", args=[draft.pk])).status_code == 404
        answer = unit.post(reverse("round_draft", args=[held.pk, "decision"]))
        assert answer.status_code == 403
        assert not unit.get(change(held)).context["round_papers"].papers

    def test_without_rights_there_is_nothing(self, draft, held, plain_staff, english):
        nobody = english(plain_staff)
        for address in (
            reverse("awarddecision_preview", args=[draft.pk]),
            step(draft, "issue"),
            reverse("rounds_presentation_page", args=[held.pk]),
            reverse("admin:awards_awarddecision_fund"),
        ):
            assert_refused(nobody.get(address))


class TestPresentation:
    def test_page_and_paper_keep_the_legal_order(self, draft, session, letter, unit_b, browser, issue, held):
        agreed(session, letter, unit_b, person=False)
        browser.post(step(draft, "take_over"), {"reason": ""})
        issue(draft)
        for kind, record in (("decisions", draft), ("rounds", held)):
            page = browser.get(reverse(f"{kind}_presentation_page", args=[record.pk]))
            assert [line.name for line in page.context["lines"]] == ["Phòng B", "Nguyễn Văn An"]
            words = words_of(browser.get(reverse(f"{kind}_presentation_pdf", args=[record.pk])).content)
            assert words.index("Phòng B") < words.index("Nguyễn Văn An")

    def test_a_draft_is_not_presented(self, draft, browser):
        page = browser.get(reverse("decisions_presentation_page", args=[draft.pk]))
        assert "No decision in force names anybody yet" in page.content.decode()


class TestStatements:
    """Pages cost the same for one line and for thirty."""

    def statements(self, browser, address):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            assert browser.get(address).status_code == 200
        return len(caught)

    @pytest.mark.parametrize("issued", [False, True])
    def test_the_pages_of_a_decision(self, office, unit_a, letter, browser, issue, issued):
        decision = draft_of(office, without_session="Thủ trưởng quyết định")
        addresses = [change(decision), reverse("awarddecision_preview", args=[decision.pk])]
        if issued:
            addresses = [
                change(decision),
                step(decision, "pay"),
                reverse("decisions_presentation_page", args=[decision.pk]),
                reverse("admin:awards_awarddecision_fund"),
            ]
        found = []
        for number in (1, 29):
            made = decision
            for _ in range(number):
                person = PersonFactory(unit=unit_a)
                DecisionLineFactory(decision=made, award=letter, person=person, unit=unit_a)
            if issued and number == 1:
                issue(made)
            elif issued:
                self.confer_rest(made)
            # A page that is opened for the first time marks notices as read.
            for address in addresses:
                browser.get(address)
            found.append([self.statements(browser, address) for address in addresses])
        assert found[0] == found[1]

    def confer_rest(self, decision):
        """Thirty lines as if they had been issued together."""
        for line in decision.lines.filter(conferral__isnull=True):
            ConferralFactory(
                line=line, person=line.person, unit=line.unit, award=line.award, decision=decision.document
            )
            with door("test"):
                DecisionLine.objects.filter(pk=line.pk).update(
                    prize_amount=450_000, prize_due=450_000, prize_multiple="0.3", base_salary=1_490_000
                )
