"""Nothing happens unseen: refusals, readings, previews, downloads and imports leave their events, a flood only few."""

import datetime
import uuid
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.models import Report
from office_culture.actions import events
from office_culture.models import Event, User, Verb, context
from office_culture.models.events import COUNTED, READING
from tests.factories.decisions import AwardDecisionFactory
from tests.factories.innovations import InnovationFactory
from tests.factories.office import UserFactory
from tests.factories.plans import CalendarFeedFactory

pytestmark = pytest.mark.django_db


def refusals(**conditions):
    return Event.objects.filter(verb=Verb.REFUSED, **conditions).order_by("pk")


class TestRefusals:
    def test_foreign_and_unknown_records_are_counted_alike(self, contact_a, unit_b, signed_in):
        foreign = InnovationFactory(unit=unit_b)
        browser = signed_in(contact_a)
        statements, answers = [], []
        for key in (foreign.pk, foreign.pk + 999, foreign.pk, foreign.pk + 999):
            with CaptureQueriesContext(connection) as captured:
                answer = browser.get(reverse("admin:campaign_innovation_change", args=[key]))
            statements.append(len(captured))
            answers.append((answer.status_code, answer.get("Location")))
        assert len(set(answers)) == 1
        # The first one writes the row, every further one adds to it.
        assert statements[2] == statements[3]
        [event] = refusals()
        assert (event.actor, event.hits, event.detail["kind"]) == (contact_a, 4, "unknown")
        assert foreign.title not in str(event.detail)

    def test_what_a_view_does_not_find_is_counted_too(self, contact_a, unit_b, signed_in):
        foreign = InnovationFactory(unit=unit_b)
        browser = signed_in(contact_a)
        for _ in range(2):
            assert browser.get(reverse("innovation_proposal", args=[foreign.pk])).status_code == 404
        assert list(refusals().values_list("hits", flat=True)) == [2]

    def test_an_address_that_leads_nowhere_is_none(self, contact_a, signed_in):
        assert signed_in(contact_a).get("/nirgendwo/").status_code == 404
        assert not refusals().exists()

    def test_pages_without_the_right(self, plain_staff, signed_in):
        browser = signed_in(plain_staff)
        for _ in range(30):
            assert browser.get(reverse("admin:office_culture_unit_changelist")).status_code == 403
        [event] = refusals()
        assert (event.actor, event.hits, event.detail["kind"]) == (plain_staff, 30, "forbidden")

    def test_forged_forms(self, officer):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(officer)
        for _ in range(3):
            assert browser.post(reverse("admin:logout")).status_code == 403
        [event] = refusals()
        assert (event.hits, event.detail["kind"], event.address) == (3, "csrf", "127.0.0.1")
        assert event.actor == officer

    def test_who_asks_too_often(self, client, settings):
        settings.CHECK_LIMIT = 2
        for _ in range(6):
            client.get(reverse("verify", args=[uuid.uuid4()]), REMOTE_ADDR="10.7.7.7")
        found = Counter({event.detail["kind"]: event.hits for event in refusals(address="10.7.7.7")})
        assert found == {"unknown": 2, "throttled": 4}
        assert set(refusals().values_list("actor", flat=True)) == {None}

    def test_wrong_passwords(self, client, unit_a):
        account = UserFactory(username="clerk", unit=unit_a)
        for _ in range(4):
            client.post(reverse("admin:login"), {"username": "clerk", "password": "sai"})
        [event] = Event.objects.filter(verb=Verb.SIGN_IN_FAILED)
        assert (event.object_id, event.hits) == (account.pk, 4)

    def test_no_token_is_written_down(self, client):
        assert client.get(reverse("calendar_feed", args=["bi-mat-cua-ai"])).status_code == 404
        [event] = refusals()
        assert "bi-mat" not in f"{event.detail}{event.reason}"
        assert event.detail["view"] == "calendar_feed"

    def test_the_list_says_how_often(self, superuser, plain_staff, signed_in):
        browser = signed_in(plain_staff)
        for _ in range(12):
            browser.get(reverse("admin:office_culture_unit_changelist"))
        page = signed_in(superuser).get(reverse("admin:office_culture_event_changelist"))
        assert "(12 times)" in page.content.decode()


class TestCounting(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([Verb.REFUSED, Verb.PREVIEW]),
                st.sampled_from([None, "10.0.0.1", "2001:db8::1"]),
                st.sampled_from(["", "csrf", "unknown"]),
                st.integers(0, 2),
            ),
            max_size=25,
        )
    )
    def test_rows_are_as_many_as_there_are_kinds_and_times_add_up(self, happened):
        before = set(Event.objects.values_list("pk", flat=True))
        start = timezone.now().replace(second=20, microsecond=0)
        expected = Counter(happened)
        for verb, address, kind, minute in sorted(happened, key=lambda one: one[3]):
            with pytest.MonkeyPatch.context() as patch, context.in_request(address):
                patch.setattr(timezone, "now", lambda m=minute: start + datetime.timedelta(minutes=m))
                events.count(verb=verb, by=None, kind=kind)
        made = Event.objects.exclude(pk__in=before)
        found = Counter(
            {
                (
                    event.verb,
                    event.address,
                    event.detail["kind"],
                    round((event.at - start) / datetime.timedelta(minutes=1)),
                ): event.hits
                for event in made
            }
        )
        assert found == Counter({(str(v), a, k, m): n for (v, a, k, m), n in expected.items()})

    def test_only_what_is_left_open_is_counted(self):
        for verb in set(Verb) - COUNTED:
            with pytest.raises(AssertionError):
                events.count(verb=verb, by=None)
        assert READING >= COUNTED


class TestReadings:
    def test_a_preview_of_a_decision(self, officer, office, signed_in):
        decision = AwardDecisionFactory(unit=office)
        browser = signed_in(officer)
        for _ in range(2):
            assert browser.get(reverse("awarddecision_preview", args=[decision.pk])).status_code == 200
        [event] = Event.objects.filter(verb=Verb.PREVIEW)
        assert (event.actor, event.object_id, event.hits) == (officer, decision.pk, 2)

    def test_the_calendar(self, unit_a, client):
        feed = CalendarFeedFactory(unit=unit_a)
        for address in ("10.1.1.1", "10.1.1.1", "10.1.1.2"):
            answer = client.get(reverse("calendar_feed", args=[feed.token]), REMOTE_ADDR=address)
            assert answer.status_code == 200
        found = Event.objects.filter(verb=Verb.DOWNLOAD, object_id=feed.pk, detail__kind="calendar")
        assert sorted(found.values_list("address", "hits")) == [("10.1.1.1", 2), ("10.1.1.2", 1)]
        assert feed.token not in str(list(found.values()))

    def test_the_empty_workbook_with_its_lists(self, officer, signed_in):
        address = reverse("admin:office_culture_person_template", args=[0])
        assert signed_in(officer).get(address).status_code == 200
        event = Event.objects.get(verb=Verb.EXPORT)
        assert (event.actor, event.detail["kind"], event.detail["template"]) == (
            officer,
            "office_culture.person",
            True,
        )

    def test_none_of_them_is_a_part_of_the_story(self, officer, office, signed_in):
        decision = AwardDecisionFactory(unit=office)
        browser = signed_in(officer)
        browser.get(reverse("awarddecision_preview", args=[decision.pk]))
        story = browser.get(reverse("admin:awards_awarddecision_history", args=[decision.pk]))
        assert "previewed" not in story.content.decode()


@pytest.mark.usefixtures("sample_office")
class TestReports:
    @pytest.mark.long
    def test_previews_and_readings_on_the_screen(self, signed_in):
        report = Report.objects.get(kind="interim")
        leader = User.objects.get(username="lanhdao")
        browser = signed_in(leader)
        before = Event.objects.latest("pk").pk
        for name in (
            "report_page",
            "report_page",
            "report_preview",
            "report_word",
            "report_text",
            "report_pdf",
        ):
            assert browser.get(reverse(name, args=[report.pk])).status_code == 200
        found = Event.objects.filter(pk__gt=before, object_id=report.pk).order_by("pk")
        assert [(event.verb, event.hits, event.detail.get("format")) for event in found] == [
            (Verb.READ, 2, None),
            (Verb.PREVIEW, 1, None),
            (Verb.DOWNLOAD, 1, "docx"),
            (Verb.DOWNLOAD, 1, "txt"),
            (Verb.DOWNLOAD, 1, "pdf"),
        ]
        assert set(found.values_list("actor", flat=True)) == {leader.pk}
