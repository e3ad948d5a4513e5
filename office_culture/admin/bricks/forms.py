"""Forms that refuse lost updates and show a constraint's message where it can be mended."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import CheckConstraint, Model, UniqueConstraint
from django.forms.models import InlineForeignKeyField
from django.utils.translation import gettext as _

from office_culture.admin.bricks.asked import AskingForm
from office_culture.admin.bricks.fields import without_filling_zeros
from office_culture.models.base import Record
from office_culture.selectors.events import changes_since


class RowForm(AskingForm, forms.ModelForm):
    """A form whose messages always find a place: at the field, or on top where the form does not show it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.initial.items():
            if isinstance(value, Decimal):
                self.initial[name] = without_filling_zeros(value)

    def add_error(self, field: str | None, error: Any) -> None:
        if field is None and isinstance(error, ValidationError) and hasattr(error, "error_dict"):
            for name, problems in error.error_dict.items():
                self.add_error(name if name in self.fields else None, ValidationError(problems))
            return
        super().add_error(field, error)

    def _post_clean(self) -> None:
        if isinstance(self.instance, Record) and (kept := self.kept()):
            self.instance.kept_as_typed = [*dict.fromkeys([*self.instance.kept_as_typed, *kept])]
        super()._post_clean()  # type: ignore[misc]  # Django's own hook for what follows the model's checks
        below = any(isinstance(field, InlineForeignKeyField) for field in self.fields.values())
        if below and not self.errors:
            self._check_with_the_record_above()
        if not below and not self.errors and derived_for_checks(self.instance):
            self._check_what_no_form_shows()

    def _check_what_no_form_shows(self) -> None:
        """Django leaves out what may stand once by a column that the form does not show; the database would refuse."""
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, UniqueConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance)
                except ValidationError as error:
                    self.add_error(error.code if error.code in self.fields else None, error)

    def _check_with_the_record_above(self) -> None:
        """In rows below a record Django leaves out the checks that name that record; the database would then refuse."""
        excluded = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for constraint in self.instance._meta.constraints:
            if not isinstance(constraint, CheckConstraint):
                continue
            try:
                constraint.validate(type(self.instance), self.instance, exclude=excluded)
            except ValidationError as error:
                self.add_error(error.code if error.code in self.fields else None, error)


def derived_for_checks(row: Model) -> bool:
    """Sets the columns that the program computes, for checks to look at; False if some cannot be known yet."""
    try:
        if isinstance(row, Record):
            row.derive()
    except (ObjectDoesNotExist, AttributeError, TypeError, ValueError):
        return False
    return True


class RecordForm(RowForm):
    """A form that knows which version of the record it was opened with."""

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opened = cleaned.get("opened_version")
        if self.instance.pk and opened is not None and opened != self.instance.version:
            self._refuse_lost_update(opened)
        return cleaned

    def _refuse_lost_update(self, opened: int) -> None:
        """Says who changed what; what was typed stays, and a second save is then a knowing one."""
        typed: Any = self.data
        self.data = typed = typed.copy()
        typed[self.add_prefix("opened_version")] = str(self.instance.version)
        self.add_error(
            None,
            ValidationError(
                [
                    _(
                        "This record was changed while you were writing. What you typed is still here and nothing "
                        "was saved. Compare, then save again to keep your version."
                    ),
                    *self.told_changes(opened),
                ]
            ),
        )

    def told_changes(self, opened: int) -> list[str]:
        """Sentences on what others changed since version `opened`."""
        return describe_changes(self.instance, since=opened)


def describe_changes(record: Record, *, since: int) -> list[str]:
    """One sentence for each field that others changed after version `since`."""
    return [
        _("%(who)s changed “%(field)s” from “%(old)s” to “%(new)s”.")
        % {"who": change.who or _("Somebody"), "field": change.label, "old": change.old, "new": change.new}
        for change in changes_since(record, since)
        if change.field not in record.derived
    ]
