"""What the next campaign, plan or round takes over from the former one; results are what no declaration names."""

import datetime
from dataclasses import dataclass
from typing import Any

from office_culture.rules.moving_days import renamed


@dataclass(frozen=True, slots=True)
class Copying:
    """What a copy of a record takes over.

    `carried` are columns and many-to-many links that stay as they are, `dated` those of them that are texts in which
    years move along, `moved` are days that move with the period, `parts` are the names under which rows hang on it that
    are copied, too, unless such a row `is_given_up`. A record that begins anew by itself says
    how it is `named`, when its period begins and ends (`period`), which column holds its `year`, and which link
    leads to the `former` one.
    """

    carried: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    named: str = ""
    period: tuple[str, str] = ("", "")
    year: str = ""
    former: str = ""


def copying_of(row: Any, link: str) -> Copying:
    """The declaration of the row's kind; without one all that people typed is taken over, except the `link` above."""
    declared: Copying | None = getattr(row, "copying", None)
    if declared is not None:
        return declared
    typed = (column for column in row._meta.concrete_fields if column.editable and not column.primary_key)
    return Copying(
        carried=tuple(column.name for column in typed if column.name != link),
        parts=getattr(row, "parts", ()),
    )


def name_of_next(row: Any, first: datetime.date, start: datetime.date) -> str:
    """The name of the record that follows `row`, whose period began on `first`, from `start` on."""
    name = getattr(row, "name_handed_on", "") or getattr(row, row.copying.named)
    return renamed(str(name), first.year, start.year)
