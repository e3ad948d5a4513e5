"""What waits for an account, counted: tiles that each open exactly their rows (sources: `actions/what_waits.py`)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, Min, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from office_culture.actions import waiting
from office_culture.actions.waiting import Urgency, WaitingFor
from office_culture.admin.bricks.waiting import PARAMETER
from office_culture.project.menu import AREAS

if TYPE_CHECKING:
    from office_culture.models import User


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with its label and the address of the list; `kind` chooses the colour.

    `record` is the page of the only row, "" where there are several.
    """

    kind: str
    label: Any
    count: int
    url: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    """The tiles of one part of the start page."""

    slug: str
    name: Any
    tiles: tuple[Tile, ...]


GROUPS: tuple[tuple[str, Any, tuple[Urgency, ...]], ...] = (
    ("waiting", _("Waiting for you"), (Urgency.WAITING,)),
    ("due", _("Last days"), (Urgency.OVERDUE, Urgency.DUE)),
    ("drafts", _("Drafts and work under way"), (Urgency.DRAFTS,)),
)
_PLACES = {label: place for place, label in enumerate(label for area in AREAS for label in area.models)}
_URGENCIES = {urgency: place for place, urgency in enumerate(Urgency)}


def _place(source: tuple[Any, WaitingFor]) -> tuple[int, int]:
    model, waiting_for = source
    return _URGENCIES[waiting_for.urgency], _PLACES.get(model._meta.label_lower, len(_PLACES))


def sources() -> list[tuple[Any, WaitingFor]]:
    """All that can wait anywhere, the most pressing first, then in the order of the menu."""
    return sorted(waiting.everything(), key=_place)


def tiles(user: "User", kinds: Collection[str] | None = None) -> list[Tile]:
    """The tiles with at least one row that waits for this account, in the order of `sources`; one query for all.

    Without `kinds` those of the start page; else those of these kinds of record, named by their labels.
    """
    today = timezone.localdate()
    shown_sources = [
        (model, waiting_for)
        for model, waiting_for in sources()
        if (waiting_for.on_home if kinds is None else model._meta.label_lower in kinds)
        and waiting_for.urgency is not Urgency.ANSWER
        and waiting_for.is_for(user, model)
    ]
    if not shown_sources:
        return []
    first, *others = (_counted(place, *source, user, today) for place, source in enumerate(shown_sources))
    found = first.union(*others, all=True).values_list("of_tile", "rows_there", "first_row")
    rows = {place: (count, first_row) for place, count, first_row in found if count}
    return [
        Tile(
            waiting_for.urgency,
            waiting_for.label,
            rows[place][0],
            list_url(model, waiting_for),
            _only_row(model, waiting_for, *rows[place]),
        )
        for place, (model, waiting_for) in enumerate(shown_sources)
        if place in rows
    ]


def _only_row(model: Any, waiting_for: WaitingFor, count: int, first_row: Any) -> str:
    """The page of the row if it is the only one; a list of one row would be one press more."""
    return waiting_for.page_of(model, first_row) if count == 1 else ""


def grouped(found: list[Tile]) -> list[TileGroup]:
    """The same tiles by the parts of the start page; parts without tiles are left out."""
    groups = (
        TileGroup(slug, name, tuple(tile for tile in found if tile.kind in urgencies))
        for slug, name, urgencies in GROUPS
    )
    return [group for group in groups if group.tiles]


def _counted(place: int, model: Any, waiting_for: WaitingFor, user: "User", today: datetime.date) -> Any:
    """A query of one row: the place of the source, and how many of its rows wait for this account."""
    return (
        waiting_for.among(waiting.visible_rows(model, user), user, today)
        .order_by()
        .annotate(of_tile=Value(place, output_field=IntegerField()))
        .values("of_tile")
        .annotate(rows_there=Count("pk", distinct=True), first_row=Min("pk"))
        .values_list("of_tile", "rows_there", "first_row")
    )


def list_url(model: Any, waiting_for: WaitingFor) -> str:
    """The list of a kind of record with the rows that wait."""
    opts = model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?{urlencode({PARAMETER: waiting_for.slug})}"
