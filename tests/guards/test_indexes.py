"""Lists stay flat as rows grow: what a list is ordered by, and what it filters by, has an index."""

import pytest
from django.db import models

from office_culture.admin.bricks.filters import is_plain
from office_culture.models.base import Record
from tests.guards.registry import name_of, own_admins

# Ordered by the year of the round and the place of the unit: some dozens of rows a year, never a large table.
ORDERED_THROUGH_A_LINK = {"office_culture.inspection"}

RECORD_ADMINS = [model_admin for model_admin in own_admins() if issubclass(model_admin.model, Record)]


def leading_columns(model) -> set[str]:
    """Columns that stand first in an index of the model."""
    meta = model._meta
    leading = {
        field.name for field in meta.concrete_fields if field.db_index or field.unique or field.primary_key
    }
    leading |= {index.fields[0].removeprefix("-") for index in meta.indexes if index.fields}
    leading |= {
        constraint.fields[0]
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
    }
    return leading


@pytest.mark.parametrize("model_admin", RECORD_ADMINS, ids=name_of)
def test_the_order_of_the_list_has_an_index(model_admin):
    if name_of(model_admin) in ORDERED_THROUGH_A_LINK:
        return
    first = (model_admin.ordering or model_admin.model._meta.ordering)[0]
    assert str(first).removeprefix("-") in leading_columns(model_admin.model) | {"pk"}


@pytest.mark.parametrize("model_admin", RECORD_ADMINS, ids=name_of)
def test_no_list_asks_for_all_dates(model_admin):
    assert model_admin.date_hierarchy is None, "a date hierarchy reads the whole table on each request"
    assert model_admin.show_full_result_count is False


@pytest.mark.parametrize("model_admin", RECORD_ADMINS, ids=name_of)
def test_values_to_filter_by_are_found_in_an_index(model_admin):
    """A filter over a plain column steps from value to value; without an index each step reads the table."""
    for name in model_admin.list_filter:
        if not isinstance(name, str):
            continue
        *path, column = name.split("__")
        model = model_admin.model
        for link in path:
            model = model._meta.get_field(link).related_model
        if is_plain(model._meta.get_field(column)):
            assert column in leading_columns(model), f"{name} has no index that begins with it"


# Some thousands of rows: a year of them is put in order at once.
SHORT = {"office_culture.issuedpaper", "campaign.innovation"}


@pytest.mark.parametrize("model_admin", RECORD_ADMINS, ids=name_of)
def test_a_year_is_listed_through_an_index(model_admin):
    """A year lies together in an order by day: without an index of its own, all days after it are read first."""
    first, *_others = model_admin.ordering or model_admin.model._meta.ordering
    if "year" not in model_admin.list_filter or name_of(model_admin) in SHORT or first in {"year", "-year"}:
        return
    assert ["year", first] in [list(index.fields[:2]) for index in model_admin.model._meta.indexes]
