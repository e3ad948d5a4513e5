"""Every choice of records, on every page and in every row below one, names them so that they are told apart."""

from collections import Counter
from copy import deepcopy
from datetime import date

import pytest
from django.contrib import admin
from django.forms import ModelChoiceField
from django.utils.text import capfirst
from django.utils.translation import override, trans_real

from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.links import TellingApart, bound_choices
from office_culture.admin.bricks.spreadsheets import Spreadsheets
from office_culture.admin.inspection_pages import FindingForm
from office_culture.models.base import Record
from office_culture.project.settings import base
from office_culture.project.templatetags.menu import crumb_of_hub
from office_culture.selectors.names import names_in_choices
from tests.factories.documents import DocumentFactory
from tests.factories.inspections import ChecklistVersionFactory
from tests.factories.office import UnitFactory
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db


def forms_of(page, request):
    yield page.get_form(request)
    for formset, _inline in page.get_formsets_with_inlines(request):
        yield formset.form


def test_every_choice_of_records_uses_names_that_tell_them_apart(rf, superuser):
    request = rf.get("/")
    request.user = superuser
    plain = [
        f"{name_of(page)}.{name}"
        for page in own_admins()
        for form in forms_of(page, request)
        for name, field in form.base_fields.items()
        if isinstance(field, ModelChoiceField) and issubclass(field.queryset.model, Record)
        if field.iterator is not TellingApart
    ]
    assert plain == []


def test_names_are_as_short_as_they_may_be_and_never_alike():
    alone = UnitFactory(name="Phòng A")
    twins = [UnitFactory(name="Phòng B", parent=UnitFactory(name=f"Chi cục {n}")) for n in (1, 2)]
    names = names_in_choices([alone, *twins])
    assert names[alone.pk] == "Phòng A"
    assert len(set(names.values())) == len(names)
    same = ChecklistVersionFactory()
    copy = type(same)(pk=same.pk + 1, checklist=same.checklist, number=same.number)
    assert len(set(names_in_choices([same, copy]).values())) == 2


def test_forms_of_steps_and_pages_use_those_names_too(superuser):
    """Forms that are no pages of records: questions of steps, which are bounded when they are shown, and findings."""
    found = FindingForm(user=superuser).fields
    plain = [name for name, field in found.items() if isinstance(field, ModelChoiceField)]
    assert [name for name in plain if not isinstance(found[name].widget, LinkSelect)] == []
    for page in own_admins():
        workflow = getattr(page, "workflow", None)
        for step in workflow.steps.values() if workflow else ():
            for name, field in step.form.base_fields.items():
                if isinstance(field, ModelChoiceField) and issubclass(field.queryset.model, Record):
                    shown = deepcopy(field)
                    bound_choices(shown, superuser)
                    assert shown.iterator is TellingApart, f"{name_of(page)}.{step.name}: {name}"


@pytest.fixture(params=["en", "vi"])
def language(request, settings):
    """The language of the screen, Vietnamese with the catalogue of the product."""
    settings.LOCALE_PATHS = base.LOCALE_PATHS
    trans_real._translations.pop("vi", None)
    with override(request.param):
        yield request.param
    trans_real._translations.pop("vi", None)


def alike(words) -> list[str]:
    return [each for each, count in Counter(str(word).casefold() for word in words).items() if count > 1]


def test_what_stands_side_by_side_is_called_differently(language, rf, superuser):
    """Columns of a list that are offered, fields of a page, titles of a sheet."""
    request = rf.get("/")
    request.user = superuser
    twice = {}
    for page in own_admins():
        found = {"fields": alike(f.label for f in page.get_form(request).base_fields.values() if f.label)}
        if hasattr(page, "columns_offered"):
            first = page._title_of(type(page).get_list_display(page, request)[0])
            found["columns"] = alike([first, *(label for _n, label, _c in page.columns_offered(request))])
        for sheet in page.sheets(request) if isinstance(page, Spreadsheets) else ():
            found[type(sheet).__name__] = alike(column.title for column in sheet.columns.values())
        twice |= {f"{name_of(page)}: {where}": words for where, words in found.items() if words}
    assert twice == {}


def test_no_crumb_stands_twice(language):
    """Where a kind is called as its hub is, the way to it names it once."""
    for model in admin.site._registry:
        hub = crumb_of_hub(model._meta)
        assert hub.get("name") != capfirst(model._meta.verbose_name_plural), model


def test_a_document_without_a_number_is_named_by_type_day_and_subject():
    named = {
        str(DocumentFactory(symbol="Không số", type_name="Công văn", subject=subject, date=day))
        for subject, day in (("V/v đôn đốc báo cáo", date(2026, 3, 5)), ("khảo sát " * 50, None))
    }
    assert len(named) == 2
    plain = min(named, key=len)
    assert plain == "Công văn ngày 05/03/2026 về việc đôn đốc báo cáo"
    assert max(map(len, named)) <= 160
