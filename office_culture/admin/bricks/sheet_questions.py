"""Between upload and preview: what only a person can say about a file, asked on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.models import ColumnTitle
from office_culture.resources.sheet_columns import columns_of
from office_culture.resources.widgets import ChoiceWidget, Link, YesNo
from office_culture.sheets.answers import FROM_GROUPS, FileAnswers
from office_culture.sheets.book import is_blank
from office_culture.sheets.columns import (
    LEFT_OUT,
    OF_YEARS,
    Columns,
    OfficialColumn,
    Target,
    year_in,
)
from office_culture.sheets.errors import SheetRefused
from office_culture.sheets.figures import QUESTIONS, READINGS, FigureReading, FormQuestion
from office_culture.sheets.mapping import MappedColumn
from office_culture.sheets.reading import FileReading, read, read_book
from office_culture.text.sheet_titles import title_key

if TYPE_CHECKING:
    from office_culture.models.accounts import User
    from office_culture.resources.base import RecordResource
    from office_culture.sheets.tables import FoundTable

# More names are no help in a drop-down; one is typed.
MOST_OFFERED = 300
LONGEST_TITLE = 200
NO = "no"


def read_upload(resource: RecordResource, file_name: str, data: bytes, answers: FileAnswers) -> FileReading:
    """The file as this resource reads it. Raises `SheetRefused`."""
    return read(read_book(file_name, data), columns_of(resource), answers, today=timezone.localdate())


class QuestionsForm(forms.Form):
    """All questions about one file: the old font first, then sheets, columns, figures and what the file lacks.

    `asked` is what was understood so far; the form's `answers` are those with what was posted.
    """

    def __init__(
        self, *args: Any, asked: FileReading, resource: RecordResource, user: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.resource, self.user = asked, resource, user
        self.columns: Columns = columns_of(resource)
        self.placed = dict(self._placed())
        if asked.fonts:
            self._ask_fonts()
            return
        self._ask_sheets()
        for name, column in self.placed.items():
            self._ask_column(name, column)
        for question in asked.forms:
            self._ask_figures(question)
        for missing in asked.missing:
            if missing.name not in resource.derived:
                self._ask_given(missing)
        if self.may_remember:
            self.fields["remember"] = forms.BooleanField(
                label=_("Remember these titles for the next file"), required=False, initial=True
            )

    @property
    def may_remember(self) -> bool:
        """Whether the account may add titles; they hold for the whole office."""
        return self.user.has_perm("office_culture.add_columntitle")

    def _placed(self) -> Iterator[tuple[str, MappedColumn]]:
        seen = set()
        for layout in self.asked.chosen:
            for column in layout.mapped:
                if column.key not in seen:
                    seen.add(column.key)
                    yield f"column-{len(seen)}", column

    # Questions

    def _ask_fonts(self) -> None:
        guess: Any = self.asked.fonts
        self.fields["fonts"] = forms.ChoiceField(
            label=_("Is this text meant?"),
            choices=[
                (guess.fonts, _("Yes, convert it from %(fonts)s") % {"fonts": guess.fonts}),
                (NO, _("No")),
            ],
            widget=forms.RadioSelect,
        )

    def _ask_sheets(self) -> None:
        layouts = self.asked.layouts
        if len(layouts) > 1 or any(layout.table.is_hidden for layout in layouts):
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Sheets to read"),
                choices=[(layout.table.sheet, _sheet_name(layout.table)) for layout in layouts],
                initial=[layout.table.sheet for layout in self.asked.chosen],
                widget=forms.CheckboxSelectMultiple,
            )
        for place, layout in enumerate(layouts):
            if layout.chosen:
                self.fields[f"header-{place}"] = forms.IntegerField(
                    label=_("Row of the titles in “%(sheet)s”") % {"sheet": layout.table.sheet},
                    min_value=1,
                    initial=layout.table.header_row,
                )
        if self.asked.answers.hidden_too or any(
            layout.table.hidden_rows or layout.table.hidden_columns for layout in layouts
        ):
            self.fields["hidden_too"] = forms.BooleanField(
                label=_("Read hidden rows and columns, too"),
                required=False,
                initial=self.asked.answers.hidden_too,
            )

    def _ask_column(self, name: str, column: MappedColumn) -> None:
        target = column.target if column.target is not None else column.guess
        choices = self._targets(column)
        if target.code not in dict(choices):
            choices.append((target.code, self._title_of(target)))
        self.fields[name] = forms.ChoiceField(label=column.column.title, choices=choices, initial=target.code)

    def _targets(self, column: MappedColumn) -> list[tuple[str, str]]:
        """Each column of ours; for titles with a year also the same of that year."""
        year = year_in(column.column.path) if self.columns.periods else None
        choices = [(LEFT_OUT.code, _("— left out —"))]
        for ours in self.columns.columns:
            choices.append((Target(ours.name).code, ours.title))
            if year and ours.kind in OF_YEARS and ours.name not in self.columns.periods:
                target = Target(ours.name, year=year)
                choices.append((target.code, self._title_of(target)))
        if "symbol" in self.columns and "date" in self.columns:
            target = Target("symbol", with_period=True)
            choices.append((target.code, self._title_of(target)))
        if self.columns.periods == ("period_start", "period_end"):
            for name in ("unit", "period_start"):
                if name in self.columns:
                    target = Target(name, with_period=True)
                    choices.append((target.code, self._title_of(target)))
        return choices

    def _title_of(self, target: Target) -> str:
        if not target.field or target.field not in self.columns:
            return _("— left out —")
        title = self.columns[target.field].title
        if target.part:
            whole = _("Period, from – to") if target.with_period else title
            return _("%(column)s, a part of it") % {"column": whole}
        if target.year:
            return _("%(column)s, of the year %(year)s") % {"column": title, "year": target.year}
        if ":" in target.mark:
            other, _colon, label = target.mark.partition(":")
            marked = {"column": self.columns[other].title, "choice": self._label(Target(other, mark=label))}
            where = _("%(column)s: %(choice)s where crossed") % marked
            return f"{title} – {where}"
        if target.with_period and target.field == "symbol":
            return _("%(column)s and day") % {"column": title}
        if target.with_period and target.field == "period_start":
            return _("Period, from – to")
        if target.with_period:
            return _("%(column)s and period") % {"column": title}
        if target.mark:
            return _("%(column)s: %(choice)s where crossed") % {
                "column": title,
                "choice": self._label(target),
            }
        return title

    def _label(self, target: Target) -> str:
        widget = self.resource.columns[target.field].widget
        labels = {str(code): str(label) for code, label in getattr(widget, "choices", ())}
        return labels.get(target.mark, target.mark)

    def _ask_figures(self, question: FormQuestion) -> None:
        answered = self.asked.answers.forms.get(question.form)
        self.fields[f"form-{question.form.value}"] = forms.ChoiceField(
            label=str(QUESTIONS[question.form]),
            help_text=_("%(count)s cells, for example %(examples)s")
            % {"count": question.count, "examples": "; ".join(question.examples)},
            choices=[(reading.value, READINGS[reading]) for reading in question.readings],
            widget=forms.RadioSelect,
            initial=answered.value if answered else None,
        )

    def _ask_given(self, column: OfficialColumn) -> None:
        field: forms.Field
        offered = self._offered(column)
        if offered and any(layout.table.groups for layout in self.asked.chosen):
            offered = [(FROM_GROUPS, _("– as the headings of groups say –")), *offered]
        if offered:
            field = forms.ChoiceField(choices=[("", "---------"), *offered], required=False)
        else:
            field = forms.CharField(required=False, max_length=1000)
        field.label, field.help_text = column.title, column.help_text
        field.initial = self.asked.answers.given.get(column.name, "")
        self.fields[f"given-{column.name}"] = field

    def _offered(self, column: OfficialColumn) -> list[tuple[str, str]]:
        """What a drop-down offers for the column; nothing where the value is typed."""
        widget = self.resource.columns[column.name].widget
        if isinstance(widget, ChoiceWidget):
            return [(str(code), str(label)) for code, label in widget.choices]
        names: list[str] = []
        if isinstance(widget, Link):
            names = widget.lookup.names()
        elif isinstance(widget, YesNo):
            names = widget.labels()
        return [(name, name) for name in names] if len(names) <= MOST_OFFERED else []

    # The page

    @property
    def column_rows(self) -> list[tuple[MappedColumn, forms.BoundField]]:
        return [(column, self[name]) for name, column in self.placed.items() if name in self.fields]

    @property
    def sheet_fields(self) -> list[forms.BoundField]:
        return [
            self[name]
            for name in self.fields
            if name in {"sheets", "hidden_too"} or name.startswith("header-")
        ]

    @property
    def figure_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("form-")]

    @property
    def needed_fields(self) -> list[forms.BoundField]:
        """What the file lacks though a new record needs it."""
        return [field for column, field in self._given_fields() if column.required or self._is_needed(column)]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        return [
            field
            for column, field in self._given_fields()
            if not (column.required or self._is_needed(column))
        ]

    def _is_needed(self, column: OfficialColumn) -> bool:
        return column.name in self.columns.needed or column in self.asked.unexplained

    def _given_fields(self) -> list[tuple[OfficialColumn, forms.BoundField]]:
        return [
            (column, self[f"given-{column.name}"])
            for column in self.asked.missing
            if f"given-{column.name}" in self.fields
        ]

    # Answers

    @property
    def answers(self) -> FileAnswers:
        """What was answered before with what was posted. Raises `SheetRefused` where old fonts are not converted."""
        before, data = self.asked.answers, self.cleaned_data
        if self.asked.fonts:
            if data["fonts"] == NO:
                raise SheetRefused(
                    _(
                        "The text of this file is not Unicode. Convert it in the program that it comes from, "
                        "then choose the file again."
                    )
                )
            return replace(before, fonts=data["fonts"])
        headers = {
            layout.table.sheet: data[f"header-{place}"]
            for place, layout in enumerate(self.asked.layouts)
            if f"header-{place}" in data
        }
        return FileAnswers(
            fonts=before.fonts,
            sheets=tuple(data["sheets"]) if "sheets" in data else before.sheets,
            header_rows={**before.header_rows, **headers},
            hidden_too=data.get("hidden_too", False),
            columns={
                **before.columns,
                **{column.key: Target.of(data[name]) for name, column in self.placed.items()},
            },
            forms={
                **before.forms,
                **{
                    question.form: FigureReading(data[f"form-{question.form.value}"])
                    for question in self.asked.forms
                },
            },
            given={
                **before.given,
                **{
                    name.removeprefix("given-"): value
                    for name, value in data.items()
                    if name.startswith("given-")
                },
            },
        )

    def point_out(self, reading: FileReading) -> None:
        """Says what is still to be answered in `reading`, which followed from this form's answers."""
        for title in reading.twice:
            self.add_error(
                None,
                _("Several columns of the file fill “%(column)s”. Choose one of them.") % {"column": title},
            )
        for column in reading.missing:
            name = f"given-{column.name}"
            if name not in self.fields or not column.required or not self._is_needed(column):
                continue
            if is_blank(reading.answers.given.get(column.name)):
                self.add_error(name, _("Without it, rows cannot be told apart: say it once for the file."))

    def remember(self) -> None:
        """Keeps the titles that the program did not know by itself, for all who bring in such files."""
        if not (self.may_remember and self.cleaned_data.get("remember")):
            return
        kind = self.resource._meta.model._meta.label_lower
        for name, column in self.placed.items():
            target = Target.of(self.cleaned_data[name])
            path, title = column.column.path, column.column.title
            is_plain = target == Target(target.field)
            if not path or not is_plain or len(title) > LONGEST_TITLE or not title_key(title):
                continue
            if self.columns.target(path) != target and column.key == title_key(title):
                self._remember_column(kind, title, target.field)

    def _remember_column(self, kind: str, title: str, column: str) -> None:
        column_title = ColumnTitle.objects.filter(kind=kind, key=title_key(title)).first()
        if column_title is None:
            column_title = ColumnTitle(kind=kind, title=title)
        column_title.column = column
        column_title.full_clean()
        column_title.save(by=self.user)


def _sheet_name(table: FoundTable) -> str:
    return _("%(sheet)s (hidden)") % {"sheet": table.sheet} if table.is_hidden else table.sheet
