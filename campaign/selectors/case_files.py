"""One-stop case files of a period, added up over returns and units."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.models import CaseFileReturn, LateFiles
from office_culture.rules.facts import Better, Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, rate, rows_of, words
from office_culture.text.numbers import share
from office_culture.text.periods import period_text

# Of two periods the better one; how many files came in is neither good nor bad.
_BETTER = {
    "overdue": Better.LOWER,
    "overdue_share": Better.LOWER,
    "early_share": Better.HIGHER,
    "in_time_share": Better.HIGHER,
    "in_time_share_of_kept": Better.HIGHER,
}


@dataclass(frozen=True, slots=True)
class CaseFileCounts:
    """The counts of a period. Practice counts a returned file as resolved."""

    received: int
    new: int
    carried_over: int
    resolved: int
    early: int
    on_time: int
    overdue: int
    returned: int
    in_progress: int

    @property
    def in_time(self) -> int:
        return self.early + self.on_time

    @property
    def kept(self) -> int:
        """Resolved and not returned."""
        return self.resolved - self.returned

    @property
    def mismatch(self) -> int:
        """What was received, minus resolved, minus in progress: 0 where all returns join."""
        return self.received - self.resolved - self.in_progress

    def share(self, name: str) -> Decimal | None:
        """What the share of that name is; None where there is nothing to take it of.

        `in_time_share_of_kept` leaves returned files out, every other one is a share of all resolved.
        """
        if name == "in_time_share_of_kept":
            return share(self.in_time, self.kept)
        return share(getattr(self, name.removesuffix("_share")), self.resolved)


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
    """How many files were late for one cause."""

    name: str
    count: int
    figure: Fact


@dataclass(frozen=True, slots=True)
class PublishedRate:
    """The share resolved in time as another body published it, of what it counts; `unit` is "" where there is one."""

    unit: str
    period: str
    of: str
    figure: Fact


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """All case files that the returns of a period tell of.

    `start` and `end` are the days the returns cover, which may be fewer than those asked for. `uncounted` returns
    reach over an edge of the period and are left out, since nobody knows which of their files fall inside. `gaps`
    are days between two returns of a unit. `years` stand there only where every return lies within one year.
    `figures` are what papers print of the whole period: its name, the counts of `total` and their shares.
    `unexplained` files appeared or got lost between two returns without a word; `notes` are the words of the
    others.
    """

    start: datetime.date
    end: datetime.date
    total: CaseFileCounts
    units: tuple[UnitCaseFiles, ...]
    returns: tuple[int, ...]
    uncounted: int = 0
    years: tuple[YearCaseFiles, ...] = ()
    late: tuple[LateReason, ...] = ()
    gaps: tuple[tuple[datetime.date, datetime.date], ...] = ()
    unexplained: int = 0
    notes: tuple[str, ...] = ()
    published: tuple[PublishedRate, ...] = ()
    figures: Mapping[str, Fact] = field(default_factory=dict)


def case_files(scope: FactScope) -> CaseFiles | None:
    """The case files of the scope's unit and period, or None without a single return inside it.

    A unit that reports for itself speaks for all units below it, so nothing is counted twice.
    """
    rows = CaseFileReturn.objects.filter(unit__path__startswith=scope.unit_path)
    within = rows.within(scope.start, scope.end).select_related("unit").order_by("period_start", "pk")
    returns = _speaking_for_themselves(within)
    if not returns:
        return None
    crossing = rows.overlapping(scope.start, scope.end).exclude(pk__in=within).count()
    chains = _by_unit(returns)
    units = tuple(UnitCaseFiles(chain[0].unit.name, _tally([chain])) for chain in chains)
    joints = [joint for chain in chains for joint in pairwise(chain)]
    broken = [joint for joint in joints if joint[0].in_progress != joint[1].carried_over]
    start, end = min(row.period_start for row in returns), max(row.period_end for row in returns)
    total = _tally(chains)
    behind = rows_of("campaign.casefilereturn", (row.pk for row in returns))
    confirmed = all(row.confirmed for row in returns)
    return CaseFiles(
        start=start,
        end=end,
        total=total,
        units=units,
        returns=tuple(row.pk for row in returns),
        uncounted=crossing,
        years=_years(chains),
        late=_late(returns),
        gaps=_gaps(joints),
        unexplained=sum(
            abs(later.carried_over - earlier.in_progress)
            for earlier, later in broken
            if not later.carried_over_note
        ),
        notes=tuple(later.carried_over_note for _, later in broken if later.carried_over_note),
        published=tuple(_published(chains)),
        figures={
            "period": _period(period_text(start, end), behind, confirmed),
            **_figures(total, behind, confirmed),
        },
    )


def _figures(
    counts: CaseFileCounts | None, rows: Rows, confirmed: bool, year: int | None = None
) -> dict[str, Fact]:
    """Counts and shares of the period, or the counts of one year of it; without a return they are missing."""
    key = f"case_files.{year}" if year else "case_files"
    figures = {}
    for name, label in _count_names():
        told = gettext("%(what)s, %(year)s") % {"what": label, "year": year} if year else label
        value = getattr(counts, name) if counts else None
        figures[name] = count(f"{key}.{name}", told, value, rows, confirmed=confirmed, better=_better(name))
    for name, label in () if year else _share_names():
        share_of = counts.share(name) if counts else None
        figures[name] = rate(
            f"{key}.{name}", label, share_of, rows, confirmed=confirmed, better=_better(name)
        )
    return figures


def _period(words_of_it: str, rows: Rows, confirmed: bool) -> Fact:
    label = gettext("period of the case files")
    return replace(words("case_files.period", label, words_of_it, rows), confirmed=confirmed)


def _better(name: str) -> Better:
    return _BETTER.get(name, Better.NEITHER)


def _speaking_for_themselves(rows: Iterable[CaseFileReturn]) -> list[CaseFileReturn]:
    every = list(rows)
    paths = {row.unit.path for row in every}
    return [row for row in every if not _above(row.unit.path) & paths]


def _above(path: str) -> set[str]:
    """The paths of all units above the one at `path`: "/1/4/9/" lies below "/1/4/" and "/1/"."""
    steps = path.strip("/").split("/")
    return {f"/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps))}


def _by_unit(returns: list[CaseFileReturn]) -> list[list[CaseFileReturn]]:
    """The returns of each unit in order of time; units in the office's own order."""
    ordered = sorted(
        returns,
        key=lambda row: (row.unit.position, row.unit.sort_key, row.unit_id, row.period_start),
    )
    return [list(rows) for _, rows in groupby(ordered, key=lambda row: row.unit_id)]


def _years(chains: list[list[CaseFileReturn]]) -> tuple[YearCaseFiles, ...]:
    rows = [row for chain in chains for row in chain]
    if any(row.period_start.year != row.period_end.year for row in rows):
        return ()
    years = sorted({row.period_start.year for row in rows})
    return tuple(_year(year, chains) for year in years)


def _year(year: int, chains: list[list[CaseFileReturn]]) -> YearCaseFiles:
    parts = [[row for row in chain if row.period_start.year == year] for chain in chains]
    rows = [row for part in parts for row in part]
    counts = _tally([part for part in parts if part])
    behind = rows_of("campaign.casefilereturn", (row.pk for row in rows))
    confirmed = all(row.confirmed for row in rows)
    return YearCaseFiles(
        year=year,
        end=max(row.period_end for row in rows),
        figures=_figures(counts, behind, confirmed, year),
    )


def _late(returns: list[CaseFileReturn]) -> tuple[LateReason, ...]:
    rows = LateFiles.objects.filter(case_files__in=[row.pk for row in returns if row.overdue])
    by_cause: dict[int, list[LateFiles]] = {}
    for row in rows.select_related("cause").order_by("cause__position", "cause__name", "pk"):
        by_cause.setdefault(row.cause_id, []).append(row)
    confirmed = all(row.confirmed for row in returns)
    return tuple(_reason(some, confirmed) for some in by_cause.values())


def _reason(rows: list[LateFiles], confirmed: bool) -> LateReason:
    cause, many = rows[0].cause, sum(row.count for row in rows)
    figure = count(
        f"case_files.late.{cause.code}",
        gettext("resolved overdue because of: %(cause)s") % {"cause": cause.name},
        many,
        rows_of("campaign.latefiles", (row.pk for row in rows)),
        confirmed=confirmed,
        better=Better.LOWER,
    )
    return LateReason(cause.name, many, figure)


def _gaps(
    joints: list[tuple[CaseFileReturn, CaseFileReturn]],
) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """The first and last day of each stretch that no return covers; one that several units share counts once."""
    day = datetime.timedelta(days=1)
    found = {
        (earlier.period_end + day, later.period_start - day)
        for earlier, later in joints
        if later.period_start - earlier.period_end > day
    }
    return tuple(sorted(found))


def _tally(chains: Sequence[Sequence[CaseFileReturn]]) -> CaseFileCounts:
    """Units beside each other, each with returns that follow each other.

    Of those only the first carries over into the period, and only the last leaves something in progress.
    """
    every = [row for chain in chains for row in chain]
    new, carried_over = sum(row.new for row in every), sum(chain[0].carried_over for chain in chains)
    early, on_time = sum(row.early for row in every), sum(row.on_time for row in every)
    overdue, returned = sum(row.overdue for row in every), sum(row.returned for row in every)
    return CaseFileCounts(
        received=new + carried_over,
        new=new,
        carried_over=carried_over,
        resolved=early + on_time + overdue + returned,
        early=early,
        on_time=on_time,
        overdue=overdue,
        returned=returned,
        in_progress=sum(chain[-1].in_progress for chain in chains),
    )


def _published(chains: list[list[CaseFileReturn]]) -> Iterator[PublishedRate]:
    """A published share belongs to its return, for shares cannot be added up: only that of a single return is cited."""
    every = [row for chain in chains for row in chain]
    for row in every:
        if row.published_rate is None:
            continue
        period = period_text(row.period_start, row.period_end)
        yield PublishedRate(
            unit=row.unit.name if len(chains) > 1 else "",
            period=period,
            of=row.published_of,
            figure=rate(
                "case_files.published_rate" if len(every) == 1 else "",
                gettext("resolved early or on time as published, share of: %(what)s")
                % {"what": row.published_of},
                row.published_rate,
                rows_of("campaign.casefilereturn", [row.pk]),
                confirmed=row.confirmed,
                better=Better.HIGHER,
            ),
        )


def _count_names() -> tuple[tuple[str, str], ...]:
    return (
        ("received", gettext("case files received")),
        ("new", gettext("case files newly received")),
        ("carried_over", gettext("case files carried over")),
        ("resolved", gettext("case files resolved, returned ones included")),
        ("early", gettext("case files resolved early")),
        ("on_time", gettext("case files resolved on time")),
        ("overdue", gettext("case files resolved overdue")),
        ("returned", gettext("case files returned")),
        ("in_progress", gettext("case files in progress")),
    )


def _share_names() -> tuple[tuple[str, str], ...]:
    return (
        ("early_share", gettext("resolved early, share of all resolved")),
        ("on_time_share", gettext("resolved on time, share of all resolved")),
        ("overdue_share", gettext("resolved overdue, share of all resolved")),
        ("returned_share", gettext("returned, share of all resolved")),
        ("in_time_share", gettext("resolved early or on time, share of all resolved")),
        ("in_time_share_of_kept", gettext("resolved early or on time, share of those not returned")),
    )


def _listed(found: CaseFiles | None) -> Iterator[Fact]:
    """`case_files.early` is the whole period, `case_files.2021.early` one year, `case_files.late.<name>` one cause."""
    if found is None:
        nothing = rows_of("campaign.casefilereturn", ())
        yield _period("", nothing, confirmed=True)
        yield from _figures(None, nothing, confirmed=True).values()
        return
    yield from found.figures.values()
    yield from (reason.figure for reason in found.late)
    yield from (published.figure for published in found.published if published.figure.key)
    for year in found.years:
        yield from year.figures.values()


registry.register(FactSource("case_files", _("One-stop case files"), case_files, _listed))
