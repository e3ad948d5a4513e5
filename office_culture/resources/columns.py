"""From a model's field to the column of a sheet: its title, its reading and its writing."""

from typing import Any

from django.db import models
from django.utils.text import capfirst
from import_export.fields import Field

from office_culture.resources.lookups import same_text
from office_culture.resources.widgets import (
    Day,
    Link,
    Links,
    Moment,
    Number,
    OneOf,
    SheetWidget,
    Text,
    Whole,
    YesNo,
    is_empty,
)

_WIDGETS: dict[Any, type[SheetWidget]] = {
    models.BooleanField: YesNo,
    # A moment is a kind of day to Django, so it is asked first.
    models.DateTimeField: Moment,
    models.DateField: Day,
    models.DecimalField: Number,
    models.IntegerField: Whole,
}


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
        """In the language of the moment."""
        return str(self.lazy_title)


class LinkColumn(SheetColumn):
    """A link to another record; compared by key, so that no row asks the database."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, f"{self.attribute}_id")

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        present = self.get_value(instance)
        typed = row[self.column_name]
        unchanged = (
            present is not None
            and not is_empty(typed)
            and same_text(str(typed)) == same_text(self.widget.lookup.name(present))
        )
        # A link that leads beyond the account's scope may stay as it is; it cannot be set anew.
        if not unchanged:
            setattr(instance, self.attribute, self.clean(row, **kwargs))


def column_for(field: Any, title: Any = None) -> SheetColumn:
    """The column that fits a model field of this kind."""
    if isinstance(field, models.ManyToManyField):
        return SheetColumn(field, Links(model=field.remote_field.model), title)
    if isinstance(field, models.ForeignKey):
        return LinkColumn(field, Link(), title)
    text = isinstance(field, models.CharField | models.TextField)
    empty = "" if text and not field.null else None
    if field.choices:
        return SheetColumn(field, OneOf(field.choices, empty=empty), title)
    if text:
        return SheetColumn(field, Text(empty=empty, multiline=isinstance(field, models.TextField)), title)
    for kind, widget in _WIDGETS.items():
        if isinstance(field, kind):
            return SheetColumn(field, widget(), title)
    raise TypeError(f"{field} has no column in a sheet: name it in no resource")
