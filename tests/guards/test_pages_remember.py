"""Whatever is added or changed on a page of the admin leaves an event with who did it and what changed."""

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.forms.models import model_to_dict
from django.urls import reverse

from awards.models import Award, NominationRound
from office_culture.models import User
from office_culture.models.frozen import door
from office_culture.models.memory import Remembered
from office_culture.selectors.events import events_of
from tests.factories import FACTORIES
from tests.factories.office import UnitFactory
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db

PAGES = [page for page in own_admins() if issubclass(page.model, Remembered)]


def address(page: admin.ModelAdmin, name: str, *args) -> str:
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_{name}", args=args)


def posted(answer) -> dict[str, object]:
    """What the browser would send if nobody typed anything."""
    form = answer.context["adminform"].form
    data = {**sent(form), "_save": "1"}
    for inline in answer.context["inline_admin_formsets"]:
        for row in (inline.formset.management_form, *inline.formset.forms):
            data |= sent(row)
    return data


def sent(form: forms.BaseForm) -> dict[str, object]:
    data: dict[str, object] = {}
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        if isinstance(widget, forms.MultiWidget):
            parts = widget.decompress(value)
            data |= {
                f"{bound.html_name}_{n}": one.format_value(part) or ""
                for n, (one, part) in enumerate(zip(widget.widgets, parts, strict=True))
            }
        elif isinstance(widget, forms.CheckboxInput):
            data |= {bound.html_name: "on"} if value else {}
        elif isinstance(value, list | tuple):
            data[bound.html_name] = [getattr(one, "pk", one) for one in value]
        elif not isinstance(widget, forms.FileInput):
            shown = widget.format_value(value) if not isinstance(widget, forms.Select) else value
            data[bound.html_name] = "" if shown is None else shown
    return data


PASSWORDS = {"usable_password": "true"} | dict.fromkeys(("password1", "password2"), "mật khẩu rất dài 1")
# Texts of any words and last days: what a page may take without a rule of its own against it.
FREE_TEXTS = {
    *("note", "name", "source", "full_name", "title", "wording", "text", "post", "purpose", "content"),
    *("task", "description", "achievement", "summary", "reason", "subject"),
}
LAST_DAYS = {"valid_to", "ended_on"}


def typed(page: admin.ModelAdmin, answer) -> dict[str, str]:
    """Something else in a field of the record that takes anything."""
    form = answer.context["adminform"].form
    known = {field.name for field in page.opts.concrete_fields}
    for name, field in form.fields.items():
        if name not in known or field.disabled:
            continue
        if type(field) is forms.CharField and (
            name in FREE_TEXTS or isinstance(field.widget, forms.Textarea)
        ):
            return {name: f"{form[name].value() or ''} thêm".strip()}
        if name in LAST_DAYS:
            return {name: "31/12/2030"}
    raise AssertionError(f"no field of {name_of(page)} to type into: {list(form.fields)}")


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_change_leaves_an_event(page, superuser, signed_in):
    browser = signed_in(superuser)
    made = FACTORIES[page.model]()
    there = address(page, "change", made.pk)
    answer = browser.get(there)
    before = events_of(made).count()
    if not answer.context["has_change_permission"]:
        assert browser.post(there, {}).status_code == 403
        assert events_of(made).count() == before
        return
    change, extra = typed(page, answer), links(page)
    result = browser.post(there, {**posted(answer), **change, **extra})
    assert result.status_code == 302, result.context["errors"]
    [event] = events_of(made)[: events_of(made).count() - before]
    assert event.actor == superuser
    assert set(event.changes) >= {*change, *extra}


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_an_addition_leaves_an_event(page, superuser, signed_in):
    browser = signed_in(superuser)
    there = address(page, "add")
    answer = browser.get(there)
    if answer.status_code == 403:
        assert browser.post(there, {}).status_code == 403
        return
    made, extra = FACTORIES[page.model](), links(page) | (of_an_account() if page.model is User else {})
    form = answer.context["adminform"].form
    form.initial |= model_to_dict(made, fields=form.fields)
    form._bound_fields_cache.clear()
    data = posted(answer) | extra
    # What is typed is what the factory made, which makes room for it.
    with door("test"):
        page.model._base_manager.filter(pk=made.pk)._raw_delete("default")
    result = browser.post(there, data)
    # A page that shows a code or an address once comes without a list of errors.
    assert result.status_code == 302 or "errors" not in result.context, result.context["errors"]
    event = events_of(page.model._base_manager.latest("pk")).filter(verb="create").first()
    assert event.actor == superuser
    assert set(links(page)) <= set(event.changes)


def links(page: admin.ModelAdmin) -> dict[str, list[int]]:
    """Rows for lists that must not stay empty."""
    return {"awards": [FACTORIES[Award]().pk]} if page.model is NominationRound else {}


def of_an_account() -> dict[str, object]:
    """What a new account needs beside its name: unit, role and password."""
    return {"unit": UnitFactory().pk, "groups": [Group.objects.earliest("pk").pk], **PASSWORDS}
