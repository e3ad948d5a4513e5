"""Carrying out changes of units: open records move to the successor, others stay.

Former names are kept with their days.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.actions.workflow import Answers, Refused, StepForm, Transition, Workflow
from office_culture.models import (
    ChangeSide,
    Posting,
    Unit,
    UnitChange,
    UnitChangeKind,
    UnitChangeState,
    UnitName,
    UnitPlace,
)
from office_culture.models.unit_changes import SUCCEEDING
from office_culture.rules.scope import keeps_records_of
from office_culture.text.dates import numeric
from office_culture.text.numbers import whole

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

    @property
    def question(self) -> str:
        """The name of the form field for the unit that takes over these rows after a split."""
        return f"{self.label}_{self.field}".replace(".", "_")


LINKS: dict[tuple[str, str], UnitLink] = {}
OF_ITS_DAY = gettext_lazy("belongs to the unit of its day")


def moves(
    label: str, name: str, open_rows: Q | Callable[[datetime.date], Q] | None = None, why: Any = OF_ITS_DAY
) -> None:
    """Registers a link whose open rows move to the successor; without `open_rows` all of them."""
    condition = Q() if open_rows is None else open_rows
    LINKS[label, name] = UnitLink(
        label, name, why, condition if callable(condition) else lambda _day: condition
    )


def going_on(day: datetime.date) -> Q:
    """The condition for rows with `valid_to` that have not ended when `day` begins."""
    return Q(valid_to__isnull=True) | Q(valid_to__gte=day)


def stays(label: str, name: str, why: Any = OF_ITS_DAY) -> None:
    """Registers a link whose rows stay with their unit because of `why`."""
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
    """What carrying out the change would do, by kind of record; empty where no unit ends."""
    if change.kind not in SUCCEEDING or _wrong(change):
        return []
    found = []
    for link in LINKS.values():
        result = Outlook(link.words, why=str(link.why))
        for unit in _ending(change):
            moving = link.moving(unit, change.takes_effect_on).count()
            result.moving += moving
            result.staying += link.rows(unit).count() - moving
        if result.moving or result.staying:
            found.append(result)
    return sorted(found, key=lambda entry: -entry.moving)


def _ending(change: UnitChange) -> list[Unit]:
    """The units of the side before that are not on the side after."""
    after = {unit.pk for unit in units_of(change, ChangeSide.AFTER)}
    return [unit for unit in units_of(change, ChangeSide.BEFORE) if unit.pk not in after]


def _wrong(change: UnitChange) -> str:
    """Why the units of the change do not fit its kind, or ""."""
    before, after = units_of(change, ChangeSide.BEFORE), units_of(change, ChangeSide.AFTER)
    together = {unit.pk for unit in (*before, *after)}
    if change.kind == UnitChangeKind.MERGE and not (before and len(after) == 1 and len(together) > 1):
        return _("A merger has the units before it and one unit after it.")
    if change.kind == UnitChangeKind.SPLIT and not (len(before) == 1 and len(after) > 1):
        return _("A split has one unit before it and several units after it.")
    if change.kind not in SUCCEEDING and not (len(before) == 1 and not after):
        return _("Name the one unit that changes, on the side “before”.")
    return ""


def _ended_by_another(unit: Unit, change: UnitChange) -> bool:
    """Whether a merger or a split that was carried out has ended the unit: one unit ends once."""
    done = UnitChange.objects.filter(state=UnitChangeState.DONE, kind__in=SUCCEEDING).exclude(pk=change.pk)
    return done.filter(units__unit=unit, units__side=ChangeSide.BEFORE).exists()


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
        if unit.valid_to and (
            unit.valid_to < change.takes_effect_on - ONE_DAY or _ended_by_another(unit, change)
        ):
            return _("“%(unit)s” ended on %(day)s already.") % {"unit": unit, "day": numeric(unit.valid_to)}
        if any(unit.path.startswith(below.path) and below != unit for below in _ending(change)):
            return _("“%(unit)s” lies below another unit that ends; name that one only.") % {"unit": unit}
        if any(other.path.startswith(unit.path) for other in units_of(change, ChangeSide.AFTER)):
            return _("A unit that goes on lies below “%(unit)s”, which ends; move it first.") % {"unit": unit}
    return ""


class CarryOutForm(StepForm):
    """After a split: which unit goes on with the open records of each kind. Other changes ask nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record.kind != UnitChangeKind.SPLIT or _wrong(self.record):
            return
        heirs = [(unit.pk, unit.name) for unit in units_of(self.record, ChangeSide.AFTER)]
        for link in LINKS.values():
            count = sum(
                link.moving(unit, self.record.takes_effect_on).count() for unit in _ending(self.record)
            )
            if count:
                model = apps.get_model(link.label)
                words = {
                    "records": link.words,
                    "link": model._meta.get_field(link.field).verbose_name,
                    "count": whole(count),
                }
                self.fields[link.question] = forms.TypedChoiceField(
                    label=_("%(records)s (%(link)s): %(count)s") % words, choices=heirs, coerce=int
                )


def _heir(change: UnitChange, link: UnitLink, answers: Answers) -> Unit:
    """The unit that takes over the rows of the link. Raises `Refused` where several could and none was chosen."""
    after = units_of(change, ChangeSide.AFTER)
    if len(after) == 1:
        return after[0]
    chosen = next((unit for unit in after if unit.pk == answers.get(link.question)), None)
    if chosen is None:
        raise Refused(
            _("Say which unit goes on with: %(records)s. Open the step again and choose.")
            % {"records": link.words}
        )
    return chosen


def _carry_out(change: UnitChange, by: "User", answers: Answers) -> dict[str, Any]:
    """Carries out the change; every row that changes has its own event with the change as the reason."""
    reason = f"{change} ({change.decision})"
    if change.kind == UnitChangeKind.RENAME:
        _rename(change, by, reason)
        return {}
    if change.kind == UnitChangeKind.MOVE:
        _move_below(change, by, reason)
        return {}
    moved: dict[str, int] = {}
    held_back: dict[str, int] = {}
    for unit in _ending(change):
        for link in LINKS.values():
            rows = list(link.moving(unit, change.takes_effect_on).order_by("pk"))
            if not rows:
                continue
            heir = _heir(change, link, answers)
            for row in rows:
                done = _move(row, link.field, heir, change.takes_effect_on, by, reason)
                counted = moved if done else held_back
                counted[link.label] = counted.get(link.label, 0) + 1
        Unit.objects.filter(rows_of_changes__change=change, rows_of_changes__side=ChangeSide.AFTER).update(
            continues_others=True
        )
        unit.refresh_from_db()
        unit.valid_to = change.takes_effect_on - ONE_DAY
        _saved(unit, by, reason)
    return {"moved": moved, "held_back": held_back}


def _move(row: Any, name: str, heir: Unit, day: datetime.date, by: "User", reason: str) -> bool:
    """Moves the row to `heir` and returns whether it did: a row that `heir` has already stays where it is."""
    if isinstance(row, Posting) and (row.valid_from is None or row.valid_from < day):
        _posted_anew(row, heir, day, by, reason)
        return True
    before = getattr(row, name)
    setattr(row, name, heir)
    try:
        row.validate_constraints()
    except ValidationError:
        return False
    if isinstance(row, Unit):
        row.parent = before
        _leave_place(row, day, by, reason)
        row.parent = heir
    row.save(by=by, reason=reason)
    return True


def _posted_anew(row: Posting, heir: Unit, day: datetime.date, by: "User", reason: str) -> None:
    """Ends a posting on the day before `day` and adds the same posting at `heir` from `day` on."""
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
    last = unit.names.dated().order_by("-valid_to").first()
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


def _move_below(change: UnitChange, by: "User", reason: str) -> None:
    (unit,) = units_of(change, ChangeSide.BEFORE)
    _leave_place(unit, change.takes_effect_on, by, reason)
    unit.parent = change.new_parent
    _saved(unit, by, reason)


def _leave_place(unit: Unit, day: datetime.date, by: "User", reason: str) -> None:
    """Keeps where the unit belonged until the day before `day`; nothing where it did not exist by then."""
    last = unit.places.order_by("-valid_to").first()
    since = last.valid_to + ONE_DAY if last else unit.valid_from
    if since is None or since < day:
        place = UnitPlace(unit=unit, parent=unit.parent, valid_from=since, valid_to=day - ONE_DAY)
        _saved(place, by, reason)


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
        form=CarryOutForm,
        apply=_carry_out,
    ),
)
