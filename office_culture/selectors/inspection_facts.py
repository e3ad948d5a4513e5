"""The facts of inspections for reports: rounds, scores by year, breaches, and the states of the findings."""

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import (
    BreachCount,
    Finding,
    FindingState,
    Inspection,
    InspectionResult,
    InspectionRound,
    Result,
)
from office_culture.models.findings import UNSETTLED
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, many, rate, rows_of, words
from office_culture.selectors.documents import citation_fact
from office_culture.selectors.inspection_table import (
    begun_rounds,
    closed_inspections,
    inspection_table,
    rounds_in,
    table_figures,
)
from office_culture.selectors.reading import reads
from office_culture.selectors.unit_places import UnitPlaces
from office_culture.text.numbers import counted, number, share

MOST_BREACHES = 5


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One round; the plan and the decision on the team are cited where they are registered."""

    row: int
    year: int
    plan: Fact | None
    team_decision: Fact | None
    planned: Fact
    covered: Fact


@dataclass(frozen=True, slots=True)
class YearRow:
    """The closed inspections of a year.

    `mean` is None where no inspection was scored; `bands` best first. `of_band` is the number of each, and
    `no_such_band` what a table shows for one that only other years have.
    """

    year: int
    inspections: tuple[int, ...]
    mean: Decimal | None
    bands: tuple[tuple[str, int], ...]
    failed: int
    units: Fact
    mean_score: Fact
    of_band: Mapping[str, Fact]
    no_such_band: Fact
    in_words: Fact


@dataclass(frozen=True, slots=True)
class Breach:
    """An item that was not fully met, with how often it was checked; `cases` of an item that is checked by sample."""

    code: str
    wording: str
    checked: int
    partly: int
    failed: int
    rows: tuple[int, ...]
    cases: int = 0
    compliant: int = 0

    @property
    def missed(self) -> int:
        """How often the item failed or was partly met."""
        return self.partly + self.failed

    @property
    def met_share(self) -> Decimal:
        """Percent in which the item was fully met: of the checks or of the cases, whichever is less."""
        missed = [share(self.missed, self.checked)]
        if self.cases:
            missed.append(share(self.cases - self.compliant, self.cases))
        return 100 - max(item for item in missed if item is not None)

    @property
    def missed_share(self) -> Decimal | None:
        """Percent of the cases where cases were counted, otherwise of the checks."""
        if self.cases:
            return share(self.cases - self.compliant, self.cases)
        return share(self.missed, self.checked)


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """The findings of a period by what became of them until the report's day; `open_contents` are those waiting."""

    total: tuple[int, ...]
    settled: tuple[int, ...]
    on_time: tuple[int, ...]
    waiting: tuple[int, ...]
    overdue: tuple[int, ...]
    open_contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """All that a report on a period says of inspections; `breach_figures` are those of each breach, by name.

    `breaches` are those missed most often, `further_breaches` how many more there are, `all_breaches` both together.
    """

    rounds: tuple[RoundRow, ...]
    years: tuple[YearRow, ...]
    breaches: tuple[Breach, ...]
    all_breaches: tuple[Breach, ...]
    further_breaches: Fact
    findings: FindingCounts
    breach_figures: tuple[Mapping[str, Fact], ...]
    figures: Mapping[str, Fact]


# An item that was not fully met in a round: code and wording, the key of the row, and its five counts.
BreachRow = tuple[str, str, int, int, int, int, int, int]


def _breach_rows(scope: FactScope) -> QuerySet[BreachCount, BreachRow]:
    missed = BreachCount.objects.exclude(partly=0, failed=0)
    rows = missed.filter(inspection_round__in=rounds_in(scope).order_by().values("pk")).order_by("pk")
    return rows.values_list(
        "item__code", "item__wording", "pk", "checked", "partly", "failed", "cases", "compliant"
    )


def _finding_rows(scope: FactScope) -> QuerySet[Finding]:
    places, end = scope.once(UnitPlaces), min(scope.end, scope.as_of)
    dated = places.within(scope.unit_path, day="found_on") & Q(found_on__gte=scope.start, found_on__lte=end)
    # Where the day is not known, the days of the round say whether it was found in the period.
    round_ = "result__inspection__inspection_round__placed"
    undated = places.within(scope.unit_path, day=f"{round_}_to") & Q(
        **{"found_on__isnull": True, f"{round_}_from__gte": scope.start, f"{round_}_to__lte": end}
    )
    rows: QuerySet[Finding] = Finding.objects.filter(dated | undated)
    return rows.only("state", "content", "remedied_on", "verified_on", "due_on").order_by("pk")


def _results_without_finding(scope: FactScope) -> QuerySet[InspectionResult, int]:
    rows = InspectionResult.objects.filter(
        inspection__in=closed_inspections(scope).order_by().values("pk"),
        result__in=(Result.PARTLY, Result.FAILED),
        findings__isnull=True,
    )
    return rows.order_by("pk").values_list("pk", flat=True)


@reads(begun_rounds, closed_inspections, _breach_rows, _finding_rows, _results_without_finding)
def inspection_facts(
    scope: FactScope,
    rounds: list[InspectionRound],
    inspections: list[Inspection],
    breach_counts: list[BreachRow],
    of_period: list[Finding],
    without_finding: list[int],
) -> InspectionFacts:
    """Rounds of the scope's unit and those below that began by the report's day."""
    years_of = {row.pk: row.year for row in rounds}
    closed = [
        (row.pk, row.inspection_round_id, years_of[row.inspection_round_id], row.score, row.band, row.passed)
        for row in inspections
    ]
    covered = Counter(round_key for _pk, round_key, *_rest in closed)
    years = tuple(
        _year(year, [row for row in closed if row[2] == year])
        for year in sorted({year for _pk, _round, year, *_rest in closed})
    )
    missed, findings = _breaches(breach_counts), _findings(of_period, scope.as_of)
    breaches, further = missed[:MOST_BREACHES], missed[MOST_BREACHES:]
    figures = (*_in_all(rounds, years), *_of_findings(findings), _without_finding(without_finding))
    return InspectionFacts(
        rounds=tuple(_round(row, covered[row.pk]) for row in rounds),
        years=years,
        breaches=breaches,
        all_breaches=missed,
        further_breaches=count(
            "inspections.further_breaches",
            gettext("points not fully met beside those missed most often"),
            len(further),
            rows_of("office_culture.breachcount", (row for item in further for row in item.rows)),
        ),
        findings=findings,
        breach_figures=tuple(_of_breach(place, breach) for place, breach in enumerate(breaches, start=1)),
        figures={fact.key.partition(".")[2]: fact for fact in figures},
    )


def _in_all(rounds: Sequence[InspectionRound], years: tuple[YearRow, ...]) -> Iterator[Fact]:
    keys = (row.pk for row in rounds)
    yield many("inspections.rounds", gettext("rounds of inspections"), "office_culture.inspectionround", keys)
    closed = (pk for year in years for pk in year.inspections)
    yield many("inspections.units", gettext("inspections closed"), "office_culture.inspection", closed)
    scored = [year for year in years if year.mean is not None]
    yield words(
        "inspections.trend",
        gettext("mean scores by year"),
        "; ".join(f"năm {year.year}: {year.mean_score.text}" for year in scored),
        rows_of("office_culture.inspection", (pk for year in scored for pk in year.inspections)),
        gap="điểm trung bình các năm",
    )


def _of_findings(counts: FindingCounts) -> Iterator[Fact]:
    for name, label, keys in (
        ("findings", gettext("findings of inspections"), counts.total),
        ("findings_settled", gettext("findings remedied and verified"), counts.settled),
        ("findings_on_time", gettext("of these, remedied on time"), counts.on_time),
        ("findings_waiting", gettext("findings not yet verified"), counts.waiting),
        ("findings_overdue", gettext("of these, overdue"), counts.overdue),
    ):
        yield many(f"inspections.{name}", label, "office_culture.finding", keys)
    yield rate(
        "inspections.findings_on_time_share",
        gettext("findings remedied on time, share of all"),
        share(len(counts.on_time), len(counts.total)),
        rows_of("office_culture.finding", counts.on_time),
        gap="tỷ lệ khắc phục đúng hạn",
    )


def _of_breach(place: int, breach: Breach) -> dict[str, Fact]:
    """The facts `inspections.breach.N` of the item missed at place N, by name."""
    key, rows, named = (
        f"inspections.breach.{place}",
        rows_of("office_culture.breachcount", breach.rows),
        {"place": place},
    )
    of = breach.wording
    return {
        "missed": count(
            key, gettext("how often missed: place %(place)s") % named, breach.missed, rows, of=of
        ),
        "checked": count(
            f"{key}.checked",
            gettext("how often checked: missed most, place %(place)s") % named,
            breach.checked,
            rows,
            of=of,
        ),
        "failed": count(
            f"{key}.failed",
            gettext("how often failed: missed most, place %(place)s") % named,
            breach.failed,
            rows,
            of=of,
        ),
        "share": rate(
            f"{key}.share",
            gettext("how often missed, share of all checks or cases: place %(place)s") % named,
            breach.missed_share,
            rows,
            of=of,
        ),
        "cases": count(
            f"{key}.cases",
            gettext("cases counted by sample: missed most, place %(place)s") % named,
            breach.cases,
            rows,
            of=of,
        ),
        "cases_missed": count(
            f"{key}.cases_missed",
            gettext("cases that do not comply: missed most, place %(place)s") % named,
            breach.cases - breach.compliant,
            rows,
            of=of,
        ),
        "wording": words(
            f"{key}.wording", gettext("missed most often: place %(place)s") % named, breach.wording, rows
        ),
    }


def _round(row: InspectionRound, covered: int) -> RoundRow:
    key, named = f"inspections.round.{row.pk}", {"round": f"{row.name} ({row.year})"}
    rows = Rows("office_culture.inspection", {"inspection_round": row.pk})
    planned: int = row.planned_units  # type: ignore[attr-defined]
    return RoundRow(
        row=row.pk,
        year=row.year,
        plan=citation_fact(row.plan) if row.plan else None,
        team_decision=citation_fact(row.team_decision) if row.team_decision else None,
        planned=count(
            f"{key}.planned", gettext("units planned in %(round)s") % named, planned, rows, of=row.name
        ),
        covered=count(
            f"{key}.covered", gettext("units inspected in %(round)s") % named, covered, rows, of=row.name
        ),
    )


def _year(year: int, rows: "list[tuple[int, int, int, Decimal | None, str, bool | None]]") -> YearRow:
    scored = [(score, band) for _pk, _round, _year, score, band, _passed in rows if score is not None]
    best: dict[str, Decimal] = {}
    for score, band in scored:
        best[band] = max(score, best.get(band, score))
    tally = Counter(band for _score, band in scored)
    bands = tuple((band, tally[band]) for band in sorted(tally, key=lambda band: -best[band]))
    mean = sum((score for score, _band in scored), Decimal()) / len(scored) if scored else None
    inspections, named = tuple(row[0] for row in rows), {"year": year}
    key, kind = f"inspections.{year}", "office_culture.inspection"
    behind = rows_of(kind, inspections)
    return YearRow(
        year=year,
        inspections=inspections,
        mean=mean,
        bands=bands,
        failed=sum(passed is False for *_rest, passed in rows),
        # A unit is inspected once in a round.
        units=many(f"{key}.units", gettext("units inspected in %(year)s") % named, kind, inspections),
        mean_score=Fact(
            f"{key}.mean",
            gettext("mean score in %(year)s") % named,
            mean,
            "điểm trung bình" if mean is None else number(mean, 1),
            behind,
        ),
        of_band={
            band: count(
                f"{key}.band.{place}",
                gettext("outcome “%(band)s” in %(year)s") % {"band": band, **named},
                many_units,
                Rows(kind, {"pk__in": inspections, "band": band}),
                of=band,
            )
            for place, (band, many_units) in enumerate(bands, start=1)
        },
        no_such_band=many(
            f"{key}.band.{len(bands) + 1}", gettext("outcomes that no unit had in %(year)s") % named, kind, ()
        ),
        in_words=words(
            f"{key}.bands",
            gettext("outcomes in %(year)s") % named,
            "; ".join(f"{band}: {counted(units)}" for band, units in bands if band),
            behind,
            gap="kết quả xếp loại",
        ),
    )


def _breaches(counts: list[BreachRow]) -> tuple[Breach, ...]:
    """The items missed, most often first; those of several versions with the same code and wording are added up."""
    found: dict[tuple[str, str], Breach] = {}
    for code, wording, pk, checked, partly, failed, cases, compliant in counts:
        so_far = found.get((code, wording), Breach(code, wording, 0, 0, 0, ()))
        found[code, wording] = Breach(
            code,
            wording,
            so_far.checked + checked,
            so_far.partly + partly,
            so_far.failed + failed,
            (*so_far.rows, pk),
            so_far.cases + cases,
            so_far.compliant + compliant,
        )
    often = sorted(found.values(), key=lambda breach: (-breach.missed, -breach.failed, breach.code))
    return tuple(often)


def _without_finding(short: list[int]) -> Fact:
    """The number of results that are not fully met and have no finding."""
    return many(
        "inspections.without_finding",
        gettext("points not fully met without a finding"),
        "office_culture.inspectionresult",
        short,
    )


def _findings(rows: list[Finding], day: datetime.date) -> FindingCounts:
    total, settled, on_time, waiting, overdue, contents = [], [], [], [], [], []
    for row in rows:
        total.append(row.pk)
        # What is remedied or verified on a day that nobody knows counts as what it is now.
        remedied = row.remedied_on <= day if row.remedied_on else row.state not in UNSETTLED
        if row.state == FindingState.VERIFIED and (row.verified_on is None or row.verified_on <= day):
            settled.append(row.pk)
            if row.remedied_on is not None and row.due_on is not None and row.remedied_on <= row.due_on:
                on_time.append(row.pk)
        else:
            waiting.append(row.pk)
            contents.append(row.content)
            if not remedied and row.due_on is not None and row.due_on < day:
                overdue.append(row.pk)
    return FindingCounts(
        tuple(total), tuple(settled), tuple(on_time), tuple(waiting), tuple(overdue), tuple(contents)
    )


def _listed(found: InspectionFacts) -> Iterator[Fact]:
    """The facts in the order of the report; those by year exist for each year with closed inspections."""
    yield found.figures["rounds"]
    yield found.figures["units"]
    for year in found.years:
        yield from (year.units, year.mean_score, *year.of_band.values(), year.no_such_band, year.in_words)
    yield found.figures["trend"]
    for round_facts in found.rounds:
        yield from (round_facts.planned, round_facts.covered)
    for breach in found.breach_figures:
        yield from breach.values()
    yield found.further_breaches
    yield found.figures["without_finding"]
    yield from (fact for name, fact in found.figures.items() if name.startswith("findings"))


registry.register(
    FactSource(
        "inspections",
        _("Inspections"),
        inspection_facts,
        _listed,
        further=(inspection_table, table_figures),
        nouns={
            "rounds": ("đợt kiểm tra",),
            "year.units": ("đơn vị | kiểm tra",),
            "units": ("lượt phòng, ban, đơn vị | kiểm tra", "lượt đơn vị | kiểm tra", "cuộc kiểm tra"),
            "mean": ("điểm | trung bình",),
            "band.*": ("đơn vị | xếp loại {of}",),
            "round.*.planned": ("đơn vị | kế hoạch kiểm tra",),
            "round.*.covered": ("đơn vị | được kiểm tra",),
            "breach.*.checked": ("lượt kiểm tra",),
            "breach.*.failed": ("lượt | không đạt",),
            "breach.*.share": ("% | chưa đạt yêu cầu",),
            "breach.*.cases_missed": ("trường hợp | vi phạm", "trường hợp | chưa chấp hành"),
            "breach.*.cases": ("trường hợp | được kiểm tra",),
            "breach.*": ("lượt | chưa đạt yêu cầu",),
            "further_breaches": ("nội dung khác | chưa đạt yêu cầu",),
            "without_finding": ("lượt nội dung | chưa đạt",),
            "findings": (
                "tồn tại | nêu",
                "tồn tại | phát hiện",
                "tồn tại | cần khắc phục",
                "tồn tại | yêu cầu khắc phục",
            ),
            "findings_settled": ("tồn tại | khắc phục xong", "tồn tại | đã khắc phục"),
            "findings_on_time": ("tồn tại | khắc phục đúng hạn",),
            "findings_waiting": ("tồn tại | chưa khắc phục", "tồn tại | đang theo dõi"),
            "findings_overdue": ("tồn tại | quá hạn",),
            "findings_on_time_share": ("% | tồn tại | khắc phục đúng hạn",),
            "of.*.score": ("điểm",),
        },
    )
)
