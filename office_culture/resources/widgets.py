"""Conversion between the cells of a sheet and the values of a record; ambiguous input is refused.

Every refusal is a `ValueError`: the library then shows it at its own column and still checks the others.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.widgets import Widget

from office_culture.resources.lookups import Lookup, same_text
from office_culture.text import dates, numbers
from office_culture.text.errors import quote
from office_culture.text.normal import clean

YES = gettext_lazy("yes")
NO = gettext_lazy("no")
# Signs that office people use for a yes whatever the language of the sheet.
ALSO_YES = ("x", "✓", "1", "true", "có", "yes")
ALSO_NO = ("0", "false", "không", "no")


def in_every_language(text: Any) -> Iterable[str]:
    """A translatable text in each language of the project."""
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield str(text)


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


class SheetWidget(Widget):
    """Base of the widgets: `render` gives the typed value for formats with types, otherwise readable text."""

    hint: Any = ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        if value is None or value == "":
            return None if kwargs.get("force_native_type") else ""
        return self.typed(value) if kwargs.get("force_native_type") else self.text(value)

    def typed(self, value: Any) -> Any:
        return value

    def text(self, value: Any) -> str:
        return str(value)


class Text(SheetWidget):
    """Text in NFC without blanks around; a number becomes its plain digits."""

    hint = gettext_lazy("Text.")

    def __init__(self, *, empty: str | None = "", multiline: bool = False) -> None:
        super().__init__()
        self.empty = empty
        self.multiline = multiline

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        if is_empty(value):
            return self.empty
        if isinstance(value, datetime.date | datetime.time):
            raise ValueError(
                _("This cell holds a date where text belongs. Format the cell as text and type it again.")
            )
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return clean(str(value), multiline=self.multiline)


_TEXT = Text()


class Day(SheetWidget):
    """A day, as a date cell or as dd/mm/yyyy."""

    hint = gettext_lazy("A date as day/month/year.")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> datetime.date | None:
        if is_empty(value):
            return None
        if isinstance(value, int | float):
            raise ValueError(
                _("“%(text)s” is a bare number. Format the cell as a date, or write it as day/month/year.")
                % {"text": quote(value)}
            )
        return dates.parse(value, today=timezone.localdate())

    def text(self, value: datetime.date) -> str:
        return dates.numeric(value)


class Moment(SheetWidget):
    """A day with its time in the office's zone, as text; exported only."""

    hint = gettext_lazy("Written by the program.")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> NoReturn:
        raise ValueError(_("The program itself keeps when this happened."))

    def typed(self, value: Any) -> str:
        return self.text(value)

    def text(self, value: datetime.datetime) -> str:
        local = timezone.localtime(value)
        return f"{dates.numeric(local.date())} {local:%H:%M}"


class Whole(SheetWidget):
    """A count: 4218 or 4.218; “10,5” and “1.00” are refused."""

    hint = gettext_lazy("A whole number, for example 4.218.")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if is_empty(value):
            return None
        if isinstance(value, str):
            value = value.strip().removesuffix("%")
        return numbers.parse_whole(value)


class Number(SheetWidget):
    """A number with decimals: 95,5; “1.5” and “1,234” are refused."""

    hint = gettext_lazy("A number; the decimal sign is the comma, for example 95,5.")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal | None:
        return None if is_empty(value) else numbers.parse_percent(value)

    def typed(self, value: Decimal) -> Decimal:
        return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))

    def text(self, value: Decimal) -> str:
        return numbers.number(value)


class ChoiceWidget(SheetWidget):
    """One of a fixed list, by its label in any of the project's languages, or by its code."""

    def __init__(self, choices: Iterable[tuple[Any, Any]], *, empty: Any = "") -> None:
        super().__init__()
        self.choices = [(code, label) for code, label in choices if code not in (None, "")]
        self.empty = empty
        # Cells repeat the same words: each is looked up once.
        self._read: dict[str, Any] = {}

    @property
    def hint(self) -> str:
        return _("One of: %(labels)s.") % {"labels": "; ".join(self.labels())}

    def labels(self) -> list[str]:
        return [str(label) for _code, label in self.choices]

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if is_empty(value):
            return self.empty
        if value not in self._read:
            self._read[value] = self._code_of(value)
        return self._read[value]

    def _code_of(self, value: Any) -> Any:
        typed = same_text(str(Text().clean(value)))
        for code, label in self.choices:
            if typed in {same_text(str(code)), *map(same_text, in_every_language(label))}:
                return code
        raise ValueError(
            _("“%(text)s” is not one of: %(labels)s.")
            % {"text": quote(value), "labels": "; ".join(self.labels())}
        )

    def typed(self, value: Any) -> str:
        return self.text(value)

    def text(self, value: Any) -> str:
        return next((str(label) for code, label in self.choices if code == value), str(value))


class YesNo(SheetWidget):
    """Yes or no; an empty cell gives the field's default."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        if is_empty(value):
            return None
        if isinstance(value, bool):
            return value
        typed = same_text(str(Text().clean(value)))
        if typed in {*map(same_text, in_every_language(YES)), *map(same_text, ALSO_YES)}:
            return True
        if typed in {*map(same_text, in_every_language(NO)), *map(same_text, ALSO_NO)}:
            return False
        raise ValueError(
            _("“%(text)s” is neither %(yes)s nor %(no)s.") % {"text": quote(value), "yes": YES, "no": NO}
        )

    @property
    def hint(self) -> str:
        return f"{YES} / {NO}"

    def labels(self) -> list[str]:
        return [str(YES), str(NO)]

    def typed(self, value: bool) -> str:
        return self.text(value)

    def text(self, value: bool) -> str:
        return str(YES if value else NO)


class Link(SheetWidget):
    """Another record, by its name; the resource sets the lookup for its account."""

    lookup: Lookup
    hint = gettext_lazy("The name of a record that exists already.")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return None if is_empty(value) else self.lookup.find(str(_TEXT.clean(value)))

    def typed(self, value: Any) -> str:
        return self.lookup.name(value)

    def text(self, value: Any) -> str:
        return self.lookup.name(value)
