"""The chain of seals: what is committed is sealed once, and whatever is changed or removed afterwards is named."""

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from office_culture.actions import events
from office_culture.actions.sealing import seal_events
from office_culture.models import Event, Unit, Verb
from office_culture.models.frozen import door
from office_culture.project import sealing
from office_culture.rules.seals import BEGINNING, sealed
from office_culture.selectors import seals
from office_culture.selectors.seals import broken_seals, newest_seal, state_of_seals

pytestmark = pytest.mark.django_db


def rows(**conditions) -> models.QuerySet:
    return models.QuerySet(Event).filter(**conditions)


def happened(count: int = 3) -> list[Event]:
    return [
        events.record(verb=Verb.EXPORT, by=None, reason=f"lần {number}", rows=number, share=2.0)
        for number in range(1, count + 1)
    ]


@pytest.fixture(autouse=True)
def _nothing_happened_before(db) -> None:
    """What other tests left would be sealed here, too."""
    with door("test"):
        rows()._raw_delete("default")


@pytest.fixture
def chain(db) -> list[Event]:
    """Five sealed events."""
    made = happened(5)
    assert seal_events() == Event.objects.count()
    return made


def test_what_is_written_waits_and_is_sealed_in_one_chain_without_gap(db):
    made = happened()
    assert rows(seal_number=None).count() == len(made)
    assert state_of_seals().waiting == len(made)
    assert seal_events(limit=2) == 2
    assert seal_events(limit=2) == 1
    assert seal_events() == 0
    numbers = list(rows().order_by("seal_number").values_list("seal_number", "pk"))
    assert numbers == [(number, one.pk) for number, one in enumerate(made, start=1)]
    assert list(broken_seals()) == []


def test_the_cost_of_a_save_is_as_before(office, django_assert_num_queries):
    unit = Unit.objects.get(pk=office.pk)
    unit.name = "Khác"
    with django_assert_num_queries(2):
        unit.save(by=None)


def test_sealing_costs_the_same_number_of_statements_for_many(db):
    counts = []
    for size in (1, 40):
        happened(size)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert seal_events() == size
        counts.append(len([one for one in captured if not one["sql"].startswith("UPDATE")]))
    assert counts[0] == counts[1]


def test_a_lower_key_that_commits_later_is_sealed_after_the_others(db):
    """A key is given when a transaction begins to write, not when it commits."""
    made = happened(3)
    with door("test"):
        rows(pk=made[0].pk).update(id=made[2].pk + 10)
    late = made[0].pk
    seal_events()
    with connection.cursor() as cursor:
        columns = ", ".join(
            f'"{f.column}"' for f in Event._meta.concrete_fields if f.name not in KEY_AND_SEAL
        )
        cursor.execute(
            f'INSERT INTO "{Event._meta.db_table}" (id, seal, {columns}) '  # noqa: S608 - our own table
            f"SELECT {late}, '', {columns} FROM \"{Event._meta.db_table}\" WHERE id = %s",
            [made[1].pk],
        )
    assert seal_events() == 1
    assert Event.objects.get(pk=late).seal_number == 4
    assert list(broken_seals()) == []


KEY_AND_SEAL = {"id", "seal", "seal_number"}


class TestBroken:
    @pytest.mark.parametrize(
        "change",
        [
            {"reason": "khác"},
            {"actor_name": "Người khác"},
            {"at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
            {"detail": {"rows": 9}},
            {"changes": {"name": ["a", "b"]}},
            {"verb": Verb.IMPORT},
            {"object_name": "x"},
            {"hits": 7},
            {"address": "10.0.0.9"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_an_edit_is_named_and_nothing_else(self, chain, change):
        with door("test"):
            rows(pk=chain[2].pk).update(**change)
        [told] = broken_seals()
        assert str(chain[2].pk) in told
        with pytest.raises(CommandError, match="1 places"):
            call_command("verify_events", verbosity=0)

    def test_a_gap_is_named(self, chain):
        with door("test"):
            rows(pk__in=[chain[1].pk, chain[2].pk])._raw_delete("default")
        [told] = broken_seals()
        assert "2" in told
        assert "3" in told

    def test_a_cut_end_is_found_by_a_seal_that_was_noted(self, chain):
        noted = state_of_seals().newest
        happened(1)
        seal_events()
        assert list(broken_seals(noted)) == []
        with door("test"):
            rows(seal_number__gte=5)._raw_delete("default")
        assert list(broken_seals()) == []
        [told] = broken_seals(noted)
        assert noted in told
        with pytest.raises(CommandError):
            call_command("verify_events", expect=noted)

    def test_an_event_and_its_seal_edited_together_break_the_next_one(self, chain):
        number = 3
        row = rows(seal_number=number).values(*seals.COVERED).get() | {"reason": "khác"}
        before = rows(seal_number=number - 1).get().seal
        with door("test"):
            rows(seal_number=number).update(reason="khác", seal=sealed(before, number, row))
        [told] = broken_seals()
        assert f"{chain[3].pk}" in told

    def test_the_words_of_the_search_are_no_part_of_it(self, chain):
        rows(pk=chain[0].pk).update(search_text="khac")
        assert list(broken_seals()) == []

    def test_another_key_of_the_kind_is_no_edit(self, office):
        """Another installation numbers kinds of records otherwise; the seal names them."""
        seal_events()
        event = Event.objects.filter(object_id=office.pk).latest("pk")
        kind = event.content_type
        ContentType.objects.filter(pk=kind.pk).update(model="old")
        again = ContentType.objects.create(app_label=kind.app_label, model="unit")
        with door("test"):
            rows(content_type=kind).update(content_type=again)
        assert list(broken_seals()) == []


def test_an_event_that_still_counts_waits(db, monkeypatch):
    events.count(verb=Verb.REFUSED, by=None, kind="csrf")
    assert seal_events() == 0
    monkeypatch.setattr(seals, "OPEN_FOR", datetime.timedelta(0))
    assert seal_events() == 1
    events.count(verb=Verb.REFUSED, by=None, kind="csrf")
    assert sorted(rows().values_list("hits", flat=True)) == [1, 1]


class TestAfterAnswers:
    def test_a_server_process_seals_once_in_its_seconds(self, client, settings, monkeypatch):
        settings.SEAL_EVENTS_EVERY = 60
        monkeypatch.setattr(sealing, "_last", 0.0)
        clock = [1000.0]
        monkeypatch.setattr(sealing.time, "monotonic", lambda: clock[0])
        happened(1)
        client.get("/favicon.ico")
        assert rows(seal_number=None).count() == 0
        happened(1)
        clock[0] += 59
        client.get("/favicon.ico")
        assert rows(seal_number=None).count() == 1
        clock[0] += 2
        client.get("/favicon.ico")
        assert rows(seal_number=None).count() == 0

    def test_nought_leaves_it_to_the_command(self, client, settings, capsys):
        settings.SEAL_EVENTS_EVERY = 0
        happened(2)
        client.get("/favicon.ico")
        assert rows(seal_number=None).count() == 2
        call_command("seal_events")
        assert "2 events" in capsys.readouterr().out
        call_command("verify_events")
        assert state_of_seals().newest in capsys.readouterr().out


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_list_of_events_shows_the_newest_seal(chain, superuser, signed_in, settings, language):
    settings.LANGUAGE_CODE = language
    browser = signed_in(superuser)
    newest = state_of_seals().newest
    happened(2)
    page = browser.get(reverse("admin:office_culture_event_changelist")).content.decode()
    assert newest in page
    one = browser.get(reverse("admin:office_culture_event_change", args=[chain[0].pk])).content.decode()
    assert Event.objects.get(pk=chain[0].pk).seal in one


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite only one connection writes")
@pytest.mark.django_db(transaction=True)
def test_of_several_sealers_one_seals():
    happened(60)
    begin = Barrier(4, timeout=60)

    def seal() -> int:
        try:
            begin.wait()
            return seal_events()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = [future.result() for future in [pool.submit(seal) for _ in range(4)]]
    assert sum(counts) == 60
    assert list(broken_seals()) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=5), part, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(min_size=1, max_size=6), JSON, min_size=1, max_size=4), st.integers(1, 10**9))
def test_a_seal_depends_on_content_alone(said, number):
    seal = sealed(BEGINNING, number, said)
    again = dict(reversed(list(json.loads(json.dumps(said)).items())))
    assert sealed(BEGINNING, number, again) == seal
    assert sealed(BEGINNING, number + 1, said) != seal
    assert sealed(seal, number, said) != seal
    assert sealed(BEGINNING, number, said | {"": "thêm"}) != seal


@given(st.datetimes(timezones=st.just(datetime.UTC)), st.integers(-12, 12))
def test_the_same_moment_in_another_zone_is_the_same(moment, hours):
    zone = datetime.timezone(datetime.timedelta(hours=hours))
    if not 2 < moment.year < 9990:
        return
    assert sealed("", 1, {"at": moment}) == sealed("", 1, {"at": moment.astimezone(zone)})


def test_the_first_seal_follows_the_beginning(db):
    assert newest_seal() == (0, BEGINNING)
    assert state_of_seals().newest == ""
    assert timezone.is_aware(happened(1)[0].at)
