"""Histories: what is kept of people and units, who sees their story, and what the papers tell."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardLevel
from tests.answers import assert_not_found
from tests.campaign.reading import fact_texts, scope_of
from tests.factories.awards import (
    AchievementFactory,
    AwardFactory,
    AwardRuleFactory,
    ConferralFactory,
    DossierFactory,
    ImpedimentFactory,
    NominationRoundFactory,
    NomineeFactory,
    RuleConditionFactory,
    ServiceLeaveFactory,
    YearlyRatingFactory,
)
from tests.factories.campaign import CampaignFactory
from tests.factories.innovations import EffectConfirmationFactory, InnovationAuthorFactory, InnovationFactory
from tests.factories.office import PersonFactory, PostingFactory, UserFactory

pytestmark = pytest.mark.django_db


def day(year, month=1, number=1):
    return datetime.date(year, month, number)


def problems(record) -> set[str]:
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return set(refused.value.message_dict)


class TestRows:
    def test_post_and_unit_stay_as_they_were(self, unit_a, unit_b):
        person = PersonFactory(unit=unit_b)
        PostingFactory(
            person=person, unit=unit_a, post="Chuyên viên", valid_from=day(2019), valid_to=day(2022, 6, 30)
        )
        PostingFactory(person=person, unit=unit_b, post="Trưởng phòng", valid_from=day(2022, 7))
        held = ConferralFactory(person=person, unit=None, decided_on=day(2022, 1, 20))
        assert (held.unit, held.post, held.unit_name) == (unit_a, "Chuyên viên", "Phòng A")
        unit_a.name = "Phòng Đổi tên"
        unit_a.save()
        held.refresh_from_db()
        held.save()
        assert held.unit_name == "Phòng A"

    def test_the_year_is_the_last_of_the_period(self):
        held = ConferralFactory(period_start=day(2019), period_end=day(2021, 12, 31))
        assert held.year == 2021

    def test_an_award_for_the_wrong_kind_of_recipient(self):
        award = AwardFactory(subject="individual")
        assert problems(ConferralFactory.build(award=award, unit=PersonFactory().unit)) == {"award"}

    def test_decided_before_it_was_achieved(self):
        row = ConferralFactory.build(
            award=AwardFactory(), unit=PersonFactory().unit, decided_on=day(2020, 12, 31)
        )
        assert problems(row) == {"decided_on"}

    def test_one_rating_a_year_and_none_for_a_year_to_come(self):
        first = YearlyRatingFactory()
        assert problems(YearlyRatingFactory.build(unit=first.unit, year=first.year)) == {"year"}
        assert "year" in problems(YearlyRatingFactory.build(unit=first.unit, year=2099))

    def test_only_discipline_has_a_measure(self):
        assert problems(ImpedimentFactory.build(unit=PersonFactory().unit, measure="warning")) == {"measure"}

    def test_maternity_counts_as_service(self):
        row = ServiceLeaveFactory.build(person=PersonFactory(), kind="maternity", counts=False)
        assert problems(row) == {"counts"}

    def test_leaves_do_not_overlap(self):
        first = ServiceLeaveFactory(ended_on=day(2021, 8, 1))
        later = ServiceLeaveFactory.build(person=first.person, begun_on=day(2021, 7, 1))
        assert problems(later) == {"begun_on"}

    def test_research_is_proved(self):
        row = AchievementFactory.build(unit=PersonFactory().unit, kind="innovation")
        assert problems(row) == {"innovation"}

    def test_a_revoked_award_is_closed_yet_readable(self, superuser, english):
        held = ConferralFactory()
        held.revoked_on, held.revoked_because = day(2022, 5), "Kê khai không đúng"
        held.save()
        page = english(superuser).get(reverse("admin:awards_conferral_change", args=[held.pk]))
        assert "Kê khai không đúng" in page.content.decode()
        assert 'name="period_start"' not in page.content.decode()


class TestStory:
    @pytest.fixture
    def person(self, unit_a):
        made = PersonFactory(unit=unit_a)
        award = AwardFactory(name="Lao động tiên tiến")
        held = ConferralFactory(person=made, unit=unit_a, award=award)
        held.revoked_on, held.revoked_because = day(2022, 5), "Kê khai không đúng"
        held.save()
        AchievementFactory(person=made, unit=unit_a, title="Số hóa hồ sơ")
        YearlyRatingFactory(person=made, unit=unit_a, year=2020, rating="excellent")
        ImpedimentFactory(person=made, unit=unit_a, reason="Đơn mẫu")
        ServiceLeaveFactory(person=made)
        return made

    def address(self, kind, pk=None):
        return reverse(f"admin:awards_conferral_{kind}", args=[pk] if pk else [])

    def test_tells_everything_on_one_page(self, person, officer, english):
        page = english(officer).get(self.address("person", person.pk)).content.decode()
        for told in (
            "Lao động tiên tiến",
            "revoked",
            "Số hóa hồ sơ",
            "2020: completed excellently",
            "Đơn mẫu",
            "does not count as service",
        ):
            assert told in page

    def test_of_a_unit(self, unit_a, officer, english):
        ConferralFactory(unit=unit_a, award=AwardFactory(name="Tập thể lao động tiên tiến"))
        page = english(officer).get(self.address("unit", unit_a.pk)).content.decode()
        assert "Tập thể lao động tiên tiến" in page

    def test_of_another_unit_is_not_found(self, contact_a, unit_b, english):
        stranger = PersonFactory(unit=unit_b)
        assert_not_found(english(contact_a).get(self.address("person", stranger.pk)))
        assert_not_found(english(contact_a).get(self.address("unit", unit_b.pk)))

    def test_everybody_sees_their_own_and_nothing_else(self, person, unit_a, signed_in):
        browser = signed_in(UserFactory(unit=unit_a, person=person))
        mine = browser.get(self.address("mine"))
        assert mine.status_code == 200
        assert "Số hóa hồ sơ" in mine.content.decode()
        assert browser.get(self.address("person", person.pk)).status_code == 403
        assert signed_in(UserFactory(unit=unit_a)).get(self.address("mine")).status_code == 404

    def test_the_way_to_it_stands_on_every_page(self, person, unit_a, signed_in):
        browser = signed_in(UserFactory(unit=unit_a, person=person))
        assert self.address("mine") in browser.get(reverse("admin:index")).content.decode()

    def test_costs_the_same_however_long(self, person, unit_a, officer, signed_in):
        browser = signed_in(officer)
        address = self.address("person", person.pk)
        browser.get(address)
        with CaptureQueriesContext(connection) as short:
            browser.get(address)
        for _ in range(15):
            ConferralFactory(person=person, unit=unit_a)
            AchievementFactory(person=person, unit=unit_a)
        with CaptureQueriesContext(connection) as long:
            browser.get(address)
        assert len(long) == len(short)


class TestFacts:
    @pytest.fixture
    def campaign(self, office):
        return CampaignFactory(office=office)

    def facts(self, office, campaign):
        return fact_texts("commendation", scope_of(office, campaign=campaign))

    def test_nothing_yet(self, office, campaign):
        found = self.facts(office, campaign)
        assert found["proposed.individuals"] == "0"
        assert found["awarded.collectives"] == "0"
        assert found["in_progress"] == "0"

    def test_proposed_by_form_and_kind_of_recipient(self, office, campaign, unit_a):
        held = NominationRoundFactory(unit=office, campaign=campaign)
        award = AwardFactory(name="Giấy khen", level=AwardLevel.BASE)
        dossier = DossierFactory(round=held, unit=unit_a)
        for _ in range(2):
            NomineeFactory(dossier=dossier, award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
        NomineeFactory(dossier=dossier, award=award, person=None, unit=unit_a)
        gone = NomineeFactory(dossier=dossier, award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
        gone.state, gone.state_reason = "withdrawn", "Xin rút"
        gone.save()
        found = self.facts(office, campaign)
        assert found["proposed.giay-khen.individuals"] == "02"
        assert found["proposed.giay-khen.collectives"] == "01"
        assert found["in_progress"] == "03"
        held.state = "decided"
        held.save()
        assert self.facts(office, campaign)["in_progress"] == "0"

    def test_awarded_in_the_period_and_standing(self, office, campaign, unit_a):
        award = AwardFactory(name="Lao động tiên tiến")
        for _ in range(3):
            ConferralFactory(award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
        late = ConferralFactory(award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
        late.decided_on = day(2023, 1, 10)
        late.save()
        gone = ConferralFactory(award=award, person=PersonFactory(unit=unit_a), unit=unit_a)
        gone.revoked_on, gone.revoked_because = day(2022, 5), "Kê khai không đúng"
        gone.save()
        ConferralFactory(award=award)  # of another office
        found = self.facts(office, campaign)
        assert found["awarded.lao-dong-tien-tien.individuals"] == "03"
        assert found["awarded.individuals"] == "03"
        assert found["awarded.collectives"] == "0"


class TestInnovations:
    """A story and a nominee's page tell recognised innovations with level, reach and the person's own share."""

    @pytest.fixture
    def person(self, unit_a):
        made = PersonFactory(unit=unit_a)
        solution = InnovationFactory(
            unit=unit_a, title="Họp không giấy", year=2021, recognised=True, recognised_on=day(2021, 11, 2)
        )
        InnovationAuthorFactory(innovation=solution, person=made, share_percent=60)
        EffectConfirmationFactory(innovation=solution, reach="province", confirmed_on=day(2022, 3, 1))
        waiting = InnovationFactory(unit=unit_a, title="Gửi giấy mời điện tử", year=2022)
        InnovationAuthorFactory(innovation=waiting, person=made, share_percent=100)
        return made

    def test_in_the_story_of_a_person(self, person, officer, english):
        page = english(officer).get(reverse("admin:awards_conferral_person", args=[person.pk]))
        text = page.content.decode()
        assert "recognised at grassroots level on 02/11/2021" in text
        assert "reach confirmed: ministry or province, 01/03/2022" in text
        assert "own share 60" in text
        assert [one.title for one in page.context["story"].innovations] == ["Gửi giấy mời điện tử"]

    def test_in_the_story_of_a_unit(self, person, unit_a, officer, english):
        text = english(officer).get(reverse("admin:awards_conferral_unit", args=[unit_a.pk])).content.decode()
        assert "Họp không giấy" in text
        assert "own share" not in text

    def test_on_the_page_of_a_nominee(self, person, unit_a, officer, english):
        nominee = NomineeFactory(dossier=DossierFactory(unit=unit_a), person=person, unit=unit_a)
        text = (
            english(officer).get(reverse("admin:awards_nominee_change", args=[nominee.pk])).content.decode()
        )
        assert "reach confirmed: ministry or province" in text

    def test_costs_the_same_for_one_and_for_thirty(self, person, unit_a, officer, signed_in):
        browser = signed_in(officer)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                browser.get(reverse("admin:awards_conferral_person", args=[person.pk]))
            return len(captured)

        def one_more() -> None:
            made = InnovationFactory(unit=unit_a, recognised=True, recognised_on=day(2021, 5, 2))
            InnovationAuthorFactory(innovation=made, person=person)
            held = ConferralFactory(person=person, unit=unit_a)
            held.achievements.add(AchievementFactory(person=person, unit=unit_a))

        one_more()
        statements()
        few = statements()
        for _ in range(30):
            one_more()
        assert statements() == few


def test_an_award_shows_its_rules_with_how_sure_they_are(officer, english):
    award = AwardFactory(name="Giấy khen")
    RuleConditionFactory(rule=AwardRuleFactory(award=award, source="Quy chế mẫu, Điều 5", sure="unsure"))
    page = english(officer).get(reverse("admin:awards_award_change", args=[award.pk])).content.decode()
    assert "Quy chế mẫu, Điều 5" in page
    assert "Confirm with your own regulation." in page
