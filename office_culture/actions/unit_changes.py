"""Carries out a change of units: what is open moves along, what is of its day stays, names are kept with their days."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.workflow import Answers, Refused, Transition, Workflow
from office_culture.models import (
    ChangeSide,
    Posting,
    Unit,
    UnitChange,
    UnitChangeKind,
    UnitChangeState,
    UnitName,
)
from office_culture.models.unit_changes import SUCCEEDING
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import numeric

if TYPE_CHECKING:
    from office_culture.models.accounts import User

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A link from a kind of record to a unit: rows open on the day move along, all others stay because of `why`.

    `open_on` gives the condition; None where all rows stay.
    """

    label: str
    field: str
    why: Any = ""
    open_on: Callable[[datetime.date], Q] | None = None

    def moving(self, unit: Unit, day: datetime.date) -> QuerySet[Any]:
        """The rows of `unit` that go on at its successor."""
        rows = self.rows(unit)
        return rows.filter(self.open_on(day)).distinct() if self.open_on else rows.none()

    def rows(self, unit: Unit) -> QuerySet[Any]:
        return apps.get_model(self.label)._default_manager.filter(**{self.field: unit})

    @property
    def words(self) -> str:
        return str(apps.get_model(self.label)._meta.verbose_name_plural)


LINKS: dict[tuple[str, str], UnitLink] = {}
OF_ITS_DAY = gettext_lazy("belongs to the unit of its day")


def moves(
    label: str, name: str, open_rows: Q | Callable[[datetime.date], Q] | None = None, why: Any = OF_ITS_DAY
) -> None:
    """Registers a link whose open rows, all of them unless said, go on at the successor."""
    condition = Q() if open_rows is None else open_rows
    LINKS[label, name] = UnitLink(
        label, name, why, condition if callable(condition) else lambda _day: condition
    )


def going_on(day: datetime.date) -> Q:
    """Rows with `valid_to` that have not ended when `day` begins."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def stays(label: str, name: str, why: Any = OF_ITS_DAY) -> None:
    """Registers a link that stays as it is."""
    LINKS[label, name] = UnitLink(label, name, why)


@dataclass(slots=True)
class Outlook:
    """What a change does to one kind of record: how many rows move, how many stay and why."""

    words: str
    moving: int = 0
    staying: int = 0
    why: str = ""


def units_of(change: UnitChange, side: str) -> list[Unit]:
    """The units on one side, in the order in which they were entered."""
    rows = change.units.filter(side=side).select_related("unit").order_by("pk")
    return [row.unit for row in rows]


def outlook(change: UnitChange) -> list[Outlook]:
    """What carrying out the change would do; nothing where no unit ends."""
    if change.kind not in SUCCEEDING or _wrong(change):
        return []
    found = []
    for link in LINKS.values():
        told = Outlook(link.words, why=str(link.why))
        for unit in _ending(change):
            moving = link.moving(unit, change.takes_effect_on).count()
            told.moving += moving
            told.staying += link.rows(unit).count() - moving
        if told.moving or told.staying:
            found.append(told)
    return sorted(found, key=lambda told: -told.moving)


def _ending(change: UnitChange) -> list[Unit]:
    """The units that are there no more afterwards."""
    after = {unit.pk for unit in units_of(change, ChangeSide.AFTER)}
    return [unit for unit in units_of(change, ChangeSide.BEFORE) if unit.pk not in after]


def _wrong(change: UnitChange) -> str:
    """Why the units named do not make such a change, or ""."""
    before, after = units_of(change, ChangeSide.BEFORE), units_of(change, ChangeSide.AFTER)
    together = {unit.pk for unit in (*before, *after)}
    if change.kind == UnitChangeKind.MERGE and not (before and len(after) == 1 and len(together) > 1):
        return _("A merger has the units before it and one unit after it.")
    if change.kind == UnitChangeKind.SPLIT and not (len(before) == 1 and len(after) > 1):
        return _("A split has one unit before it and several units after it.")
    if change.kind not in SUCCEEDING and not (len(before) == 1 and not after):
        return _("Name the one unit that changes, on the side “before”.")
    return ""


def _guard(change: UnitChange, by: "User") -> str:
    if change.takes_effect_on > timezone.localdate():
        return _("The change takes effect on %(day)s; carry it out then.") % {
            "day": numeric(change.takes_effect_on)
        }
    if wrong := _wrong(change):
        return wrong
    named = [*units_of(change, ChangeSide.BEFORE), *units_of(change, ChangeSide.AFTER)]
    for unit in (*named, *filter(None, [change.new_parent])):
        if not keeps_records_of(by, unit):
            return _("Your account does not keep the records of “%(unit)s”.") % {"unit": unit}
    for unit in _ending(change):
        if unit.valid_to and unit.valid_to < change.takes_effect_on - ONE_DAY:
            return _("“%(unit)s” ended on %(day)s already.") % {"unit": unit, "day": numeric(unit.valid_to)}
        if any(unit.path.startswith(below.path) and below != unit for below in _ending(change)):
            return _("“%(unit)s” lies below another unit that ends; name that one only.") % {"unit": unit}
        if any(other.path.startswith(unit.path) for other in units_of(change, ChangeSide.AFTER)):
            return _("A unit that goes on lies below “%(unit)s”, which ends; move it first.") % {"unit": unit}
    return ""


def _carry_out(change: UnitChange, by: "User", answers: Answers) -> dict[str, Any]:
    """Every row that changes leaves its own event with the change as the reason."""
    reason = f"{change} ({change.decision})"
    if change.kind == UnitChangeKind.RENAME:
        _rename(change, by, reason)
        return {}
    if change.kind == UnitChangeKind.MOVE:
        (unit,) = units_of(change, ChangeSide.BEFORE)
        unit.parent = change.new_parent
        _saved(unit, by, reason)
        return {}
    heir = units_of(change, ChangeSide.AFTER)[0]
    moved: dict[str, int] = {}
    held: dict[str, int] = {}
    for unit in _ending(change):
        for link in LINKS.values():
            for row in link.moving(unit, change.takes_effect_on).order_by("pk"):
                done = _move(row, link.field, heir, change.takes_effect_on, by, reason)
                counted = moved if done else held
                counted[link.label] = counted.get(link.label, 0) + 1
        unit.refresh_from_db()
        unit.valid_to = change.takes_effect_on - ONE_DAY
        _saved(unit, by, reason)
    return {"moved": moved, "held_back": held}


def _move(row: Any, name: str, heir: Unit, day: datetime.date, by: "User", reason: str) -> bool:
    """Whether the row now goes on at `heir`; one that the heir has already stays where it is."""
    if isinstance(row, Posting) and (row.valid_from is None or row.valid_from < day):
        _posted_anew(row, heir, day, by, reason)
        return True
    setattr(row, name, heir)
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    row.save(by=by, reason=reason)
    return True


def _posted_anew(row: Posting, heir: Unit, day: datetime.date, by: "User", reason: str) -> None:
    """A post that somebody held ends on the day before, and goes on at the successor."""
    until, row.valid_to = row.valid_to, day - ONE_DAY
    row.save(by=by, reason=reason)
    Posting(
        person_id=row.person_id,
        unit=heir,
        post=row.post,
        rank=row.rank,
        concurrent=row.concurrent,
        leads=row.leads,
        valid_from=day,
        valid_to=until,
    ).save(by=by, reason=reason)


def _rename(change: UnitChange, by: "User", reason: str) -> None:
    (unit,) = units_of(change, ChangeSide.BEFORE)
    last = unit.names.order_by("-valid_to").first()
    earlier = UnitName(
        unit=unit,
        name=unit.name,
        printed_name=unit.printed_name,
        valid_from=last.valid_to + ONE_DAY if last else unit.valid_from,
        valid_to=change.takes_effect_on - ONE_DAY,
    )
    _saved(earlier, by, reason)
    unit.name, unit.printed_name = change.new_name, change.new_printed_name
    _saved(unit, by, reason)


def _saved(row: Any, by: "User", reason: str) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    row.save(by=by, reason=reason)


WORKFLOW: Workflow[UnitChange] = Workflow(
    Transition(
        name="carry_out",
        label=gettext_lazy("Carry out"),
        sources=frozenset({UnitChangeState.DRAFT}),
        target=UnitChangeState.DONE,
        permission="office_culture.carry_out_unitchange",
        who=gettext_lazy("who keeps the records of the office"),
        note=gettext_lazy(
            "What is open moves to the unit that goes on. This cannot be taken back by a button."
        ),
        guard=_guard,
        apply=_carry_out,
    ),
)
