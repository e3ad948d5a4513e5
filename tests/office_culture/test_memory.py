"""The memory of change: what an event keeps, how versions are built from events, and who may read them."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from awards.models import AwardRule
from campaign.actions.tasks import WORKFLOW
from campaign.models import InnovationReturn, Task, TaskPartner
from office_culture.actions import bulk
from office_culture.models import Event, Unit, User, Verb, context
from office_culture.models.events import Immutable
from office_culture.selectors import events
from office_culture.selectors.events import at_version, changes_since, events_of, last_authors, versions_of
from tests.factories.awards import AwardFactory
from tests.factories.campaign import CommunicationActivityFactory
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import InnovationReturnFactory
from tests.factories.inspections import ChecklistVersionFactory
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.plans import TaskFactory, TaskPartnerFactory

pytestmark = pytest.mark.django_db


def newest(record) -> Event:
    return events_of(record).first()


def fresh(record):
    return type(record).objects.get(pk=record.pk)


class TestOneSave:
    def test_a_creation_keeps_all_values_and_a_change_only_what_differs(self, office, superuser):
        unit = Unit(name="Phòng Một", kind="department", parent=office, valid_from=datetime.date(2020, 1, 2))
        unit.save(by=superuser)
        made = newest(unit)
        assert (made.verb, made.version, made.actor, made.actor_name) == (
            "create",
            1,
            superuser,
            str(superuser),
        )
        assert made.changes["valid_from"] == [None, "2020-01-02"]
        assert made.changes["parent"] == [None, {"key": office.pk, "name": office.name}]
        assert not {"path", "sort_key", "search_text", "version", "updated_at"} & made.changes.keys()
        again = fresh(unit)
        again.name = " Phòng Hai "
        again.save(by=superuser, reason="đổi tên")
        changed = newest(unit)
        assert (changed.verb, changed.version, changed.reason) == ("change", 2, "đổi tên")
        assert changed.changes == {"name": ["Phòng Một", "Phòng Hai"]}

    def test_what_changes_nothing_leaves_no_event_but_is_a_version(self, office):
        unit = fresh(office)
        unit.save(by=None)
        assert (fresh(office).version, events_of(office).count()) == (2, 1)

    def test_one_instance_saved_twice_tells_each_step(self, office):
        for name in ("A", "B", "B", "C"):
            office.name = name
            office.save(by=None)
        told = [event.changes["name"] for event in events_of(office).order_by("pk")[1:]]
        assert told == [["Văn phòng Thử nghiệm", "A"], ["A", "B"], ["B", "C"]]

    def test_old_values_cost_no_question(self, office, django_assert_num_queries):
        unit = fresh(office)
        unit.name = "Khác"
        with django_assert_num_queries(2) as captured:
            unit.save(by=None)
        assert [query["sql"].split()[0] for query in captured] == ["UPDATE", "INSERT"]

    def test_only_written_fields_count(self, office):
        unit = fresh(office)
        unit.name, unit.place = "Khác", "Huế"
        unit.save(by=None, update_fields=["place"])
        assert newest(unit).changes == {"place": ["Thử", "Huế"]}
        unit.save(by=None)
        assert newest(unit).changes == {"name": ["Văn phòng Thử nghiệm", "Khác"]}

    def test_what_was_read_anew_is_the_old_value(self, office):
        unit, other = fresh(office), fresh(office)
        other.name = "Mới"
        other.save(by=None)
        unit.name = "bỏ"
        unit.refresh_from_db()
        unit.place = "Huế"
        unit.save(by=None)
        assert newest(unit).changes == {"place": ["Thử", "Huế"]}
        unit.refresh_from_db(fields=["name"])
        unit.save(by=None)
        assert newest(unit).changes == {"place": ["Thử", "Huế"]}

    def test_deferred_columns(self, office):
        unit = Unit.objects.only("name").get(pk=office.pk)
        assert unit.place == "Thử"
        unit.place = "Huế"
        unit.code = "MOI"
        unit.save(by=None)
        assert newest(unit).changes == {"place": ["Thử", "Huế"], "code": ["VPTN", "MOI"]}

    def test_a_text_for_a_number_or_a_day_is_no_change(self, office):
        version = ChecklistVersionFactory(partly_share=Decimal("0.50"), valid_from=datetime.date(2022, 1, 1))
        kept = fresh(version)
        kept.partly_share, kept.valid_from = "0.5", "2022-01-01"
        kept.save(by=None)
        assert events_of(version).count() == 1

    def test_a_list_changed_in_place_is_a_change(self):
        sent_back = InnovationReturnFactory(parts=["authors"])
        kept = InnovationReturn.objects.get(pk=sent_back.pk)
        kept.parts.append("effects")
        kept.save(by=None)
        assert newest(kept).changes == {"parts": [["authors"], ["authors", "effects"]]}

    def test_a_copy_of_a_row_is_a_creation(self, office):
        copy = fresh(office)
        copy.pk, copy._state.adding, copy.name = None, True, "Bản sao"
        copy.save(by=None)
        assert newest(copy).changes["code"] == [None, "VPTN"]

    def test_a_save_that_fails_is_not_remembered(self, office):
        twin = Unit(name=office.name, kind="agency")
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(by=None)
        assert Event.objects.filter(object_name=office.name).count() == 1

    def test_deleting_tells_what_the_row_and_those_below_it_held(self, superuser):
        partner = TaskPartnerFactory()
        task = partner.task
        task.delete(by=superuser, reason="nhầm")
        told = Event.objects.filter(verb=Verb.DELETE)
        assert {event.content_type.model for event in told} == {"task", "taskpartner"}
        assert {(event.actor, event.reason) for event in told} == {(superuser, "nhầm")}
        held = told.get(content_type__model="taskpartner").changes
        assert held["unit"][0]["key"] == partner.unit_id
        assert not TaskPartner.objects.exists()
        assert not Task.objects.exists()

    def test_passwords_are_not_kept_and_signing_in_is_no_change(self):
        user = UserFactory()
        user.set_password("mật khẩu rất dài")
        user.save(by=None)
        assert [event.verb for event in events_of(user)] == ["password", "create"]
        assert not any("password" in event.changes for event in events_of(user))

    def test_events_carry_request_batch_and_address(self, office):
        with context.in_request("10.0.0.9"), context.in_batch() as batch:
            request = context.current().request
            office.name = "Khác"
            office.save(by=None)
        event = newest(office)
        assert (event.address, event.request, event.batch) == ("10.0.0.9", request, batch)

    @pytest.mark.parametrize("verb", [Verb.CORRECT, Verb.POSTPONE])
    def test_a_correction_needs_reason_and_change_in_the_database(self, office, verb):
        for changes, reason in (({}, "vì"), ({"name": ["a", "b"]}, "")):
            with pytest.raises(IntegrityError), transaction.atomic():
                Event.build(verb=verb, by=None, obj=office, reason=reason, changes=changes).save()

    def test_an_event_never_changes(self, office):
        event = newest(office)
        for attempt in (event.save, event.delete, Event.objects.all().delete, Event.objects.update):
            with pytest.raises(Immutable):
                attempt()


class TestActions:
    def test_a_step_is_one_event_with_verb_and_changes(self, superuser):
        task = TaskFactory()
        before = Event.objects.count()
        WORKFLOW.perform("start", obj=task, by=superuser)
        assert Event.objects.count() == before + 1
        event = newest(task)
        assert (event.verb, event.detail["step"], event.version) == ("transition", "start", 2)
        assert event.changes == {"state": ["planned", "in_progress"]}

    def test_links_are_remembered_with_their_names(self, superuser, signed_in):
        activity, first, second = CommunicationActivityFactory(), DocumentFactory(), DocumentFactory()
        activity.documents.set([first])
        activity.save(by=superuser, links={"documents": [second, first]})
        assert newest(activity).changes == {
            "documents": [
                [{"key": first.pk, "name": str(first)}],
                [{"key": first.pk, "name": str(first)}, {"key": second.pk, "name": str(second)}],
            ]
        }
        activity.save(by=superuser, links={"documents": [first]})
        assert events_of(activity).count() == 2

    @pytest.mark.parametrize("count", [1, 400])
    def test_many_rows_are_written_with_an_event_each_and_one_for_the_batch(self, office, superuser, count):
        rows = [Unit(name=f" Phòng {n} ", kind="department", parent=office, position=n) for n in range(count)]
        bulk.create(rows, by=superuser, reason="nhập")
        batch = Event.objects.get(object_id=None)
        assert (batch.detail, batch.actor) == ({"kind": "office_culture.unit", "rows": count}, superuser)
        told = Event.objects.filter(batch=batch.batch).exclude(pk=batch.pk)
        assert told.count() == count
        assert {event.changes["name"][1] for event in told} == {f"Phòng {n}" for n in range(count)}
        kept = list(Unit.objects.filter(parent=office).select_related("parent"))
        for row in kept[: count // 2 + 1]:
            row.place = "Huế"
        with CaptureQueriesContext(connection) as captured:
            bulk.update(kept, ["place"], by=superuser)
        assert len(captured) <= 5
        changed = Event.objects.filter(verb=Verb.CHANGE, object_id__isnull=False)
        assert changed.count() == count // 2 + 1
        assert {tuple(event.changes["place"]) for event in changed} == {("", "Huế")}
        assert {event.version for event in changed} == {2}


EDITS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "content": st.text("abcđêô ", min_size=1, max_size=12).filter(str.strip),
            "due": st.dates(datetime.date(2023, 1, 1), datetime.date(2025, 1, 1)),
            "result": st.text("xyz", max_size=3),
            "done_on": st.none() | st.dates(datetime.date(2022, 1, 1), datetime.date(2025, 1, 1)),
            "lead_unit": st.sampled_from(("Một", "Hai")),
        },
    ),
    max_size=8,
)


class TestVersions(TestCase):
    """Whatever is edited, each version that is built from events equals what stood in the database."""

    @settings(max_examples=25, deadline=None)
    @given(EDITS, st.booleans())
    def test_each_version_is_rebuilt(self, edits, read_anew):
        task = TaskFactory()
        units = {
            name: UnitFactory(name=name, valid_from=None, parent=task.lead_unit) for name in ("Một", "Hai")
        }
        stood = {1: values(fresh(task))}
        for edit in edits:
            task = fresh(task) if read_anew else task
            for name, value in edit.items():
                setattr(task, name, units.get(value, value) if name == "lead_unit" else value)
            task.save(by=None)
            stood[task.version] = values(fresh(task))
        for version, expected in stood.items():
            assert values(at_version(task, version)) == expected
        assert at_version(task, 0) is None


def values(record) -> dict:
    return {field.attname: getattr(record, field.attname) for field in record.remembered_fields()}


class TestReading:
    @pytest.mark.parametrize("count", [1, 400])
    def test_each_reading_takes_two_statements_at_most(self, office, superuser, count):
        rows = bulk.create(
            [Unit(name=f"Phòng {n}", kind="department", parent=office) for n in range(count)], by=None
        )
        for row in rows:
            row.place = "Huế"
        bulk.update(rows, ["place"], by=superuser)
        for n in range(count):
            rows[0].name = f"Tên {n}"
            rows[0].save(by=superuser)
        record = fresh(rows[0])
        readings = {
            "story": lambda: events.describe_changes(record, list(events.story_of(record))),
            "since": lambda: changes_since(record, 1),
            "versions": lambda: versions_of(rows),
            "authors": lambda: last_authors(rows),
        }
        for name, read in readings.items():
            with CaptureQueriesContext(connection) as captured:
                found = read()
            assert len(captured) <= 2, name
            assert found, name
        assert {author.name for author in last_authors(rows).values()} == {str(superuser)}

    def test_changes_since_name_each_field_once_and_who_changed_it(self, office, officer, superuser):
        opened = office.version
        for name, by in (("A", officer), ("B", superuser)):
            office.name = name
            office.save(by=by)
        office.place, office.kind = "Huế", "department"
        office.save(by=officer)
        office.kind = "agency"
        office.save(by=officer)
        told = {c.field: (c.old, c.new, c.who) for c in changes_since(office, opened)}
        assert told == {
            "name": ("Văn phòng Thử nghiệm", "B", str(superuser)),
            "place": ("Thử", "Huế", str(officer)),
        }

    def test_a_name_that_no_event_kept_is_looked_up(self, unit_a, unit_b):
        task = TaskFactory(lead_unit=unit_a)
        kept = fresh(task)
        kept.lead_unit_id = unit_b.pk
        kept.save(by=None)
        [[change]] = events.describe_changes(task, [newest(task)])
        assert (change.old, change.new) == (unit_a.name, unit_b.name)


class TestPages:
    def address(self, record, *args, name="history") -> str:
        opts = record._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[record.pk, *args])

    def test_the_story_tells_who_what_and_why_in_words(self, unit_a, superuser, signed_in):
        browser = signed_in(superuser)
        unit = fresh(unit_a)
        unit.kind, unit.valid_from = "leadership", datetime.date(2022, 3, 4)
        unit.save(by=superuser, reason="<b>sắp xếp</b>")
        page = browser.get(self.address(unit)).content.decode()
        assert "04/03/2022" in page
        assert "department → leadership" in page
        assert "&lt;b&gt;sắp xếp&lt;/b&gt;" in page
        assert self.address(unit, 2, name="version") in page

    def test_an_old_version_is_shown_and_never_put_back(self, unit_a, superuser, signed_in):
        browser = signed_in(superuser)
        unit = fresh(unit_a)
        unit.name = "Tên mới"
        unit.save(by=superuser)
        address = self.address(unit, 1, name="version")
        page = browser.get(address).content.decode()
        assert "Phòng A" in page
        assert "<form" not in page.split('id="content-main"')[1]
        browser.post(address, {"name": "Phòng A"})
        assert fresh(unit).name == "Tên mới"
        assert browser.get(self.address(unit, 9, name="version")).status_code == 200
        assert browser.get(self.address(unit, 0, name="version")).status_code == 404

    def test_whoever_may_not_see_the_record_sees_nothing_of_it(
        self, unit_a, unit_b, contact_a, plain_staff, signed_in
    ):
        theirs, own = TaskFactory(lead_unit=unit_b, plan__unit=unit_b), TaskFactory(lead_unit=unit_a)
        for who, record, allowed in (
            (contact_a, own, True),
            (contact_a, theirs, False),
            (plain_staff, own, False),
        ):
            for address in (self.address(record), self.address(record, 1, name="version")):
                answer = signed_in(who).get(address)
                assert (answer.status_code == 200) == allowed, (who, address)
                assert (record.content in answer.content.decode()) == allowed

    def test_the_list_of_events_leads_to_visible_records_only(self, unit_a, unit_b, contact_a, signed_in):
        theirs, own = TaskFactory(lead_unit=unit_b, plan__unit=unit_b), TaskFactory(lead_unit=unit_a)
        for task in (theirs, own):
            task.content = "Nội dung kín"
            task.save(by=None)
        browser = signed_in(contact_a)
        page = browser.get(reverse("admin:office_culture_event_changelist")).content.decode()
        assert self.address(own, name="change") in page
        assert self.address(theirs, name="change") not in page
        for task, told in ((own, True), (theirs, False)):
            one = reverse("admin:office_culture_event_change", args=[newest(task).pk])
            assert ("Nội dung kín" in browser.get(one).content.decode().split("changed")[-1]) == told

    def test_a_page_saves_rows_and_record_in_the_name_of_who_saves(self, superuser, signed_in, office):
        browser = signed_in(superuser)
        browser.post(
            reverse("admin:office_culture_user_add"),
            {
                "username": "moi",
                "full_name": "Người mới",
                "unit": office.pk,
                "usable_password": "true",
                "password1": "mật khẩu rất dài 1",
                "password2": "mật khẩu rất dài 1",
            },
        )
        made = User.objects.get(username="moi")
        event = Event.objects.get(verb="create", object_id=made.pk, object_name=str(made))
        assert event.actor == superuser


def test_checked_rows_meet_those_before_them_and_are_written_as_one_batch(superuser):
    award = AwardFactory()

    def rule(start, end, **values):
        return AwardRule(
            award=award,
            recipient="individual",
            topic="posting",
            posting_days=10,
            source="Nghị định",
            valid_from=start,
            valid_to=end,
            **values,
        )

    day = datetime.date
    first, second = rule(day(2020, 1, 1), day(2020, 12, 31)), rule(day(2020, 6, 1), None)
    with pytest.raises(ValidationError, match="01/01/2020"):
        bulk.create_checked([first, second], by=superuser)
    assert not AwardRule.objects.exists()
    twice = [DocumentFactory.build(symbol="1/KH-UBND", issuing_unit=None) for _ in range(2)]
    with pytest.raises(ValidationError, match="1/KH-UBND"):
        bulk.create_checked(twice, by=superuser)
    made = bulk.create_checked(
        [rule(day(2020, 1, 1), day(2020, 12, 31)), rule(day(2021, 1, 1), None)],
        by=superuser,
        detail={"catalogue": True},
    )
    assert [row.name for row in AwardRule.objects.order_by("pk")] == [award.name] * 2
    created = Event.objects.filter(object_id__in=[row.pk for row in made], detail__catalogue=True)
    assert len({event.batch for event in created}) == 1
    assert Event.objects.filter(detail__rows=2, batch=created[0].batch).exists()
