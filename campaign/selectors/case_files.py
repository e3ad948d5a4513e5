"""One-stop case files of a period, added up over returns and units."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CaseFileReturn, LateFiles
from campaign.selectors.case_file_counts import CaseFileCounts, tally
from campaign.selectors.case_file_days import MissingDays, divide, group_by_speaker, joints, missing_days
from campaign.selectors.case_file_figures import figures_of, period_figure
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, registry
from office_culture.rules.figures import NOT_KNOWN, count, rate, rows_of
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_names import UnitNames, names_in
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.periods import period_text


@dataclass(frozen=True, slots=True)
class UnitCaseFiles:
    """The counts of one unit."""

    unit: str
    counts: CaseFileCounts


@dataclass(frozen=True, slots=True)
class YearCaseFiles:
    """The counts of one calendar year, as far as its returns reach; `end` is their last day."""

    year: int
    end: datetime.date
    figures: Mapping[str, Fact]

    @property
    def whole(self) -> bool:
        """Whether the returns reach the last day of the year."""
        return (self.end.month, self.end.day) == (12, 31)


@dataclass(frozen=True, slots=True)
class LateReason:
    """How many files were late for one cause; None where a return names the cause alone."""

    name: str
    count: int | None
    figure: Fact


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """The share resolved in time as another body published it; `of` is its whole, `unit` is "" for a single unit."""

    unit: str
    period: str
    of: str
    figure: Fact


@dataclass(frozen=True, slots=True)
class LeftOutReturn:
    """A return that is not added up, since only some of its days are in the period or not covered by others."""

    row: int
    unit: str
    start: datetime.date
    end: datetime.date


@dataclass(frozen=True, slots=True)
class ContradictingReturn:
    """A return whose numbers do not add up; `sentence` says by how much."""

    row: int
    unit: str
    start: datetime.date
    end: datetime.date
    sentence: str


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """All case files of the returns of a period; `returns` are those that are added up.

    `start` and `end` are the days these cover, which may be fewer than those asked for: `missing` are days without a
    return, and `left_out` returns that cannot be added up. `units` are the topmost units with returns of their own.
    `years` are given only where every return lies within one year. `figures` are what papers print of the whole period:
    its name, the counts of `total` and their shares. `unexplained` is the number of files that differ between two
    returns without a note; `notes` are the notes on the others.
    """

    start: datetime.date
    end: datetime.date
    total: CaseFileCounts
    units: tuple[UnitCaseFiles, ...]
    returns: tuple[int, ...]
    left_out: tuple[LeftOutReturn, ...] = ()
    years: tuple[YearCaseFiles, ...] = ()
    late: tuple[LateReason, ...] = ()
    missing: tuple[MissingDays, ...] = ()
    unexplained: int = 0
    notes: tuple[str, ...] = ()
    published: tuple[PublishedRate, ...] = ()
    contradicting: tuple[ContradictingReturn, ...] = ()
    figures: Mapping[str, Fact] = field(default_factory=dict)


def _return_rows(scope: FactScope) -> QuerySet[CaseFileReturn]:
    below = CaseFileReturn.objects.filter(scope.once(UnitPlaces).within(scope.unit_path, day="period_end"))
    rows: QuerySet[CaseFileReturn] = below.overlapping(scope.start, scope.end).select_related("unit")
    return rows


@reads(_return_rows)
def case_files(scope: FactScope, rows: list[CaseFileReturn]) -> CaseFiles | None:
    """The case files of the scope's unit and period, or None where no return shares a day with it.

    A return of a unit counts for all units below it on its days, so nothing is counted twice and returns of units below
    count on other days. Which units are below is judged by the last day of each return.
    """
    if not rows:
        return None
    places = scope.once(UnitPlaces)
    for row in rows:
        row.unit = places.as_of(row.unit, row.period_end)
    named = names_in(scope, scope.end)
    division = divide(rows, scope.start, scope.end)
    returns = division.counted
    broken = [joint for joint in joints(returns) if joint.difference]
    start = min((row.period_start for row in returns), default=scope.start)
    end = max((row.period_end for row in returns), default=scope.end)
    total = tally(returns)
    behind = rows_of("campaign.casefilereturn", (row.pk for row in returns))
    confirmed = all(row.confirmed for row in returns)
    return CaseFiles(
        start=start,
        end=end,
        total=total,
        units=tuple(UnitCaseFiles(named.name(unit), tally(part)) for unit, part in group_by_speaker(returns)),
        returns=tuple(row.pk for row in returns),
        left_out=tuple(
            LeftOutReturn(row.pk, named.name(row.unit), row.period_start, row.period_end)
            for row in division.left_out
        ),
        years=_years(returns),
        late=_late(returns),
        missing=missing_days(rows, division, scope.start, min(scope.end, scope.as_of), named),
        unexplained=sum(joint.difference for joint in broken if not joint.note),
        notes=tuple(joint.note for joint in broken if joint.note),
        published=tuple(_published(returns, named)),
        contradicting=tuple(
            ContradictingReturn(row.pk, named.name(row.unit), row.period_start, row.period_end, sentence)
            for row in returns
            if (sentence := row.contradiction)
        ),
        figures={
            "period": period_figure(period_text(start, end) if returns else "", behind, confirmed),
            **figures_of(total if returns else None, behind, confirmed),
        },
    )


def _years(returns: Sequence[CaseFileReturn]) -> tuple[YearCaseFiles, ...]:
    if any(row.period_start.year != row.period_end.year for row in returns):
        return ()
    years = sorted({row.period_start.year for row in returns})
    return tuple(_year(year, [row for row in returns if row.period_start.year == year]) for year in years)


def _year(year: int, rows: list[CaseFileReturn]) -> YearCaseFiles:
    behind = rows_of("campaign.casefilereturn", (row.pk for row in rows))
    confirmed = all(row.confirmed for row in rows)
    return YearCaseFiles(
        year=year,
        end=max(row.period_end for row in rows),
        figures=figures_of(tally(rows), behind, confirmed, year),
    )


def _late(returns: Sequence[CaseFileReturn]) -> tuple[LateReason, ...]:
    rows = LateFiles.objects.filter(case_files__in=[row.pk for row in returns if row.counts["overdue"] != 0])
    by_cause: dict[int, list[LateFiles]] = {}
    for row in rows.select_related("cause").order_by("cause__position", "cause__name", "pk"):
        by_cause.setdefault(row.cause_id, []).append(row)
    confirmed = all(row.confirmed for row in returns)
    return tuple(_reason(group, confirmed) for group in by_cause.values())


def _reason(rows: list[LateFiles], confirmed: bool) -> LateReason:
    cause, numbers = rows[0].cause, [row.count for row in rows if row.count is not None]
    many = sum(numbers) if len(numbers) == len(rows) else None
    figure = count(
        f"case_files.late.{cause.code}",
        gettext("resolved overdue because of: %(cause)s") % {"cause": cause.name},
        many,
        rows_of("campaign.latefiles", (row.pk for row in rows)),
        gap=NOT_KNOWN,
        confirmed=confirmed,
        better=Better.LOWER,
        of=cause.name,
    )
    return LateReason(cause.name, many, figure)


def _published(returns: Sequence[CaseFileReturn], named: UnitNames) -> Iterator[PublishedRate]:
    """The published share of each return. Shares cannot be added up, so only that of a single return can be cited."""
    several = len({row.unit_id for row in returns}) > 1
    for row in returns:
        if row.published_rate is None:
            continue
        period = period_text(row.period_start, row.period_end)
        yield PublishedRate(
            unit=named.name(row.unit) if several else "",
            period=period,
            of=row.published_of,
            figure=rate(
                "case_files.published_rate" if len(returns) == 1 else "",
                gettext("resolved early or on time as published, share of: %(what)s")
                % {"what": row.published_of},
                row.published_rate,
                rows_of("campaign.casefilereturn", [row.pk]),
                confirmed=row.confirmed,
                better=Better.HIGHER,
            ),
        )


def _listed(found: CaseFiles | None) -> Iterator[Fact]:
    """Facts named `case_files.early` (period), `case_files.2021.early` (year), `case_files.late.<name>` (cause)."""
    if found is None:
        nothing = rows_of("campaign.casefilereturn", ())
        yield period_figure("", nothing, confirmed=True)
        yield from figures_of(None, nothing, confirmed=True).values()
        return
    yield from found.figures.values()
    yield from (reason.figure for reason in found.late)
    yield from (published.figure for published in found.published if published.figure.key)
    for year in found.years:
        yield from year.figures.values()


registry.register(
    FactSource(
        "case_files",
        _("One-stop case files"),
        case_files,
        _listed,
        may_lack=True,
        nouns={
            "received": ("hồ sơ | tiếp nhận",),
            "new": (
                "hồ sơ | tiếp nhận mới",
                "hồ sơ | mới tiếp nhận",
            ),
            "carried_over": (
                "hồ sơ | kỳ trước chuyển sang",
                "hồ sơ | chuyển kỳ trước sang",
            ),
            "resolved": ("hồ sơ | giải quyết",),
            "early": (
                "hồ sơ | trước hạn",
                "hồ sơ | giải quyết | trước hạn",
            ),
            "on_time": (
                "hồ sơ | đúng hạn",
                "hồ sơ | giải quyết | đúng hạn",
            ),
            "in_time": (
                "hồ sơ | trước hạn | đúng hạn",
                "hồ sơ | giải quyết | trước hạn | đúng hạn",
            ),
            "overdue": (
                "hồ sơ | quá hạn",
                "hồ sơ | giải quyết | quá hạn",
            ),
            "returned": ("hồ sơ | trả lại",),
            "in_progress": (
                "hồ sơ | đang giải quyết",
                "hồ sơ | chưa giải quyết",
            ),
            "late.*": ("hồ sơ | quá hạn | {of}",),
            "early_share": (
                "% | hồ sơ | trước hạn",
                "% | giải quyết | trước hạn",
            ),
            "on_time_share": (
                "% | hồ sơ | đúng hạn",
                "% | giải quyết | đúng hạn",
            ),
            "overdue_share": (
                "% | hồ sơ | quá hạn",
                "% | giải quyết | quá hạn",
            ),
            "returned_share": ("% | hồ sơ | trả lại",),
            "in_time_share": (
                "% | hồ sơ | trước hạn | đúng hạn",
                "% | giải quyết | trước hạn | đúng hạn",
            ),
            "in_time_share_base": ("hồ sơ | giải quyết | có số liệu",),
            "in_time_share_of_kept": ("% | hồ sơ | trước hạn | đúng hạn | không tính hồ sơ trả lại",),
            "published_rate": ("% | hồ sơ | công bố",),
        },
    )
)
