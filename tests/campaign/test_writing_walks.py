"""Sections handed out and versions of outlines: walked at random, with stale copies and wrong people.

What is allowed is written down here once more, by hand: the test must not ask the table that it judges.
"""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.actions import assignments, outlines, reports
from campaign.models import Narrative, OutlineVersion, SectionAssignment
from office_culture.actions.versions import next_version
from office_culture.actions.workflow import Refused
from office_culture.models import Event, User
from tests.factories.office import UserFactory
from tests.factories.reports import ReportFactory, outline_in_use
from tests.rights import granted

pytestmark = pytest.mark.django_db

LATER = datetime.date(2099, 1, 31)
walked = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# What leads where, and who may take the step: the contact of the unit that writes, or the office that asked.
SECTION_STEPS = {
    ("handed_out", "deliver", "contact"): "delivered",
    ("returned", "deliver", "contact"): "delivered",
    ("delivered", "accept", "office"): "accepted",
    ("delivered", "return", "office"): "returned",
    ("accepted", "return", "office"): "returned",
    ("handed_out", "take_back", "office"): "taken_back",
    ("returned", "take_back", "office"): "taken_back",
}
VERSION_STEPS = {("draft", "use", "office"): "in_use", ("in_use", "withdraw", "office"): "withdrawn"}

RIGHTS = {
    "office": lambda every: every.exclude(codename="deliver_section"),
    "contact": lambda every: every.filter(codename__in=("view_sectionassignment", "deliver_section")),
    "stranger": lambda every: every,
}


@pytest.fixture
def people(office, unit_a, unit_b) -> dict[str, User]:
    """The office and the contact with what each of them does, and a stranger with every right elsewhere."""
    found = {
        "office": UserFactory(unit=office),
        "contact": UserFactory(unit=unit_a),
        "stranger": UserFactory(unit=unit_b),
    }
    able = {name: granted(user, RIGHTS[name](Permission.objects.all())) for name, user in found.items()}
    return {**able, "reader": UserFactory(unit=office)}


def attempt(workflow, name: str, copy, by: User, reason: str) -> bool:
    try:
        workflow.perform(name, obj=copy, by=by, reason=reason)
    except Refused as refusal:
        sentence = str(refusal)
    else:
        return True
    assert sentence.endswith("."), sentence
    return False


@pytest.fixture
def handed(office, unit_a, officer) -> SectionAssignment:
    report = ReportFactory(unit=office)
    reports.lay_out(report=report, by=None)
    Narrative.objects.filter(report=report, section="proposals").update(text="Không.")
    (made,) = assignments.hand_out(report=report, sections=["proposals"], unit=unit_a, due=LATER, by=officer)
    return made


@pytest.fixture
def drafted(superuser) -> OutlineVersion:
    return next_version(version=outline_in_use("interim"), by=superuser)


@walked
@given(
    walk=st.lists(
        st.tuples(
            st.sampled_from(("deliver", "accept", "return", "take_back")),
            st.sampled_from(("office", "office", "contact", "contact", "stranger", "reader")),
            st.sampled_from(("", "  ", "thiếu số liệu", "thiếu số liệu")),
            st.booleans(),
        ),
        max_size=10,
    )
)
def test_no_walk_of_a_section_leaves_the_table(handed, people, walk):
    with transaction.atomic():
        stale = SectionAssignment.objects.get(pk=handed.pk)
        state = str(stale.state)
        for name, who, reason, with_stale_copy in walk:
            copy = stale if with_stale_copy else SectionAssignment.objects.get(pk=handed.pk)
            target = SECTION_STEPS.get((state, name, who), "")
            if name == "return" and not reason.strip():
                target = ""
            events = Event.objects.count()
            done = attempt(assignments.WORKFLOW, name, copy, people[who], reason)
            assert done == bool(target), (state, name, who, reason)
            state = target or state
            now = SectionAssignment.objects.get(pk=handed.pk)
            assert now.state == state
            assert (now.delivered_on is None) == (state in {"handed_out", "returned", "taken_back"})
            assert Event.objects.count() == events + done
        transaction.set_rollback(True)


@walked
@given(
    walk=st.lists(
        st.tuples(
            st.sampled_from(("use", "withdraw")),
            st.sampled_from(("office", "office", "contact", "reader")),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_no_walk_of_a_version_leaves_the_table(drafted, people, walk):
    with transaction.atomic():
        first = OutlineVersion.objects.get(pk=drafted.pk)
        state = "draft"
        for name, who, with_stale_copy in walk:
            copy = first if with_stale_copy else OutlineVersion.objects.get(pk=first.pk)
            target = VERSION_STEPS.get((state, name, who), "")
            events = Event.objects.count()
            done = attempt(outlines.WORKFLOW, name, copy, people[who], "")
            assert done == bool(target), (state, name, who)
            state = target or state
            assert OutlineVersion.objects.get(pk=first.pk).state == state
            assert Event.objects.count() == events + done
        transaction.set_rollback(True)
