"""The pages of councils as the secretary, the officer and a unit's contact find them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import (
    Abstention,
    Attendance,
    AwardRule,
    CouncilSession,
    Deliberation,
    OpenVote,
    OwnThreshold,
)
from office_culture.models import Council, Event, Seat, Verb
from tests.answers import assert_refused
from tests.awards.council_room import having, room
from tests.campaign.reading import row_errors, row_forms
from tests.factories.awards import AwardFactory
from tests.factories.office import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(office, unit_a):
    return room(office, unit_a)


@pytest.fixture
def sitting(planned):
    planned.open()
    return planned


def page_of(name: str, session: CouncilSession) -> str:
    return reverse(f"admin:awards_councilsession_{name}", args=[session.pk])


def row(nominee, *, opened=0, lower="", declared=(), because="", **counts) -> dict:
    """What the row of a nominee posts."""
    prefix = f"nominee-{nominee.pk}"
    posted = {f"{prefix}-{name}": value for name, value in counts.items()}
    return posted | {
        f"{prefix}-opened": opened,
        f"{prefix}-lower_award": lower,
        f"{prefix}-declared": list(declared),
        f"{prefix}-because": because,
    }


def text_of(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


class TestCounting:
    def test_ballots_are_typed_for_all_nominees_at_once(self, sitting, english):
        first, second = sitting.nominee(), sitting.nominee(sitting.diploma)
        desk = english(sitting.secretary)
        answer = desk.post(
            page_of("ballots", sitting.session),
            row(first, handed_in=9, in_favour=7, against=2) | row(second, handed_in=9, in_favour=8, blank=1),
            follow=True,
        )
        text = text_of(answer)
        assert "The ballots are kept." in text
        assert "7 of 9 = 77,8% of all members with a vote; 70% needed (7)" in text
        assert "8 of 9 = 88,9% of all members with a vote; 90% needed (9)" in text
        assert ">agreed</span>" in text
        assert ">not agreed</span>" in text
        assert Deliberation.objects.count() == 2
        assert not Deliberation.objects.exclude(outcome="").exists()

    def test_the_number_handed_in_may_be_left_to_the_sum(self, sitting, english):
        nominee = sitting.nominee()
        english(sitting.secretary).post(
            page_of("ballots", sitting.session), row(nominee, in_favour=8, against=1)
        )
        assert Deliberation.objects.get().handed_in == 9

    def test_what_is_wrong_is_said_in_its_row_and_nothing_is_kept(self, sitting, english):
        good, bad = sitting.nominee(), sitting.nominee()
        answer = english(sitting.secretary).post(
            page_of("ballots", sitting.session),
            row(good, handed_in=9, in_favour=9) | row(bad, handed_in=10, in_favour=10),
        )
        text = text_of(answer)
        assert answer.status_code == 200
        assert "10 ballots were handed in, but only 9 members could vote." in text
        assert "Nothing is kept yet" in text
        assert f'name="nominee-{bad.pk}-in_favour" value="10"' in text
        assert not Deliberation.objects.exists()

    @pytest.mark.parametrize("typed", ["-1", "abc", "1.5", "9" * 18])
    def test_nonsense_is_refused_at_its_field(self, sitting, english, typed):
        nominee = sitting.nominee()
        answer = english(sitting.secretary).post(
            page_of("ballots", sitting.session), row(nominee, handed_in=9, in_favour=typed)
        )
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
        assert not Deliberation.objects.exists()

    def test_an_outcome_is_never_taken_from_a_form(self, sitting, english):
        nominee = sitting.nominee()
        forged = {f"nominee-{nominee.pk}-outcome": "agreed", "outcome": "agreed", "state": "concluded"}
        english(sitting.secretary).post(
            page_of("ballots", sitting.session), row(nominee, handed_in=9, in_favour=1, against=8) | forged
        )
        assert Deliberation.objects.get().outcome == ""
        assert CouncilSession.objects.get().state == "open"

    def test_a_lower_form_and_a_declared_abstention(self, sitting, english):
        nominee = sitting.nominee(sitting.diploma)
        seat = sitting.seats[4]
        desk = english(sitting.secretary)
        without = desk.post(
            page_of("ballots", sitting.session),
            row(nominee, handed_in=8, for_lower=8, declared=[seat.pk]),
        )
        assert "Say why the member abstains." in text_of(without)
        assert "Name the lower form for which there are ballots." in text_of(without)
        desk.post(
            page_of("ballots", sitting.session),
            row(
                nominee,
                handed_in=8,
                for_lower=8,
                lower=sitting.letter.pk,
                declared=[seat.pk],
                because="người thân",
            ),
        )
        assert Deliberation.objects.get().lower_award == sitting.letter
        assert Abstention.objects.get().seat == seat

    def test_members_who_abstain_by_the_records_are_named_with_the_reason(self, sitting, english):
        nominee = sitting.nominee()
        nominee.person = sitting.seats[5].person
        nominee.save()
        text = text_of(english(sitting.secretary).get(page_of("ballots", sitting.session)))
        assert "Abstaining: Ủy Viên Thứ 6 (is the nominee)" in text

    def test_clearing_a_row_takes_its_ballots_off(self, sitting, english):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        version = Deliberation.objects.get().version
        english(sitting.secretary).post(page_of("ballots", sitting.session), row(nominee, opened=version))
        assert not Deliberation.objects.exists()

    def test_two_at_once_do_not_overwrite_each_other(self, sitting, english):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        answer = english(sitting.secretary).post(
            page_of("ballots", sitting.session), row(nominee, opened=0, handed_in=9, in_favour=2, against=7)
        )
        assert "Somebody else entered these ballots meanwhile" in text_of(answer)
        assert Deliberation.objects.get().in_favour == 9

    def test_an_award_without_a_rule_is_pointed_out(self, sitting, english):
        AwardRule.objects.all().delete()
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        text = text_of(english(sitting.secretary).get(page_of("ballots", sitting.session)))
        assert "No rule on this vote is in force on the rules day of the round." in text

    @pytest.mark.long
    @pytest.mark.parametrize("name", ["ballots", "open_votes", "change"])
    def test_costs_the_same_for_one_and_for_thirty_nominees(self, sitting, english, name):
        AwardRule.objects.filter(award=sitting.diploma).update(ballot="open")
        desk = english(sitting.secretary)

        def statements() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(page_of(name, sitting.session)).status_code == 200
            return len(captured)

        sitting.count(sitting.nominee(sitting.diploma), 9)
        statements()
        one = statements()
        for _ in range(29):
            sitting.count(sitting.nominee(sitting.diploma), 9)
        assert statements() == one


class TestOpenVotes:
    @pytest.fixture
    def nominee(self, sitting):
        AwardRule.objects.filter(award=sitting.letter).update(ballot="open")
        return sitting.nominee()

    def votes(self, sitting, nominee, *choices: str, opened=0) -> dict:
        posted = {f"nominee-{nominee.pk}-opened": opened, f"nominee-{nominee.pk}-lower_award": ""}
        for seat, choice in zip(sitting.seats, choices, strict=False):
            posted[f"nominee-{nominee.pk}-seat-{seat.pk}"] = choice
        return posted

    def test_are_entered_member_by_member(self, sitting, nominee, english):
        desk = english(sitting.secretary)
        answer = desk.post(
            page_of("open_votes", sitting.session),
            self.votes(sitting, nominee, *["favour"] * 7, "against", "blank"),
            follow=True,
        )
        assert "7 of 9 = 77,8%" in text_of(answer)
        assert OpenVote.objects.count() == 9
        assert Deliberation.objects.get().handed_in == 9

    def test_secret_awards_are_not_on_the_page(self, sitting, nominee, english):
        secret = sitting.nominee(sitting.diploma)
        answer = english(sitting.secretary).post(
            page_of("open_votes", sitting.session), self.votes(sitting, secret, *["favour"] * 9)
        )
        assert f"nominee-{secret.pk}-seat" not in answer.content.decode()
        assert not OpenVote.objects.exists()

    def test_members_who_are_absent_have_no_field(self, sitting, nominee, english):
        sitting.attend(8)
        text = english(sitting.secretary).get(page_of("open_votes", sitting.session)).content.decode()
        assert f"nominee-{nominee.pk}-seat-{sitting.seats[7].pk}" in text
        assert f"nominee-{nominee.pk}-seat-{sitting.seats[8].pk}" not in text

    def test_a_vote_for_a_lower_form_needs_its_name(self, sitting, nominee, english):
        answer = english(sitting.secretary).post(
            page_of("open_votes", sitting.session), self.votes(sitting, nominee, "lower")
        )
        assert "Name the lower form" in text_of(answer)
        assert not OpenVote.objects.exists()


class TestSession:
    def form(self, made, *, thresholds=(), attendance=(), **changes) -> dict:
        session = CouncilSession.objects.get(pk=made.session.pk)
        values = {
            "name": session.name,
            "council": session.council_id,
            "nomination_round": session.nomination_round_id,
            "held_on": session.held_on.strftime("%d/%m/%Y"),
            "place": session.place,
            "discussion": session.discussion,
            "opened_version": session.version,
            **row_forms("attendances", *attendance, parent="session", parent_pk=session.pk),
            **row_forms("own_thresholds", *thresholds, parent="session", parent_pk=session.pk),
        }
        return {**values, **changes}

    def test_from_planning_to_the_minutes_through_the_pages(self, planned, english):
        nominee = planned.nominee()
        desk = english(planned.secretary)
        desk.post(
            reverse("admin:awards_councilsession_step", args=[planned.session.pk, "open"]), {"reason": ""}
        )
        rows = [
            {"id": one.pk, "present": "on", "opinion": ""}
            for one in Attendance.objects.filter(session=planned.session)
        ]
        desk.post(page_of("change", planned.session), self.form(planned, attendance=rows))
        assert Attendance.objects.filter(present=True).count() == 9
        desk.post(page_of("ballots", planned.session), row(nominee, handed_in=9, in_favour=9))
        answer = desk.post(
            reverse("admin:awards_councilsession_step", args=[planned.session.pk, "conclude"]),
            {"begun_at": "08:00", "ended_at": "10:15", "place": "Phòng họp số 2"},
            follow=True,
        )
        assert "“Conclude the session” is done." in text_of(answer)
        assert "attendance, ballots and outcomes stay as they were" in text_of(answer)
        assert desk.get(reverse("council_minutes", args=[planned.session.pk])).status_code == 200

    def test_what_holds_up_the_conclusion_stands_on_the_page(self, sitting, english):
        sitting.attend(5)
        sitting.count(sitting.nominee(), 5)
        text = text_of(english(sitting.secretary).get(page_of("change", sitting.session)))
        assert "5 of 9 members with a vote attend; 66,67% must." in text

    def test_before_the_council_was_set_up(self, planned, english):
        answer = english(planned.secretary).post(
            page_of("change", planned.session), self.form(planned, held_on="09/01/2022")
        )
        assert "The council was set up on 10/01/2022" in text_of(answer)

    def test_a_threshold_below_a_rule_is_refused_at_its_field(self, planned, english):
        given = {
            "award": planned.diploma.pk,
            "recipient": "individual",
            "threshold_percent": "50",
            "threshold_base": "all",
            "ballot": "secret",
            "source": "Quy chế",
        }
        desk = english(planned.secretary)
        answer = desk.post(page_of("change", planned.session), self.form(planned, thresholds=[given]))
        assert "A rule is in force for this award: 90" in str(row_errors(answer))
        other = AwardFactory(name="Kỷ niệm chương mẫu")
        desk.post(
            page_of("change", planned.session), self.form(planned, thresholds=[given | {"award": other.pk}])
        )
        assert OwnThreshold.objects.get().threshold_percent == 50

    def test_a_concluded_session_is_changed_by_nobody(self, sitting, english, superuser):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        sitting.step("conclude")
        for user in (sitting.secretary, superuser):
            desk = english(user)
            desk.post(page_of("change", sitting.session), self.form(sitting, name="Khác"))
            answer = desk.post(
                page_of("ballots", sitting.session),
                row(nominee, opened=2, handed_in=9, in_favour=1, against=8),
                follow=True,
            )
            assert "ballots are entered while it is in session" in text_of(answer)
        assert Deliberation.objects.get().in_favour == 9
        assert CouncilSession.objects.get().name != "Khác"
        assert Event.objects.filter(verb=Verb.REFUSED, detail__step="ballots").count() == 2

    def test_seats_of_a_council_that_concluded_are_closed_and_its_term_may_end(self, sitting, english):
        sitting.count(sitting.nominee(), 9)
        sitting.step("conclude")
        council = sitting.council
        form = {
            "name": council.name,
            "work": council.work,
            "unit": council.unit_id,
            "set_up_by": council.set_up_by_id,
            "valid_from": "",
            "valid_to": "31/12/2022",
            "opened_version": council.version,
            **row_forms(
                "seats", {"person": PersonFactory(unit=sitting.office).pk, "role": "member", "votes": "on"}
            ),
        }
        english(sitting.secretary).post(
            reverse("admin:office_culture_council_change", args=[council.pk]), form
        )
        assert Seat.objects.count() == 9
        assert str(Council.objects.get().valid_to) == "2022-12-31"

    def test_a_member_added_while_the_council_sits_can_attend(self, sitting, english):
        council, added = sitting.council, PersonFactory(unit=sitting.office)
        form = {
            "name": council.name,
            "work": council.work,
            "unit": council.unit_id,
            "set_up_by": council.set_up_by_id,
            "valid_from": "",
            "valid_to": "",
            "opened_version": council.version,
            **row_forms("seats", {"person": added.pk, "role": "member", "votes": "on"}),
        }
        english(sitting.secretary).post(
            reverse("admin:office_culture_council_change", args=[council.pk]), form
        )
        assert Attendance.objects.filter(session=sitting.session, seat__person=added, present=False).exists()
        assert Attendance.objects.count() == 10


class TestWhoSees:
    def test_a_units_contact_sees_no_session_and_the_outcome_only_when_it_is_final(
        self, sitting, contact_a, english
    ):
        nominee = sitting.nominee()
        sitting.count(nominee, 9)
        unit = english(contact_a)
        for name in ("ballots", "open_votes"):
            assert unit.get(page_of(name, sitting.session)).status_code == 404
        assert unit.get(page_of("change", sitting.session)).status_code == 302
        address = reverse("admin:awards_nominee_change", args=[nominee.pk])
        assert "The council concluded" not in text_of(unit.get(address))
        sitting.step("conclude")
        assert "The council concluded on 10/06/2022: agreed." in text_of(unit.get(address))

    def test_who_keeps_the_records_reads_the_ballots_and_enters_none(self, sitting, office, english):
        nominee = sitting.nominee()
        desk = english(having("records_officer", office))
        answer = desk.get(page_of("ballots", sitting.session))
        assert answer.status_code == 200
        assert "Keep and calculate" not in text_of(answer)
        desk.post(page_of("ballots", sitting.session), row(nominee, handed_in=9, in_favour=9))
        assert not Deliberation.objects.exists()

    @pytest.mark.parametrize("slug", ["unit_contact", "inspector"])
    def test_other_roles_of_the_office_see_no_ballots(self, sitting, office, english, slug):
        desk = english(having(slug, office))
        for name in ("ballots", "open_votes", "change"):
            assert_refused(desk.get(page_of(name, sitting.session)))
        assert_refused(desk.get(reverse("council_minutes", args=[sitting.session.pk])))
