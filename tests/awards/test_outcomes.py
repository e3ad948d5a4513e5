"""What became of rounds: proposed, passed on, awarded, revoked; each figure of the report from its rows."""

import dataclasses
import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import NominationRound, Nominee, NomineeState
from awards.sections.rounds import commendation
from awards.selectors.outcomes import outcomes_of
from awards.selectors.rounds import commendation_of
from office_culture.papers.walk import texts
from office_culture.rules.contradictions import FactsInText
from office_culture.rules.facts import FactBook
from office_culture.rules.nouns import spoken_facts, without_nouns
from office_culture.rules.parts import At
from office_culture.text.citations import Citations
from tests.awards.pages import change
from tests.campaign.reading import scope_of, words
from tests.factories.awards import (
    AwardFactory,
    ConferralFactory,
    DossierFactory,
    NominationRoundFactory,
    NomineeFactory,
)
from tests.factories.campaign import CampaignFactory
from tests.factories.decisions import SubmissionFactory
from tests.factories.office import PersonFactory
from tests.factories.papers import IssuedPaperFactory

pytestmark = pytest.mark.django_db

AT = At("III.5", Citations())


@pytest.fixture
def campaign(office):
    return CampaignFactory(office=office)


@pytest.fixture
def letter():
    return AwardFactory(name="Giấy khen", position=60)


@pytest.fixture
def diploma():
    return AwardFactory(name="Bằng khen", position=40, level="province")


@pytest.fixture
def held(office, campaign):
    return NominationRoundFactory(unit=office, campaign=campaign)


def put_up(held, award, unit, state=NomineeState.PASSED):
    dossier = held.dossiers.filter(unit=unit).first() or DossierFactory(round=held, unit=unit)
    made = NomineeFactory(dossier=dossier, award=award, person=PersonFactory(unit=unit), unit=unit)
    made.state = state
    made.save()
    return made


def give(nominee, award=None, *, revoked=False):
    made = ConferralFactory(
        award=award or nominee.award, person=nominee.person, unit=nominee.unit, nominee=nominee
    )
    if revoked:
        made.revoked_on, made.revoked_because = datetime.date(2022, 5, 10), "Kê khai không đúng"
        made.save()
    return made


def told(line):
    return (line.award.name, line.proposed, line.passed, line.awarded, line.lower, line.revoked)


class TestOfARound:
    def test_by_award_and_what_became_of_it(self, held, letter, diploma, unit_a):
        give(put_up(held, letter, unit_a))
        give(put_up(held, letter, unit_a), revoked=True)
        put_up(held, letter, unit_a, NomineeState.PROPOSED)
        give(put_up(held, diploma, unit_a), letter)
        gone = put_up(held, letter, unit_a)
        gone.state, gone.state_reason = "withdrawn", "Xin rút"
        gone.save()
        lines = outcomes_of(held)
        assert [told(line) for line in lines] == [("Bằng khen", 1, 1, 0, 1, 0), ("Giấy khen", 3, 2, 1, 0, 1)]
        assert not any(line.exceeded for line in lines)

    def test_more_awarded_than_proposed_is_told(self, held, letter, unit_a, officer, contact_a, english):
        put_up(held, letter, unit_a)
        for _ in range(2):
            ConferralFactory(award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)
        (line,) = outcomes_of(held)
        assert line.exceeded
        assert (
            "more awards are recorded than nominations" in english(officer).get(change(held)).content.decode()
        )
        assert "Proposed and awarded" not in english(contact_a).get(change(held)).content.decode()

    def test_costs_the_same_for_one_and_for_thirty(self, held, letter, unit_a):
        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                outcomes_of(held)
            return len(captured)

        give(put_up(held, letter, unit_a))
        few = statements()
        for _ in range(30):
            give(put_up(held, letter, unit_a))
        assert statements() == few


class TestFacts:
    @pytest.fixture
    def scope(self, office, campaign):
        return scope_of(office, campaign=campaign)

    def facts(self, scope):
        return {fact.key: fact for fact in FactBook(scope).listed("commendation")}

    def test_awarded_never_exceeds_proposed_and_the_revoked_are_told(self, scope, held, letter, unit_a):
        give(put_up(held, letter, unit_a))
        give(put_up(held, letter, unit_a), revoked=True)
        put_up(held, letter, unit_a)
        found = self.facts(scope)
        assert found["commendation.proposed.individuals"].value == 3
        assert found["commendation.given.individuals"].value == 1
        assert found["commendation.given.giay-khen.individuals"].value == 1
        assert found["commendation.revoked"].value == 1

    def test_a_lower_award_is_told_by_its_own_name(self, scope, held, letter, diploma, unit_a):
        give(put_up(held, diploma, unit_a), letter)
        found = self.facts(scope)
        assert found["commendation.given.giay-khen.individuals"].value == 1
        assert found["commendation.given.individuals"].value == 1

    def test_each_figure_on_paper_is_that_of_its_fact(self, scope, held, letter, office, campaign, unit_a):
        """Two rounds with the same award: each sentence cites the figure of its own round."""
        later = NominationRoundFactory(unit=office, campaign=campaign, opened_on=datetime.date(2022, 5, 20))
        give(put_up(held, letter, unit_a))
        put_up(held, letter, unit_a)
        for _ in range(3):
            put_up(later, letter, unit_a)
        give(Nominee.objects.filter(nomination_round=later).first(), revoked=True)
        facts = self.facts(scope)
        runs = [
            run
            for block in commendation(commendation_of(scope), At("V", Citations()))
            for content in texts(block)
            for run in content
            if run.origin
        ]
        assert {"commendation.round_1.proposed.giay-khen.individuals", "commendation.revoked"} <= {
            run.origin for run in runs
        }
        for run in runs:
            assert facts[run.origin].text == run.text.strip(), run
        assert not without_nouns(FactBook(scope))

    def test_a_number_typed_of_one_round_is_compared_with_that_round(
        self, scope, held, letter, office, campaign, unit_a
    ):
        """With the name of the round the sentence speaks of it, without the name of all rounds together."""
        NominationRound.objects.filter(pk=held.pk).update(name="Đợt xét tặng lần thứ nhất")
        later = NominationRoundFactory(
            unit=office, campaign=campaign, name="Đợt bổ sung", opened_on=datetime.date(2022, 5, 20)
        )
        put_up(held, letter, unit_a)
        for _ in range(3):
            put_up(later, letter, unit_a)
        known = FactsInText(spoken_facts(FactBook(scope)))
        for sentence, recorded in (
            ("Đợt bổ sung đề nghị 09 cá nhân.", ["03"]),
            ("Đợt bổ sung đề nghị 03 cá nhân.", []),
            ("Văn phòng đề nghị 09 cá nhân.", ["04"]),
            ("Văn phòng đề nghị 04 lượt cá nhân.", []),
        ):
            assert [one.recorded for one in known.contradictions(sentence)] == recorded, sentence

    def test_a_round_is_put_up_once_its_submission_is_issued(self, scope, held, letter, unit_a):
        """Dossiers are checked and the office's own council still sits: nothing has gone to a body above."""
        put_up(held, letter, unit_a)
        NominationRound.objects.update(state="submitted")
        submission = SubmissionFactory(nomination_round=held, unit=held.unit, state="approved")
        assert "đã trình" not in words(commendation(commendation_of(scope), AT))
        submission.paper = IssuedPaperFactory(type_code="TTr", date=datetime.date(2022, 5, 20))
        submission.state = "issued"
        submission.save()
        assert "đã trình cấp có thẩm quyền" in words(commendation(commendation_of(scope), AT))
        earlier = dataclasses.replace(scope, as_of=datetime.date(2022, 5, 19))
        assert "đã trình" not in words(commendation(commendation_of(earlier), AT))

    def test_a_form_without_nominees_is_not_listed_beside_one_with(
        self, scope, held, letter, diploma, unit_a
    ):
        held.awards.set([letter, diploma])
        assert "Bằng khen đối với" in words(commendation(commendation_of(scope), AT))
        put_up(held, letter, unit_a)
        said = words(commendation(commendation_of(scope), AT))
        assert "Giấy khen đối với" in said
        assert "Bằng khen" not in said

    def test_nothing_was_done_is_not_said_after_awards(self, scope, office, unit_a, letter):
        assert "chưa tổ chức xét khen thưởng" in words(commendation(commendation_of(scope), AT))
        ConferralFactory(award=letter, person=PersonFactory(unit=unit_a), unit=unit_a)
        said = words(commendation(commendation_of(scope), AT))
        assert "Giấy khen: 01 cá nhân" in said
        assert "chưa tổ chức" not in said

    def test_every_count_is_the_number_of_its_rows(self, scope, held, letter, office, campaign, unit_a):
        later = NominationRoundFactory(unit=office, campaign=campaign, opened_on=datetime.date(2022, 5, 20))
        for one in (held, later):
            give(put_up(one, letter, unit_a))
            put_up(one, letter, unit_a)
        counts = [fact for fact in self.facts(scope).values() if isinstance(fact.value, int)]
        assert len(counts) >= 20
        for fact in counts:
            rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
            assert rows.count() == fact.value, fact.key
