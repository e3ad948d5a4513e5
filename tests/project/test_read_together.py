"""Rows that are read together are those that each query set would have read by itself, for every kind of record."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Count, F, Value
from django.test.utils import CaptureQueriesContext

from office_culture.models import Document, Unit
from office_culture.models.together import read_together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_office")]


def stored(row) -> dict[str, str]:
    """Every column of a row as Python has it, so that 95.5 and 95.50, a day and its text are told apart."""
    return {field.attname: repr(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def test_one_statement_gives_every_kind_of_record_as_it_would_be_read_alone():
    alone = [kind._base_manager.order_by("-pk")[:25] for kind in apps.get_models()]
    with CaptureQueriesContext(connection) as captured:
        together = read_together(alone)
    assert len(captured) == 1
    assert sum(map(len, together)) > 500
    for rows, wanted in zip(together, alone, strict=True):
        assert list(map(stored, rows)) == list(map(stored, wanted)), wanted.model


def test_links_values_counts_unions_and_sets_that_cannot_have_rows_keep_their_shape_and_order():
    lists = [
        Document.objects.filter(use=use)
        .order_by()
        .annotate(of=Value(name), key=F("pk"))
        .values_list("of", "key")
        for name, use in (("a", "directive"), ("b", "own_plan"))
    ]
    asked = [
        Unit.objects.select_related("parent__parent").order_by("-name"),
        Unit.objects.annotate(below=Count("children")).order_by("pk"),
        Document.objects.values_list("symbol", "date").order_by("pk"),
        Document.objects.values_list("pk", flat=True).order_by("-pk"),
        Document.objects.only("symbol").order_by("pk"),
        lists[0].union(lists[1], all=True),
        Unit.objects.filter(pk__in=[]),
    ]
    with CaptureQueriesContext(connection) as captured:
        units, counted, values, keys, deferred, union, nothing = read_together(asked)
        parents = [unit.parent.name if unit.parent else "" for unit in units]
        symbols = [document.symbol for document in deferred]
    assert len(captured) == 1
    assert parents == [unit.parent.name if unit.parent else "" for unit in asked[0]]
    assert [unit.below for unit in counted] == [unit.below for unit in asked[1]]
    assert (values, keys) == (list(asked[2]), list(asked[3]))
    assert symbols == [symbol for symbol, _day in values]
    assert sorted(union) == sorted(asked[5])
    assert nothing == []
