"""How an inspection is scored: points of an item, score, outcome.

Score = points earned ÷ points possible × 100; what does not apply or could not be assessed stands in neither, and what
could not be assessed leaves the outcome open where it could still change it. All arithmetic is exact
(fractions), so an outcome never hangs on a rounding; numbers are rounded where they are kept for display.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from office_culture.models.inspections import NO_REASON, WITH_REASON, Result
from office_culture.text.numbers import number

PLACES = Decimal("0.0001")
SCORE_PLACES = Decimal("0.000001")
COUNTING = (Result.MET, Result.PARTLY, Result.FAILED)


@dataclass(frozen=True, slots=True)
class ResultMark:
    """What is recorded of one item: its nature, and the inspector's entry."""

    max_points: Decimal
    result: str = Result.UNCHECKED
    points: Decimal | None = None
    counted: int | None = None
    compliant: int | None = None
    reason: str = ""
    sampling: bool = False
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """An outcome and the score from which it is given."""

    name: str
    from_score: Decimal
    passes: bool = True
    best_after_critical: bool = False


@dataclass(frozen=True, slots=True)
class ScoringOutcome:
    """The counters of an inspection. Without points, or while nothing applies, there is no score."""

    counts: Counter[str]
    earned: Fraction | None
    possible: Fraction | None
    score: Fraction | None
    band: Band | None

    def count(self, result: str) -> int:
        return self.counts[result]


def derived_result(mark: ResultMark) -> str:
    """The result of a sampling item that follows from its sample; of any other item, the entered result."""
    if not mark.sampling or mark.result in WITH_REASON:
        return mark.result
    if mark.counted is None or mark.compliant is None:
        return mark.result
    if mark.compliant == mark.counted:
        return Result.MET
    return Result.PARTLY if mark.compliant else Result.FAILED


def exact_points(mark: ResultMark, partly_share: Decimal) -> Fraction | None:
    """The points of an item, or None where it is not checked or does not apply."""
    result = derived_result(mark)
    most = Fraction(mark.max_points)
    if result not in COUNTING:
        return None
    if mark.sampling and mark.counted and mark.compliant is not None:
        return most * mark.compliant / mark.counted
    if result == Result.PARTLY:
        return most * Fraction(partly_share) if mark.points is None else Fraction(mark.points)
    return most if result == Result.MET else Fraction(0)


def score(
    marks: Iterable[ResultMark], bands: Iterable[Band], *, partly_share: Decimal, scored: bool = True
) -> ScoringOutcome:
    """The counters, score and outcome of all marks. Items not checked yet are left out, and leave the outcome open.

    Items that could not be assessed are counted neither way: the outcome is given where it is the same whether they are
    all met or all failed.
    """
    counts: Counter[str] = Counter()
    earned = possible = unknown = Fraction(0)
    critical_failed = critical_unknown = False
    for mark in marks:
        result = derived_result(mark)
        counts[result] += 1
        points = exact_points(mark, partly_share)
        if result == Result.NOT_ASSESSED:
            unknown += Fraction(mark.max_points)
            critical_unknown |= mark.critical
        if points is None:
            continue
        earned += points
        possible += Fraction(mark.max_points)
        critical_failed |= mark.critical and result == Result.FAILED
    if not scored:
        return ScoringOutcome(counts, None, None, None, None)
    value = earned / possible * 100 if possible else None
    if value is None or counts[Result.UNCHECKED]:
        return ScoringOutcome(counts, earned, possible, value, None)
    bands, whole = list(bands), possible + unknown
    best = band_of((earned + unknown) / whole * 100, bands, critical_failed=critical_failed)
    worst = band_of(earned / whole * 100, bands, critical_failed=critical_failed or critical_unknown)
    return ScoringOutcome(counts, earned, possible, value, best if best == worst else None)


def band_of(value: Fraction, bands: Iterable[Band], *, critical_failed: bool = False) -> Band | None:
    """The highest band that `value` reaches; after a failed critical item at most the one marked for that."""
    falling = sorted(bands, key=lambda band: band.from_score, reverse=True)
    reached = next((band for band in falling if value >= Fraction(band.from_score)), None)
    cap = next((band for band in falling if band.best_after_critical), None)
    if critical_failed and cap and reached and reached.from_score > cap.from_score:
        return cap
    return reached


def refusals(mark: ResultMark, *, scored: bool = True) -> dict[str, str]:
    """What is wrong with an entry, as sentences by field."""
    wrong: dict[str, str] = {}
    if mark.result in WITH_REASON:
        if not mark.reason.strip():
            wrong["reason"] = str(NO_REASON)
        return wrong
    if mark.sampling:
        return _sample_refusals(mark)
    if scored and mark.points is not None:
        wrong |= points_refusal("points", mark.points, mark.max_points)
        if not wrong and mark.result == Result.PARTLY and not 0 < mark.points < mark.max_points:
            wrong["points"] = _("Partly met gives more than 0 and fewer than %(most)s points.") % {
                "most": number(mark.max_points)
            }
    return wrong


def points_refusal(field: str, points: Decimal, most: Decimal) -> dict[str, str]:
    """The sentence on points outside of what the item gives."""
    if 0 <= points <= most:
        return {}
    return {field: _("This item gives between 0 and %(most)s points.") % {"most": number(most)}}


def _sample_refusals(mark: ResultMark) -> dict[str, str]:
    if mark.counted is None and mark.compliant is None:
        if mark.result == Result.UNCHECKED:
            return {}
        return {"counted": _("Enter how many cases were counted and how many comply; the result follows.")}
    if not mark.counted:
        return {
            "counted": _(
                "Count at least one case, or say that the item does not apply or could not be assessed."
            )
        }
    if mark.compliant is None:
        return {"compliant": _("Enter how many of the counted cases comply.")}
    if not 0 <= mark.compliant <= mark.counted:
        return {
            "compliant": _("Of %(counted)s cases counted, not more than %(counted)s comply.")
            % {"counted": mark.counted}
        }
    return {}


def quantized(value: Fraction | None, places: Decimal = PLACES) -> Decimal | None:
    """An exact number rounded as the database stores it for display."""
    if value is None:
        return None
    # Enough digits for any sum of points; the default context would round a long fraction twice.
    scale = int(1 / places)
    units = (value * scale * 2 + 1) // 2
    return (Decimal(units) * places).quantize(places, rounding=ROUND_HALF_UP)
