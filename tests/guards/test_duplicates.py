"""A second row of what may stand once is refused with a message: on add pages, in inlines and by actions."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import models
from django.forms import BaseForm, DateField
from django.urls import NoReverseMatch, reverse

from office_culture.models import Event, Finding, Inspection, InspectionResult, Verb
from office_culture.models.base import Record
from tests.answers import assert_answered
from tests.factories import FACTORIES
from tests.guards.registry import name_of, own_admins

pytestmark = pytest.mark.django_db


def once(model) -> bool:
    """Whether something of this model may stand once only."""
    return any(
        isinstance(constraint, models.UniqueConstraint) for constraint in model._meta.constraints
    ) or any(field.unique and not field.primary_key for field in model._meta.concrete_fields)


def typed_alone(model, data) -> bool:
    """Whether what was posted fills one of the keys that may stand once."""
    keys = [c.fields for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
    keys += [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    return any(all(data.get(name) for name in key) for key in keys)


def posted(form, row, prefix: str = "") -> dict[str, Any]:
    """What a browser would post for a form that shows this row."""
    shown = type(form)(instance=row)
    data: dict[str, Any] = {}
    for name in form.fields:
        if name in {"opened_version", "id", "DELETE"} or name not in shown.fields:
            continue
        value = shown[name].value()
        if value is None or isinstance(value, models.fields.files.FieldFile):
            continue
        widget = shown.fields[name].widget
        if hasattr(widget, "widgets"):
            parts = widget.decompress(value)
            data |= {f"{prefix}{name}_{n}": part for n, part in enumerate(parts) if part is not None}
            continue
        if isinstance(value, bool):
            data |= {f"{prefix}{name}": "on"} if value else {}
            continue
        if isinstance(value, list | tuple | models.QuerySet):
            data[f"{prefix}{name}"] = [getattr(one, "pk", one) for one in value]
            continue
        data[f"{prefix}{name}"] = widget.format_value(value) if hasattr(widget, "format_value") else value
        if isinstance(data[f"{prefix}{name}"], list):
            data[f"{prefix}{name}"] = data[f"{prefix}{name}"][0] if data[f"{prefix}{name}"] else ""
        if data[f"{prefix}{name}"] is None:
            del data[f"{prefix}{name}"]
    return data


def managed(formsets) -> dict[str, Any]:
    """The rows below a record as the page shows them."""
    data: dict[str, Any] = {}
    for formset in formsets:
        data |= {f"{formset.prefix}-TOTAL_FORMS": len(formset.forms)}
        data |= {f"{formset.prefix}-INITIAL_FORMS": formset.initial_form_count()}
        for form in formset.forms:
            data |= posted(form, form.instance, f"{form.prefix}-")
            data[f"{form.prefix}-id"] = form.instance.pk or ""
    return data


def told(page) -> str:
    """Every message of a refused page."""
    context = page.context
    errors = [str(context["adminform"].form.errors)]
    for inline in context["inline_admin_formsets"]:
        errors += [str(form.errors) for form in inline.formset.forms]
        errors += [str(inline.formset.non_form_errors())]
    return "".join(errors)


def address(model_admin, page: str, *args) -> str:
    return reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_{page}", args=args)


@pytest.mark.long
@pytest.mark.parametrize("model_admin", [a for a in own_admins() if once(a.model)], ids=name_of)
def test_a_second_record_of_a_kind_is_refused_with_a_message(model_admin, superuser, signed_in):
    browser = signed_in(superuser)
    made = FACTORIES[model_admin.model]()
    page = browser.get(address(model_admin, "add"))
    if page.status_code == 403:
        return
    form = page.context["adminform"].form
    data = posted(form, made) | managed(inline.formset for inline in page.context["inline_admin_formsets"])
    before = model_admin.model._default_manager.count()
    answer = browser.post(address(model_admin, "add"), data)
    saved = answer.status_code == 302 or "adminform" not in answer.context
    if saved and not typed_alone(model_admin.model, data):
        return  # what tells the two apart is given by the program, such as a number
    assert answer.status_code == 200, data
    assert "errorlist" in told(answer)
    assert model_admin.model._default_manager.count() == before
    if issubclass(model_admin.model, Record):
        assert f'href="{address(model_admin, "change", made.pk)}"' in told(answer)


def inlines() -> list[tuple[admin.ModelAdmin, Any]]:
    return [
        (model_admin, inline)
        for model_admin in own_admins()
        for inline in model_admin.inlines
        if once(inline.model) and inline.model in FACTORIES
    ]


@pytest.mark.long
@pytest.mark.parametrize(("model_admin", "inline"), inlines(), ids=lambda thing: name_of(thing))
@pytest.mark.parametrize("both_new", [False, True], ids=["beside a kept row", "two new rows"])
def test_a_second_row_is_refused_with_a_message(model_admin, inline, both_new, superuser, signed_in):
    browser = signed_in(superuser)
    row = FACTORIES[inline.model]()
    links = [
        field
        for field in inline.model._meta.concrete_fields
        if field.is_relation and field.related_model is model_admin.model
    ]
    link = next(field for field in links if inline.fk_name in (None, field.name))
    above = getattr(row, link.name)
    if above is None:
        return
    page = browser.get(address(model_admin, "change", above.pk))
    formsets = [shown.formset for shown in page.context["inline_admin_formsets"]]
    ours = [
        shown
        for shown in page.context["inline_admin_formsets"]
        if shown.formset.model is inline.model and isinstance(shown.opts, inline)
    ]
    if not ours or not ours[0].has_add_permission:
        return
    formset = ours[0].formset
    data = posted(page.context["adminform"].form, above) | managed(formsets)
    data["opened_version"] = getattr(above, "version", "")
    count = len(formset.forms)
    copies = 1
    if both_new:
        if not ours[0].has_delete_permission:
            return
        copies = 2
        for form in formset.initial_forms:
            data[f"{form.prefix}-DELETE"] = "on"
    for number in range(count, count + copies):
        data |= posted(formset.empty_form, row, f"{formset.prefix}-{number}-")
    data[f"{formset.prefix}-TOTAL_FORMS"] = count + copies
    before = inline.model._default_manager.count()
    answer = browser.post(address(model_admin, "change", above.pk), data)
    assert answer.status_code == 200, data
    assert "errorlist" in told(answer)
    assert inline.model._default_manager.count() == before


def shown_forms(page) -> list[Any]:
    """The bound or blank forms of a page, whatever its template calls them."""
    scopes = [scope for layer in page.context or () for scope in getattr(layer, "dicts", [layer])]
    found = [value for scope in scopes for value in scope.values() if isinstance(value, BaseForm)]
    return list({id(form): form for form in found}.values())


def filled(form) -> dict[str, Any]:
    """Something in every field: what stands there, the first choice, today, or a sentence."""
    data = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if value in (None, "", []):
            choices = [key for key, _label in getattr(field, "choices", ()) if key]
            value = str(choices[0]) if choices else "29/07/2022" if isinstance(field, DateField) else "1"
        data[form.add_prefix(name)] = (
            field.widget.format_value(value) if isinstance(field, DateField) else value
        )
    return data


def rows_made() -> int:
    """How many rows were created and not deleted again, as events tell."""
    made = Event.objects.filter(verb=Verb.CREATE).count()
    return made - Event.objects.filter(verb=Verb.DELETE).count()


@pytest.mark.long
@pytest.mark.parametrize("model_admin", own_admins(), ids=name_of)
def test_what_is_done_twice_is_answered_with_a_page(model_admin, superuser, signed_in):
    """Each step and each page of an action, sent twice from a page that was opened once, with what the page shows.

    The second post leaves no more rows than the first; what is laid out anew takes the place of what was there.
    """
    browser = signed_in(superuser)
    made = FACTORIES[model_admin.model]()
    django_own = {"changelist", "add", "history", "delete", "change"}
    ends = tuple(f"_{page}" for page in django_own)
    for url in model_admin.get_urls():
        if not url.name or url.name.endswith(ends):
            continue
        steps = getattr(getattr(model_admin, "workflow", None), "transitions", {})
        for more in [[], *([step] for step in steps)]:
            try:
                there = reverse(f"admin:{url.name}", args=[made.pk, *more])
            except NoReverseMatch:
                continue
            opened = browser.get(there)
            data = {name: value for form in shown_forms(opened) for name, value in filled(form).items()}
            kept = []
            for _time in range(2):
                assert_answered(browser.post(there, data))
                kept.append(rows_made())
            assert kept[0] == kept[1], there


# Pages of actions whose address names more than their record: a finding; the rest only show or change what is there.
KNOWN_LONGER: set[str] = {"inspection_finding"}


def finding_page() -> tuple[str, dict[str, Any]]:
    result = FACTORIES[InspectionResult](result="failed", points=0)
    args = [result.inspection_id, result.pk]
    Inspection.objects.filter(pk=result.inspection_id).update(state="at_work")
    return reverse("admin:office_culture_inspection_finding", args=args), {
        "level": "shortcoming",
        "content": "Chưa niêm yết",
    }


def test_what_an_action_with_a_longer_address_creates_stands_once(superuser, signed_in):
    browser = signed_in(superuser)
    address, data = finding_page()
    browser.get(address)
    assert browser.post(address, data).status_code == 302
    again = browser.post(address, data)
    assert again.status_code == 200
    found = Finding.objects.get()
    assert reverse("admin:office_culture_finding_change", args=[found.pk]) in again.content.decode()


def test_every_address_that_takes_more_than_its_record_is_known():
    """A new page of this kind gets its own test above, or takes the place of nothing: it creates no record."""
    names = {
        url.name.removeprefix(f"{model_admin.opts.app_label}_")
        for model_admin in own_admins()
        for url in model_admin.get_urls()
        if "object_id" in getattr(url.pattern, "converters", {}) and len(url.pattern.converters) > 1
    }
    assert {name for name in names if not name.endswith(("_step", "_part", "_version"))} <= KNOWN_LONGER
