"""No state of a life cycle waits without a role that is told."""

import pytest

from office_culture.actions import waiting
from office_culture.actions.waiting import Urgency
from office_culture.actions.workflow import Workflow
from office_culture.project import roles
from tests.guards.registry import own_admins

WORKFLOWS = {
    admin.model: admin.workflow
    for admin in own_admins()
    if isinstance(getattr(admin, "workflow", None), Workflow)
}
STATES = [(model, value) for model in WORKFLOWS for value, _label in model._meta.get_field("state").choices]
RIGHTS = {role.slug: roles.permissions(role) for role in roles.ROLES}


def told_roles(model, one) -> set[str]:
    """The roles that have the tile."""
    view = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return {slug for slug, rights in RIGHTS.items() if {view, one.permission} <= rights}


@pytest.mark.parametrize(
    ("model", "state"), STATES, ids=[f"{model.__name__}-{state}" for model, state in STATES]
)
def test_in_every_state_somebody_is_told_or_nobody_has_to_act(model, state):
    """Whoever is told has a step from there, or the record's other rows ask the same role for it."""
    kind = waiting.KINDS[model]
    # An answer asks nobody to act.
    told = [one for one in kind.waiting if state in one.states and one.urgency is not Urgency.ANSWER]
    if not told:
        assert state in kind.settled, "nobody is told, and it is not said that nobody has to act"
        return
    pressing = [one for one in told if one.urgency is not Urgency.OVERDUE]
    assert pressing, "somebody is told before the last day has passed"
    assert any(told_roles(model, one) for one in pressing), "no role has the right that the tile asks for"


@pytest.mark.parametrize(
    ("model", "one"), waiting.everything(), ids=lambda value: getattr(value, "slug", None) or value.__name__
)
def test_every_tile_is_one_of_some_role(model, one):
    assert told_roles(model, one)
    slugs = [other.slug for other in waiting.of(model)]
    assert slugs.count(one.slug) == 1
    known = {value for value, _label in model._meta.get_field("state").choices} if one.states else set()
    assert one.states <= known


def test_every_life_cycle_says_what_waits_in_it():
    assert WORKFLOWS
    assert set(WORKFLOWS) <= set(waiting.KINDS)
    for model, workflow in WORKFLOWS.items():
        rights = {step.permission for step in workflow.steps.values()}
        for one in waiting.of(model):
            if one.step:
                assert one.permission in rights
                assert one.states <= set(map(str, workflow.steps[one.step].sources))
