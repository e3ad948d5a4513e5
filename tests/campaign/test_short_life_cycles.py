"""Figures and calendar feeds take one step in their life: walked at random, with stale copies and wrong people."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from campaign.actions import feeds
from campaign.actions.figures import WORKFLOWS
from campaign.models import CalendarFeed, CaseFileReturn, DigitalShare, IndicatorValue, ReformRank
from office_culture.actions.workflow import Refused
from office_culture.models import Event
from tests.factories.campaign import CaseFileReturnFactory, DigitalShareFactory, ReformRankFactory
from tests.factories.figures import IndicatorValueFactory
from tests.factories.office import UnitFactory, UserFactory
from tests.factories.plans import CalendarFeedFactory
from tests.rights import granted

MAKERS = {
    # Whatever is overdue would first need its causes.
    CaseFileReturn: lambda unit: CaseFileReturnFactory(unit=unit, overdue=0, in_progress=8),
    ReformRank: lambda unit: ReformRankFactory(unit=unit),
    DigitalShare: lambda unit: DigitalShareFactory(unit=unit),
    IndicatorValue: lambda unit: IndicatorValueFactory(unit=unit),
    CalendarFeed: lambda unit: CalendarFeedFactory(unit=unit),
}
STEPS = {**dict.fromkeys(WORKFLOWS, ("confirm", "confirmed")), CalendarFeed: ("revoke", "revoked")}


def workflow_of(model):
    return WORKFLOWS.get(model, feeds.WORKFLOW)


class TestOneStepLives(TestCase):
    """Each kind has one step from its first state to its last; every other move is refused and leaves no trace."""

    def setUp(self):
        unit = UnitFactory()
        self.unit = unit
        self.people = {
            "owner": granted(UserFactory(unit=unit)),
            "reader": UserFactory(unit=unit),
            "stranger": granted(UserFactory(unit=UnitFactory())),
        }

    @settings(max_examples=60, deadline=None)
    @given(
        model=st.sampled_from(list(MAKERS)),
        walk=st.lists(
            st.tuples(
                st.sampled_from(("confirm", "revoke", "reopen")),
                st.sampled_from(("owner", "owner", "reader", "stranger")),
                st.booleans(),
                st.sampled_from(("", "  ", "người dùng đã nghỉ")),
            ),
            max_size=6,
        ),
    )
    def test_no_walk_leaves_the_table(self, model, walk):
        stale = MAKERS[model](self.unit)
        first, (step, last) = stale.state, STEPS[model]
        state = first
        for name, who, with_stale_copy, reason in walk:
            copy = stale if with_stale_copy else model.objects.get(pk=stale.pk)
            events = Event.objects.count()
            reasoned = model is not CalendarFeed or bool(reason.strip())
            expected = name == step and state == first and who == "owner" and reasoned
            done = self.attempt(model, name, copy, who, reason)
            assert done == expected, (model, name, who, reason, state)
            state = last if expected else state
            assert model.objects.get(pk=stale.pk).state == state
            assert Event.objects.count() == events + expected

    def attempt(self, model, name, copy, who, reason) -> bool:
        workflow = workflow_of(model)
        if name not in workflow.transitions:
            return False
        try:
            workflow.perform(name, obj=copy, by=self.people[who], reason=reason)
        except Refused as refusal:
            sentence = str(refusal)
        else:
            return True
        assert sentence.endswith("."), sentence
        return False
