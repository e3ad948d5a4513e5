"""What the form of a page refuses is refused by its sheet in the same words, and the reverse."""

import datetime
import random

import pytest
import tablib
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.forms import model_to_dict
from django.utils.translation import override

from tests.factories import FACTORIES
from tests.guards.test_spreadsheets import BROUGHT_IN

pytestmark = pytest.mark.django_db

EXAMPLES = 4
OWN = [param for param in BROUGHT_IN if param.values[1] == 0]


def odd_values(field):
    """Values of the field that some rule may refuse; an empty cell gives the default where there is one."""
    if field.choices:
        empty = [] if field.has_default() and not field.blank else [None]
        return [*empty, *(code for code, _label in field.flatchoices)]
    if isinstance(field, models.BooleanField):
        return [True, False]
    if isinstance(field, models.DateField):
        return [None, datetime.date(1901, 1, 2), datetime.date(2019, 5, 6), datetime.date(2099, 1, 1)]
    if isinstance(field, models.DecimalField | models.IntegerField):
        return [None, 0, -1, 7, 1901, 2019, 99_999]
    if isinstance(field, models.ForeignKey):
        return [None]
    longest = [] if field.max_length is None else ["ă" * (field.max_length + 1)]
    return [None, "x", "Một hai ba", "xấu\u202e", *longest]


def posted(values):
    """The values as a browser sends them."""
    return {
        name: "on" if value is True else getattr(value, "pk", value)
        for name, value in values.items()
        if value is not None and value is not False
    }


def cell(sheet, name, value):
    if isinstance(value, models.Model):
        return sheet.columns[name].widget.lookup.name(value.pk)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def words_of(errors):
    return {name: [" ".join(error.messages) for error in found] for name, found in errors.items() if found}


@pytest.mark.parametrize(("page", "place"), OWN)
def test_a_row_is_refused_by_the_sheet_as_by_the_form(page, place, superuser, rf):
    chance = random.Random(page.model._meta.label)
    record = FACTORIES[page.model]()
    request = rf.post("/")
    request.user = superuser
    with override("en"):
        form_class = page.get_form(request, fields=flatten_fieldsets(page.get_fieldsets(request)))
        locked = set(page.get_readonly_fields(request))
        names = [
            name
            for name, column in page.sheets(request)[place].columns.items()
            if name in form_class.base_fields
            and name not in locked
            and not page.model._meta.get_field(name).many_to_many
        ]
        given = {name: getattr(record, name) for name in names}
        type(record)._base_manager.filter(pk=record.pk).delete()
        for _example in range(EXAMPLES):
            values = dict(given)
            for name in chance.sample(names, min(len(names), chance.choice([0, 1, 2]))):
                values[name] = chance.choice(odd_values(page.model._meta.get_field(name)))
            initial = {
                name: value
                for name, value in model_to_dict(page.model()).items()
                if name in form_class.base_fields and name not in names
            }
            form = form_class(posted({**initial, **values}))
            refused = words_of({name: errors.as_data() for name, errors in form.errors.items()})
            sheet = page.sheets(request)[place]
            table = tablib.Dataset([cell(sheet, name, value) for name, value in values.items()])
            table.headers = [sheet.columns[name].title for name in values]
            (row,) = sheet.preview(table, file_name="a.xlsx").rows or [None]
            told = words_of(row.errors) if row else {}
            # What has no column, with its reason in the resource, is chosen on the page alone.
            refused = {
                name: said
                for name, said in refused.items()
                if (name in sheet.columns or name == NON_FIELD_ERRORS)
                # A question of which sheets warn, and the page asks.
                and not (row and row.warnings and "keep:" in "".join(said))
            }
            changed = {name: value for name, value in values.items() if given[name] != value}
            assert set(refused) == set(told), (changed, refused, told)
            for name, sentences in refused.items():
                # A form wraps a question or a duplicate into answers and links; a sheet goes on to rules that follow.
                shown = "".join(sentences)
                assert any(said in shown or said[:40] in shown for said in told[name]), (
                    changed,
                    refused,
                    told,
                )
