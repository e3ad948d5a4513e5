"""The life of a dossier through its pages: written, submitted, recalled, reviewed, returned, passed on."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from awards.actions import dossiers, nominees
from awards.models import (
    Dossier,
    DossierState,
    Nominee,
    NomineeState,
    RuleTopic,
)
from office_culture.actions.workflow import Refused
from office_culture.models import Event
from office_culture.models.files import link_models
from office_culture.project import roles
from tests.answers import assert_refused, assert_saved, assert_whole_page
from tests.awards.pages import change, step
from tests.campaign.reading import errors, row_errors, row_forms
from tests.factories.awards import (
    AchievementFactory,
    AwardFactory,
    AwardRuleFactory,
    ConferralFactory,
    DossierFactory,
    DossierFileFactory,
    ImpedimentFactory,
    NominationRoundFactory,
    NomineeFactory,
    NomineeFileFactory,
    PaperKindFactory,
    RequiredPaperFactory,
    RuleConditionFactory,
)
from tests.factories.office import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(office):
    made = NominationRoundFactory(unit=office)
    made.awards.set([AwardFactory(name="Giấy khen"), AwardFactory(name="Cờ thi đua", subject="collective")])
    return made


@pytest.fixture
def letter(held):
    return held.awards.get(name="Giấy khen")


@pytest.fixture
def dossier(held, unit_a):
    return DossierFactory(round=held, unit=unit_a)


@pytest.fixture
def nominee(dossier, letter, unit_a):
    return NomineeFactory(dossier=dossier, award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)


def nominee_form(nominee: Nominee, **changes) -> dict:
    values = {
        "dossier": nominee.dossier_id,
        "award": nominee.award_id,
        "position": 0,
        "person": nominee.person_id or "",
        "unit": nominee.unit_id,
        "name": nominee.name,
        "post": nominee.post,
        "summary": nominee.summary,
        "opened_version": nominee.version,
        **row_forms("files"),
    }
    return {**values, **changes}


def state_of(record) -> str:
    return type(record).objects.get(pk=record.pk).state


class TestLife:
    def test_from_draft_to_the_council(self, nominee, dossier, contact_a, officer, english):
        unit, office = english(contact_a), english(officer)
        unit.post(step(dossier, "submit"), {"reason": ""})
        assert state_of(dossier) == DossierState.SUBMITTED
        assert Dossier.objects.get().submitted_on
        office.post(step(dossier, "review"), {"reason": ""})
        office.post(step(nominee, "pass"), {"reason": ""})
        assert state_of(nominee) == NomineeState.PASSED
        office.post(step(dossier, "finish"), {"reason": ""})
        assert state_of(dossier) == DossierState.CHECKED
        held = dossier.round
        office.post(step(held, "submit"), {"reason": ""})
        assert state_of(held) == "submitted"
        assert Event.objects.filter(verb="transition").count() == 5

    def test_recall_only_until_somebody_reviews(self, nominee, dossier, contact_a, officer, english):
        unit = english(contact_a)
        unit.post(step(dossier, "submit"), {"reason": ""})
        unit.post(step(dossier, "recall"), {"reason": ""})
        assert state_of(dossier) == DossierState.DRAFT
        unit.post(step(dossier, "submit"), {"reason": ""})
        english(officer).post(step(dossier, "review"), {"reason": ""})
        unit.post(step(dossier, "recall"), {"reason": ""})
        assert state_of(dossier) == DossierState.UNDER_REVIEW

    def test_a_round_goes_up_only_with_all_dossiers_checked(self, nominee, dossier, officer, english):
        page = english(officer).post(step(dossier.round, "submit"), {"reason": ""}, follow=True)
        assert "Dossiers not checked yet: Phòng A" in page.content.decode()

    def test_the_unit_does_not_review_its_own_dossier(self, nominee, dossier, contact_a, english):
        unit = english(contact_a)
        unit.post(step(dossier, "submit"), {"reason": ""})
        page = unit.post(step(dossier, "review"), {"reason": ""}, follow=True)
        assert "runs this round" in page.content.decode()
        assert state_of(dossier) == DossierState.SUBMITTED

    def test_an_empty_dossier_is_not_submitted(self, dossier, contact_a, english):
        page = english(contact_a).post(step(dossier, "submit"), {"reason": ""}, follow=True)
        assert "Nobody is put up" in page.content.decode()

    def test_a_closed_dossier_is_changed_by_nobody(self, nominee, dossier, contact_a, superuser, english):
        english(contact_a).post(step(dossier, "submit"), {"reason": ""})
        before = Nominee.objects.get().version
        for user in (contact_a, superuser):
            english(user).post(change(nominee), nominee_form(nominee, summary="Đổi lén"))
        assert Nominee.objects.get().version == before
        assert english(superuser).get(change(dossier)).status_code == 200


class TestReturn:
    @pytest.fixture(autouse=True)
    def under_review(self, nominee, dossier, contact_a, officer):
        dossiers.WORKFLOW.perform("submit", obj=dossier, by=contact_a)
        dossiers.WORKFLOW.perform("review", obj=dossier, by=officer)

    def give_back(self, browser, nominee, **answers):
        return browser.post(
            step(nominee, "return"), {"reason": "Thiếu số liệu", "flagged": ["summary"], **answers}
        )

    def test_asks_for_a_reason_and_for_the_fields(self, nominee, officer, english):
        browser = english(officer)
        assert self.give_back(browser, nominee, reason="").status_code == 200
        assert self.give_back(browser, nominee, flagged=[]).status_code == 200
        assert state_of(nominee) == NomineeState.PROPOSED
        assert self.give_back(browser, nominee).status_code == 302
        assert state_of(nominee) == NomineeState.RETURNED

    def test_the_reason_stands_on_top_and_only_flagged_fields_open(
        self, nominee, officer, contact_a, english
    ):
        self.give_back(english(officer), nominee)
        unit = english(contact_a)
        page = unit.get(change(nominee)).content.decode()
        assert "returned: Thiếu số liệu" in page
        assert 'name="summary"' in page
        assert 'name="person"' not in page
        nominee = Nominee.objects.get()
        other = PersonFactory(unit=nominee.unit)
        form = nominee_form(nominee, summary="Giải quyết 120 hồ sơ trước hạn", person=other.pk)
        assert unit.post(change(nominee), form).status_code == 302
        fresh = Nominee.objects.get()
        assert fresh.summary == "Giải quyết 120 hồ sơ trước hạn"
        assert fresh.person_id == nominee.person_id, "a field that was not flagged stays"
        unit.post(step(nominee, "send"), {"reason": ""})
        sent = Nominee.objects.get()
        assert (sent.state, sent.flagged, sent.state_reason) == (NomineeState.PROPOSED, [], "")

    def test_papers_open_only_when_flagged(self, nominee, officer, contact_a, english):
        self.give_back(english(officer), nominee)
        unit = english(contact_a)
        assert 'name="files-0-upload"' not in unit.get(change(nominee)).content.decode()
        assert "files-__prefix__-upload" not in unit.get(change(nominee)).content.decode()
        unit.post(step(nominee, "send"), {"reason": ""})
        self.give_back(english(officer), nominee, flagged=["papers"])
        assert "files-__prefix__-upload" in unit.get(change(nominee)).content.decode()

    def test_a_dossier_with_a_returned_nominee_is_not_finished(self, nominee, dossier, officer, english):
        self.give_back(english(officer), nominee)
        page = english(officer).post(step(dossier, "finish"), {"reason": ""}, follow=True)
        assert nominee.name in page.content.decode()
        assert state_of(dossier) == DossierState.UNDER_REVIEW

    def test_one_weak_nominee_leaves_the_others_alone(self, nominee, dossier, letter, officer, english):
        strong = NomineeFactory(
            dossier=dossier, award=letter, person=PersonFactory(unit=dossier.unit), unit=dossier.unit
        )
        self.give_back(english(officer), nominee)
        english(officer).post(step(strong, "pass"), {"reason": ""})
        assert (state_of(nominee), state_of(strong)) == ("returned", "passed")

    def test_only_reviewers_return(self, nominee, contact_a, english):
        self.give_back(english(contact_a), nominee)
        assert state_of(nominee) == NomineeState.PROPOSED

    def test_the_action_itself_wants_flags(self, nominee, officer):
        with pytest.raises(Refused):
            nominees.WORKFLOW.perform("return", obj=nominee, by=officer, reason="Sai", answers={})
        with pytest.raises(Refused):
            nominees.WORKFLOW.perform("judge", obj=nominee, by=officer, reason="Sai", answers={})

    def test_judging_a_condition_settles_the_verdict(self, nominee, letter, officer, english):
        rule = AwardRuleFactory(award=letter)
        condition = RuleConditionFactory(rule=rule, kind="judged", rating="", text="Gương mẫu")
        browser = english(officer)
        assert "nobody has judged this yet" in browser.get(change(nominee)).content.decode()
        answers = {"reason": "Biên bản họp ngày 12/5", "condition": condition.pk, "met": "yes"}
        assert browser.post(step(nominee, "judge"), answers).status_code == 302
        page = browser.get(change(nominee)).content.decode()
        assert "Biên bản họp ngày 12/5" in page
        assert "meets the conditions" in page
        browser.post(step(nominee, "judge"), {**answers, "met": "no"})
        assert nominee.judgements.get().met is False

    def test_withdrawn_with_a_reason(self, nominee, contact_a, english):
        unit = english(contact_a)
        assert unit.post(step(nominee, "withdraw"), {"reason": ""}).status_code == 200
        unit.post(step(nominee, "withdraw"), {"reason": "Cá nhân xin rút"})
        assert state_of(nominee) == NomineeState.WITHDRAWN


class TestGates:
    def submit(self, dossier, by) -> str:
        try:
            dossiers.WORKFLOW.perform("submit", obj=dossier, by=by)
        except Refused as refused:
            return str(refused)
        return ""

    def test_required_papers(self, nominee, dossier, letter, contact_a):
        rule = AwardRuleFactory(award=letter, topic=RuleTopic.PAPERS)
        common = PaperKindFactory(name="Biên bản họp xét")
        own = PaperKindFactory(name="Báo cáo thành tích", per_nominee=True)
        for kind in (common, own):
            RequiredPaperFactory(rule=rule, kind=kind)
        refusal = self.submit(dossier, contact_a)
        assert "Biên bản họp xét" in refusal
        assert f"{nominee.name}" in refusal
        DossierFileFactory(dossier=dossier, kind=common)
        assert "Biên bản" not in self.submit(dossier, contact_a)
        DossierFileFactory(dossier=dossier, kind=own)
        assert self.submit(dossier, contact_a), "a paper of the nominee stands on the nominee's page"
        NomineeFileFactory(nominee=nominee, kind=own)
        assert self.submit(dossier, contact_a) == ""

    def test_an_open_matter_blocks_with_its_reason(self, nominee, dossier, contact_a):
        matter = ImpedimentFactory(person=nominee.person, unit=nominee.unit, reason="Đơn tố cáo mẫu")
        assert "Đơn tố cáo mẫu" in self.submit(dossier, contact_a)
        matter.ended_on = matter.begun_on
        matter.save()
        assert self.submit(dossier, contact_a) == ""

    def test_an_achievement_rewarded_before_blocks(self, nominee, dossier, letter, contact_a):
        deed = AchievementFactory(person=nominee.person, unit=nominee.unit)
        nominee.achievements.add(deed)
        before = ConferralFactory(award=letter, person=nominee.person, unit=nominee.unit)
        before.achievements.add(deed)
        with override("en"):
            assert "was rewarded at the same level" in self.submit(dossier, contact_a)
        assert state_of(dossier) == DossierState.DRAFT

    def test_a_round_that_has_gone_up_takes_none(self, nominee, dossier, contact_a):
        type(dossier.round).objects.filter(pk=dossier.round_id).update(state="submitted")
        assert self.submit(dossier, contact_a)


class TestBadInput:
    def add(self, browser, dossier, award, person=None, unit=None):
        values = {
            "dossier": dossier.pk,
            "award": award.pk,
            "position": 0,
            "person": person.pk if person else "",
            "unit": unit.pk if unit else "",
            **row_forms("files"),
        }
        return browser.post(reverse("admin:awards_nominee_add"), values)

    def test_nominated_twice_for_one_award(self, nominee, dossier, letter, held, officer, english, office):
        browser = english(officer)
        page = self.add(browser, dossier, letter, person=nominee.person, unit=nominee.unit)
        [refusal] = errors(page, "person")
        assert refusal.startswith(
            "This person is nominated for this award in this round already.<br><a href="
        )
        above = DossierFactory(round=held, unit=office)
        page = self.add(browser, above, letter, person=nominee.person, unit=nominee.unit)
        assert errors(page, "person"), "another dossier of the round puts up the same person"
        with pytest.raises(IntegrityError), transaction.atomic():
            Nominee(dossier=above, award=letter, person=nominee.person, unit=nominee.unit).save()

    def test_twice_in_one_save(self, dossier, letter, unit_a, contact_a, english):
        person = PersonFactory(unit=unit_a)
        row = {"position": 0, "award": letter.pk, "person": person.pk, "unit": unit_a.pk, "summary": ""}
        form = {
            "note": "",
            "opened_version": dossier.version,
            **row_forms("nominees", row, row, parent="dossier", parent_pk=dossier.pk),
            **row_forms("files"),
        }
        page = english(contact_a).post(change(dossier), form)
        assert page.status_code == 200
        assert row_errors(page) == [
            {"person": ["This person is nominated for this award in this round already."]}
        ]
        assert not Nominee.objects.exists()

    def test_whoever_was_withdrawn_may_be_put_up_again(self, nominee, dossier, letter, officer, english):
        nominees.WORKFLOW.perform("withdraw", obj=nominee, by=officer, reason="Nhầm")
        page = self.add(english(officer), dossier, letter, person=nominee.person, unit=nominee.unit)
        assert_saved(page)

    def test_an_award_for_the_wrong_kind_of_recipient(self, dossier, held, unit_a, officer, english):
        flag = held.awards.get(name="Cờ thi đua")
        page = self.add(english(officer), dossier, flag, person=PersonFactory(unit=unit_a))
        assert errors(page, "award") == ["“Cờ thi đua” is for collectives only; choose another award."]

    def test_an_award_that_the_round_is_not_for(self, dossier, unit_a, officer, english):
        page = self.add(english(officer), dossier, AwardFactory(), person=PersonFactory(unit=unit_a))
        assert "choose one of its awards" in errors(page, "award")[0]

    def test_somebody_of_another_unit(self, dossier, letter, unit_b, officer, english):
        page = self.add(english(officer), dossier, letter, person=PersonFactory(unit=unit_b))
        assert "this dossier is of Phòng A" in errors(page, "person")[0]

    def test_nobody_at_all(self, dossier, letter, officer, english):
        page = self.add(english(officer), dossier, letter)
        assert errors(page, "unit")

    def test_the_unit_follows_from_the_posting(self, dossier, letter, unit_a, officer, english):
        person = PersonFactory(unit=unit_a)
        PostingFactory(person=person, unit=unit_a, post="Phó Trưởng phòng", valid_from=None)
        assert self.add(english(officer), dossier, letter, person=person).status_code == 302
        made = Nominee.objects.get()
        assert (made.unit, made.post, made.name) == (unit_a, "Phó Trưởng phòng", person.full_name)

    def test_an_achievement_of_somebody_else(self, nominee, contact_a, english):
        theirs = AchievementFactory(person=PersonFactory(unit=nominee.unit), unit=nominee.unit)
        page = english(contact_a).post(change(nominee), nominee_form(nominee, achievements=[theirs.pk]))
        assert "choose one of the nominee" in errors(page, "achievements")[0]

    def test_a_unit_that_does_not_belong_to_the_office(self, held, officer, english):
        stranger = DossierFactory().unit
        page = english(officer).post(
            reverse("admin:awards_dossier_add"), {"round": held.pk, "unit": stranger.pk, "note": ""}
        )
        assert errors(page, "unit")

    def test_one_dossier_for_each_unit(self, dossier, officer, english):
        page = english(officer).post(
            reverse("admin:awards_dossier_add"),
            {"round": dossier.round_id, "unit": dossier.unit_id, "note": ""},
        )
        [refusal] = errors(page, "unit")
        assert refusal.startswith("This unit has a dossier in this round already; open that one.<br><a href=")


class TestScope:
    def test_units_see_the_round_of_the_office_and_only_their_own_dossiers(
        self, held, dossier, nominee, unit_b, letter, contact_a, english
    ):
        theirs = DossierFactory(round=held, unit=unit_b)
        NomineeFactory(dossier=theirs, award=letter, person=PersonFactory(unit=unit_b), unit=unit_b)
        browser = english(contact_a)
        page = browser.get(change(held))
        assert page.status_code == 200
        assert 'name="name"' not in page.content.decode(), "the round belongs to the office"
        assert [one.unit for one in page.context["dossiers"]] == [dossier.unit]
        assert browser.get(change(theirs)).status_code == 302
        assert browser.get(step(theirs, "submit")).status_code == 404

    @pytest.mark.parametrize("model", ["impediment", "serviceleave"])
    def test_contacts_see_no_discipline(self, model, unit_a, signed_in, django_user_model):
        user = django_user_model.objects.create_user("dau-moi", password="x", is_staff=True, unit=unit_a)
        user.groups.set([Group.objects.get(name=roles.UNIT_CONTACT.name)])
        address = reverse(f"admin:awards_{model}_changelist")
        assert_refused(signed_in(user).get(address))
        assert_whole_page(signed_in(user).get(reverse("admin:awards_nominee_add")))
        assert_refused(signed_in(user).get(reverse("admin:awards_awardrule_add")))

    def test_files_hang_on_records(self):
        names = {model.__name__ for model in link_models()}
        assert {"DossierFile", "NomineeFile", "AchievementFile"} <= names


class TestPages:
    def test_a_dossier_costs_the_same_for_one_and_many_nominees(
        self, nominee, dossier, letter, contact_a, signed_in
    ):
        dossiers.WORKFLOW.perform("submit", obj=dossier, by=contact_a)
        browser = signed_in(contact_a)
        browser.get(change(dossier))
        with CaptureQueriesContext(connection) as few:
            browser.get(change(dossier))
        for _ in range(10):
            NomineeFactory(
                dossier=dossier, award=letter, person=PersonFactory(unit=dossier.unit), unit=dossier.unit
            )
        with CaptureQueriesContext(connection) as many:
            assert browser.get(change(dossier)).status_code == 200
        assert len(many) == len(few)
