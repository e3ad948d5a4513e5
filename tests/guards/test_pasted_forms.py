"""What word processors leave in a text is mended alike in every text field of every form; old fonts are asked about."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.urls import get_resolver

from office_culture.actions.workflow import StepForm
from office_culture.admin.bricks.questions import AskingForm, asking
from tests.guards.registry import OWN_APPS, name_of, own_admins

PASTED = "\uf0b7\ttổ chức\v\u00ad thực\u00a0hiện\u200b phong trào"
LINE, LINES = "- tổ chức thực hiện phong trào", "- tổ chức\n thực hiện phong trào"
# Neither words of one's own nor stored as text: codes and passwords.
NO_WORDS = {"CodeForm", "PhoneForm", "OtherPhoneForm", "OwnPasswordForm"}


def own_forms() -> list[type[forms.BaseForm]]:
    """Every form class that our modules declare, and those that the admin makes of them."""
    assert get_resolver().url_patterns
    found: list[type[forms.BaseForm]] = []
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.append(kind)
                waiting.append(kind)
    return [kind for kind in found if kind.__module__.partition(".")[0] in OWN_APPS]


def text_fields(kind: type[forms.BaseForm]) -> list[str]:
    """The fields of a form into which people write words."""
    hidden = (forms.PasswordInput, forms.HiddenInput)
    fields = getattr(kind, "base_fields", {})
    return [
        name
        for name, field in fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, hidden)
    ]


def test_every_form_with_words_mends_and_asks():
    """The form of a step is dressed by the page that shows it, for one record and for several."""
    left_out = {
        kind.__name__
        for kind in own_forms()
        if text_fields(kind) and not issubclass(kind, AskingForm | StepForm)
    }
    assert left_out <= NO_WORDS


def pages(model_admin: admin.ModelAdmin, request: Any) -> Iterator[type[forms.BaseForm]]:
    """The form of a page and those of the rows below it."""
    yield model_admin.get_form(request, None, change=False)
    for inline in model_admin.get_inline_instances(request):
        yield inline.get_formset(request).form


@pytest.mark.django_db
def test_every_text_of_every_page_is_mended(superuser, rf):
    """Each text field of each page and of the rows below it, by the very form that the page uses."""
    request = rf.get("/")
    request.user = superuser
    asked = 0
    for model_admin in own_admins():
        for kind in pages(model_admin, request):
            for name in text_fields(kind):
                assert issubclass(kind, AskingForm), (name_of(model_admin), kind)
                multiline = isinstance(kind.base_fields[name].widget, forms.Textarea)
                form = kind({name: PASTED})
                form._mend()
                assert form.data[name] == (LINES if multiline else LINE), (name_of(model_admin), name)
                asked += 1
    assert asked > 150


def steps() -> list[type[StepForm]]:
    """The form of each step of each life cycle."""
    return sorted(
        {
            step.form
            for model_admin in own_admins()
            for step in getattr(getattr(model_admin, "workflow", None), "steps", {}).values()
        },
        key=lambda form: form.__qualname__,
    )


@pytest.mark.parametrize("form", steps(), ids=lambda form: form.__name__)
def test_every_step_mends_its_texts(form):
    dressed = asking(form)
    for name in text_fields(form):
        made: Any = dressed.__new__(dressed)
        made.data, made.fields, made.prefix = {name: PASTED}, dict(form.base_fields), None
        made._mend()
        assert made.data[name] in {LINE, LINES}
