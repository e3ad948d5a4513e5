"""What a report tells of inspections: rounds, scores by year, breaches, and what became of the findings."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from office_culture.models import (
    BreachCount,
    Finding,
    FindingState,
    Inspection,
    InspectionResult,
    InspectionRound,
    InspectionRoundState,
    InspectionState,
    Result,
)
from office_culture.rules.facts import Fact, FactScope, FactSource, Rows, registry
from office_culture.rules.figures import count, many, rate, rows_of, words
from office_culture.selectors.documents import citation_fact
from office_culture.selectors.inspection_table import inspection_table, table_figures
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
        """Failed and partly met together."""
        return self.partly + self.failed

    @property
    def missed_share(self) -> Decimal | None:
        """Percent of the cases where cases were counted, otherwise of the checks."""
        if self.cases:
            return share(self.cases - self.compliant, self.cases)
        return share(self.missed, self.checked)


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """The findings of a period by what became of them until the report's day."""

    total: tuple[int, ...]
    settled: tuple[int, ...]
    on_time: tuple[int, ...]
    waiting: tuple[int, ...]
    overdue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """All that a report on a period says of inspections; `breach_figures` are those of each breach, by name.

    `breaches` are those missed most often, `further_breaches` how many more there are.
    """

    rounds: tuple[RoundRow, ...]
    years: tuple[YearRow, ...]
    breaches: tuple[Breach, ...]
    further_breaches: Fact
    findings: FindingCounts
    breach_figures: tuple[Mapping[str, Fact], ...]
    figures: Mapping[str, Fact]


def inspection_facts(scope: FactScope) -> InspectionFacts:
    """Rounds of the scope's unit and those below that began by the report's day; six statements."""
    rounds = list(
        InspectionRound.objects.filter(
            unit__path__startswith=scope.unit_path,
            start__gte=scope.start,
            start__lte=min(scope.end, scope.as_of),
        )
        .exclude(state=InspectionRoundState.PLANNED)
        .select_related("plan", "team_decision")
        .annotate(planned_units=Count("inspections"))
        .order_by("year", "start", "pk")
    )
    closed = list(
        Inspection.objects.filter(
            inspection_round__in=rounds, state=InspectionState.CLOSED, visited_on__lte=scope.as_of
        ).values_list("pk", "inspection_round", "inspection_round__year", "score", "band", "passed")
    )
    covered = Counter(held for _pk, held, *_rest in closed)
    years = tuple(
        _year(year, [row for row in closed if row[2] == year])
        for year in sorted({year for _pk, _round, year, *_rest in closed})
    )
    missed, findings = _breaches([row.pk for row in rounds]), _findings(scope)
    breaches, further = missed[:MOST_BREACHES], missed[MOST_BREACHES:]
    figures = (*_in_all(rounds, years), *_of_findings(findings), _without_finding([row[0] for row in closed]))
    return InspectionFacts(
        rounds=tuple(_round(row, covered[row.pk]) for row in rounds),
        years=years,
        breaches=breaches,
        further_breaches=count(
            "inspections.further_breaches",
            gettext("points not fully met beside those missed most often"),
            len(further),
            rows_of("office_culture.breachcount", (row for one in further for row in one.rows)),
        ),
        findings=findings,
        breach_figures=tuple(_of_breach(place, one) for place, one in enumerate(breaches, start=1)),
        figures={fact.key.partition(".")[2]: fact for fact in figures},
    )


def _in_all(rounds: Sequence[InspectionRound], years: tuple[YearRow, ...]) -> Iterator[Fact]:
    held = (row.pk for row in rounds)
    yield many("inspections.rounds", gettext("rounds of inspections"), "office_culture.inspectionround", held)
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
    """`inspections.breach.1` and the following: the points that were missed most often."""
    key, rows, named = (
        f"inspections.breach.{place}",
        rows_of("office_culture.breachcount", breach.rows),
        {"place": place},
    )
    return {
        "missed": count(key, gettext("how often missed: place %(place)s") % named, breach.missed, rows),
        "checked": count(
            f"{key}.checked",
            gettext("how often checked: missed most, place %(place)s") % named,
            breach.checked,
            rows,
        ),
        "failed": count(
            f"{key}.failed",
            gettext("how often failed: missed most, place %(place)s") % named,
            breach.failed,
            rows,
        ),
        "share": rate(
            f"{key}.share",
            gettext("how often missed, share of all checks or cases: place %(place)s") % named,
            breach.missed_share,
            rows,
        ),
        "cases": count(
            f"{key}.cases",
            gettext("cases counted by sample: missed most, place %(place)s") % named,
            breach.cases,
            rows,
        ),
        "cases_missed": count(
            f"{key}.cases_missed",
            gettext("cases that do not comply: missed most, place %(place)s") % named,
            breach.cases - breach.compliant,
            rows,
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
        planned=count(f"{key}.planned", gettext("units planned in %(round)s") % named, planned, rows),
        covered=count(f"{key}.covered", gettext("units inspected in %(round)s") % named, covered, rows),
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
        # A unit stands once in a round.
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


def _breaches(rounds: list[int]) -> tuple[Breach, ...]:
    """The items missed most often; versions of a checklist are told apart only where the wording differs."""
    found: dict[tuple[str, str], Breach] = {}
    counts = BreachCount.objects.filter(inspection_round__in=rounds).exclude(partly=0, failed=0)
    seen = counts.values_list(
        "item__code", "item__wording", "pk", "checked", "partly", "failed", "cases", "compliant"
    )
    for code, wording, pk, checked, partly, failed, cases, compliant in seen.order_by("pk"):
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


def _without_finding(inspections: list[int]) -> Fact:
    """What was not fully met and has no finding that would be followed up."""
    short = InspectionResult.objects.filter(
        inspection__in=inspections, result__in=(Result.PARTLY, Result.FAILED), findings__isnull=True
    )
    return many(
        "inspections.without_finding",
        gettext("points not fully met without a finding"),
        "office_culture.inspectionresult",
        short.order_by("pk").values_list("pk", flat=True),
    )


def _findings(scope: FactScope) -> FindingCounts:
    rows = Finding.objects.filter(
        unit__path__startswith=scope.unit_path,
        found_on__gte=scope.start,
        found_on__lte=min(scope.end, scope.as_of),
    ).order_by("pk")
    day = scope.as_of
    total, settled, on_time, waiting, overdue = [], [], [], [], []
    for row in rows.only("state", "remedied_on", "verified_on", "due_on"):
        total.append(row.pk)
        remedied = row.remedied_on is not None and row.remedied_on <= day
        if row.state == FindingState.VERIFIED and row.verified_on is not None and row.verified_on <= day:
            settled.append(row.pk)
            if row.remedied_on is not None and row.remedied_on <= row.due_on:
                on_time.append(row.pk)
        else:
            waiting.append(row.pk)
            if not remedied and row.due_on < day:
                overdue.append(row.pk)
    return FindingCounts(tuple(total), tuple(settled), tuple(on_time), tuple(waiting), tuple(overdue))


def _listed(found: InspectionFacts) -> Iterator[Fact]:
    """`inspections.2022.mean` and its kin exist for each year with closed inspections."""
    yield found.figures["rounds"]
    yield found.figures["units"]
    for year in found.years:
        yield from (year.units, year.mean_score, *year.of_band.values(), year.no_such_band, year.in_words)
    yield found.figures["trend"]
    for held in found.rounds:
        yield from (held.planned, held.covered)
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
    )
)
