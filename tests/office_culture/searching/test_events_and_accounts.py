"""The lists of events and of accounts search as all others do: by words, folded, the best first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from office_culture.models import Event, User, Verb
from tests.factories.office import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

EVENTS = "admin:office_culture_event_changelist"
ACCOUNTS = "admin:office_culture_user_changelist"


def listed(browser, page: str, query: str) -> list[str]:
    return [str(row) for row in browser.get(reverse(page), {"q": query}).context["cl"].result_list]


def happened(by, name: str, *, reason: str = "") -> Event:
    return Event.objects.get(pk=_saved(by, name, reason))


def _saved(by, name: str, reason: str) -> int:
    person = PersonFactory.build(full_name=name)
    event = Event.build(verb=Verb.REFUSED, by=by, reason=reason)
    event.object_name = person.full_name
    event.derive_search()
    event.save()
    return event.pk


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("giang a tinh", True),
        ("GIÀNG", True),
        ("tính", True),
        ("ban do", True),  # the reason
        ("chien sy", True),
        ("giang van", False),
        ("iang", False),  # no part of a word
    ],
)
def test_events_are_found_by_folded_words(superuser, signed_in, query, found):
    event = happened(superuser, "Giàng A Tính", reason="Nhầm bản đồ của chiến sĩ")
    rows = signed_in(superuser).get(reverse(EVENTS), {"q": query}).context["cl"].result_list
    assert (event.pk in [row.pk for row in rows]) is found


def test_whole_words_with_their_diacritics_come_first(superuser, signed_in):
    exact, folded = happened(superuser, "Thái"), happened(superuser, "Thải")
    rows = signed_in(superuser).get(reverse(EVENTS), {"q": "thái"}).context["cl"].result_list
    assert [row.pk for row in rows if row.pk in {exact.pk, folded.pk}] == [exact.pk, folded.pk]


def test_who_changed_a_record_is_found_by_the_record_and_by_the_name(superuser, signed_in):
    person = PersonFactory(full_name="Lò Thị Mẫu")
    person.full_name = "Lò Thị Mận"
    person.save(by=superuser)
    browser = signed_in(superuser)
    assert listed(browser, EVENTS, "lo thi man")
    assert listed(browser, EVENTS, superuser.full_name)


def test_each_event_written_in_bulk_has_its_words(superuser):
    made = [Event.build(verb=Verb.CHANGE, by=superuser, reason="Sắp xếp lại") for _ in range(3)]
    Event.objects.bulk_create(made)
    assert Event.objects.search("sap xep").count() == 3


def test_accounts_are_found_by_name_and_by_what_they_sign_in_with(superuser, signed_in):
    account = UserFactory(username="tc-hoa.vp", full_name="Nguyễn Thị Hoà")
    browser = signed_in(superuser)
    for query in ("hòa", "nguyen thi", "tc-hoa"):
        assert str(account) in listed(browser, ACCOUNTS, query)
    account.full_name = "Trần Thị Lan"
    account.save(update_fields=["full_name"])
    assert str(account) in listed(browser, ACCOUNTS, "tran lan")
    assert not User.objects.search("nguyen thi").filter(pk=account.pk)


def test_a_search_of_events_costs_the_same_however_many(superuser, signed_in):
    browser = signed_in(superuser)
    costs = []
    for more in (2, 20):
        for number in range(more):
            happened(superuser, f"Văn hóa {number}")
        with CaptureQueriesContext(connection) as asked:
            assert listed(browser, EVENTS, "van hoa")
        costs.append(len(asked))
    assert costs[0] >= costs[1]
