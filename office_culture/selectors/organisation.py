"""The office on a day: who leads it, which units it has, how many people work in them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Posting, StaffCategory, StaffingReturn, Unit, UnitKind
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import count, many, rows_of, words
from office_culture.text.numbers import percent


@dataclass(frozen=True, slots=True)
class LeadingPost:
    """A post at the head of the office, and how many hold it.

    `concurrent` are posts that its holders have elsewhere, with their number. `pks` are the postings behind the post.
    """

    post: str
    pks: tuple[int, ...]
    count: Fact
    concurrent: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit directly below the office; `self_financing` is its degree, where there is one."""

    pk: int
    name: str
    self_financed_percent: int | None = None
    self_financing: Fact | None = None


@dataclass(frozen=True, slots=True)
class StaffingRow:
    """Posts assigned (None: none are assigned in this category) and people at work, with the returns behind them."""

    category: StaffCategory
    assigned: int | None
    actual: int
    pks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything that a paper says of the office's organisation. `agency` is its name in running text.

    `figures` are those of the office, by name; `staff` those of every category, whether or not it has returns.
    """

    agency: str
    tasks: tuple[str, ...]
    leadership: tuple[LeadingPost, ...]
    departments: tuple[UnitRow, ...]
    public_service_units: tuple[UnitRow, ...]
    year: int
    staffing: tuple[StaffingRow, ...]
    figures: Mapping[str, Fact]
    staff: Mapping[str, Fact]


def organisation(scope: FactScope) -> Organisation:
    """The office on the day of the scope, with the staffing returns of that day's year."""
    office, day = Unit.objects.get(pk=scope.unit_id), scope.as_of
    below = list(Unit.objects.on(day).filter(parent=office))
    leading = leadership(office, day)
    departments = _of_kind(below, UnitKind.DEPARTMENT)
    public_service_units = _of_kind(below, UnitKind.PUBLIC_SERVICE)
    returned = staffing(office, day.year)
    figures = _figures(office, leading, departments, public_service_units)
    return Organisation(
        agency=office.name_in_text,
        tasks=tuple(line.strip() for line in office.tasks.splitlines() if line.strip()),
        leadership=leading,
        departments=departments,
        public_service_units=public_service_units,
        year=day.year,
        staffing=returned,
        figures={fact.key.partition(".")[2]: fact for fact in figures},
        staff={fact.key.partition(".")[2]: fact for fact in _staff(returned, day.year)},
    )


def _figures(
    office: Unit,
    leading: tuple[LeadingPost, ...],
    departments: tuple[UnitRow, ...],
    public_service_units: tuple[UnitRow, ...],
) -> Iterator[Fact]:
    name, rows = office.name_in_text, rows_of("office_culture.unit", [office.pk])
    yield words("organisation.name", gettext("name of the office"), name, rows)
    # Somebody may hold two postings of one post: people are counted, not postings.
    leaders = sum(int(post.count.value or 0) for post in leading)
    postings = rows_of("office_culture.posting", (pk for post in leading for pk in post.pks))
    yield count("organisation.leaders", gettext("leading posts filled"), leaders, postings)
    for post in leading:
        yield post.count
        yield from (fact for _name, fact in post.concurrent)
    yield from _units("departments", gettext("departments"), departments)
    yield from _units("public_service_units", gettext("public-service units"), public_service_units)
    paying = [unit for unit in public_service_units if unit.self_financed_percent == 100]
    yield from _units("fully_self_financed", gettext("fully self-financed units"), paying)
    for unit in (*departments, *public_service_units):
        if unit.self_financing is not None:
            yield unit.self_financing


def _units(name: str, label: str, units: Iterable[UnitRow]) -> Iterator[Fact]:
    units = tuple(units)
    yield many(f"organisation.{name}", label, "office_culture.unit", (unit.pk for unit in units))
    yield words(
        f"organisation.{name}.names",
        gettext("%(units)s by name") % {"units": label},
        "; ".join(unit.name for unit in units),
        rows_of("office_culture.unit", (unit.pk for unit in units)),
        gap="tên các đơn vị",
    )


def _staff(returned: tuple[StaffingRow, ...], year: int) -> Iterator[Fact]:
    """Posts assigned and people at work, category by category."""
    yield Fact("staffing.year", gettext("year of the staffing returns"), str(year), str(year))
    known = {row.category: row for row in returned}
    for category in StaffCategory:
        row = known.get(category)
        rows = rows_of("office_culture.staffingreturn", row.pks if row else ())
        for name, label, gap in (
            ("assigned", gettext("%(category)s assigned"), "số biên chế được giao"),
            ("actual", gettext("%(category)s at work"), "số người hiện có"),
        ):
            value: int | None = getattr(row, name, None)
            told = label % {"category": category.label}
            yield count(f"staffing.{category}.{name}", told, value, rows, gap=f"{gap} năm {year}")


def _of_kind(units: list[Unit], kind: UnitKind) -> tuple[UnitRow, ...]:
    return tuple(
        UnitRow(unit.pk, unit.name, unit.self_financed_percent, _self_financing(unit))
        for unit in units
        if unit.kind == kind
    )


def _self_financing(unit: Unit) -> Fact | None:
    if not unit.self_financed_percent:
        return None
    return Fact(
        f"organisation.self_financed.{unit.pk}",
        gettext("%(unit)s: degree of self-financing (%%)") % {"unit": unit.name},
        Decimal(unit.self_financed_percent),
        percent(unit.self_financed_percent),
        rows_of("office_culture.unit", [unit.pk]),
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
    return tuple(
        _leading_post(place, post, held, elsewhere)
        for place, (post, held) in enumerate(posts.items(), start=1)
    )


def _leading_post(place: int, post: str, held: list[Posting], elsewhere: list[Posting]) -> LeadingPost:
    key = f"organisation.leading_post.{place}"
    people = {posting.person_id for posting in held}
    also: dict[str, list[int]] = {}
    for posting in elsewhere:
        if posting.person_id in people:
            also.setdefault(posting.post, []).append(posting.pk)
    return LeadingPost(
        post=post,
        pks=tuple(posting.pk for posting in held),
        count=count(
            key, post, len(people), rows_of("office_culture.posting", (posting.pk for posting in held))
        ),
        concurrent=tuple(
            (
                name,
                many(
                    f"{key}.concurrent.{other}",
                    gettext("%(post)s, at the same time %(other)s") % {"post": post, "other": name},
                    "office_culture.posting",
                    pks,
                ),
            )
            for other, (name, pks) in enumerate(also.items(), start=1)
        ),
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


def _listed(found: Organisation) -> Iterable[Fact]:
    """The office, its leadership and its units on the report's day."""
    return found.figures.values()


def _staff_listed(found: Organisation) -> Iterable[Fact]:
    return found.staff.values()


registry.register(FactSource("organisation", _("Organisation"), organisation, _listed))
registry.register(FactSource("staffing", _("Staffing"), organisation, _staff_listed))
