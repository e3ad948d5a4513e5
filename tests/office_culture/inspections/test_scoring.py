"""Scoring against a second calculation that shares no code with the first."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office_culture.models import Result
from office_culture.rules.scoring import Band, ResultMark, band_of, exact_points, quantized, refusals, score

BANDS = (
    Band("Xuất sắc", Decimal(90)),
    Band("Tốt", Decimal(70)),
    Band("Đạt", Decimal(50), best_after_critical=True),
    Band("Không đạt", Decimal(0), passes=False),
)
HALF = Decimal("0.5")


@st.composite
def marks(draw) -> ResultMark:
    most = Decimal(draw(st.integers(1, 10_000))) / 100
    critical = draw(st.booleans())
    if draw(st.booleans()):
        counted = draw(st.integers(1, 60))
        return ResultMark(
            most,
            counted=counted,
            compliant=draw(st.integers(0, counted)),
            sampling=True,
            critical=critical,
            result=draw(st.sampled_from([Result.UNCHECKED, Result.MET])),
        )
    result = draw(st.sampled_from(list(Result)))
    points = None
    if result == Result.PARTLY and draw(st.booleans()):
        points = most * draw(st.integers(1, 99)) / 100
    return ResultMark(most, result=result, points=points, critical=critical, reason="vì")


def by_hand(found: list[ResultMark], share: Decimal) -> tuple[Fraction, Fraction, bool, bool]:
    """Earned, possible, whether a critical item failed, whether something is not checked."""
    earned, possible, failed, gaps = Fraction(0), Fraction(0), False, False
    for mark in found:
        most = Fraction(str(mark.max_points))
        if mark.sampling:
            part = Fraction(mark.compliant, mark.counted)
        elif mark.result == "met":
            part = Fraction(1)
        elif mark.result == "failed":
            part = Fraction(0)
        elif mark.result == "partly":
            part = Fraction(str(share)) if mark.points is None else Fraction(str(mark.points)) / most
        else:
            gaps = gaps or mark.result == "unchecked"
            continue
        earned += most * part
        possible += most
        failed = failed or (mark.critical and part == 0)
    return earned, possible, failed, gaps


@given(st.lists(marks(), max_size=40), st.integers(1, 99))
def test_equals_the_calculation_by_hand(found, share):
    partly = Decimal(share) / 100
    outcome = score(found, BANDS, partly_share=partly)
    earned, possible, _failed, gaps = by_hand(found, partly)
    assert (outcome.earned, outcome.possible) == (earned, possible)
    assert sum(outcome.counts.values()) == len(found)
    if not possible:
        assert outcome.score is None
        assert outcome.band is None
        return
    assert outcome.score == 100 * earned / possible
    if gaps:
        assert outcome.band is None
        return
    ends = {band_by_hand(found, partly, unknown) for unknown in (Result.MET, Result.FAILED)}
    assert {outcome.band.name if outcome.band else None} == (ends if len(ends) == 1 else {None})


def band_by_hand(found: list[ResultMark], share: Decimal, unknown: Result) -> str:
    """The outcome if everything that could not be assessed were `unknown`."""
    earned, possible, failed, _gaps = by_hand(
        [replace(mark, result=unknown) if mark.result == Result.NOT_ASSESSED else mark for mark in found],
        share,
    )
    value = 100 * earned / possible
    names = ["Không đạt"] + [n for n, limit in (("Đạt", 50), ("Tốt", 70), ("Xuất sắc", 90)) if value >= limit]
    return "Đạt" if failed and len(names) > 2 else names[-1]


@given(st.lists(marks(), min_size=1, max_size=20), st.randoms())
def test_order_and_what_does_not_apply_change_nothing(found, chance):
    before = score(found, BANDS, partly_share=HALF)
    further = [*found, ResultMark(Decimal(7), result=Result.NOT_APPLICABLE, reason="vì", critical=True)]
    chance.shuffle(further)
    after = score(further, BANDS, partly_share=HALF)
    assert (after.score, after.band) == (before.score, before.band)


@given(st.lists(marks(), max_size=20))
def test_unscored_keeps_counts_alone(found):
    outcome = score(found, BANDS, partly_share=HALF, scored=False)
    assert (outcome.earned, outcome.possible, outcome.score, outcome.band) == (None, None, None, None)
    assert sum(outcome.counts.values()) == len(found)


@pytest.mark.parametrize(
    ("value", "critical", "name"),
    [
        (Fraction(90), False, "Xuất sắc"),
        (Fraction(90) - Fraction(1, 10**9), False, "Tốt"),
        (Fraction(70), False, "Tốt"),
        (Fraction(50), False, "Đạt"),
        (Fraction(4999, 100), False, "Không đạt"),
        (Fraction(100), True, "Đạt"),
        (Fraction(30), True, "Không đạt"),
    ],
)
def test_bands_begin_exactly_at_their_score(value, critical, name):
    assert band_of(value, BANDS, critical_failed=critical).name == name


def test_without_a_marked_band_a_failed_critical_item_has_no_effect():
    bands = [Band(band.name, band.from_score) for band in BANDS]
    assert band_of(Fraction(95), bands, critical_failed=True).name == "Xuất sắc"


@given(st.fractions(min_value=0, max_value=100, max_denominator=10**6))
def test_what_is_kept_is_the_nearest_number(value):
    assert abs(Fraction(quantized(value)) - value) <= Fraction(1, 20_000)


@given(marks())
def test_points_never_leave_their_range_and_good_marks_are_accepted(mark):
    points = exact_points(mark, HALF)
    assert points is None or 0 <= points <= Fraction(mark.max_points)
    assert refusals(mark) == {}
