"""The calendar of a unit: valid as RFC 5545 has it, stable, and showing nobody else's tasks."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaign.models import CalendarFeed, Task
from campaign.models.feeds import in_a_year
from campaign.sections.feeds import calendar
from campaign.selectors.feeds import CalendarEntry
from office_culture.models import Event, Verb
from tests.answers import assert_not_found
from tests.factories.plans import CalendarFeedFactory, PlanFactory, TaskFactory, TaskPartnerFactory

pytestmark = pytest.mark.django_db

LINE = re.compile(r"([A-Z-]+)(;[^:]*)?:(.*)", re.DOTALL)


def unfolded(data: bytes) -> list[str]:
    """The logical lines, after checking the physical ones."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    for line in physical:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def unescaped(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(data: bytes) -> list[dict[str, str]]:
    """The entries as dictionaries; every component is closed in order."""
    found: list[dict[str, str]] = []
    open_components: list[str] = []
    for line in unfolded(data):
        match = LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match.groups()
        if name == "BEGIN":
            open_components.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_components.pop() == value
        elif open_components[-1] == "VEVENT":
            key = name + (parameters or "")
            assert key not in found[-1]
            found[-1][key] = value
    assert not open_components
    return found


def read(feed) -> bytes:
    """As a calendar program reads it: without cookies."""
    answer = Client().get(feed.get_absolute_url())
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert not answer.cookies
    return answer.content


def without_form_token(page) -> str:
    """The page's words; the hidden token of its language form and the number of the message are new each time."""
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|<strong>[0-9A-F]{4}-[0-9A-F]{4}</strong>',
        "",
        page.content.decode(),
    )


@pytest.fixture
def feed(unit_a):
    return CalendarFeedFactory(unit=unit_a)


def test_is_a_valid_calendar_of_all_day_entries(feed, office, unit_a):
    content = (
        "Ban hành quy chế; gồm: nội quy, \\ trang phục và các quy định khác về văn hóa công sở của cơ quan"
    )
    task = TaskFactory(plan=PlanFactory(unit=office), lead_unit=unit_a, content=content, milestone=True)
    data = read(feed)
    lines = unfolded(data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert not any(line.startswith("METHOD") for line in lines)
    (entry,) = events(data)
    assert entry["UID"] == str(task.uid)
    assert entry["DTSTART;VALUE=DATE"] == "20220630"
    assert entry["DTEND;VALUE=DATE"] == "20220701"
    assert re.fullmatch(r"\d{8}T\d{6}Z", entry["DTSTAMP"])
    assert unescaped(entry["SUMMARY"]) == f"◆ {content}"
    assert unescaped(entry["DESCRIPTION"]).splitlines()[0].endswith(str(task.plan))
    assert entry["STATUS"] == "CONFIRMED"


def test_tells_programs_what_changed_under_the_same_name(feed, unit_a):
    task = TaskFactory(lead_unit=unit_a)
    (before,) = events(read(feed))
    task.content = "Nội dung sửa đổi"
    task.save()
    (after,) = events(read(feed))
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert after["DTSTAMP"] >= before["DTSTAMP"]
    Task.objects.filter(pk=task.pk).update(state="cancelled", state_reason="thôi")
    (ended,) = events(read(feed))
    assert ended["STATUS"] == "CANCELLED"


def test_shows_only_what_the_unit_does(feed, office, unit_a, unit_b):
    led = TaskFactory(lead_unit=unit_a)
    helped = TaskFactory(lead_unit=unit_b)
    TaskPartnerFactory(task=helped, unit=unit_a)
    of_its_plan = TaskFactory(plan=PlanFactory(unit=unit_a), lead_unit=unit_b)
    above = TaskFactory(lead_unit=office)
    told = {entry["UID"] for entry in events(read(feed))}
    assert told == {str(led.uid), str(helped.uid)}
    secrets = (of_its_plan.content, above.content, feed.token, feed.purpose)
    assert not any(secret in "".join(unfolded(read(feed))) for secret in secrets)


def test_the_same_bytes_while_nothing_changes(feed, unit_a, django_assert_num_queries):
    for _ in range(30):
        TaskFactory(lead_unit=unit_a)
    with time_machine.travel(timezone.now(), tick=False):
        read(feed)
        with django_assert_num_queries(4):
            first = read(feed)
    assert read(feed) == first
    assert len(events(first)) == 30


def test_a_revoked_address_answers_like_one_that_never_was(feed, screen):
    never = "x" * len(feed.token)
    unknown = Client().get(reverse("calendar_feed", args=[never]))
    page = reverse("admin:campaign_calendarfeed_change", args=[feed.pk])
    revoke = reverse("admin:campaign_calendarfeed_step", args=[feed.pk, "revoke"])
    screen.post(revoke, {"reason": ""})
    read(feed)
    screen.post(revoke, {"reason": "chuyển công tác"})
    gone = Client().get(feed.get_absolute_url())
    assert gone.status_code == unknown.status_code == 404
    assert without_form_token(gone) == without_form_token(unknown).replace(never, feed.token)
    assert feed.token not in screen.get(page).content.decode()
    assert Event.objects.filter(verb="transition", reason="chuyển công tác").count() == 1


def test_only_reads(feed):
    assert Client().post(feed.get_absolute_url()).status_code == 405
    head = Client().head(feed.get_absolute_url())
    assert head.status_code == 200
    assert head["Content-Type"].startswith("text/calendar")


def test_tokens_are_long_and_never_alike(unit_a):
    tokens = {CalendarFeedFactory(unit=unit_a).token for _ in range(50)}
    assert len(tokens) == 50
    assert min(len(token) for token in tokens) >= 43


def test_a_feed_never_turns_into_another_units(feed, screen, unit_b):
    page = reverse("admin:campaign_calendarfeed_change", args=[feed.pk])
    screen.post(
        page,
        {
            "unit": str(unit_b.pk),
            "purpose": "điện thoại mới",
            "expires_on": "31/12/2026",
            "token_hash": "abc",
        },
    )
    fresh = CalendarFeed.objects.get()
    assert (fresh.unit, fresh.token_hash, fresh.purpose) == (feed.unit, feed.token_hash, "điện thoại mới")


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)


@given(summary=TEXTS, description=TEXTS)
def test_any_text_stays_inside_its_line(summary, description):
    moment = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC)
    entry = CalendarEntry("u", datetime.date(2022, 12, 31), summary, description, moment, 1)
    (read_back,) = events(calendar("Phòng", [entry]))
    assert read_back["DTEND;VALUE=DATE"] == "20230101"
    printable = "".join(sign for sign in summary if sign.isprintable() or sign in "\n\t\u00ad")
    assert unescaped(read_back["SUMMARY"]) == printable


@given(st.text(st.sampled_from("aằ𝄞;,\\ "), max_size=300))
def test_long_lines_are_folded_between_characters(text):
    moment = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC)
    (read_back,) = events(calendar("Phòng", [CalendarEntry("u", moment.date(), text, "", moment, 1)]))
    assert unescaped(read_back["SUMMARY"]) == text


def test_the_address_is_shown_once_in_full_and_kept_nowhere(screen, unit_a):
    typed = {"unit": str(unit_a.pk), "purpose": "điện thoại", "expires_on": in_a_year().strftime("%d/%m/%Y")}
    page = screen.post(reverse("admin:campaign_calendarfeed_add"), typed)
    (copied,) = re.findall(r"<code>([^<]*)</code>", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    assert Client().get(copied).content.startswith(b"BEGIN:VCALENDAR")
    feed = CalendarFeed.objects.get()
    token = copied.removesuffix(".ics").rpartition("/")[2]
    assert feed.token == ""
    assert token not in str(CalendarFeed.objects.values()) + str(Event.objects.values())
    for page in ("change", "history"):
        address = reverse(f"admin:campaign_calendarfeed_{page}", args=[feed.pk])
        assert token not in screen.get(address).content.decode()
    assert Client().get(reverse("calendar_feed", args=[feed.token_hash])).status_code == 404


def test_the_readings_of_a_minute_from_an_address_are_one_event(feed):
    with time_machine.travel(timezone.now(), tick=False):
        for address in ("10.0.0.7", "10.0.0.7", "10.0.0.8"):
            Client(REMOTE_ADDR=address).get(feed.get_absolute_url())
    used = Event.objects.filter(verb=Verb.DOWNLOAD, object_id=feed.pk).order_by("pk")
    assert [(event.address, event.actor, event.object_name, event.hits) for event in used] == [
        ("10.0.0.7", None, str(feed), 2),
        ("10.0.0.8", None, str(feed), 1),
    ]
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        Client(REMOTE_ADDR="10.0.0.7").get(feed.get_absolute_url())
    assert used.all().count() == 3


def test_an_address_answers_until_its_last_day(feed):
    today = timezone.localdate()
    CalendarFeed.objects.filter(pk=feed.pk).update(expires_on=today)
    read(feed)
    CalendarFeed.objects.filter(pk=feed.pk).update(expires_on=today - datetime.timedelta(days=1))
    assert_not_found(Client().get(feed.get_absolute_url()), feed.unit.name)


def test_no_address_answers_for_ever(screen, unit_a):
    typed = {"unit": str(unit_a.pk), "purpose": "điện thoại"}
    far = (timezone.localdate() + datetime.timedelta(days=3 * 366)).strftime("%d/%m/%Y")
    for day in ("", far):
        answer = screen.post(reverse("admin:campaign_calendarfeed_add"), typed | {"expires_on": day})
        assert answer.context["adminform"].form.errors["expires_on"]
    assert not CalendarFeed.objects.exists()
