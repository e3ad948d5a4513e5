"""The columns of sheets, made from model fields: title, reading, writing."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django.db import models
from django.utils.text import capfirst
from import_export.fields import NOT_PROVIDED, Field

from office_culture.resources.lookups import same_text
from office_culture.resources.widgets import (
    ChoiceWidget,
    Day,
    Link,
    Moment,
    Number,
    SheetWidget,
    Text,
    Whole,
    YesNo,
    is_empty,
)
from office_culture.sheets.errors import UnreadableCell

_WIDGETS: dict[Any, type[SheetWidget]] = {
    models.BooleanField: YesNo,
    # A moment is a kind of day to Django, so it is asked first.
    models.DateTimeField: Moment,
    models.DateField: Day,
    models.DecimalField: Number,
    models.IntegerField: Whole,
}
# Their cells have few texts, which repeat.
_REPEATED = (ChoiceWidget, Day, Link, YesNo)


class SheetColumn(Field):
    """A column with the title that the screen uses for the same field."""

    def __init__(self, field: Any, widget: Any, title: Any = None) -> None:
        may_be_empty = field.null or not field.has_default()
        super().__init__(
            attribute=field.name,
            column_name=title or capfirst(field.verbose_name),
            widget=widget,
            **({} if may_be_empty else {"default": field.get_default}),
        )
        self.lazy_title = self.column_name
        self.required = not (field.blank or field.null or field.has_default())
        self.help_text = field.help_text

    @property
    def title(self) -> str:
        """The title in the current language."""
        return str(self.lazy_title)

    def writer(self, **kwargs: Any) -> Callable[[Any], Any]:
        """A function from a value to its cell, for one file: texts of choices and of links are made once each."""
        render = partial(self.widget.render, **kwargs)
        return cache(render) if isinstance(self.widget, _REPEATED) else render

    def clean(self, row: Any, **kwargs: Any) -> Any:
        """The value of the cell. Raises `ValueError` with a sentence for one that cannot be read."""
        typed = row.get(self.column_name)
        if isinstance(typed, UnreadableCell):
            raise ValueError(str(typed.reason))
        value = self.widget.clean(typed)
        by_default = self.default is not NOT_PROVIDED and value in self.empty_values
        return self.default() if by_default else value


class LinkColumn(SheetColumn):
    """A link to another record, compared by key, which saves a query for each row."""

    def __init__(self, field: Any, widget: Any, title: Any = None) -> None:
        super().__init__(field, widget, title)
        self.leads_to = field.remote_field.model

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, f"{self.attribute}_id")

    def still_names(self, present: Any, row: Any) -> bool:
        """Whether the cell names the record with the key `present`."""
        typed = row[self.column_name]
        return (
            present is not None
            and not is_empty(typed)
            and same_text(str(typed)) == same_text(self.widget.lookup.name(present))
        )


def column_for(field: Any, title: Any = None) -> SheetColumn:
    """The column that fits a model field of this kind."""
    if isinstance(field, models.ForeignKey):
        return LinkColumn(field, Link(), title)
    text = isinstance(field, models.CharField | models.TextField)
    empty = "" if text and not field.null else None
    if field.choices:
        return SheetColumn(field, ChoiceWidget(field.choices, empty=empty), title)
    if text:
        return SheetColumn(field, Text(empty=empty, multiline=isinstance(field, models.TextField)), title)
    for kind, widget in _WIDGETS.items():
        if isinstance(field, kind):
            return SheetColumn(field, widget(), title)
    raise TypeError(f"{field} has no column in a sheet: name it in no resource")
