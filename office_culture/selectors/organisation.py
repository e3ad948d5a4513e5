"""The office on a day: who leads it, which units it has, how many people work in them."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import (
    ChangedUnit,
    ChangeSide,
    Posting,
    StaffCategory,
    StaffingReturn,
    Unit,
    UnitChange,
    UnitChangeState,
    UnitKind,
)
from office_culture.models.unit_changes import SUCCEEDING
from office_culture.rules.facts import Fact, FactScope, FactSource, registry
from office_culture.rules.figures import NOT_KNOWN, count, many, rows_of, words
from office_culture.selectors.documents import citation_of, unit_rows
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, last_day, names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.citations import Citation
from office_culture.text.numbers import percent


@dataclass(frozen=True, slots=True)
class LeadingPost:
    """A post at the head of the office, and how many people it has.

    `concurrent` are posts that these people have elsewhere, with their number. `pks` are the postings behind the post.
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
    """Posts assigned (None: none are assigned in this category) and people at work, with the returns behind them.

    `actual` is None where a return of the category does not tell it: a sum of the others would be too small.
    """

    category: StaffCategory
    assigned: int | None
    actual: int | None
    pks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """From `on` the office goes on with the work of the units `before` it, by a decision."""

    on: datetime.date
    before: tuple[str, ...]
    decision: Citation


@dataclass(frozen=True, slots=True)
class Organisation:
    """All facts that papers print of the office's organisation. `agency` is its name in running text.

    `successions` are the mergers and splits of the period after which the office went on with the work of others.
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
    successions: tuple[Succession, ...] = ()


def _units_below(scope: FactScope) -> QuerySet[Unit]:
    existing: QuerySet[Unit] = Unit.objects.on(scope.as_of)
    return existing.filter(scope.once(UnitPlaces).below(scope.unit_id, scope.as_of))


def _posting_rows(scope: FactScope) -> QuerySet[Posting]:
    """The posts held in the office itself or in its leadership, and the other posts of these people, by rank."""
    at_head = Q(unit=scope.unit_id) | Q(unit__parent=scope.unit_id, unit__kind=UnitKind.LEADERSHIP)
    postings: QuerySet[Posting] = Posting.objects.on(scope.as_of)
    people = postings.filter(at_head).order_by().values("person")
    return (
        postings.filter(at_head | Q(person__in=people))
        .annotate(is_at_head=Case(When(at_head, then=Value(True)), default=Value(False)))
        .order_by("rank", "pk")
    )


def _staffing_rows(scope: FactScope) -> QuerySet[StaffingReturn]:
    return _returns_of_year(scope.unit_path, scope.as_of.year, scope.once(UnitPlaces))


def _change_rows(scope: FactScope) -> QuerySet[UnitChange]:
    """The changes of the period with which the office went on with the work of others, in the order of the days."""
    changes: QuerySet[UnitChange] = UnitChange.objects.filter(
        kind__in=SUCCEEDING,
        state=UnitChangeState.DONE,
        takes_effect_on__range=(scope.start, scope.as_of),
        units__in=ChangedUnit.objects.filter(unit=scope.unit_id, side=ChangeSide.AFTER),
    )
    return changes.select_related("decision").order_by("takes_effect_on", "pk")


def _changed_units(scope: FactScope) -> QuerySet[ChangedUnit]:
    rows: QuerySet[ChangedUnit] = ChangedUnit.objects.filter(
        change__in=_change_rows(scope).order_by().values("pk"), side=ChangeSide.BEFORE
    )
    return rows.exclude(unit=scope.unit_id).select_related("unit")


@reads(unit_rows, _units_below, _posting_rows, _staffing_rows, _change_rows, _changed_units)
def organisation(
    scope: FactScope,
    units: list[Unit],
    below: list[Unit],
    postings: list[Posting],
    returns: list[StaffingReturn],
    changes: list[UnitChange],
    changed: list[ChangedUnit],
) -> Organisation:
    """The office on the day of the scope, with the staffing returns of that day's year."""
    (office,) = units
    day = scope.as_of
    leading = _leadership(office, postings)
    named = names_in(scope, day)
    departments = _of_kind(below, UnitKind.DEPARTMENT, named)
    public_service_units = _of_kind(below, UnitKind.PUBLIC_SERVICE, named)
    agency = named.in_text(office)
    returned = _staffing(returns, day.year, scope.once(UnitPlaces))
    figures = _figures(office, agency, leading, departments, public_service_units)
    return Organisation(
        agency=agency,
        tasks=tuple(line.strip() for line in office.tasks.splitlines() if line.strip()),
        leadership=leading,
        departments=departments,
        public_service_units=public_service_units,
        year=day.year,
        staffing=returned,
        figures={fact.key.partition(".")[2]: fact for fact in figures},
        staff={fact.key.partition(".")[2]: fact for fact in _staff(returned, day.year)},
        successions=tuple(
            _succession(scope, change, [row.unit for row in changed if row.change_id == change.pk])
            for change in changes
        ),
    )


def _succession(scope: FactScope, change: UnitChange, before: list[Unit]) -> Succession:
    """What the office took over with the change; the units as they were called last."""
    named = names_in(scope, change.takes_effect_on - datetime.timedelta(days=1))
    names = tuple(named.in_text(unit) for unit in before)
    return Succession(change.takes_effect_on, names, citation_of(change.decision))


def _figures(
    office: Unit,
    name: str,
    leading: tuple[LeadingPost, ...],
    departments: tuple[UnitRow, ...],
    public_service_units: tuple[UnitRow, ...],
) -> Iterator[Fact]:
    rows = rows_of("office_culture.unit", [office.pk])
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
            meaning = label % {"category": category.label}
            missing = NOT_KNOWN if row and name == "actual" else f"{gap} năm {year}"
            yield count(f"staffing.{category}.{name}", meaning, value, rows, gap=missing)


def _of_kind(units: list[Unit], kind: UnitKind, named: UnitNames) -> tuple[UnitRow, ...]:
    return tuple(
        UnitRow(
            unit.pk, named.name(unit), unit.self_financed_percent, _self_financing(unit, named.name(unit))
        )
        for unit in units
        if unit.kind == kind
    )


def _self_financing(unit: Unit, name: str) -> Fact | None:
    if not unit.self_financed_percent:
        return None
    return Fact(
        f"organisation.self_financed.{unit.pk}",
        gettext("%(unit)s: degree of self-financing (%%)") % {"unit": name},
        Decimal(unit.self_financed_percent),
        percent(unit.self_financed_percent),
        rows_of("office_culture.unit", [unit.pk]),
        of=name,
    )


def _leadership(office: Unit, every: list[Posting]) -> tuple[LeadingPost, ...]:
    """The posts held in the office itself or in its leadership, in their order of rank.

    Where some are marked as leading, the others in the office itself do not lead it: staff who came with a merger, say.
    """
    holders = [posting for posting in every if posting.is_at_head]  # type: ignore[attr-defined]
    marked = any(posting.leads for posting in holders)
    leading = [posting for posting in holders if posting.leads or posting.unit_id != office.pk or not marked]
    leaders, taken = {posting.person_id for posting in leading}, {posting.pk for posting in leading}
    elsewhere = [row for row in every if row.person_id in leaders and row.pk not in taken]
    posts: dict[str, list[Posting]] = {}
    for posting in leading:
        posts.setdefault(posting.post, []).append(posting)
    return tuple(
        _leading_post(place, post, holders, elsewhere)
        for place, (post, holders) in enumerate(posts.items(), start=1)
    )


def _leading_post(place: int, post: str, holders: list[Posting], elsewhere: list[Posting]) -> LeadingPost:
    key = f"organisation.leading_post.{place}"
    people = {posting.person_id for posting in holders}
    also: dict[str, list[int]] = {}
    for posting in elsewhere:
        if posting.person_id in people:
            also.setdefault(posting.post, []).append(posting.pk)
    return LeadingPost(
        post=post,
        pks=tuple(posting.pk for posting in holders),
        count=count(
            key,
            post,
            len(people),
            rows_of("office_culture.posting", (posting.pk for posting in holders)),
            of=post,
        ),
        concurrent=tuple(
            (
                name,
                many(
                    f"{key}.concurrent.{other}",
                    gettext("%(post)s, at the same time %(other)s") % {"post": post, "other": name},
                    "office_culture.posting",
                    pks,
                    of=name,
                ),
            )
            for other, (name, pks) in enumerate(also.items(), start=1)
        ),
    )


def staffing(office: Unit, year: int) -> tuple[StaffingRow, ...]:
    """The numbers of each category of the year in the order of the return."""
    places = UnitPlaces()
    return _staffing(list(_returns_of_year(office.path, year, places)), year, places)


def _returns_of_year(path: str, year: int, places: UnitPlaces) -> QuerySet[StaffingReturn]:
    rows: QuerySet[StaffingReturn] = StaffingReturn.objects.filter(
        places.within(path, year="year"), year=year
    )
    return rows.select_related("unit")


def _staffing(returns: list[StaffingReturn], year: int, places: UnitPlaces) -> tuple[StaffingRow, ...]:
    """The numbers of each category in the order of the return.

    The office's own return counts for the whole of it. Only where it has none in a category are the returns below
    added up, those of the highest units first, so that nobody is counted twice.
    """
    for row in returns:
        row.unit = places.as_of(row.unit, last_day(year))
    by_category: dict[str, list[StaffingReturn]] = {}
    for row in sorted(returns, key=lambda row: row.unit.path):
        rows_of_category = by_category.setdefault(row.category, [])
        if not any(row.unit.path.startswith(above.unit.path) for above in rows_of_category):
            rows_of_category.append(row)
    return tuple(
        _summed(category, by_category[category]) for category in StaffCategory if category in by_category
    )


def _summed(category: StaffCategory, returns: list[StaffingReturn]) -> StaffingRow:
    assigned = [row.assigned for row in returns if row.assigned is not None]
    actual = [row.actual for row in returns if row.actual is not None]
    return StaffingRow(
        category=category,
        assigned=sum(assigned) if assigned else None,
        actual=sum(actual) if len(actual) == len(returns) else None,
        pks=tuple(row.pk for row in returns),
    )


def _listed(found: Organisation) -> Iterable[Fact]:
    """The facts of the office, its leadership and its units on the report's day."""
    return found.figures.values()


def _staff_listed(found: Organisation) -> Iterable[Fact]:
    return found.staff.values()


registry.register(
    FactSource(
        "organisation",
        _("Organisation"),
        organisation,
        _listed,
        nouns={
            "leaders": ("đồng chí | lãnh đạo Văn phòng",),
            "leading_post.*.concurrent.*": ("đồng chí | kiêm {of}",),
            "leading_post.*": ("{of}",),
            "departments": ("đơn vị | trực thuộc", "phòng, ban, đơn vị | trực thuộc"),
            "public_service_units": ("đơn vị | sự nghiệp trực thuộc", "đơn vị sự nghiệp | trực thuộc"),
            "fully_self_financed": ("đơn vị | tự bảo đảm toàn bộ chi thường xuyên",),
            "self_financed.*": ("% | tự bảo đảm",),
        },
    )
)
registry.register(
    FactSource(
        "staffing",
        _("Staffing"),
        organisation,
        _staff_listed,
        nouns={
            f"{category}.{name}": tuple(noun.format(who) for noun in nouns)
            for category, who in (
                ("civil_servant", "công chức"),
                ("public_employee", "viên chức"),
                ("contract", "lao động hợp đồng"),
                ("self_financed", "lao động tự bảo đảm chi thường xuyên"),
            )
            for name, nouns in (
                ("assigned", ("biên chế | {} | giao", "chỉ tiêu biên chế | {}")),
                ("actual", ("{} | hiện có", "người | {} | hiện có")),
            )
        },
    )
)
