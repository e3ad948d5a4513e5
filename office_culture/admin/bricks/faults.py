"""What is to be mended on a refused page: one list of links at its top."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

# What the stubs allow a class to declare is narrower than what Django reads.
_ModelAdmin: Any = admin.ModelAdmin


class Fault(NamedTuple):
    """A field with errors: the id of its control and its name."""

    id: str
    name: str


class ListsFaults(_ModelAdmin):
    """Tells the page which fields are to be mended, in place of Django's sentence that there are some."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["refused"] = bool(context.pop("errors", None))
        if context["refused"]:
            context["faults"] = _faults(context["adminform"].form, context["inline_admin_formsets"])
        answer: HttpResponse = super().render_change_form(request, context, add, change, form_url, obj)
        return answer


def _faults(form: Any, inlines: Any) -> list[Fault]:
    """The fields with errors in the order of the page; those of rows below with the kind and number of their row."""
    found = [Fault(field.auto_id, capfirst(str(field.label))) for field in _wrong(form)]
    for inline in inlines:
        kind = capfirst(str(inline.opts.verbose_name))
        for number, row in enumerate(inline.formset.forms, start=1):
            found += [Fault(field.auto_id, f"{kind} {number}: {field.label}") for field in _wrong(row)]
    return found


def _wrong(form: Any) -> list[Any]:
    return [field for field in form if field.errors and not field.is_hidden]
