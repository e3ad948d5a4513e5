"""The forms of the import and export pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from office_culture.resources.base import RecordResource

EXCEL, CSV = "xlsx", "csv"


class SheetForm(forms.Form):
    """Choice of one of the page's sheets; hidden if there is only one."""

    resource = forms.TypedChoiceField(label=_("Sheet"), coerce=int, empty_value=None)

    def __init__(self, *args: Any, resources: Sequence[RecordResource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resources = resources
        field: Any = self.fields["resource"]
        field.choices = [(place, capfirst(sheet.get_display_name())) for place, sheet in enumerate(resources)]
        field.initial = 0
        if len(resources) == 1:
            field.required = False
            field.widget = forms.HiddenInput()

    @property
    def chosen(self) -> RecordResource:
        """The chosen sheet."""
        return self.resources[self.cleaned_data["resource"] or 0]


class ImportForm(SheetForm):
    """Upload of a file for its preview; nothing is saved yet."""

    import_file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or a CSV file (.csv)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        max_length=200,
    )


class ExportForm(SheetForm):
    """Choice of the kind of file and of the columns."""

    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=((EXCEL, _("Excel workbook (.xlsx)")), (CSV, _("CSV file (.csv)"))),
        initial=EXCEL,
        widget=forms.RadioSelect,
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None means all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (
                capfirst(sheet.get_display_name()),
                [(f"{place}:{name}", column.title) for name, column in sheet.columns.items()],
            )
            for place, sheet in enumerate(self.resources)
        ]
        field: Any = self.fields["columns"]
        field.choices = groups if len(groups) > 1 else groups[0][1]
        field.initial = [value for _title, columns in groups for value, _label in columns]

    @property
    def chosen_columns(self) -> list[str] | None:
        """The names of the ticked columns of the chosen sheet; None means all."""
        prefix = f"{self.cleaned_data['resource'] or 0}:"
        names = [
            value.removeprefix(prefix) for value in self.cleaned_data["columns"] if value.startswith(prefix)
        ]
        return names or None
