"""The verdict on an innovation from the points of the members, with each step as it is shown and printed.

Pure arithmetic in exact fractions; rounding happens only where a number is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from office_culture.rules.councils import least_that_reaches
from office_culture.text.numbers import number

PLACES = 2


class ReviewVerdict(StrEnum):
    """The verdict that follows from the points."""

    INCOMPLETE = "incomplete"
    BELOW_MINIMUM = "below_minimum"
    BELOW_MARK = "below_mark"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a version: most points of a criterion, pass mark (of 100), percentage of members who must score."""

    scale: Decimal
    pass_mark: Decimal
    quorum_percent: Decimal

    @property
    def pass_mark_text(self) -> str:
        """The pass mark as printed."""
        return number(self.pass_mark)


@dataclass(frozen=True, slots=True)
class CriterionMeasure:
    """One criterion. A mean below `minimum` fails the innovation, whatever its total."""

    key: int
    name: str
    weight: Decimal
    minimum: Decimal | None = None

    @property
    def weight_text(self) -> str:
        """The weight as printed."""
        return number(self.weight)

    @property
    def minimum_text(self) -> str:
        """The least mean as printed; "" where there is none."""
        return "" if self.minimum is None else number(self.minimum)


@dataclass(frozen=True, slots=True)
class Voice:
    """One member of the council; an author of the innovation does not score it."""

    key: int
    name: str
    is_author: bool = False


Points = Mapping[tuple[int, int], Decimal]  # (member, criterion) → points


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One criterion: points of each member (None: not scored), their mean, and whether it reaches the minimum."""

    measure: CriterionMeasure
    given: tuple[Decimal | None, ...]
    mean: Fraction | None

    @property
    def fails(self) -> bool:
        """Whether the mean is below the minimum of this criterion."""
        return self.mean is not None and self.measure.minimum is not None and self.mean < self.measure.minimum

    @property
    def point_texts(self) -> tuple[str, ...]:
        """The points as printed; "" where there are none."""
        return tuple("" if points is None else number(points) for points in self.given)

    @property
    def sum_text(self) -> str:
        """The sum of the points as printed."""
        return number(sum((points for points in self.given if points is not None), Decimal(0)))

    @property
    def mean_text(self) -> str:
        """The mean as printed; "" while nobody has scored."""
        return "" if self.mean is None else format_points(self.mean)


@dataclass(frozen=True, slots=True)
class Calculation:
    """All steps to the verdict. `total` is the weighted mean of 100; None while a criterion has no points."""

    rules: Rules
    voices: tuple[Voice, ...]
    lines: tuple[ScoreLine, ...]
    entitled: int
    ballots: int
    needed: int
    total: Fraction | None
    verdict: ReviewVerdict

    @property
    def failed(self) -> tuple[CriterionMeasure, ...]:
        """The criteria below their minimum."""
        return tuple(line.measure for line in self.lines if line.fails)

    @property
    def total_text(self) -> str:
        """The weighted mean of 100 as printed; "" while it is not known."""
        return "" if self.total is None else format_points(self.total)

    @property
    def formula(self) -> str:
        """How the total follows: (2 × 17 + 1 × 13) ÷ 2 ÷ 3 ÷ 10 × 100 = 78,33; "" while it is not known.

        Weights stand before the sums of points, then come ballots, sum of weights and most points: sums are exact,
        so whoever calculates again comes to the same total, which rounded means would not give.
        """
        if self.total is None:
            return ""
        parts = " + ".join(f"{number(line.measure.weight)} × {line.sum_text}" for line in self.lines)
        weights = sum((line.measure.weight for line in self.lines), Decimal(0))
        divisors = f"{self.ballots} ÷ {number(weights)} ÷ {number(self.rules.scale)}"
        return f"({parts}) ÷ {divisors} × 100 = {self.total_text}"


def calculate(
    rules: Rules, measures: tuple[CriterionMeasure, ...], voices: tuple[Voice, ...], points: Points
) -> Calculation:
    """The verdict: first whether enough members have scored, then the minimums, then the pass mark.

    Only whole ballots count: a member who has not scored every criterion has not scored.
    """
    entitled = [voice for voice in voices if not voice.is_author]
    ballots = [
        voice
        for voice in entitled
        if measures and all((voice.key, measure.key) in points for measure in measures)
    ]
    lines = tuple(_line(measure, voices, ballots, points) for measure in measures)
    total = _weighted(lines, rules.scale)
    needed = max(1, least_that_reaches(len(entitled), rules.quorum_percent))
    return Calculation(
        rules=rules,
        voices=voices,
        lines=lines,
        entitled=len(entitled),
        ballots=len(ballots),
        needed=needed,
        total=total,
        verdict=_verdict(lines, total, rules, enough=len(ballots) >= needed),
    )


def _line(
    measure: CriterionMeasure, voices: tuple[Voice, ...], ballots: list[Voice], points: Points
) -> ScoreLine:
    counted = [Fraction(points[voice.key, measure.key]) for voice in ballots]
    return ScoreLine(
        measure=measure,
        given=tuple(points.get((voice.key, measure.key)) if voice in ballots else None for voice in voices),
        mean=sum(counted, Fraction(0)) / len(counted) if counted else None,
    )


def _weighted(lines: tuple[ScoreLine, ...], scale: Decimal) -> Fraction | None:
    parts = [(Fraction(line.measure.weight), line.mean) for line in lines]
    means = [(weight, mean) for weight, mean in parts if mean is not None]
    if not means or len(means) < len(parts):
        return None
    weighted = sum((weight * mean for weight, mean in means), Fraction(0))
    return weighted / sum(weight for weight, _ in means) / Fraction(scale) * 100


def _verdict(
    lines: tuple[ScoreLine, ...], total: Fraction | None, rules: Rules, *, enough: bool
) -> ReviewVerdict:
    if total is None or not enough:
        return ReviewVerdict.INCOMPLETE
    if any(line.fails for line in lines):
        return ReviewVerdict.BELOW_MINIMUM
    return ReviewVerdict.PASSED if total >= Fraction(rules.pass_mark) else ReviewVerdict.BELOW_MARK


def format_points(value: Fraction) -> str:
    """A mean or a total with at most two decimals, a half rounded up: 8,38."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return number(exact.quantize(Decimal(1).scaleb(-PLACES), ROUND_HALF_UP))
