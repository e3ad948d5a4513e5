"""The facts of inspections for reports: rounds, scores by year, breaches, and the states of the findings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import Finding, Inspection, InspectionResult, InspectionRound, Result
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, many, rows_of, words
from office_culture.selectors.breaches import Breach, BreachRow, breach_rows, breaches_of, figures_of_breach
from office_culture.selectors.documents import citation_fact
from office_culture.selectors.finding_counts import (
    FindingCounts,
    count_findings,
    figures_of_findings,
    finding_rows,
)
from office_culture.selectors.inspection_table import (
    begun_rounds,
    closed_inspections,
    inspection_table,
    table_figures,
)
from office_culture.selectors.reading import reads
from office_culture.text.numbers import counted, number

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


def _results_without_finding(scope: FactScope) -> QuerySet[InspectionResult, int]:
    rows = InspectionResult.objects.filter(
        inspection__in=closed_inspections(scope).order_by().values("pk"),
        result__in=(Result.PARTLY, Result.FAILED),
        findings__isnull=True,
    )
    return rows.order_by("pk").values_list("pk", flat=True)


@reads(begun_rounds, closed_inspections, breach_rows, finding_rows, _results_without_finding)
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
    missed, findings = breaches_of(breach_counts), count_findings(of_period, scope.as_of)
    breaches, further = missed[:MOST_BREACHES], missed[MOST_BREACHES:]
    figures = (*_in_all(rounds, years), *figures_of_findings(findings), _without_finding(without_finding))
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
        breach_figures=tuple(
            figures_of_breach(place, breach) for place, breach in enumerate(breaches, start=1)
        ),
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


def _without_finding(short: list[int]) -> Fact:
    """The number of results that are not fully met and have no finding."""
    return many(
        "inspections.without_finding",
        gettext("points not fully met without a finding"),
        "office_culture.inspectionresult",
        short,
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
