"""Form fields that read what Vietnamese clerks type."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

from office_culture.rules.errors import as_validation_error
from office_culture.text.numbers import NumberError, parse_decimal, parse_percent, parse_whole

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


def without_filling_zeros(value: Decimal) -> Decimal:
    """95.5 for the stored 95.5000: the zeros only fill the column."""
    return Decimal(f"{value.normalize():f}")


class NumberInput(forms.TextInput):
    """A short field with the keys for digits. A browser's own number field takes 1.000 for one."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "vIntegerField", **(attrs or {})})


class WholeField(forms.IntegerField):
    """A count as clerks type it: 4218, 4.218 or 4 218."""

    widget = NumberInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return parse_whole(value)
        except NumberError as error:
            raise as_validation_error(error) from error


# Units that labels of fields name, in both languages of the screen.
_OTHER_UNIT = re.compile(
    r"đồng|VND|mm\b|\bpt\b|price|money|đơn giá|tiền|multiple|hệ số|mức lương", re.IGNORECASE
)


class FigureField(forms.DecimalField):
    """A figure as clerks type or paste it: 95,5, 95,5% or 1.234,5.

    A lone point that cannot group thousands stands for the comma. A percent sign is refused where the label of the
    field names another unit: 30% of đồng is no amount.
    """

    widget = NumberInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            if "%" in str(value) and _OTHER_UNIT.search(str(self.label or "")):
                return without_filling_zeros(parse_decimal(_with_comma(value)))
            return without_filling_zeros(parse_percent(_with_comma(value)))
        except NumberError as error:
            raise as_validation_error(error) from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        whole, comma, after = f"{value:f}".replace(".", ",").partition(",")
        # Three digits behind a comma can be read in two ways; a fourth says which.
        return f"{whole}{comma}{after}0" if len(after) == _GROUP else f"{whole}{comma}{after}"


def _with_comma(value: Any) -> Any:
    """95.5 is 95,5 and nothing else; 1.500 is one thousand five hundred, as everywhere in the country."""
    if not isinstance(value, str) or value.count(".") != 1 or "," in value:
        return value
    number, sign, _nothing = value.strip().partition("%")
    before, after = number.strip().split(".")
    groups = len(after) == _GROUP and before.lstrip("+-\u2212").lstrip("0") != ""
    return value if groups or not after.isdigit() else f"{before},{after}{sign}"


_GROUP = 3  # digits between the points of a large number
