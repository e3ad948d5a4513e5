"""Form fields for links: search while typing, limited to the records that the account may know of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.forms.models import ModelChoiceIterator, ModelChoiceIteratorValue
from django.http import HttpRequest

from office_culture.admin.bricks.fields import LinkNumber, LinkSelect, LinksSelect
from office_culture.models.base import Record
from office_culture.rules.requests import user_of
from office_culture.selectors.links import among
from office_culture.selectors.names import names_in_choices


class TellingApart(ModelChoiceIterator):
    """The rows of a choice under names that tell them apart."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        rows = list(self.queryset)
        names = names_in_choices(rows)
        for row in rows:
            yield (ModelChoiceIteratorValue(self.field.prepare_value(row), row), names[row.pk])


def bound_choices(field: Any, user: Any, *, owner: bool = False) -> None:
    """Limits the choices of a field to the records that the account may know of, whatever queryset was set before."""
    choices: Any = field.queryset if isinstance(field, ModelChoiceField) else None
    if choices is not None and issubclass(choices.model, Record):
        field.iterator = TellingApart
        field.label_from_instance = choices.model.name_in_choices
        rows = among(choices, user, owner=owner)
        longer = choices.model.name_in_choices is not Record.name_in_choices
        field.queryset = rows.select_related(*choices.model.named_with) if longer else rows


class BoundLinks:
    """Mixin of all record pages and inlines: links offer, name and accept only records the account may know of.

    Choices, the label of a prefilled link and the check of a posted one use the same queryset. It is limited last, so
    that a class which chooses its own rows is limited, too.
    """

    admin_site: Any
    get_autocomplete_fields: Any
    raw_id_fields: Any

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # Django's own page
        owner = getattr(db_field.model, "unit_path", None) in {db_field.name, ""}
        bound_choices(field, user_of(request), owner=owner)
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LinkSelect(db_field, self.admin_site)
        elif "widget" not in kwargs and db_field.name in self.raw_id_fields:
            kwargs["widget"] = LinkNumber(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if "widget" not in kwargs and db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LinksSelect(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
