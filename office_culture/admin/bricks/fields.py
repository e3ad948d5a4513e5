"""Form fields that read what Vietnamese clerks type."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    ForeignKeyRawIdWidget,
)

from office_culture.models.base import Record
from office_culture.rules.errors import as_validation_error
from office_culture.rules.requests import is_key
from office_culture.text.numbers import (
    MOST_DIGITS,
    NumberError,
    as_fraction,
    parse_decimal,
    parse_percent,
    parse_whole,
)


def _only_ids(value: Sequence[Any]) -> list[str]:
    """The values that can be an id (up to 18 ASCII digits), or `[""]` without any.

    Django's drop-downs fail on others.
    """
    return [item for item in map(str, value) if is_key(item)] or [""]


class LinkSelect(AutocompleteSelect):
    """Select for one related record, with search while typing. `known` maps ids to labels that need no query."""

    known: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        ids = _only_ids(value)
        if not all(item in self.known for item in ids):
            return super().optgroups(name, ids, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = [
            self.create_option(name, key, self.known[key], True, place)
            for place, key in enumerate(ids, start=len(empty))
        ]
        return [(None, [*empty, *chosen], 0)]


def _name(linked: Any) -> str:
    return linked.name_in_choices() if isinstance(linked, Record) else str(linked)


def cache_links(form: forms.ModelForm) -> None:
    """Gives the link widgets the labels of related records that are loaded already: saves a query for each row."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        linked = form.instance._state.fields_cache.get(name)
        if linked is not None and isinstance(widget, LinkSelect):
            widget.known = {str(linked.pk): _name(linked)}


class LinksSelect(AutocompleteSelectMultiple):
    """Select for several related records, with search while typing."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        return super().optgroups(name, _only_ids(value), attr)


class LinkNumber(ForeignKeyRawIdWidget):
    """Input for the id of one related record, with its name beside it if it is among the choices."""

    choices: Any = None

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        ids = _only_ids([value])
        if not self.choices.queryset.filter(
            **{f"{self.rel.get_related_field().name}__in": filter(None, ids)}
        ).exists():
            return "", ""
        return super().label_and_url_for_value(value)


def without_filling_zeros(value: Decimal) -> Decimal:
    """The value without the trailing zeros of its column: 95.5 for the stored 95.5000."""
    return Decimal(f"{value.normalize():f}")


class NumberInput(forms.TextInput):
    """A short text input with the digit keyboard. Not a browser's number input, which reads 1.000 as 1."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "class": "vIntegerField", **(attrs or {})})


# The unit that an amount of money is pasted with.
_PASTED_MONEY = re.compile(r"(?<=\d)\s*(?:đồng|vnđ|vnd|đ)\.?\s*$", re.IGNORECASE)


class WholeField(forms.IntegerField):
    """A count as clerks type it: 4218, 4.218 or 4 218; where the label says đồng also 280.000.000 đồng."""

    widget = NumberInput

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str) and "đồng" in str(self.label or ""):
            value = _PASTED_MONEY.sub("", value)
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

    A lone point that cannot group thousands is read as the decimal comma. A percent sign is refused where the label of
    the field names another unit, such as đồng.
    """

    widget = NumberInput

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, str) and self._has_no_thousands:
            number, sign, behind = value.strip().partition("%")
            value = f"{as_fraction(number, marks=',.')}{sign}{behind}"
        try:
            if "%" in str(value) and _OTHER_UNIT.search(str(self.label or "")):
                return without_filling_zeros(parse_decimal(_with_comma(value)))
            return without_filling_zeros(parse_percent(_with_comma(value)))
        except NumberError as error:
            raise as_validation_error(error) from error

    @property
    def _has_no_thousands(self) -> bool:
        """Whether the column has no room for thousands, as that of a share: a mark before three digits is a comma."""
        room = (self.max_digits or MOST_DIGITS) - (self.decimal_places or 0)
        return room <= _GROUP and (self.decimal_places or 0) >= _GROUP

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        whole, comma, after = f"{value:f}".replace(".", ",").partition(",")
        # Three digits behind a comma can be read in two ways; a fourth says which.
        return f"{whole}{comma}{after}0" if len(after) == _GROUP else f"{whole}{comma}{after}"


def _with_comma(value: Any) -> Any:
    """The typed value with a decimal point as a comma: 95.5 gives 95,5; 1.500 stays, as its point groups thousands."""
    if not isinstance(value, str) or value.count(".") != 1 or "," in value:
        return value
    number, sign, _nothing = value.strip().partition("%")
    before, after = number.strip().split(".")
    groups = len(after) == _GROUP and before.lstrip("+-\u2212").lstrip("0") != ""
    return value if groups or not after.isdigit() else f"{before},{after}{sign}"


_GROUP = 3  # digits between the points of a large number
