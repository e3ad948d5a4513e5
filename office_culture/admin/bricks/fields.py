"""Form fields that read what Vietnamese clerks type."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.utils import timezone

from office_culture.text.dates import DateError, parse
from office_culture.validators.errors import as_validation_error

_LONGEST_ID = 18  # digits; every number of so many fits the databases' 64 bits


def _only_ids(value: Sequence[Any]) -> list[str]:
    """What can be an id: Django's drop-downs fail on an address or a post that carries anything else."""
    return [
        one for one in map(str, value) if one.isascii() and one.isdigit() and len(one) <= _LONGEST_ID
    ] or [""]


class LinkSelect(AutocompleteSelect):
    """One record, searched as one types. What `known` names by its id is not looked up again."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        ids = _only_ids(value)
        if not all(one in self.known for one in ids):
            return super().optgroups(name, ids, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, one, self.known[one], True, place)
            for place, one in enumerate(ids, start=len(empty))
        ]
        return [(None, [*empty, *chosen], 0)]


def tell_known_links(form: forms.ModelForm) -> None:
    """Names the links of a row that are read already, so that sixty rows are not looked up one by one."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        linked = form.instance._state.fields_cache.get(name)
        if linked is not None and isinstance(widget, LinkSelect):
            widget.known = {str(linked.pk): str(linked)}


class LinksSelect(AutocompleteSelectMultiple):
    """Several records, searched as one types."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, _only_ids(value), attr)


class DayField(forms.DateField):
    """A date as dd/mm/yyyy and its kin; what is wrong is said in a sentence, with the day probably meant."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        try:
            return parse(value, today=timezone.localdate())
        except DateError as error:
            raise as_validation_error(error) from error
