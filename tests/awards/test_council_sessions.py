"""The life of a session through its actions: opened, ballots counted, concluded with its rule frozen, reopened."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.actions import ballots, nominees, rounds, sessions
from awards.actions.ballots import BallotEntry
from awards.models import (
    Abstention,
    Attendance,
    AwardRule,
    Choice,
    Deliberation,
    DossierState,
    NominationRound,
    NominationRoundState,
    Nominee,
    OpenVote,
    OwnThreshold,
    VoteOutcome,
)
from awards.rules.voting import Ballots
from awards.selectors.ballots import sheet_of
from awards.selectors.deliberations import agreed_in, outcome_of
from office_culture.actions.workflow import Refused
from office_culture.models import Event, Seat
from office_culture.rules.councils import reaches
from tests.awards.council_room import HELD_ON, room
from tests.factories.awards import AwardFactory, AwardRuleFactory
from tests.factories.councils import (
    CouncilFactory,
    CouncilSessionFactory,
    DeliberationFactory,
    OpenVoteFactory,
    OwnThresholdFactory,
    SeatFactory,
)
from tests.factories.office import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def sitting(office, unit_a):
    """A session that is open, all nine present."""
    made = room(office, unit_a)
    made.open()
    return made


@pytest.fixture
def planned(office, unit_a):
    return room(office, unit_a)


def open_rule(sitting, award=None) -> None:
    rules = AwardRule.objects.filter(award=award or sitting.letter)
    for rule in rules:
        rule.ballot = "open"
        rule.save()


class TestOutcome:
    def test_agreed_with_everything_it_rests_on(self, sitting):
        nominee = sitting.nominee()
        sitting.count(nominee, 8, 0, 1)
        sitting.step("conclude")
        kept = Deliberation.objects.get()
        assert kept.outcome == VoteOutcome.AGREED
        assert kept.outcome_award == sitting.letter
        assert (kept.threshold_percent, kept.threshold_base) == (Decimal(70), "all")
        assert (kept.base_count, kept.possible, kept.quorum_percent) == (9, 9, Decimal("66.67"))
        assert kept.rule.award == sitting.letter
        assert kept.rule_source == "Quy chế mẫu, Điều 70"
        assert [(one.nominee, one.award) for one in agreed_in(sitting.held)] == [(nominee, sitting.letter)]

    def test_eight_of_nine_are_below_ninety_percent(self, sitting):
        sitting.count(sitting.nominee(sitting.diploma), 8, 0, 1)
        sitting.step("conclude")
        assert Deliberation.objects.get().outcome == VoteOutcome.NOT_AGREED
        assert agreed_in(sitting.held) == []

    def test_a_lower_form(self, sitting):
        nominee = sitting.nominee(sitting.diploma)
        sitting.count(nominee, 0, 9, lower_award=sitting.letter)
        sitting.step("conclude")
        kept = outcome_of(nominee)
        assert (kept.outcome, kept.outcome_award) == (VoteOutcome.LOWER, sitting.letter)
        assert agreed_in(sitting.held)[0].award == sitting.letter

    def test_ballots_in_favour_are_none_for_the_lower_form(self, sitting):
        sitting.count(sitting.nominee(sitting.diploma), 5, 4, lower_award=sitting.letter)
        sitting.step("conclude")
        assert Deliberation.objects.get().outcome == VoteOutcome.NOT_AGREED

    def test_awards_of_one_session_have_rules_of_their_own(self, sitting):
        low, high = sitting.nominee(), sitting.nominee(sitting.diploma)
        sitting.count(low, 7, 0, 2)
        sitting.count(high, 7, 0, 2)
        sitting.step("conclude")
        assert outcome_of(low).outcome == VoteOutcome.AGREED
        assert outcome_of(high).outcome == VoteOutcome.NOT_AGREED

    def test_a_later_change_of_the_rule_changes_no_outcome(self, sitting):
        nominee = sitting.nominee()
        sitting.count(nominee, 7, 0, 2)
        sitting.step("conclude")
        AwardRule.objects.filter(award=sitting.letter).update(threshold_percent=100)
        line = sheet_of(sitting.session).line(nominee.pk)
        assert line.outcome == VoteOutcome.AGREED
        assert line.voting.threshold_percent == 70

    def test_the_database_refuses_an_outcome_below_its_threshold(self):
        for column, outcome in (("in_favour", VoteOutcome.AGREED), ("for_lower", VoteOutcome.LOWER)):
            counts = {"handed_in": 6, "in_favour": 0, "for_lower": 0, "against": 0, column: 6}
            lower = AwardFactory() if outcome == VoteOutcome.LOWER else None
            with pytest.raises(IntegrityError), transaction.atomic():
                DeliberationFactory(
                    agreed=True,
                    **counts,
                    outcome=outcome,
                    lower_award=lower,
                    outcome_award=lower or AwardFactory(),
                )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        base=st.integers(1, 40),
        part=st.integers(0, 40),
        percent=st.decimals(min_value="0.01", max_value="100", places=2),
    )
    def test_database_and_rules_agree_on_what_is_enough(self, base, part, percent):
        made = DeliberationFactory.build(
            session=None,
            nominee=None,
            handed_in=min(part, base),
            in_favour=min(part, base),
            against=0,
            threshold_percent=percent,
            threshold_base="all",
            rule_source="Quy chế mẫu",
            base_count=base,
            possible=base,
            outcome=VoteOutcome.AGREED,
            outcome_award_id=1,
        )
        constraint = next(
            one for one in Deliberation._meta.constraints if one.name == "deliberation_agreed_with_enough"
        )
        try:
            constraint.validate(Deliberation, made)
            accepted = True
        except ValidationError:
            accepted = False
        assert accepted == reaches(made.in_favour, base, percent)


class TestBallots:
    def test_that_do_not_add_up(self, sitting):
        nominee = sitting.nominee()
        with pytest.raises(Refused, match="8 ballots are counted, but 9 were handed in"):
            ballots.enter(
                session=sitting.session,
                entries=[BallotEntry(nominee.pk, Ballots(9, 8))],
                by=sitting.secretary,
            )
        assert not Deliberation.objects.exists()

    def test_more_than_are_present(self, sitting):
        sitting.attend(7)
        with pytest.raises(Refused, match="8 ballots were handed in, but only 7 members could vote"):
            sitting.count(sitting.nominee(), 8)

    def test_one_wrong_row_keeps_nothing_of_the_page(self, sitting):
        good, bad = sitting.nominee(), sitting.nominee()
        entries = [BallotEntry(good.pk, Ballots(9, 9)), BallotEntry(bad.pk, Ballots(10, 10))]
        with pytest.raises(Refused):
            ballots.enter(session=sitting.session, entries=entries, by=sitting.secretary)
        assert not Deliberation.objects.exists()

    def test_after_members_left_the_conclusion_is_refused(self, sitting):
        sitting.count(sitting.nominee(), 9)
        sitting.attend(8)
        with pytest.raises(Refused, match="9 ballots, but only 8 members could vote"):
            sitting.step("conclude")

    def test_for_a_lower_form_need_its_name_and_rank(self, sitting):
        nominee = sitting.nominee(sitting.letter)
        with pytest.raises(Refused, match="Name the lower form"):
            sitting.count(nominee, 5, 4)
        with pytest.raises(Refused, match="does not rank below"):
            sitting.count(nominee, 5, 4, lower_award=sitting.diploma)

    def test_of_somebody_who_is_not_up_for_a_vote(self, sitting):
        nominee = sitting.nominee()
        Nominee.objects.filter(pk=nominee.pk).update(state="returned", state_reason="x")
        with pytest.raises(Refused, match="not up for a vote"):
            sitting.count(nominee, 9)

    def test_are_taken_off_and_corrected_until_the_conclusion(self, sitting):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        sitting.count(nominee, 8, 0, 1)
        assert Deliberation.objects.get().in_favour == 8
        ballots.enter(session=sitting.session, entries=[BallotEntry(nominee.pk, None)], by=sitting.secretary)
        assert not Deliberation.objects.exists()
        sitting.count(nominee, 9)
        sitting.step("conclude")
        with pytest.raises(Refused, match="concluded"):
            sitting.count(nominee, 8, 0, 1)

    def test_only_by_the_secretary(self, sitting, contact_a):
        contact_a.user_permissions.clear()
        nominee = sitting.nominee()
        with pytest.raises(Refused, match="secretary of the council"):
            ballots.enter(
                session=sitting.session,
                entries=[BallotEntry(nominee.pk, Ballots(9, 9))],
                by=type(contact_a).objects.get(pk=contact_a.pk),
            )

    def test_over_those_of_somebody_else(self, sitting):
        nominee = sitting.nominee()
        sitting.count(nominee, 9, opened=0)
        with pytest.raises(Refused, match="Somebody else"):
            sitting.count(nominee, 8, 0, 1, opened=0)

    def test_leave_one_event_for_each_page(self, sitting):
        before = Event.objects.filter(verb="score").count()
        sitting.count(sitting.nominee(), 9)
        assert Event.objects.filter(verb="score").count() == before + 1


class TestAbstentions:
    def test_members_from_the_nominees_unit_and_the_nominee(self, sitting, unit_a):
        member = sitting.seats[4]
        PostingFactory(person=member.person, unit=unit_a, post="Trưởng phòng", concurrent=True)
        nominee = sitting.nominee()
        with pytest.raises(Refused, match="only 8 members could vote"):
            sitting.count(nominee, 9)
        sitting.count(nominee, 8)
        sitting.step("conclude")
        frozen = Abstention.objects.get()
        assert (frozen.seat, frozen.ground) == (member, "unit")
        kept = Deliberation.objects.get()
        assert (kept.base_count, kept.possible) == (9, 8)

    def test_whoever_is_proposed_does_not_vote_on_it(self, sitting):
        nominee = sitting.nominee()
        nominee.person = sitting.seats[5].person
        nominee.save()
        line = sheet_of(sitting.session).line(nominee.pk)
        assert [(one.seat, one.ground) for one in line.abstaining] == [(sitting.seats[5].pk, "self")]

    def test_a_posting_that_ended_before_the_session_is_no_ground(self, sitting, unit_a):
        person = sitting.seats[4].person
        PostingFactory(person=person, unit=unit_a, concurrent=True, valid_to=datetime.date(2022, 6, 9))
        nominee = sitting.nominee()
        assert sheet_of(sitting.session).line(nominee.pk).abstaining == ()

    def test_declared_with_a_reason(self, sitting):
        nominee, seat = sitting.nominee(), sitting.seats[3]
        with pytest.raises(Refused, match="Say why"):
            sitting.count(nominee, 8, declared={seat.pk: " "})
        with pytest.raises(Refused, match="only 8 members could vote"):
            sitting.count(nominee, 9, declared={seat.pk: "vợ của người được đề nghị"})
        sitting.count(nominee, 8, declared={seat.pk: "vợ của người được đề nghị"})
        assert Abstention.objects.get().because == "vợ của người được đề nghị"
        sitting.count(nominee, 9)
        assert not Abstention.objects.exists()

    def test_leave_the_base_of_those_present(self, sitting, unit_a):
        AwardRule.objects.filter(award=sitting.letter).update(threshold_base="present")
        for seat in sitting.seats[6:]:
            PostingFactory(person=seat.person, unit=unit_a, concurrent=True)
        nominee = sitting.nominee()
        sitting.count(nominee, 5, 0, 1)
        line = sheet_of(sitting.session).line(nominee.pk)
        assert (line.base, line.outcome) == (6, VoteOutcome.AGREED)

    def test_are_frozen_and_thawed_with_the_session(self, sitting, unit_a):
        member = sitting.seats[4]
        posting = PostingFactory(person=member.person, unit=unit_a, concurrent=True)
        nominee = sitting.nominee()
        sitting.count(nominee, 7, declared={sitting.seats[5].pk: "người thân"})
        sitting.step("conclude")
        posting.valid_to = datetime.date(2022, 1, 1)
        posting.save()
        assert len(sheet_of(sitting.session).line(nominee.pk).abstaining) == 2
        sitting.step("reopen", "ghi nhầm số phiếu")
        assert [one.ground for one in Abstention.objects.all()] == ["declared"]


class TestAbsentees:
    def write(self, sitting, place: int, *, counts: bool) -> Attendance:
        row = Attendance.objects.get(session=sitting.session, seat=sitting.seats[place])
        row.present, row.opinion, row.counts_as_vote = False, "Đồng ý với tất cả đề nghị", counts
        row.full_clean()
        row.save()
        return row

    def test_an_opinion_that_is_no_vote(self, sitting):
        self.write(sitting, 8, counts=False)
        with pytest.raises(Refused, match="only 8 members could vote"):
            sitting.count(sitting.nominee(), 9)

    def test_an_opinion_that_is_a_vote_but_does_not_attend(self, sitting):
        sitting.attend(6)
        self.write(sitting, 8, counts=True)
        nominee = sitting.nominee()
        sitting.count(nominee, 7)
        turnout = sheet_of(sitting.session).line(nominee.pk).turnout
        assert (turnout.present, turnout.possible) == (6, 7)

    def test_only_of_absentees_and_of_those_with_a_vote(self, sitting):
        row = self.write(sitting, 8, counts=True)
        row.present = True
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert set(refused.value.error_dict) == {"opinion"}
        Seat.objects.filter(pk=row.seat_id).update(votes=False)
        row = Attendance.objects.get(pk=row.pk)
        with pytest.raises(ValidationError) as refused:
            row.full_clean()
        assert set(refused.value.error_dict) == {"counts_as_vote"}

    def test_a_vote_without_an_opinion(self, sitting):
        row = Attendance.objects.get(session=sitting.session, seat=sitting.seats[8])
        row.present, row.counts_as_vote = False, True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


class TestQuorum:
    def test_is_refused_below_two_thirds_and_reached_with_six_of_nine(self, sitting):
        sitting.attend(5)
        nominee = sitting.nominee()
        sitting.count(nominee, 5)
        with pytest.raises(Refused, match=r"5 of 9 members with a vote attend; 66,67% must"):
            sitting.step("conclude")
        sitting.attend(6)
        sitting.step("conclude")
        assert outcome_of(nominee).outcome == VoteOutcome.NOT_AGREED

    def test_somebody_presides(self, sitting):
        sitting.count(sitting.nominee(), 7)
        for seat in sitting.seats[:2]:
            Attendance.objects.filter(session=sitting.session, seat=seat).update(present=False)
        with pytest.raises(Refused, match="nobody presides"):
            sitting.step("conclude")


class TestWithoutARule:
    @pytest.fixture
    def token(self, sitting):
        award = AwardFactory(name="Kỷ niệm chương mẫu", position=95)
        sitting.held.awards.add(award)
        return award

    def test_the_conclusion_is_refused_until_the_office_says_its_threshold(self, sitting, token):
        nominee = sitting.nominee(token)
        sitting.count(nominee, 6, 0, 3)
        with pytest.raises(Refused, match="No rule on the vote about “Kỷ niệm chương mẫu”"):
            sitting.step("conclude")
        own = OwnThresholdFactory.build(session=sitting.session, award=token, threshold_percent=60)
        own.full_clean()
        own.save()
        sitting.step("conclude")
        kept = outcome_of(nominee)
        assert (kept.outcome, kept.rule, kept.threshold_percent) == (VoteOutcome.AGREED, None, 60)
        assert kept.rule_source == own.source

    def test_a_rule_that_ended_before_the_rules_day_does_not_apply(self, sitting):
        AwardRule.objects.filter(award=sitting.letter).update(valid_to=datetime.date(2022, 4, 30))
        sitting.count(sitting.nominee(), 9)
        with pytest.raises(Refused, match="01/05/2022"):
            sitting.step("conclude")

    def test_nobody_goes_below_a_rule_with_a_threshold_of_the_offices_own(self, sitting):
        own = OwnThresholdFactory.build(session=sitting.session, award=sitting.diploma, threshold_percent=50)
        with pytest.raises(ValidationError, match="A rule is in force for this award: 90"):
            own.full_clean()

    def test_the_rule_goes_first_even_beside_an_older_threshold(self, sitting, token):
        OwnThresholdFactory(session=sitting.session, award=token, threshold_percent=10)
        AwardRuleFactory(
            award=token, topic="vote", threshold_percent=95, threshold_base="all", source="Quy chế mới"
        )
        nominee = sitting.nominee(token)
        sitting.count(nominee, 8, 0, 1)
        sitting.step("conclude")
        assert outcome_of(nominee).outcome == VoteOutcome.NOT_AGREED
        assert OwnThreshold.objects.exists()


class TestOpenVotes:
    def votes(self, sitting, *choices: Choice) -> dict[int, str]:
        return {seat.pk: choice for seat, choice in zip(sitting.seats, choices, strict=False)}

    def enter(self, sitting, nominee, votes, **further) -> None:
        entry = BallotEntry(nominee.pk, Ballots.of(votes.values()), votes=votes, **further)
        ballots.enter(session=sitting.session, entries=[entry], by=sitting.secretary)

    def test_are_counted(self, sitting):
        open_rule(sitting)
        nominee = sitting.nominee()
        self.enter(sitting, nominee, self.votes(sitting, *[Choice.FAVOUR] * 7, Choice.AGAINST, Choice.BLANK))
        kept = Deliberation.objects.get()
        assert (kept.handed_in, kept.in_favour, kept.against, kept.blank) == (9, 7, 1, 1)
        assert OpenVote.objects.count() == 9
        sitting.step("conclude")
        assert outcome_of(nominee).outcome == VoteOutcome.AGREED

    def test_are_refused_where_the_ballot_is_secret(self, sitting):
        with pytest.raises(Refused, match="The ballot is secret"):
            self.enter(sitting, sitting.nominee(), self.votes(sitting, Choice.FAVOUR))
        with pytest.raises(IntegrityError), transaction.atomic():
            OpenVoteFactory(deliberation=DeliberationFactory(ballot="secret"))

    def test_not_of_those_who_are_absent_or_abstain(self, sitting):
        open_rule(sitting)
        sitting.attend(8)
        with pytest.raises(Refused, match="Ủy Viên Thứ 9 could not vote"):
            self.enter(sitting, sitting.nominee(), {sitting.seats[8].pk: Choice.FAVOUR})
        with pytest.raises(Refused, match="Ủy Viên Thứ 4 could not vote"):
            self.enter(
                sitting,
                sitting.nominee(),
                {sitting.seats[3].pk: Choice.FAVOUR},
                declared={sitting.seats[3].pk: "người thân"},
            )

    def test_a_count_that_contradicts_them_is_refused(self, sitting):
        open_rule(sitting)
        nominee = sitting.nominee()
        self.enter(sitting, nominee, self.votes(sitting, *[Choice.FAVOUR] * 9))
        with pytest.raises(Refused, match="The open votes say otherwise"):
            sitting.count(nominee, 8, 0, 1)

    def test_a_rule_that_became_secret_holds_up_the_conclusion(self, sitting):
        open_rule(sitting)
        nominee = sitting.nominee()
        self.enter(sitting, nominee, self.votes(sitting, *[Choice.FAVOUR] * 9))
        AwardRule.objects.filter(award=sitting.letter).update(ballot="secret")
        with pytest.raises(Refused, match="secret now, yet open votes are kept"):
            sitting.step("conclude")
        sitting.count(nominee, 9)
        assert not OpenVote.objects.exists()
        sitting.step("conclude")


class TestLife:
    def test_opening_lists_every_seat_and_nobody_as_present(self, planned):
        planned.step("open")
        assert list(Attendance.objects.values_list("present", flat=True)) == [False] * 9

    def test_not_before_its_day(self, planned):
        planned.session.held_on = timezone.localdate() + datetime.timedelta(days=1)
        planned.session.save()
        with pytest.raises(Refused, match="until then it is neither opened nor concluded"):
            planned.step("open")

    def test_not_before_the_round_is_put_up(self, planned):
        NominationRound.objects.filter(pk=planned.held.pk).update(state=NominationRoundState.GATHERING)
        with pytest.raises(Refused, match="a council votes on it once it is put up"):
            planned.step("open")

    def test_not_without_a_vote_in_the_council(self, planned):
        Seat.objects.update(votes=False)
        with pytest.raises(Refused, match="Nobody in this council has a vote"):
            planned.step("open")

    def test_not_before_the_council_was_set_up_and_not_after_its_term(self, planned):
        council = planned.council
        made = CouncilSessionFactory.build(
            council=council, nomination_round=planned.held, held_on=datetime.date(2022, 1, 9)
        )
        with pytest.raises(ValidationError, match="The council was set up on 10/01/2022") as refused:
            made.full_clean()
        assert set(refused.value.error_dict) == {"held_on"}
        council.valid_to = datetime.date(2022, 5, 31)
        council.save()
        made.held_on = datetime.date(2022, 6, 1)
        with pytest.raises(ValidationError, match="ended on 31/05/2022"):
            made.full_clean()

    def test_not_on_the_round_of_another_office(self, planned, unit_b):
        made = CouncilSessionFactory.build(
            council=CouncilFactory(unit=unit_b),
            nomination_round=planned.held,
            held_on=planned.session.held_on,
        )
        with pytest.raises(ValidationError) as refused:
            made.full_clean()
        assert set(refused.value.error_dict) == {"nomination_round"}

    def test_dated_before_the_dossiers_is_warned_of(self, planned):
        planned.nominee()
        assert planned.session.warnings() == []
        planned.held.dossiers.update(submitted_on=datetime.date(2022, 6, 11))
        assert "11/06/2022" in planned.session.warnings()[0]

    def test_nothing_to_conclude(self, sitting):
        sitting.nominee()
        with pytest.raises(Refused, match="No ballots are entered yet"):
            sitting.step("conclude")

    def test_reopening_needs_a_reason_and_forgets_the_outcomes(self, sitting):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        sitting.step("conclude")
        with pytest.raises(Refused, match="Give a reason"):
            sitting.step("reopen")
        sitting.step("reopen", "ghi nhầm số phiếu")
        kept = Deliberation.objects.get()
        assert (kept.outcome, kept.outcome_award, kept.base_count, kept.rule) == ("", None, None, None)
        assert (kept.handed_in, kept.in_favour) == (9, 9)
        sitting.count(nominee, 5, 0, 4)
        sitting.step("conclude")
        assert outcome_of(nominee).outcome == VoteOutcome.NOT_AGREED

    def test_no_reopening_once_the_round_is_decided(self, sitting):
        sitting.count(sitting.nominee(), 9)
        sitting.step("conclude")
        NominationRound.objects.filter(pk=sitting.held.pk).update(state=NominationRoundState.DECIDED)
        sitting.session.refresh_from_db()
        with pytest.raises(Refused, match="its outcomes stay"):
            sitting.step("reopen", "ghi nhầm")

    def test_seats_stay_once_counted(self, sitting):
        sitting.count(sitting.nominee(), 9)
        sitting.step("conclude")
        with pytest.raises(ValidationError, match="seats stay as they were counted"):
            SeatFactory.build(council=sitting.council, person=PersonFactory()).full_clean()
        seat = Seat.objects.get(pk=sitting.seats[0].pk)
        seat.full_clean()
        seat.votes = False
        with pytest.raises(ValidationError):
            seat.full_clean()

    def test_a_nominee_has_one_outcome_in_a_round(self, sitting, office):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        sitting.step("conclude")
        second = CouncilSessionFactory(
            council=sitting.council, nomination_round=sitting.held, held_on=datetime.date(2022, 6, 20)
        )
        assert sheet_of(second).lines == ()
        with pytest.raises(IntegrityError), transaction.atomic():
            DeliberationFactory(session=second, nominee=nominee, agreed=True)

    def test_of_two_sessions_that_count_for_one_nominee_the_first_has_the_word(self, sitting, office):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        other = CouncilSessionFactory(
            council=sitting.council, nomination_round=sitting.held, held_on=HELD_ON, name="Phiên hai"
        )
        other = sessions.WORKFLOW.perform("open", obj=other, by=sitting.secretary)
        for row in other.attendances.all():
            row.present = True
            row.save()
        against = BallotEntry(nominee.pk, Ballots(9, 0, 0, 9, 0))
        ballots.enter(session=other, entries=[against], by=sitting.secretary)
        sitting.step("conclude")
        with pytest.raises(Refused, match="has concluded on this; take the ballots off"):
            sessions.WORKFLOW.perform("conclude", obj=other, by=sitting.secretary)
        ballots.enter(session=other, entries=[BallotEntry(nominee.pk, None)], by=sitting.secretary)
        assert outcome_of(nominee).outcome == VoteOutcome.AGREED

    def test_every_step_leaves_one_event(self, sitting):
        sitting.count(sitting.nominee(), 9)
        before = Event.objects.filter(verb="transition").count()
        sitting.step("conclude")
        sitting.step("reopen", "ghi nhầm số phiếu")
        assert Event.objects.filter(verb="transition").count() == before + 2


class TestRound:
    def decide(self, made, by) -> NominationRound:
        held = NominationRound.objects.get(pk=made.held.pk)
        return rounds.WORKFLOW.perform("decide", obj=held, by=by)

    def test_is_decided_when_every_nominee_has_an_outcome(self, sitting, officer):
        first, second = sitting.nominee(name="Cầm Văn Một"), sitting.nominee(name="Cầm Văn Hai")
        sitting.count(first, 9)
        with pytest.raises(Refused, match="Sessions not concluded yet"):
            self.decide(sitting, officer)
        sitting.step("conclude")
        with pytest.raises(Refused, match="has not concluded on: Cầm Văn Hai"):
            self.decide(sitting, officer)
        sitting.step("reopen", "còn một trường hợp")
        sitting.count(second, 2, 0, 7)
        sitting.step("conclude")
        assert self.decide(sitting, officer).state == NominationRoundState.DECIDED

    def test_without_a_session_an_unconfirmed_rule_holds_nothing_up(self, planned, officer):
        planned.nominee()
        planned.session.delete()
        assert self.decide(planned, officer).state == NominationRoundState.DECIDED

    def test_without_a_session_a_rule_of_the_offices_own_holds_it_up(self, planned, officer):
        planned.nominee()
        planned.session.delete()
        AwardRule.objects.filter(award=planned.letter).update(sure="own")
        with pytest.raises(Refused, match="“Giấy khen” asks for a vote of the council"):
            self.decide(planned, officer)

    def test_an_award_decided_outside_needs_no_council_of_ours(self, planned, officer):
        planned.nominee(planned.diploma)
        planned.session.delete()
        AwardRule.objects.filter(award=planned.diploma).update(sure="text")
        assert self.decide(planned, officer).state == NominationRoundState.DECIDED

    def test_is_not_gathered_again_over_a_conclusion(self, sitting, officer):
        sitting.count(sitting.nominee(), 9)
        sitting.step("conclude")
        held = NominationRound.objects.get(pk=sitting.held.pk)
        with pytest.raises(Refused, match="its session must be reopened first"):
            rounds.WORKFLOW.perform("reopen", obj=held, by=officer, reason="bổ sung hồ sơ")

    def test_a_nominee_with_ballots_is_not_taken_back(self, sitting, officer):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        nominee.dossier.state = DossierState.UNDER_REVIEW
        nominee.dossier.save()
        with pytest.raises(Refused, match="The council has ballots on this nominee"):
            nominees.WORKFLOW.perform("take_back", obj=nominee, by=officer, reason="xem lại")
