"""First and last days of which one or both may not be known, in words."""

import datetime

from django.utils.translation import gettext

from office_culture.text.dates import numeric


def span_in_words(
    start: datetime.date | None, end: datetime.date | None, *, is_over: bool, year: int | None = None
) -> str:
    """Both days of a span: what is not known is said, and “…” stands for the end of what goes on.

    `year` is that of the first day where only the year is known; `is_over` says that the last day has passed.
    """
    unknown = gettext("day not known")
    first = numeric(start) if start else str(year or unknown)
    return f"{first} – {numeric(end) if end else unknown if is_over else '…'}"
