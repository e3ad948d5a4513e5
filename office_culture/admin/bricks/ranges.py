"""Filter of lists by a span of days, typed as clerks type days or chosen as a whole month, quarter or year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib.admin.filters import FieldListFilter
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from office_culture.rules.fields import DayField
from office_culture.text.dates import numeric


class DateRange(FieldListFilter):
    """Rows whose day lies between two typed days, both included; either may be missing.

    What is no day filters nothing and is shown with its error.
    """

    template = "admin/date_range.html"
    is_range = True

    def __init__(
        self, field: Any, request: Any, params: Any, model: Any, model_admin: Any, field_path: str
    ) -> None:
        self.inputs = (f"{field_path}__gte", f"{field_path}__lte")
        super().__init__(field, request, params, model, model_admin, field_path)
        self.title = model_admin.title_of_day(request, field_path) or self.title
        posted: Any = self.used_parameters
        self.typed = {name: str(values[-1]) for name, values in posted.items() if values}
        self.errors: list[str] = []
        self.days = {name: day for name, text in self.typed.items() if (day := self._day(text))}

    def _day(self, text: str) -> datetime.date | None:
        try:
            return DayField(required=False).clean(text)
        except ValidationError as error:
            self.errors.extend(error.messages)
            return None

    def expected_parameters(self) -> list[str | None]:
        return list(self.inputs)

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(**self.days)

    @property
    def first(self) -> str:
        return self._shown(self.inputs[0])

    @property
    def last(self) -> str:
        return self._shown(self.inputs[1])

    def _shown(self, name: str) -> str:
        day = self.days.get(name)
        return numeric(day) if day else self.typed.get(name, "")

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The span in use, then the spans that one click chooses."""
        if self.first or self.last:
            words = _("from %(first)s to %(last)s") % {"first": self.first or "…", "last": self.last or "…"}
            yield {"selected": True, "display": words, "query_string": ""}
        for label, first, last in spans(timezone.localdate()):
            chosen = dict(zip(self.inputs, (numeric(first), numeric(last)), strict=True))
            address = changelist.get_query_string(chosen)
            yield {"selected": False, "display": label, "query_string": address}


def spans(today: datetime.date) -> list[tuple[str, datetime.date, datetime.date]]:
    """Name, first and last day of the spans that are offered beside the typed ones."""
    quarter = (today.month - 1) // 3 * 3 + 1
    return [
        (_("this month"), today.replace(day=1), last_of_month(today.year, today.month)),
        (_("this quarter"), today.replace(month=quarter, day=1), last_of_month(today.year, quarter + 2)),
        (_("this year"), today.replace(month=1, day=1), today.replace(month=12, day=31)),
        (_("last year"), datetime.date(today.year - 1, 1, 1), datetime.date(today.year - 1, 12, 31)),
    ]


def last_of_month(year: int, month: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return following - datetime.timedelta(days=1)


def is_day(field: Any) -> bool:
    """Whether the column holds days without a time."""
    return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)


FieldListFilter.register(is_day, DateRange, take_priority=True)
