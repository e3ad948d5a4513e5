"""Units merge, split, are renamed and move: by the page of the change, with everything that hangs on a unit."""

import datetime
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from awards.models import ConditionKind, Conferral, Verdict
from awards.selectors.eligibility import assessments
from awards.selectors.stories import story_of_unit
from campaign.models import Task
from campaign.selectors.case_files import case_files
from campaign.selectors.tasks import task_overview
from office_culture.actions.unit_changes import LINKS, WORKFLOW
from office_culture.actions.workflow import Refused
from office_culture.models import ChangeSide, Event, Person, Posting, Unit, UnitChange, UnitChangeState, User
from office_culture.rules.scope import keeps_records_of
from office_culture.selectors.lineage import predecessors
from office_culture.selectors.merging import mergers_into
from office_culture.selectors.organisation import organisation
from office_culture.selectors.unit_names import UnitNames
from tests.answers import assert_saved
from tests.campaign.reading import scope_of
from tests.factories.awards import (
    AwardFactory,
    AwardRuleFactory,
    ConferralFactory,
    DossierFactory,
    NomineeFactory,
    RuleConditionFactory,
)
from tests.factories.campaign import CaseFileReturnFactory
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import FindingFactory
from tests.factories.office import (
    ChangedUnitFactory,
    PersonFactory,
    PostingFactory,
    UnitChangeFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.papers import IssuedPaperFactory
from tests.factories.plans import PledgeFactory, TaskFactory
from tests.guards.test_duplicates import managed, told
from tests.guards.test_duplicates import posted as posted_form

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 7, 1)
ADD = "admin:office_culture_unitchange_add"
LATER = {"takes_effect_on": f"{timezone.localdate() + datetime.timedelta(days=2):%d/%m/%Y}"}
RENAMED = {"kind": "rename", "new_name": "Phòng Hành chính", "new_printed_name": ""}


def posted(rows, **fields):
    """The add page of a change, filled in; `rows` are pairs of side and unit."""
    typed = {
        "kind": "merge",
        "takes_effect_on": "01/07/2025",
        "decision": DocumentFactory().pk,
        "units-TOTAL_FORMS": len(rows),
        "units-INITIAL_FORMS": 0,
    } | fields
    for place, (side, unit) in enumerate(rows):
        typed |= {f"units-{place}-side": side, f"units-{place}-unit": unit.pk}
    return typed


def step(change) -> str:
    return reverse("admin:office_culture_unitchange_step", args=[change.pk, "carry_out"])


@pytest.fixture
def desk(officer, signed_in):
    made = signed_in(officer)
    made.cookies["django_language"] = "en"
    return made


@pytest.fixture
def carry_out(desk):
    """Writes a change down on its page and carries it out by its button."""

    def make(rows, **fields) -> UnitChange:
        answer = desk.post(reverse(ADD), posted(rows, **fields))
        assert answer.status_code == 302, answer.context["errors"]
        change = UnitChange.objects.get()
        assert desk.post(step(change), {"reason": ""}).status_code == 302
        change.refresh_from_db()
        return change

    return make


def test_a_merger_takes_along_what_is_open_and_leaves_what_is_of_its_day(carry_out, unit_a, unit_b):
    task, done = TaskFactory(lead_unit=unit_a), TaskFactory(lead_unit=unit_a)
    type(done).objects.filter(pk=done.pk).update(state="accepted", done_on=DAY, result="xong")
    now, past = PledgeFactory(unit=unit_a, year=2025), PledgeFactory(unit=unit_a, year=2021)
    finding, award = FindingFactory(unit=unit_a), ConferralFactory(unit=unit_a)
    paper, account = IssuedPaperFactory(unit=unit_a), UserFactory(unit=unit_a)
    person = PersonFactory(unit=unit_a)
    PostingFactory(person=person, post="Trưởng phòng", valid_from=datetime.date(2020, 1, 1), leads=True)
    change = carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    assert change.state == UnitChangeState.DONE
    for row, name, heir in (
        (task, "lead_unit", unit_b),
        (done, "lead_unit", unit_a),
        (now, "unit", unit_b),
        (past, "unit", unit_a),
        (finding, "unit", unit_b),
        (award, "unit", unit_a),
        (paper, "unit", unit_a),
        (account, "unit", unit_b),
        (person, "unit", unit_b),
    ):
        row.refresh_from_db()
        assert getattr(row, name) == heir, row
    unit_a.refresh_from_db()
    assert unit_a.valid_to == datetime.date(2025, 6, 30)
    posts = Posting.objects.filter(person=person).order_by("valid_from")
    assert [(post.unit, post.valid_from, post.valid_to) for post in posts] == [
        (unit_a, datetime.date(2020, 1, 1), datetime.date(2025, 6, 30)),
        (unit_b, DAY, None),
    ]
    event = Event.objects.filter(object_id=str(change.pk), verb="transition").get()
    assert event.detail["moved"]["campaign.task"] == 1
    assert "Merger" in Event.objects.filter(object_id=str(task.pk), verb="change").latest("pk").reason.title()


def test_what_the_successor_has_already_stays_and_is_named(carry_out, unit_a, unit_b):
    held = DossierFactory(unit=unit_a)
    DossierFactory(unit=unit_b, round=held.round)
    change = carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    held.refresh_from_db()
    event = Event.objects.filter(object_id=str(change.pk), verb="transition").get()
    assert (held.unit, event.detail["held_back"]) == (unit_a, {"awards.dossier": 1})


def test_a_split_asks_which_unit_goes_on_with_what_is_open(desk, office, unit_a):
    first, second = UnitFactory(name="Phòng Một", parent=office), UnitFactory(name="Phòng Hai", parent=office)
    task, pledge = TaskFactory(lead_unit=unit_a), PledgeFactory(unit=unit_a, year=2025)
    rows = [(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, first), (ChangeSide.AFTER, second)]
    assert desk.post(reverse(ADD), posted(rows, kind="split")).status_code == 302
    change = UnitChange.objects.get()
    asked = desk.get(step(change)).context["form"].fields
    assert set(asked) - {"opened_version"} == {"reason", "campaign_task_lead_unit", "campaign_pledge_unit"}
    assert list(asked["campaign_task_lead_unit"].choices) == [
        (first.pk, "Phòng Một"),
        (second.pk, "Phòng Hai"),
    ]
    answers = {"reason": "", "campaign_task_lead_unit": second.pk}
    refused = desk.post(step(change), answers)
    assert refused.context["form"].errors["campaign_pledge_unit"]
    refused = desk.post(step(change), answers | {"campaign_pledge_unit": office.pk})
    assert refused.context["form"].errors["campaign_pledge_unit"]
    task.refresh_from_db()
    assert (task.lead_unit, UnitChange.objects.get().state) == (unit_a, UnitChangeState.DRAFT)
    assert desk.post(step(change), answers | {"campaign_pledge_unit": first.pk}).status_code == 302
    task.refresh_from_db()
    pledge.refresh_from_db()
    assert (task.lead_unit, pledge.unit) == (second, first)
    found = predecessors([first.pk, second.pk])
    assert [[one.unit for one in found[unit.pk]] for unit in (first, second)] == [[unit_a], [unit_a]]


def test_a_split_moves_nothing_that_nobody_was_asked_about(office, officer, unit_a):
    change = UnitChangeFactory(kind="split", takes_effect_on=DAY)
    ChangedUnitFactory(change=change, side=ChangeSide.BEFORE, unit=unit_a)
    for name in ("Phòng Một", "Phòng Hai"):
        ChangedUnitFactory(change=change, side=ChangeSide.AFTER, unit=UnitFactory(name=name, parent=office))
    task = TaskFactory(lead_unit=unit_a)
    with pytest.raises(Refused, match="which unit goes on"):
        WORKFLOW.perform("carry_out", obj=change, by=officer)
    task.refresh_from_db()
    assert task.lead_unit == unit_a


def test_a_report_on_an_earlier_period_names_a_unit_as_it_was(carry_out, office, unit_a, unit_b):
    for unit in (unit_a, unit_b):
        CaseFileReturnFactory(unit=unit)
        TaskFactory(lead_unit=unit, start=datetime.date(2020, 1, 10), due=datetime.date(2020, 6, 1))
    carry_out([(ChangeSide.BEFORE, unit_a)], **RENAMED)
    before, after = scope_of(office, "01/01/2020", "31/12/2020"), scope_of(office, "01/01/2020", "31/12/2025")
    for scope, name in ((before, "Phòng A"), (after, "Phòng Hành chính")):
        assert name in {row.unit for row in case_files(scope).units}
        assert name in {row.name for row in task_overview(scope).units}
        assert name in {row.name for row in organisation(scope).departments}


@pytest.mark.parametrize(
    ("start", "end", "told"), [("01/01/2025", "31/12/2025", True), ("01/01/2024", "30/06/2025", False)]
)
def test_a_report_on_the_period_says_what_was_taken_over(carry_out, office, unit_a, start, end, told):
    other = UnitFactory(name="Phòng C", parent=office)
    change = carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.BEFORE, other), (ChangeSide.AFTER, office)])
    found = organisation(scope_of(office, start, end)).successions
    expected = [(DAY, ("Phòng A", "Phòng C"), str(change.decision_id))] if told else []
    assert [(one.on, one.before, one.decision.key) for one in found] == expected
    assert organisation(scope_of(other, start, end)).successions == ()


def test_a_unit_that_gives_away_a_part_keeps_its_work(carry_out, office, unit_a):
    part = UnitFactory(name="Tổ Tách ra", parent=office)
    task = TaskFactory(lead_unit=unit_a)
    carry_out(
        [(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_a), (ChangeSide.AFTER, part)], kind="split"
    )
    task.refresh_from_db()
    unit_a.refresh_from_db()
    assert (task.lead_unit, unit_a.valid_to) == (unit_a, None)


def test_a_new_name_keeps_the_old_one_with_its_days(carry_out, desk, unit_a):
    award = ConferralFactory(unit=unit_a)
    carry_out([(ChangeSide.BEFORE, unit_a)], **RENAMED)
    unit_a.refresh_from_db()
    award.refresh_from_db()
    assert (unit_a.name, award.name) == ("Phòng Hành chính", "Phòng A")
    assert unit_a.name_on(datetime.date(2025, 6, 30)) == "Phòng A"
    assert unit_a.name_on(DAY) == "Phòng Hành chính"
    found = desk.get(reverse("admin:office_culture_unit_changelist"), {"q": "Phòng A"})
    assert unit_a in found.context["cl"].result_list


def test_former_names_are_typed_on_the_page_with_the_days_that_are_known(desk, unit_a):
    address = reverse("admin:office_culture_unit_change", args=[unit_a.pk])
    page = desk.get(address)
    shown = page.context["inline_admin_formsets"]
    data = posted_form(page.context["adminform"].form, unit_a) | managed(inline.formset for inline in shown)
    known = {"name": "Phòng Một", "valid_from": "01/01/2000", "valid_to": "31/12/2009"}
    unknown = {"name": "Ban Hai", "valid_from": "", "valid_to": ""}
    below = {
        f"names-{place}-{name}": value
        for place, row in enumerate((known, unknown, unknown))
        for name, value in row.items()
    }
    typed = data | {"opened_version": unit_a.version, "names-TOTAL_FORMS": 3} | below
    assert "former name already" in told(desk.post(address, typed))
    assert_saved(desk.post(address, typed | {"names-TOTAL_FORMS": 2}))
    assert [unit_a.name_on(datetime.date(year, 6, 1)) for year in (1999, 2005, 2015)] == [
        "Phòng A",
        "Phòng Một",
        "Phòng A",
    ]
    assert UnitNames(datetime.date(2005, 6, 1)).name(unit_a) == "Phòng Một"
    found = desk.get(reverse("admin:office_culture_unit_changelist"), {"q": "ban hai"})
    assert list(found.context["cl"].result_list) == [unit_a]
    bare = {"unit": unit_a, "name": "", "period_start": None, "period_end": None}
    awarded = [ConferralFactory(decided_on=datetime.date(year, 1, 1), **bare).name for year in (1998, 2005)]
    assert awarded == ["Phòng A", "Phòng Một"]


def test_a_move_takes_everything_below_along(carry_out, unit_a, unit_b):
    below = UnitFactory(name="Tổ A1", parent=unit_a)
    carry_out([(ChangeSide.BEFORE, unit_a)], kind="move", new_parent=unit_b.pk)
    below.refresh_from_db()
    assert below.path.startswith(unit_b.path)


@pytest.mark.parametrize(
    ("sides", "fields", "told"),
    [
        ("ba", LATER, "carry it out then"),
        ("b", {}, "one unit after it"),
        ("ba", {"kind": "split"}, "several units after it"),
        ("ba", RENAMED, "Name the one unit"),
    ],
)
def test_says_why_a_change_is_not_possible(desk, unit_a, unit_b, sides, fields, told):
    named = {"b": ChangeSide.BEFORE, "a": ChangeSide.AFTER}
    rows = [(named[side], unit) for side, unit in zip(sides, (unit_a, unit_b), strict=False)]
    assert desk.post(reverse(ADD), posted(rows, **fields)).status_code == 302
    change = UnitChange.objects.get()
    page = desk.get(reverse("admin:office_culture_unitchange_change", args=[change.pk])).content.decode()
    assert told in page
    desk.post(step(change), {"reason": ""})
    change.refresh_from_db()
    assert change.state == UnitChangeState.DRAFT


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"kind": "rename"}, "new_name"),
        ({"new_name": "Phòng Mới"}, "new_name"),
        ({"kind": "move"}, "new_parent"),
    ],
)
def test_asks_for_what_the_kind_needs(desk, unit_a, unit_b, fields, at):
    answer = desk.post(
        reverse(ADD), posted([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)], **fields)
    )
    assert at in answer.context["adminform"].form.errors


def test_who_keeps_another_part_of_the_office_carries_nothing_out(contact_a, signed_in, unit_a, unit_b):
    change = UnitChangeFactory()
    ChangedUnitFactory(change=change, unit=unit_a)
    ChangedUnitFactory(change=change, unit=unit_b, side=ChangeSide.AFTER)
    task = TaskFactory(lead_unit=unit_a)
    signed_in(contact_a).post(step(change), {"reason": ""})
    change.refresh_from_db()
    task.refresh_from_db()
    assert (change.state, task.lead_unit) == (UnitChangeState.DRAFT, unit_a)


def test_shows_before_what_moves_and_what_stays(desk, unit_a, unit_b):
    TaskFactory(lead_unit=unit_a)
    ConferralFactory(unit=unit_a)
    change = UnitChangeFactory()
    ChangedUnitFactory(change=change, unit=unit_a)
    ChangedUnitFactory(change=change, unit=unit_b, side=ChangeSide.AFTER)
    page = desk.get(reverse("admin:office_culture_unitchange_change", args=[change.pk]))
    told = {row.words: (row.moving, row.staying) for row in page.context["outlook"]}
    assert told["tasks"] == (1, 0)
    assert told["awards received"] == (0, 1)


def test_the_page_of_a_unit_leads_to_a_change_of_it(desk, unit_a):
    page = desk.get(reverse("admin:office_culture_unit_change", args=[unit_a.pk]))
    form = desk.get(page.context["change_url"])
    assert form.context["inline_admin_formsets"][0].formset.forms[0].initial["unit"] == str(unit_a.pk)


def test_whoever_goes_along_finds_what_was_recorded_before_and_others_do_not(
    carry_out, contact_a, signed_in, office, unit_a, unit_b
):
    """After a merger the account of the unit that went on reads and writes the records of the one that ended."""
    done, award = TaskFactory(lead_unit=unit_a), ConferralFactory(unit=unit_a)
    Task.objects.filter(pk=done.pk).update(state="accepted", done_on=DAY, result="xong")
    other, above = UserFactory(unit=UnitFactory(parent=office)), UserFactory(unit=office)
    carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    contact_a.refresh_from_db()
    later = UserFactory(unit=Unit.objects.get(pk=unit_b.pk))
    seen = {
        user: (
            Conferral.objects.visible_to(user).filter(pk=award.pk).exists(),
            Task.objects.visible_to(user).filter(pk=done.pk).exists(),
            Unit.objects.visible_to(user).filter(pk=unit_a.pk).exists(),
            keeps_records_of(user, unit_a),
        )
        for user in (contact_a, later, above, other)
    }
    assert (contact_a.unit, contact_a.unit.continues_others) == (unit_b, True)
    assert seen == {contact_a: (True,) * 4, later: (True,) * 4, above: (True,) * 4, other: (False,) * 4}
    browser = signed_in(contact_a)
    page = browser.get(reverse("admin:campaign_task_change", args=[done.pk]))
    assert done.content in page.content.decode()


def test_a_unit_that_came_of_a_part_does_not_see_the_unit_that_went_on(carry_out, office, unit_a):
    part = UnitFactory(name="Tổ Tách ra", parent=office)
    task = TaskFactory(lead_unit=unit_a)
    carry_out(
        [(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_a), (ChangeSide.AFTER, part)], kind="split"
    )
    for user, sees in ((UserFactory(unit=part), False), (UserFactory(unit=unit_a), True)):
        assert Task.objects.visible_to(user).filter(pk=task.pk).exists() == sees


def test_rights_follow_the_tree_of_today_where_a_unit_moved(carry_out, office, unit_a, unit_b):
    """Who keeps the records above it now sees all of them, old ones too; who kept them before does not any more."""
    before, after, own = (
        UserFactory(unit=office),
        UserFactory(unit=unit_b),
        UserFactory(unit=unit_a),
    )
    left = UserFactory(unit=UnitFactory(name="Khối Cũ", parent=office))
    unit_a.parent = left.unit
    unit_a.save()
    award = ConferralFactory(unit=unit_a)

    def who_sees() -> list[bool]:
        accounts = (type(user).objects.get(pk=user.pk) for user in (before, left, after, own))
        return [Conferral.objects.visible_to(user).filter(pk=award.pk).exists() for user in accounts]

    assert who_sees() == [True, True, False, True]
    carry_out([(ChangeSide.BEFORE, unit_a)], kind="move", new_parent=unit_b.pk)
    assert who_sees() == [True, False, True, True]


def test_the_history_tells_the_awards_of_the_units_before(carry_out, desk, unit_a, unit_b):
    ConferralFactory(unit=unit_a, award=AwardFactory(name="Cờ thi đua mẫu"))
    carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    (earlier,) = story_of_unit(unit_b).predecessors
    assert [str(row.award) for row in earlier.conferrals] == ["Cờ thi đua mẫu"]
    page = desk.get(reverse("admin:awards_conferral_unit", args=[unit_b.pk])).content.decode()
    assert "Cờ thi đua mẫu" in page


def test_a_person_decides_how_achievements_count_across_a_merger(carry_out, unit_a, unit_b):
    flag = AwardFactory(name="Tập thể mẫu")
    rule = AwardRuleFactory(award=AwardFactory(), recipient="collective")
    RuleConditionFactory(rule=rule, kind=ConditionKind.HOLDS, award=flag, years=2, rating="")
    nominee = NomineeFactory(dossier=DossierFactory(unit=unit_b), award=rule.award, person=None, unit=unit_b)
    for year in (2020, 2021):
        dates = {"period_start": datetime.date(year, 1, 1), "period_end": datetime.date(year, 12, 31)}
        ConferralFactory(unit=unit_a, award=flag, **dates)
        ConferralFactory(unit=unit_b, award=AwardFactory(), **dates)
    assert assessments([nominee])[nominee.pk].verdict == Verdict.NOT_MET
    carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    with override("en"):
        found = assessments([nominee])[nominee.pk]
    assert found.verdict == Verdict.REVIEW
    assert "Tập thể mẫu 2020, Tập thể mẫu 2021" in found.findings[-1].data


def test_predecessors_of_predecessors_in_one_statement():
    units = [UnitFactory() for _ in range(6)]
    for before, after in itertools.pairwise(units):
        change = UnitChangeFactory(state=UnitChangeState.DONE)
        ChangedUnitFactory(change=change, unit=before)
        ChangedUnitFactory(change=change, unit=after, side=ChangeSide.AFTER)
    with CaptureQueriesContext(connection) as asked:
        found = predecessors([units[-1].pk])
    assert [one.unit for one in found[units[-1].pk]] == units[-2::-1]
    assert len(asked) == 1


def test_every_link_to_a_unit_is_said_to_move_or_to_stay():
    own = {"office_culture", "campaign", "awards"}
    linked = {
        (field.related_model._meta.label_lower, field.field.name)
        for field in Unit._meta.related_objects
        if field.related_model._meta.app_label in own
    }
    assert linked == set(LINKS)
    unit = UnitFactory()
    assert [link.moving(unit, DAY).count() for link in LINKS.values()] == [0] * len(linked)


def test_an_outside_body_is_found_by_who_entered_it(desk, unit_a):
    below = ("names", "places", "identities", "not_applicable")
    rows = {f"{prefix}-{part}_FORMS": 0 for prefix in below for part in ("TOTAL", "INITIAL")}
    typed = {"name": "Sở Mẫu", "kind": "outside", "position": 0} | rows
    assert desk.post(reverse("admin:office_culture_unit_add"), typed).status_code == 302
    outside = Unit.objects.get(name="Sở Mẫu")
    listed = desk.get(reverse("admin:office_culture_unit_changelist"))
    assert outside in listed.context["cl"].result_list
    refused = desk.post(
        reverse("admin:office_culture_unit_add"), typed | {"name": "Phòng Lạc", "kind": "department"}
    )
    assert "parent" in refused.context["adminform"].form.errors
    person = {"full_name": "Người Mẫu", "unit": outside.pk}
    refused = desk.post(reverse("admin:office_culture_person_add"), person)
    assert "unit" in refused.context["adminform"].form.errors
    assert not Person.objects.exists()


def same(old) -> str:
    return reverse("admin:office_culture_unit_same", args=[old.pk])


@pytest.mark.parametrize("doubled", ["heir", "origin"])
def test_a_doubled_unit_hands_on_what_it_continues_and_takes_it_back(
    doubled, carry_out, desk, office, unit_a, unit_b
):
    """The links to units before and after move with all others, and what accounts see follows."""
    task, once_more = TaskFactory(lead_unit=unit_a), UnitFactory(name="Phòng Nhập hai lần", parent=office)
    heir = UserFactory(unit=unit_b)
    Task.objects.filter(pk=task.pk).update(state="accepted", done_on=DAY, result="xong")
    carry_out([(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)])
    goes = unit_b if doubled == "heir" else unit_a
    assert desk.post(same(goes), {"into": once_more.pk, "reason": "nhập hai lần"}).status_code == 302

    def known() -> list[tuple[bool, list[str]]]:
        units = Unit.objects.filter(pk__in=(unit_a.pk, unit_b.pk, once_more.pk)).order_by("pk")
        return [
            (unit.continues_others, [before.unit.name for before in predecessors([unit.pk])[unit.pk]])
            for unit in units
        ]

    origin = once_more.name if doubled == "origin" else unit_a.name
    here, none = (True, [origin]), (False, [])
    assert known() == ([none, here] if doubled == "heir" else [here, none])
    assert Task.objects.visible_to(User.objects.get(pk=heir.pk)).filter(pk=task.pk).exists()
    (merger,) = mergers_into(Unit.objects.get(pk=once_more.pk))
    part = reverse("admin:office_culture_unit_part", args=[once_more.pk, merger.pk])
    assert desk.post(part).status_code == 302
    assert known() == [none, (True, [unit_a.name]), none]
    assert Task.objects.visible_to(User.objects.get(pk=heir.pk)).filter(pk=task.pk).exists()


@pytest.mark.parametrize("further", [0, 1, 2])
def test_a_unit_and_what_it_came_from_are_not_merged(further, desk, office):
    """Neither a link to itself nor a circle, however many changes lie between the two, in either direction."""
    units = [UnitFactory(parent=office) for _ in range(further + 2)]
    for before, after in itertools.pairwise(units):
        change = UnitChangeFactory(state=UnitChangeState.DONE)
        ChangedUnitFactory(change=change, unit=before)
        ChangedUnitFactory(change=change, unit=after, side=ChangeSide.AFTER)
    for old, into in ((units[0], units[-1]), (units[-1], units[0])):
        asked = desk.get(same(old), {"into": into.pk})
        assert asked.context["refused"]
        assert "one of the two came from the other" in asked.content.decode()
        desk.post(same(old), {"into": into.pk})
    assert Unit.objects.filter(pk__in=[unit.pk for unit in units]).count() == len(units)


def test_neither_side_of_a_change_that_is_still_written_is_merged_with_the_other(desk, office):
    before, after = (UnitFactory(parent=office) for _ in range(2))
    change = UnitChangeFactory()
    ChangedUnitFactory(change=change, unit=before)
    ChangedUnitFactory(change=change, unit=after, side=ChangeSide.AFTER)
    assert desk.get(same(before), {"into": after.pk}).context["refused"]


def test_a_unit_ends_once(carry_out, desk, unit_a, unit_b):
    """The same decision entered twice is told at its second step."""
    sides = [(ChangeSide.BEFORE, unit_a), (ChangeSide.AFTER, unit_b)]
    first = carry_out(sides)
    assert_saved(desk.post(reverse(ADD), posted(sides)))
    second = UnitChange.objects.exclude(pk=first.pk).get()
    assert (
        "ended on 30/06/2025 already" in desk.post(step(second), {"reason": ""}, follow=True).content.decode()
    )
    second.refresh_from_db()
    assert second.state == UnitChangeState.DRAFT
