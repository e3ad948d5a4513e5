"""What holds for every fact of the campaign."""

import pytest
from django.apps import apps

from office_culture.rules.facts import FactBook, registry
from tests.campaign.reading import scope_of
from tests.factories import campaign as factories
from tests.factories import plans
from tests.factories.documents import DocumentFactory
from tests.factories.innovations import InnovationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full_scope(office):
    """An office with several rows of every kind."""
    campaign = factories.CampaignFactory(office=office)
    factories.ParentMovementFactory(campaign=campaign)
    factories.CampaignBasisFactory(campaign=campaign)
    for _ in range(2):
        factories.MovementFactory(unit=office)
        activity = factories.CommunicationActivityFactory(unit=office, reached=5, audiences="công chức")
        factories.ActivityDocumentFactory(activity=activity)
        factories.DigitalShareFactory(unit=office, excludes="văn bản mật")
        factories.DigitalSystemFactory(unit=office)
        InnovationFactory(unit=office, recognised=True, recognised_by=DocumentFactory())
    factories.CaseFileReturnFactory(unit=office)
    for index in ("reform", "digital", "satisfaction", "competitiveness"):
        factories.ReformRankFactory(unit=office, indicator__code=index)
        factories.ReformRankFactory(unit=office, indicator__code=index, year=2021)
    plan = plans.PlanFactory(unit=office, campaign=campaign)
    for state in ("planned", "in_progress", "reported", "accepted", "cancelled"):
        plans.TaskFactory(
            plan=plan, lead_unit=office, state=state, state_reason="x", done_on=plans.DAY(2022, 5, 20)
        )
    for outcome in ("yes", "no", "unknown"):
        plans.PledgeTargetFactory(
            pledge=plans.PledgeFactory(unit=office, campaign=campaign, year=2019 + len(outcome) % 3),
            target=None,
            stated=outcome,
        )
        plans.TitleRegistrationFactory(unit=office, outcome=outcome)
    return scope_of(office, campaign=campaign)


OF_THE_CAMPAIGN = [
    source for source in registry.sources.values() if source.selector.__module__.startswith("campaign.")
]


@pytest.mark.parametrize("source", OF_THE_CAMPAIGN, ids=lambda source: source.prefix)
def test_every_key_is_unique_found_and_explained(source, full_scope):
    book = FactBook(full_scope)
    facts = list(source.listed(book.ask(source.selector)))
    keys = [fact.key for fact in facts]
    assert len(keys) == len(set(keys))
    for fact in facts:
        assert fact.key.startswith(f"{source.prefix}.")
        assert book.find(fact.key) is fact
        assert fact.label.strip()
        assert fact.missing == (fact.text == "")


@pytest.mark.parametrize("source", OF_THE_CAMPAIGN, ids=lambda source: source.prefix)
def test_every_figure_leads_to_rows_that_exist(source, full_scope):
    for fact in FactBook(full_scope).listed(source.prefix):
        rows = apps.get_model(fact.rows.model)._default_manager.filter(**fact.rows.lookups)
        if fact.value not in (None, 0):
            assert rows.exists(), fact.key
        if (
            fact.key.endswith(("_count", ".count"))
            and "bases" not in fact.key
            and "documents" not in fact.key
        ):
            assert rows.count() == fact.value, fact.key


@pytest.mark.parametrize("source", OF_THE_CAMPAIGN, ids=lambda source: source.prefix)
def test_an_empty_office_has_the_same_kinds_of_facts_and_no_error(source, office):
    assert all(fact.value in (None, 0) for fact in FactBook(scope_of(office)).listed(source.prefix))
