"""The counters of an inspection, from its results by the rules of scoring."""

from collections.abc import Iterable, Sequence

from office_culture.models import ChecklistBand, Inspection, InspectionResult, Result
from office_culture.rules import scoring


def mark_of(row: InspectionResult) -> scoring.ResultMark:
    """The team's entry in the form in which the rules of scoring read it.

    The item must have been read with the result.
    """
    return scoring.ResultMark(
        max_points=row.max_points,
        result=row.result,
        points=row.points,
        counted=row.counted,
        compliant=row.compliant,
        reason=row.reason,
        sampling=row.item.sampling,
        critical=row.item.critical,
    )


def count(
    inspection: Inspection, results: Iterable[InspectionResult], bands: Sequence[scoring.Band] | None = None
) -> None:
    """Sets the counters of the inspection from its results, without saving; `bands` not given are read."""
    version = inspection.inspection_round.checklist_version
    if bands is None:
        bands = [
            scoring.Band(band.name, band.from_score, band.passes, band.best_after_critical)
            for band in ChecklistBand.objects.filter(checklist_version=version)
        ]
    outcome = scoring.score(
        [mark_of(row) for row in results],
        bands,
        partly_share=version.partly_share,
        scored=version.checklist.scored,
    )
    inspection.earned = scoring.quantized(outcome.earned)
    inspection.applicable = scoring.quantized(outcome.possible)
    inspection.score = scoring.quantized(outcome.score, scoring.SCORE_PLACES)
    inspection.band = outcome.band.name if outcome.band else ""
    inspection.passed = outcome.band.passes if outcome.band else None
    inspection.met = outcome.count(Result.MET)
    inspection.partly = outcome.count(Result.PARTLY)
    inspection.failed = outcome.count(Result.FAILED)
    inspection.not_applicable = outcome.count(Result.NOT_APPLICABLE)
    inspection.not_assessed = outcome.count(Result.NOT_ASSESSED)
    inspection.unchecked = outcome.count(Result.UNCHECKED)
