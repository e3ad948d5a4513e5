"""The facts on regulations and inspections that papers may print."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office_culture.models import RegulationKind
from office_culture.rules.facts import Fact, FactScope, ListedFacts, Rows
from office_culture.selectors.inspection_facts import InspectionFacts, YearRow, inspection_facts
from office_culture.selectors.inspection_table import (
    TableCell,
    findings_key,
    findings_text,
    inspection_table,
    score_key,
)
from office_culture.selectors.regulations import RegulationRow, regulations_in_force
from office_culture.text.numbers import counted, number, percent, share


def _rows(model: str, keys: Iterable[int]) -> Rows:
    return Rows(f"office_culture.{model}", {"pk__in": tuple(keys)})


def _counted(key: str, label: str, model: str, keys: Iterable[int]) -> Fact:
    pks = tuple(keys)
    return Fact(key, label, len(pks), counted(len(pks)), _rows(model, pks))


def _words(key: str, label: str, value: str, rows: Rows, gap: str) -> Fact:
    return Fact(key, label, value or None, value or gap, rows)


class RegulationFacts(ListedFacts):
    """Own regulations by the revision in force on the report's day; replaced ones are out."""

    prefix = "regulations"
    title = gettext_lazy("Regulations")

    def facts(self, scope: FactScope) -> list[Fact]:
        found = regulations_in_force(scope.unit_path, scope.as_of)
        names = "; ".join(row.name for row in found)
        return [
            _of_kind("in_force", _("own regulations in force"), found),
            *(
                _of_kind(
                    kind.value,
                    _("own regulations in force: %(kind)s") % {"kind": kind.label},
                    tuple(row for row in found if row.kind == kind),
                )
                for kind in RegulationKind
            ),
            _words(
                "regulations.names",
                _("names of the own regulations in force"),
                names,
                _rows("regulationrevision", [row.revision for row in found]),
                "tên các quy chế, quy định",
            ),
        ]


def _of_kind(name: str, label: str, found: tuple[RegulationRow, ...]) -> Fact:
    return _counted(f"regulations.{name}", label, "regulationrevision", [row.revision for row in found])


class InspectionFactSource(ListedFacts):
    """Rounds, scores by year, breaches and findings of the period.

    `inspections.2022.mean` and its kin exist for each year with closed inspections, `inspections.breach.1` and the
    following for the points that were missed most often.
    """

    prefix = "inspections"
    title = gettext_lazy("Inspections")

    def facts(self, scope: FactScope) -> list[Fact]:
        found = inspection_facts(scope)
        return [
            _counted(
                "inspections.rounds",
                _("rounds of inspections"),
                "inspectionround",
                [row.row for row in found.rounds],
            ),
            _counted(
                "inspections.units",
                _("inspections closed"),
                "inspection",
                [pk for year in found.years for pk in year.inspections],
            ),
            *(fact for year in found.years for fact in _year(year)),
            _trend(found),
            *_rounds(found),
            *_breaches(found),
            *_findings(found),
        ]

    def unlisted(self, scope: FactScope) -> list[Fact]:
        """Score and findings of each inspection, as the appendix on inspections lists them."""
        cells = [cell for row in inspection_table(scope).units for cell in row.cells if cell is not None]
        return [fact for cell in cells for fact in _of_one(cell)]


def _of_one(cell: TableCell) -> Iterable[Fact]:
    named = {"unit": cell.unit, "round": cell.held}
    if cell.score is not None:
        label = _("score of %(unit)s, %(round)s") % named
        text = number(cell.score, 1)
        yield Fact(score_key(cell), label, cell.score, text, _rows("inspection", [cell.inspection]))
    label = _("findings remedied and verified, of all: %(unit)s, %(round)s") % named
    text = findings_text(cell)
    yield Fact(findings_key(cell), label, text, text, _rows("finding", cell.findings))


def _year(year: YearRow) -> Iterable[Fact]:
    rows = _rows("inspection", year.inspections)
    named = {"year": year.year}
    yield _counted(
        f"inspections.{year.year}.units",
        _("units inspected in %(year)s") % named,
        "inspection",
        year.inspections,
    )
    mean = "điểm trung bình" if year.mean is None else number(year.mean, 1)
    yield Fact(f"inspections.{year.year}.mean", _("mean score in %(year)s") % named, year.mean, mean, rows)
    for place, (band, count) in enumerate(year.bands, start=1):
        label = _("outcome “%(band)s” in %(year)s") % {"band": band, **named}
        behind = Rows("office_culture.inspection", {"pk__in": year.inspections, "band": band})
        yield Fact(f"inspections.{year.year}.band.{place}", label, count, counted(count), behind)
    # What a table shows for an outcome that other years have.
    none = _("outcomes that no unit had in %(year)s") % named
    yield Fact(f"inspections.{year.year}.band.{len(year.bands) + 1}", none, 0, "0", _rows("inspection", ()))
    bands = "; ".join(f"{band}: {counted(count)}" for band, count in year.bands if band)
    yield _words(
        f"inspections.{year.year}.bands", _("outcomes in %(year)s") % named, bands, rows, "kết quả xếp loại"
    )


def _trend(found: InspectionFacts) -> Fact:
    scored = [year for year in found.years if year.mean is not None]
    printed = "; ".join(f"năm {year.year}: {number(year.mean or 0, 1)}" for year in scored)
    rows = _rows("inspection", [pk for year in scored for pk in year.inspections])
    return _words("inspections.trend", _("mean scores by year"), printed, rows, "điểm trung bình các năm")


def _rounds(found: InspectionFacts) -> Iterable[Fact]:
    for row in found.rounds:
        rows = Rows("office_culture.inspection", {"inspection_round": row.row})
        for name, label, value in (
            ("planned", _("units planned in %(round)s"), row.planned),
            ("covered", _("units inspected in %(round)s"), row.covered),
        ):
            named: dict[str, Any] = {"round": f"{row.name} ({row.year})"}
            yield Fact(f"inspections.round.{row.row}.{name}", label % named, value, counted(value), rows)


def _breaches(found: InspectionFacts) -> Iterable[Fact]:
    for place, breach in enumerate(found.breaches, start=1):
        key, rows = f"inspections.breach.{place}", _rows("breachcount", breach.rows)
        label = _("how often missed: place %(place)s") % {"place": place}
        yield Fact(key, label, breach.missed, counted(breach.missed), rows)
        named = {"place": place}
        for name, label, value in (
            ("checked", _("how often checked: missed most, place %(place)s"), breach.checked),
            ("failed", _("how often failed: missed most, place %(place)s"), breach.failed),
        ):
            yield Fact(f"{key}.{name}", label % named, value, counted(value), rows)
        missed = share(breach.missed, breach.checked)
        label = _("how often missed, share of all checks: place %(place)s") % named
        yield Fact(f"{key}.share", label, missed, "" if missed is None else percent(missed), rows)
        yield Fact(
            f"{key}.wording",
            _("missed most often: place %(place)s") % {"place": place},
            breach.wording,
            breach.wording,
            rows,
        )


def _findings(found: InspectionFacts) -> Iterable[Fact]:
    counts = found.findings
    for name, label, keys in (
        ("findings", _("findings of inspections"), counts.total),
        ("findings_settled", _("findings remedied and verified"), counts.settled),
        ("findings_on_time", _("of these, remedied on time"), counts.on_time),
        ("findings_waiting", _("findings not yet verified"), counts.waiting),
        ("findings_overdue", _("of these, overdue"), counts.overdue),
    ):
        yield _counted(f"inspections.{name}", label, "finding", keys)
    on_time = share(len(counts.on_time), len(counts.total))
    yield Fact(
        "inspections.findings_on_time_share",
        _("findings remedied on time, share of all"),
        on_time,
        "tỷ lệ khắc phục đúng hạn" if on_time is None else percent(on_time),
        _rows("finding", counts.on_time),
    )


SOURCES = (RegulationFacts(), InspectionFactSource())
