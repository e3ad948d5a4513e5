"""The office on a day: who leads it, which units it has, how many people work in them."""

import datetime
from dataclasses import dataclass

from django.db.models import Q

from office_culture.models import Posting, StaffCategory, StaffingReturn, Unit, UnitKind


@dataclass(frozen=True, slots=True)
class LeadingPost:
    """A post at the head of the office; `concurrent` are posts that its holders have elsewhere, with their number.

    `pks` are the postings behind the post, `concurrent_pks` those behind each post elsewhere, in the same order.
    """

    post: str
    count: int
    concurrent: tuple[tuple[str, int], ...] = ()
    pks: tuple[int, ...] = ()
    concurrent_pks: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit directly below the office."""

    pk: int
    name: str
    self_financed_percent: int | None = None


@dataclass(frozen=True, slots=True)
class StaffingRow:
    """Posts assigned (None: none are assigned in this category) and people at work, with the returns behind them."""

    category: StaffCategory
    assigned: int | None
    actual: int
    pks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything that a paper says of the office's organisation. `agency` is its name in running text."""

    agency: str
    tasks: tuple[str, ...]
    leadership: tuple[LeadingPost, ...]
    departments: tuple[UnitRow, ...]
    public_service_units: tuple[UnitRow, ...]
    year: int
    staffing: tuple[StaffingRow, ...]

    @property
    def leaders(self) -> int:
        """How many leading posts are filled."""
        return sum(post.count for post in self.leadership)

    @property
    def fully_self_financed(self) -> tuple[UnitRow, ...]:
        """Public-service units that pay all of their regular spending themselves."""
        return tuple(unit for unit in self.public_service_units if unit.self_financed_percent == 100)

    def staff(self, category: StaffCategory) -> StaffingRow | None:
        """The numbers of one category, or None where nothing is returned for the year."""
        return next((row for row in self.staffing if row.category == category), None)


def organisation(unit_id: int, day: datetime.date) -> Organisation:
    """The office `unit_id` on `day`, with the staffing returns of that day's year."""
    office = Unit.objects.get(pk=unit_id)
    below = list(Unit.objects.on(day).filter(parent=office))
    return Organisation(
        agency=office.name_in_text,
        tasks=tuple(line.strip() for line in office.tasks.splitlines() if line.strip()),
        leadership=leadership(office, day),
        departments=_of_kind(below, UnitKind.DEPARTMENT),
        public_service_units=_of_kind(below, UnitKind.PUBLIC_SERVICE),
        year=day.year,
        staffing=staffing(office, day.year),
    )


def _of_kind(units: list[Unit], kind: UnitKind) -> tuple[UnitRow, ...]:
    return tuple(
        UnitRow(unit.pk, unit.name, unit.self_financed_percent) for unit in units if unit.kind == kind
    )


def leadership(office: Unit, day: datetime.date) -> tuple[LeadingPost, ...]:
    """The posts held on `day` in the office itself or in its leadership, in their order of rank."""
    leading = list(
        Posting.objects.on(day)
        .filter(Q(unit=office) | Q(unit__parent=office, unit__kind=UnitKind.LEADERSHIP))
        .order_by("rank", "pk")
    )
    elsewhere = list(
        Posting.objects.on(day)
        .filter(person__in=[posting.person_id for posting in leading])
        .exclude(pk__in=[posting.pk for posting in leading])
        .order_by("rank", "pk")
    )
    posts: dict[str, list[Posting]] = {}
    for posting in leading:
        posts.setdefault(posting.post, []).append(posting)
    return tuple(_leading_post(post, held, elsewhere) for post, held in posts.items())


def _leading_post(post: str, held: list[Posting], elsewhere: list[Posting]) -> LeadingPost:
    people = {posting.person_id for posting in held}
    also: dict[str, list[int]] = {}
    for posting in elsewhere:
        if posting.person_id in people:
            also.setdefault(posting.post, []).append(posting.pk)
    return LeadingPost(
        post=post,
        count=len(people),
        concurrent=tuple((name, len(pks)) for name, pks in also.items()),
        pks=tuple(posting.pk for posting in held),
        concurrent_pks=tuple(tuple(pks) for pks in also.values()),
    )


def staffing(office: Unit, year: int) -> tuple[StaffingRow, ...]:
    """The numbers of each category in the order of the return.

    The office's own return counts for the whole of it. Only where it has none in a category are the returns below
    added up, those of the highest units first, so that nobody is counted twice.
    """
    returns = StaffingReturn.objects.filter(unit__path__startswith=office.path, year=year)
    by_category: dict[str, list[StaffingReturn]] = {}
    for row in returns.select_related("unit").order_by("unit__path"):
        kept = by_category.setdefault(row.category, [])
        if not any(row.unit.path.startswith(above.unit.path) for above in kept):
            kept.append(row)
    return tuple(
        _summed(category, by_category[category]) for category in StaffCategory if category in by_category
    )


def _summed(category: StaffCategory, returns: list[StaffingReturn]) -> StaffingRow:
    assigned = [row.assigned for row in returns if row.assigned is not None]
    return StaffingRow(
        category=category,
        assigned=sum(assigned) if assigned else None,
        actual=sum(row.actual for row in returns),
        pks=tuple(row.pk for row in returns),
    )
