"""Add pages: they show what can be filled now, filled in with what is known."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils import timezone

from office_culture.models.units import Unit
from office_culture.rules.requests import is_key, user_of
from office_culture.text.dates import numeric

# What the list adds to the name of a column in its address.
_EXACT = ("__id__exact", "__pk__exact", "__exact", "")
# A plain mixin, which finds at the page what it calls.
_Page: Any = object


class FillsInWhatIsKnown(_Page):
    """Mixed into the admin of records."""

    # Editable fields that nobody can fill in before the record is there for a while.
    filled_in_later: ClassVar[frozenset[str]] = frozenset()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fieldsets; on the add page without what has no value yet or comes later."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None or not self._is_add_page(request):
            return fieldsets
        later = {*self.get_readonly_fields(request, None), *self.filled_in_later}
        shown = (
            (title, options | {"fields": _without(options["fields"], later)}) for title, options in fieldsets
        )
        return [(title, options) for title, options in shown if options["fields"]]

    def known_values(self, request: HttpRequest) -> dict[str, Any]:
        """What a new record probably says: the account's own unit and the year."""
        known: dict[str, Any] = {}
        unit = self._asked_field(request, "unit")
        if getattr(unit, "related_model", None) is Unit and user_of(request).unit_id:
            known["unit"] = user_of(request).unit_id
        if self._asked_field(request, "year") is not None:
            known["year"] = timezone.localdate().year
        return known

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What is known, overruled by what the list was filtered by, and both by what the address says."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        return {**self.known_values(request), **self._filtered_by(request), **given}

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """“Save and add another” opens the next one with the links, choices and days of this one."""
        answer: HttpResponse = super().response_add(request, obj, post_url_continue)
        if "_addanother" not in request.POST or not isinstance(answer, HttpResponseRedirect):
            return answer
        address, _mark, query = answer.url.partition("?")
        carried = QueryDict(query, mutable=True)
        carried.update(self.carried_on(request, obj))
        return HttpResponseRedirect(f"{address}?{carried.urlencode()}")

    def carried_on(self, request: HttpRequest, obj: Any) -> dict[str, str]:
        """What the next record begins with, by the names of its fields, from the one that was just saved."""
        carried = {}
        for name in flatten_fieldsets(self.get_fieldsets(request)):
            field = self._asked_field(request, str(name))
            value = getattr(obj, field.attname) if field is not None and not field.unique else None
            if value is None or value == "":
                continue
            if field.is_relation or field.choices or field.name == "year":
                carried[field.name] = str(value)
            elif type(value) is datetime.date:
                carried[field.name] = numeric(value)
            elif field.name == "position":
                carried[field.name] = str(value + 1)
        return carried

    def _filtered_by(self, request: HttpRequest) -> dict[str, str]:
        """The values by which the list was filtered from which one came."""
        found = {}
        filters = QueryDict(request.GET.get("_changelist_filters", ""))
        for name in filters:
            value = str(filters[name])
            column = next(name.removesuffix(end) for end in _EXACT if name.endswith(end))
            field = self._asked_field(request, column)
            if field is not None and (is_key(value) or not field.is_relation):
                found[column] = value
        return found

    def _asked_field(self, request: HttpRequest, name: str) -> Any:
        """The column of that name if the add page asks for it."""
        if name not in flatten_fieldsets(self.get_fieldsets(request)):
            return None
        try:
            field: Any = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        return (
            field if isinstance(field, models.Field) and field.editable and not field.many_to_many else None
        )

    def _is_add_page(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and match.url_name == f"{self.opts.app_label}_{self.opts.model_name}_add")


def _without(fields: Any, left_out: set[Any]) -> list[Any]:
    """The fields, lines of several among them, without those left out and without lines that became empty."""
    remaining: list[Any] = []
    for field in fields:
        if isinstance(field, str) or callable(field):
            remaining += [] if field in left_out else [field]
        elif line := tuple(each for each in field if each not in left_out):
            remaining.append(line)
    return remaining
