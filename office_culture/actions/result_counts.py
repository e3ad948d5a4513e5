"""The counters of an inspection, from its results by the rules of scoring."""

from collections.abc import Iterable, Sequence

from office_culture.models import ChecklistBand, Inspection, InspectionResult, Result
from office_culture.rules import scoring


def mark_of(row: InspectionResult) -> scoring.ResultMark:
    """The team's entry as the rules of scoring read it. The item must have been read with the result."""
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
    held: Inspection, results: Iterable[InspectionResult], bands: Sequence[scoring.Band] | None = None
) -> None:
    """Sets the counters of the inspection from its results, without saving; `bands` not given are read."""
    version = held.inspection_round.checklist_version
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
    held.earned = scoring.kept(outcome.earned)
    held.applicable = scoring.kept(outcome.possible)
    held.score = scoring.kept(outcome.score, scoring.SCORE_PLACES)
    held.band = outcome.band.name if outcome.band else ""
    held.passed = outcome.band.passes if outcome.band else None
    held.met = outcome.count(Result.MET)
    held.partly = outcome.count(Result.PARTLY)
    held.failed = outcome.count(Result.FAILED)
    held.not_applicable = outcome.count(Result.NOT_APPLICABLE)
    held.not_assessed = outcome.count(Result.NOT_ASSESSED)
    held.unchecked = outcome.count(Result.UNCHECKED)
