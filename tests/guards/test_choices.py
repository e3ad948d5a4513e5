"""Every choice of records, on every page and in every row below one, names them so that they are told apart."""

from copy import deepcopy

import pytest
from django.forms import ModelChoiceField

from office_culture.admin.bricks.fields import LinkSelect
from office_culture.admin.bricks.links import TellingApart, bound_choices
from office_culture.admin.inspection_pages import FindingForm
from office_culture.models.base import Record
from office_culture.selectors.names import names_in_choices
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
