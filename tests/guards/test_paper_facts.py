"""Every kind of paper says of which facts its words speak, or why of none."""

import datetime

import pytest

from office_culture.selectors.paper_facts import paper_facts
from tests.project.every_paper import kinds_of_records

DECLARED_WITHOUT = {"Council"}


@pytest.mark.parametrize("model", sorted(kinds_of_records(), key=lambda model: model.__name__))
def test_a_kind_declares_its_facts(model):
    assert paper_facts.dispatch(model) is not paper_facts.dispatch(object)


def test_kinds_without_a_period_say_why(office):
    from tests.factories import FACTORIES

    found = set()
    for model in kinds_of_records():
        if model.__name__ in DECLARED_WITHOUT:
            facts = paper_facts(FACTORIES[model](), datetime.date(2022, 6, 1))
            assert len(facts.because) > 20
            found.add(model.__name__)
    assert found == DECLARED_WITHOUT
