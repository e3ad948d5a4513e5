"""Forms of records that refuse lost updates and show violated constraints at the field concerned."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import CheckConstraint, Model, UniqueConstraint
from django.forms.models import InlineForeignKeyField

from office_culture.admin.bricks.fields import without_filling_zeros
from office_culture.admin.bricks.opened import VersionSeen
from office_culture.admin.bricks.questions import AskingForm
from office_culture.admin.bricks.unsaved import look_first
from office_culture.models.base import Record
from office_culture.models.constraints import check
from office_culture.selectors.links import with_stored


class RowForm(VersionSeen, AskingForm, forms.ModelForm):
    """A form that shows each error at its field, or at the top where it does not have that field."""

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = without_filling_zeros(value)
        if self.instance.pk:
            self._offer_stored_links()

    def has_changed(self) -> bool:
        """Whether anything was filled in; the place that the page numbers by itself is not enough for a new row."""
        changed = set(self.changed_data)
        return bool(changed if self.instance.pk else changed - {"position", "opened_version"})

    def _offer_stored_links(self) -> None:
        """Adds the stored value of each link to its choices, so that it can stay even outside the account's scope."""
        links = {field.name for field in self.instance._meta.get_fields() if field.is_relation}
        for name, field in self.fields.items():
            choices: Any = getattr(field, "queryset", None)
            if name in links and choices is not None and choices.query.where:
                field.queryset = with_stored(choices, self.instance, name)  # type: ignore[attr-defined]

    def add_error(self, field: str | None, error: Any) -> None:
        if field is None and isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            for name, problems in error.error_dict.items():
                self.add_error(name if name in self.fields else None, ValidationError(problems))
            return
        super().add_error(field, error)

    def _post_clean(self) -> None:
        above = [name for name, field in self.fields.items() if isinstance(field, InlineForeignKeyField)]
        below = bool(above)
        if any(name in self.errors for name in above):
            # A row that says it is below another record has no record above it that its checks could look at.
            return
        super()._post_clean()  # type: ignore[misc]  # Django's own hook for what follows the model's checks
        if below and not self.errors:
            self._check_with_the_record_above()
        if not below and not self.errors and derived_for_checks(self.instance):
            self._check_what_no_form_shows()

    def _check_what_no_form_shows(self) -> None:
        """Checks all unique constraints, also those on columns the form does not show, which Django skips."""
        for place, constraint in enumerate(self.instance._meta.constraints):
            if isinstance(constraint, UniqueConstraint):
                try:
                    check(place, self.instance)
                except ValidationError as error:
                    self.add_error(error.code if error.code in self.fields else None, error)

    def _check_with_the_record_above(self) -> None:
        """Checks constraints of a row below a record, also those on its link, which Django skips in inlines."""
        excluded = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for place, constraint in enumerate(self.instance._meta.constraints):
            if not isinstance(constraint, CheckConstraint):
                continue
            try:
                check(place, self.instance, excluded)
            except ValidationError as error:
                self.add_error(error.code if error.code in self.fields else None, error)


def derived_for_checks(row: Model) -> bool:
    """Sets the columns that the program computes, so that constraints can be checked; False if a value is missing."""
    try:
        if isinstance(row, Record):
            row.derive()
    except (ObjectDoesNotExist, AttributeError, TypeError, ValueError):
        return False
    return True


class RecordForm(RowForm):
    """The form of a record on its own page: refused unless the post carries the current version, changed or not."""

    # The post is what was typed earlier, to be looked at before it is saved.
    shown_again = False

    def saves(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.shown_again:
            self.add_error(None, look_first())
        return cleaned
